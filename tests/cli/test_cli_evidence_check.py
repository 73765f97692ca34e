"""Trying links and files from the command line, against a real server on this computer."""

import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

import pytest

from wwc_assess.cli.params import local_today
from wwc_assess.records.store import Store

posix = pytest.mark.skipif(os.name == "nt", reason="Windows has other signals and terminals")
LOCAL = ("evidence", "check", "--allow-private")


@contextmanager
def serving(act=lambda _path: None):
    """Run a web server that has the page /good only, and does something first when it is asked."""

    class Handler(BaseHTTPRequestHandler):
        def do_HEAD(self):
            act(self.path)
            self.send_response(200 if self.path == "/good" else 404)
            self.end_headers()

        do_GET = do_HEAD  # noqa: N815  named by the library

        def log_message(self, *_arguments):
            pass

    class Server(ThreadingHTTPServer):
        block_on_close = False

    with Server(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture
def site():
    with serving() as address:
        yield address


@pytest.fixture
def add(city, run):  # noqa: ARG001  what is added is added there
    def add(*locations):
        for location in locations:
            assert run("evidence", "add", location, "--for", "LC1").code == 0

    return add


def tries(city):
    """Return the tries that are kept, by the number of the item."""
    with Store.open(city / "assessment.db", read_only=True) as store:
        return {item.id: item.link_checks for item in store.records(store.current().id).evidence}


def test_what_is_there_is_kept_as_fine(process, site, city, add):
    (city / "policy.pdf").write_bytes(b"page")
    add(f"{site}/good", "policy.pdf")
    done = process(*LOCAL)
    assert (done.code, done.out, done.err) == (0, "", "Tried 2: 2 fine, 0 failed.\n")
    ((link,), (file,)) = tries(city).values()
    assert (link.ok, link.detail, link.day, link.sha256) == (True, "200 OK", local_today(), "")
    assert (file.ok, len(file.sha256)) == (True, 64)


def test_what_failed_is_listed_and_still_counts_since_sites_flap(process, site, city, add):
    add(f"{site}/good", f"{site}/gone", "policy.pdf")
    done = process(*LOCAL)
    assert done.code == 1
    assert [line.split()[0] for line in done.out.splitlines()[2:]] == ["2", "3"]
    assert "404 Not Found" in done.out
    assert done.out.count("still: one failure only warns") == 2
    assert done.err == "Tried 3: 1 fine, 2 failed.\n"
    assert [check.ok for (check,) in tries(city).values()] == [True, False, False]


def test_a_second_failure_on_a_later_day_makes_it_unusable(process, site, city, add):
    add(f"{site}/gone", f"{site}/good")
    with Store.open(city / "assessment.db") as store:
        for number in (1, 2):
            store.record_link_check(number, local_today() - timedelta(days=1), False, "404 Not Found")
    done = process(*LOCAL, "--json")
    assert done.code == 1
    assert done.data == [
        {
            "id": 1,
            "location": f"{site}/gone",
            "ok": False,
            "detail": "404 Not Found",
            "tried": True,
            "unusable": True,
        },
        {
            "id": 2,
            "location": f"{site}/good",
            "ok": True,
            "detail": "200 OK",
            "tried": True,
            "unusable": False,
        },
    ]
    assert "no longer" in process(*LOCAL).out


def test_hosts_of_our_own_network_are_asked_only_with_the_option_and_not_counted_as_failed(
    process, site, city, add
):
    add(f"{site}/good")
    done = process("evidence", "check", "--json")
    assert done.code == 1
    assert done.data[0]["detail"] == "127.0.0.1 is not on the public internet"
    assert not done.data[0]["tried"]
    assert tries(city) == {1: ()}
    assert "as before: it was not tried" in process("evidence", "check").out


def test_only_the_numbers_named_are_tried_and_what_is_withdrawn_is_not(run, city, add):
    add("one.pdf", "two.pdf", "three.pdf")
    with Store.open(city / "assessment.db") as store:
        store.edit_evidence(2, "Ann", withdrawn=True)
    assert [item["id"] for item in run("evidence", "check", "--json").data] == [1, 3]
    assert [item["id"] for item in run("evidence", "check", "3", "3", "--json").data] == [3]
    done = run("evidence", "check", "2", "--json")
    assert (done.code, done.data) == (0, [])
    assert "Evidence 2 is withdrawn and is not tried.\n" in done.err


@pytest.mark.parametrize("number", ["1", "0", "-1", "x", "9" * 40])
@pytest.mark.usefixtures("city")
def test_an_unknown_number_is_wrong_use(run, number):
    done = run("evidence", "check", "--", number)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("Error: ")


@pytest.mark.usefixtures("city")
def test_without_evidence_there_is_nothing_to_try(run):
    assert run("evidence", "check").err == "Tried 0: 0 fine, 0 failed.\n"
    assert run("evidence", "check", "--json").data == []


def test_a_file_that_has_changed_is_told_with_the_day(run, city, add):
    (city / "policy.pdf").write_bytes(b"page")
    add("policy.pdf")
    before = local_today() - timedelta(days=9)
    with Store.open(city / "assessment.db") as store:
        store.record_link_check(1, before, True, "the file is there", "ab" * 32)
    done = run("evidence", "check")
    assert done.code == 0
    assert f"Evidence 1, policy.pdf: the file has changed since {before}." in done.err


def test_a_file_that_changes_between_two_tries_of_a_day_is_told(run, city, add):
    add("policy.pdf")
    for content in (b"one", b"two"):
        (city / "policy.pdf").write_bytes(content)
        done = run("evidence", "check")
    assert f"the file has changed since {local_today()}." in done.err
    assert run("evidence", "list", "--json").data[0]["changed_since"] == str(local_today())


def test_an_item_that_is_removed_while_it_is_tried_is_passed_over(process, city, add):
    def remove(_path):
        with Store.open(city / "assessment.db") as store:
            store.remove_evidence(1, "Ben")

    with serving(remove) as site:
        add(f"{site}/good")
        done = process(*LOCAL, "--json")
    assert (done.code, done.data) == (0, [])
    assert done.err == "Tried 0: 0 fine, 0 failed.\n"


def start(*arguments, **options):
    return subprocess.Popen([sys.executable, "-m", "wwc_assess", *arguments], **options)


@pytest.fixture
def interruptible():
    """Take Ctrl+C as a shell's foreground job does: what is started in the background ignores it, with its children."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@posix
@pytest.mark.usefixtures("interruptible")
def test_stopping_in_the_middle_keeps_what_was_tried(city, add):
    asked, over = Event(), Event()

    def hold(path):
        if path == "/slow":
            asked.set()
            over.wait()

    with serving(hold) as site:
        add(f"{site}/good", f"{site}/slow", f"{site}/slow", f"{site}/slow")
        with start(*LOCAL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
            assert asked.wait(timeout=60)
            while not tries(city)[1]:
                assert process.poll() is None
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=60)
        over.set()
    assert (process.returncode, out, err) == (130, "", "Stopped; 1 of 4 were tried and are kept.\n")
    assert [len(checks) for checks in tries(city).values()] == [1, 0, 0, 0]


@posix
def test_a_person_at_a_terminal_sees_how_far_it_is_beside_the_data(site, add):
    add(f"{site}/good", f"{site}/gone")
    ours, theirs = os.openpty()
    with start(*LOCAL, "--json", stdout=subprocess.PIPE, stderr=theirs) as process:
        os.close(theirs)
        out = process.stdout.read()
    shown = b""
    try:
        while part := os.read(ours, 4096):
            shown += part
    except OSError:  # Linux tells the end of a terminal so.
        pass
    os.close(ours)
    assert b"Trying links and files" in shown
    assert b"100%" in shown
    assert out.startswith(b"[\n")

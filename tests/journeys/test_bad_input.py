"""What a city may attach and call itself: each oddity has a clear state, and harms no command and no report."""

from __future__ import annotations

import sqlite3
import ssl
from contextlib import closing
from datetime import UTC, datetime, timedelta
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
import trustme
from readers import read
from shell import City

from wwc_assess.cli.params import local_today
from wwc_assess.report.formats import FORMATS

NO_LINK = "javascript:alert(document.cookie)"
ENDLESS = "a" * 10_000


@pytest.fixture
def expired(monkeypatch, tmp_path):
    """Run a secure server whose certificate has expired, though this computer trusts who issued it."""
    authority, now = trustme.CA(), datetime.now(UTC)
    authority.cert_pem.write_to_path(tmp_path / "authority.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    certificate = authority.issue_cert(
        "127.0.0.1", not_before=now - timedelta(days=9), not_after=now - timedelta(days=1)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    with ThreadingHTTPServer(("127.0.0.1", 0), SimpleHTTPRequestHandler) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        # A handshake that fails is what this server is for.
        server.handle_error = lambda *_arguments: None
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"https://127.0.0.1:{server.server_port}/policy"
        server.shutdown()
        thread.join()


def puts(city, *locations, first=900):
    """Put evidence for DM6.restore into the database as another program would, past every check."""
    with closing(sqlite3.connect(city.folder / "assessment.db")) as raw, raw:
        for number, location in enumerate(locations, start=first):
            raw.execute(
                "INSERT INTO evidence VALUES (?, ?, ?, ?, NULL, 0, '2026-01-01T00:00:00Z', 'Ann', 0)",
                (number, location, f"Document {number}", local_today().isoformat()),
            )
            raw.execute("INSERT INTO attachment VALUES (1, ?, 'DM6', 'restore', 0)", (number,))


@pytest.mark.parametrize(
    "location",
    [NO_LINK, f"https://example.org/{ENDLESS}", ENDLESS, "https://", ""],
    ids=["script", "endless link", "endless path", "no host", "nothing"],
)
def test_what_is_no_link_is_refused_on_the_way_in_in_a_sentence(city, location):
    before = city.tells("evidence", "list")
    said = city.does("evidence", "add", location, "--for", "DM6", code=2).err
    assert said.startswith("Error: ")
    assert said.count("\n") == 1
    assert city.tells("evidence", "list") == before


def test_each_kind_of_bad_link_is_told_for_what_it_is_when_it_is_tried(city, site, expired):
    address, pages = site
    (pages / "good").touch()
    puts(city, f"{address}/good", "gone.pdf", expired, f"{address}/{ENDLESS}", NO_LINK)
    tried = city.tells("evidence", "check", "--allow-private", *range(900, 905), code=1)
    assert [(outcome["ok"], outcome["detail"]) for outcome in tried] == [
        (True, "200 OK"),
        (False, "there is no such file"),
        (False, "could not be reached: the certificate of 127.0.0.1 has expired"),
        (False, "404 Not Found"),
        (False, "only links that begin with https:// or http:// are tried"),
    ]
    warned = {item["id"] for item in city.tells("evidence", "list", "--state", "warned")}
    assert warned == {901, 902, 903, 904}
    assert city.tells("score", "--explain", "DM6")["criteria"][0]["standing"] == "proven"


def test_reports_lead_nowhere_but_to_web_pages_whatever_is_in_the_database(city, tmp_path):
    script = "data:text/html,<script>alert(1)</script>"
    puts(city, NO_LINK, f"https://example.org/{ENDLESS}", script, "\x1b[2J\u202egone")
    for kind in FORMATS:
        file = tmp_path / f"report.{kind}"
        city.does("report", "--output", file)
        reading = read(file)
        assert reading.harm == []
        assert not {"\x1b", "\u202e"} & set(reading.text)


@pytest.mark.parametrize("name", ["../../x", "=cmd()", "<script>alert(1)</script>"])
def test_a_city_of_any_name_gets_reports_that_do_nothing(tmp_path, name):
    city = City(tmp_path / "city")
    city.does("init", city.folder, "--city", name, "--cycle", name, by=name)
    city.adds("https://example.org", "DM1.charter", title=name)
    city.does("answer", "DM1", "no", "--owner", name, "--note", name, by=name)
    for kind in FORMATS:
        file = tmp_path / f"report.{kind}"
        city.does("report", "--output", file, by=name)
        reading = read(file)
        assert reading.harm == []
        assert any(name in text for text in reading.texts)
    assert {found.name for found in tmp_path.iterdir()} == {"city", *(f"report.{kind}" for kind in FORMATS)}


def test_a_thousand_documents_keep_no_command_waiting(city, tmp_path):
    puts(city, *(f"proof/{number}.pdf" for number in range(1000)))
    assert len(city.tells("evidence", "list")) > 1000
    assert len(city.tells("evidence", "check", code=1)) > 1000
    assert city.tells("findings")
    assert city.tells("score", "--explain", "DM6")["criteria"][0]["standing"] == "proven"
    for kind in FORMATS:
        city.does("report", "--output", tmp_path / f"report.{kind}")
    city.does("report", "verify", tmp_path / "report.html")

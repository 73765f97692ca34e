"""What is saved is what is read again, with its history, and nobody covers what somebody else saved."""

import hashlib
import json
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from wwc_assess.errors import ConflictError, InputError, StoreError
from wwc_assess.records.changes import AnswerConflict, NewEvidence
from wwc_assess.records.model import Answer, CheckRef, LinkCheck, Particulars, SignOff, Slot, Value
from wwc_assess.records.store import Store

HOSTILE = "[/x] \x1b[31mred\x07 | <b>\u202eabc\ud800 `*x*`\ufeff"
HOSTILE_CLEANED = "[/x] [31mred | <b>abc\ufffd `*x*`"


def test_the_city_is_read_again_as_it_was_given(path):
    Store.create(path, "  San José\u202e \n Costa Rica ").close()
    with Store.open(path) as store:
        assert store.city == "San José Costa Rica"


def test_a_database_is_never_made_over_an_existing_file(path):
    path.write_text("mine")
    with pytest.raises(StoreError, match="already a file"):
        Store.create(path, "Carlsbad")
    assert path.read_text() == "mine"
    assert list(path.parent.iterdir()) == [path]


def test_a_city_needs_a_name(path):
    with pytest.raises(InputError, match="city’s name is missing"):
        Store.create(path, " \t\u202e")
    assert not path.exists()


def test_the_current_assessment_is_the_newest(store):
    with pytest.raises(StoreError, match="is damaged"):
        store.current()
    store.add_assessment("what-works-cities-2022", "2026", "Ann")
    newest = store.add_assessment("what-works-cities-2022", "2027", "Ann")
    assert store.current() == newest
    assert [(one.city, one.cycle) for one in store.assessments()] == [
        ("Carlsbad", "2026"),
        ("Carlsbad", "2027"),
    ]


@pytest.mark.usefixtures("assessment")
def test_one_cycle_has_one_assessment_of_a_standard(store):
    with pytest.raises(InputError, match="already an assessment of what-works-cities-2022 for 2026"):
        store.add_assessment("what-works-cities-2022", " 2026\n", "Ann")
    assert len(store.assessments()) == 1


def test_an_answer_is_kept_with_who_when_and_what_was_asked(store, assessment, change):
    store.answer(assessment, [change("DM1.written", "partly")], "Ann")
    ref = CheckRef("DM1", "written")
    assert store.records(assessment).answers == {
        ref: Answer(ref, Value.PARTLY, "2026-11-22T14:02:11Z", "Ann", "f" * 64, "Is it written down?", 2)
    }


def test_times_are_kept_in_utc(path):
    berlin = timezone(timedelta(hours=1))
    with Store.create(path, "Berlin", clock=lambda: datetime(2026, 1, 1, 0, 30, tzinfo=berlin)) as store:
        assessment = store.add_assessment("quick-look", "2026", "Ann").id
        assert store.history(assessment)[0].at == "2025-12-31T23:30:00Z"


def test_clearing_an_answer_leaves_a_blank(store, assessment, change):
    store.answer(assessment, [change("DM1.written", "yes")], "Ann")
    store.answer(assessment, [change("DM1.written", None)], "Ann")
    assert store.records(assessment).answers == {}


def test_saying_the_same_again_leaves_no_event(store, assessment, change):
    store.answer(assessment, [change("DM1.written", "yes")], "Ann")
    events = len(store.history(assessment))
    store.answer(assessment, [change("DM1.written", "yes")], "Bo")
    store.answer(assessment, [change("DM1.named", None)], "Bo")
    assert len(store.history(assessment)) == events
    assert store.records(assessment).answers[CheckRef("DM1", "written")].by == "Ann"


def test_the_same_answer_to_a_new_text_is_kept_anew(store, assessment, change):
    store.answer(assessment, [change("DM1.written", "yes")], "Ann")
    store.answer(
        assessment, [change("DM1.written", "yes", fingerprint="e" * 64, asked="Is it signed?")], "Bo"
    )
    answer = store.records(assessment).answers[CheckRef("DM1", "written")]
    assert (answer.by, answer.fingerprint, answer.asked) == ("Bo", "e" * 64, "Is it signed?")


def test_of_several_answers_all_or_none_are_kept(store, assessment, change):
    store.answer(assessment, [change("DM1.named", "no")], "Ann")
    with pytest.raises(AnswerConflict):
        store.answer(assessment, [change("DM1.written", "yes"), change("DM1.named", "yes", seen=0)], "Bo")
    assert set(store.records(assessment).answers) == {CheckRef("DM1", "named")}


def test_an_answer_against_an_older_one_is_a_conflict_with_both_values(store, assessment, change, path):
    ref = CheckRef("DM1", "written")
    store.answer(assessment, [change("DM1.written", "yes")], "Ann")
    seen = store.records(assessment).answers[ref].revision
    with Store.open(path) as other:
        other.answer(assessment, [change("DM1.written", "no", seen=seen)], "Bo")
    mine = change("DM1.written", "partly", seen=seen)
    with pytest.raises(
        AnswerConflict, match=r"Bo has set DM1\.written to no since you saw it; your partly"
    ) as caught:
        store.answer(assessment, [mine], "Ann")
    assert caught.value.exit_code == 3
    assert caught.value.mine == mine
    assert caught.value.theirs == store.records(assessment).answers[ref]
    assert caught.value.theirs.value == "no"


def test_an_answer_cleared_meanwhile_is_a_conflict_with_a_blank(store, assessment, change):
    store.answer(assessment, [change("DM1.written", "yes")], "Ann")
    store.answer(assessment, [change("DM1.written", None)], "Bo")
    with pytest.raises(AnswerConflict, match="to blank since you saw it") as caught:
        store.answer(assessment, [change("DM1.written", "no", seen=2)], "Ann")
    assert caught.value.theirs is None


def test_two_people_who_answer_alike_do_not_conflict(store, assessment, change):
    store.answer(assessment, [change("DM1.written", "yes", seen=0)], "Ann")
    store.answer(assessment, [change("DM1.written", "yes", seen=0)], "Bo")
    assert store.records(assessment).answers[CheckRef("DM1", "written")].by == "Ann"


def test_an_answer_that_was_seen_last_is_set(store, assessment, change):
    store.answer(assessment, [change("DM1.written", "yes", seen=0)], "Ann")
    store.answer(assessment, [change("DM1.written", "no", seen=2)], "Bo")
    assert store.records(assessment).answers[CheckRef("DM1", "written")].value == "no"


def test_particulars_are_kept_field_by_field(store, assessment):
    store.set_particulars(assessment, "DM1", "Ann", note="First line\nsecond", due=date(2027, 3, 1))
    store.set_particulars(assessment, "DM1", "Bo", owner="Clerk", not_applicable=True)
    kept = store.records(assessment).of("DM1")
    assert kept == Particulars(
        "First line\nsecond", "Clerk", date(2027, 3, 1), not_applicable=True, revision=3
    )
    store.set_particulars(assessment, "DM1", "Bo", due=None)
    assert store.records(assessment).of("DM1").due is None


def test_particulars_that_stay_the_same_leave_no_event(store, assessment):
    store.set_particulars(assessment, "DM1", "Ann", owner="Clerk")
    events = len(store.history(assessment))
    store.set_particulars(assessment, "DM1", "Bo", owner=" Clerk ")
    store.set_particulars(assessment, "DM2", "Bo", owner="", due=None)
    assert len(store.history(assessment)) == events


def test_two_people_may_change_different_fields_of_one_criterion(store, assessment):
    store.set_particulars(assessment, "DM1", "Ann", owner="Clerk")
    seen = store.records(assessment).of("DM1").revision
    store.set_particulars(assessment, "DM1", "Bo", due=date(2027, 3, 1), seen=seen)
    store.set_particulars(assessment, "DM1", "Ann", note="Asked the clerk", seen=seen)
    kept = store.records(assessment).of("DM1")
    assert (kept.owner, kept.due, kept.note) == ("Clerk", date(2027, 3, 1), "Asked the clerk")


@pytest.mark.parametrize("seen", [0, 2])
def test_a_note_changed_meanwhile_is_a_conflict_and_not_covered(store, assessment, seen):
    store.set_particulars(assessment, "DM1", "Ann", note="one")
    store.set_particulars(assessment, "DM1", "Bo", note="two")
    with pytest.raises(ConflictError, match="DM1 was changed by somebody else"):
        store.set_particulars(assessment, "DM1", "Ann", note="three", seen=seen)
    assert store.records(assessment).of("DM1").note == "two"


def test_evidence_serves_several_criteria(store, assessment):
    new = NewEvidence("https://example.org/policy", "Council Policy 100", date(2025, 3, 1), date(2028, 3, 1))
    slots = [Slot("DM2"), Slot("DM1", "charter")]
    item = store.add_evidence(assessment, new, slots, "Ann")
    assert (item.id, item.title, item.as_of, item.valid_until) == (1, new.title, new.as_of, new.valid_until)
    assert item.slots == (Slot("DM1", "charter"), Slot("DM2"))
    assert (item.added_by, item.added_at) == ("Ann", "2026-11-22T14:02:11Z")
    assert store.records(assessment).evidence == (item,)


def test_evidence_belongs_to_the_city_and_its_slots_to_the_assessment(store, assessment):
    store.add_evidence(assessment, NewEvidence("policy.pdf"), [Slot("DM1")], "Ann")
    next_cycle = store.add_assessment("what-works-cities-2022", "2027", "Ann").id
    (item,) = store.records(next_cycle).evidence
    assert (item.location, item.slots) == ("policy.pdf", ())


def test_evidence_is_attached_and_detached_without_repeating_itself(store, assessment):
    item = store.add_evidence(assessment, NewEvidence("policy.pdf"), [], "Ann")
    store.attach(assessment, item.id, [Slot("DM1"), Slot("DM2", "charter")], "Ann")
    events = len(store.history(assessment))
    store.attach(assessment, item.id, [Slot("DM1")], "Bo")
    store.detach(assessment, item.id, [Slot("DM9")], "Bo")
    assert len(store.history(assessment)) == events
    store.detach(assessment, item.id, [Slot("DM2", "charter")], "Bo")
    assert store.records(assessment).evidence[0].slots == (Slot("DM1"),)


def test_evidence_is_attached_as_long_as_any_assessment_has_it_somewhere(store, assessment):
    item = store.add_evidence(assessment, NewEvidence("policy.pdf"), [Slot("DM1")], "Ann")
    next_cycle = store.add_assessment("what-works-cities-2022", "2027", "Ann").id
    store.attach(next_cycle, item.id, [Slot("DM2")], "Ann")
    store.detach(assessment, item.id, [Slot("DM1")], "Ann")
    assert store.is_attached(item.id)
    store.detach(next_cycle, item.id, [Slot("DM2")], "Ann")
    assert not store.is_attached(item.id)


def test_evidence_is_edited_field_by_field(store, assessment):
    item = store.add_evidence(assessment, NewEvidence("policy.pdf", "Policy", date(2025, 1, 1)), [], "Ann")
    store.edit_evidence(item.id, "Bo", withdrawn=True, as_of=None, seen=item.revision)
    with pytest.raises(ConflictError):
        store.edit_evidence(item.id, "Ann", as_of=date(2026, 1, 1), seen=item.revision)
    (kept,) = store.records(assessment).evidence
    assert (kept.title, kept.withdrawn, kept.as_of, kept.added_by) == ("Policy", True, None, "Ann")


def test_the_number_of_removed_evidence_is_never_given_again(store, assessment):
    first = store.add_evidence(assessment, NewEvidence("one.pdf"), [Slot("DM1")], "Ann")
    store.remove_evidence(first.id, "Ann")
    assert store.records(assessment).evidence == ()
    assert store.add_evidence(assessment, NewEvidence("two.pdf"), [], "Ann").id == first.id + 1


@pytest.mark.parametrize("number", [0, -1, 7, 10**30])
def test_evidence_that_does_not_exist_is_named(store, assessment, number):
    for act in (
        lambda: store.edit_evidence(number, "Ann", title="x"),
        lambda: store.attach(assessment, number, [Slot("DM1")], "Ann"),
        lambda: store.detach(assessment, number, [Slot("DM1")], "Ann"),
        lambda: store.remove_evidence(number, "Ann"),
        lambda: store.record_link_check(number, date(2026, 1, 1), ok=True, detail=""),
    ):
        with pytest.raises(InputError, match=f"no evidence item {number}"):
            act()


def test_every_try_is_kept_and_the_last_one_of_a_day_counts(store, assessment):
    item = store.add_evidence(assessment, NewEvidence("https://example.org"), [], "Ann")
    store.record_link_check(item.id, date(2026, 2, 2), ok=False, detail="404 Not Found")
    store.record_link_check(item.id, date(2026, 2, 1), ok=False, detail="timed out")
    store.record_link_check(item.id, date(2026, 2, 2), ok=True, detail="200 OK")
    (kept,) = store.records(assessment).evidence
    at = "2026-11-22T14:02:11Z"
    assert kept.link_checks == (
        LinkCheck(date(2026, 2, 1), ok=False, detail="timed out", at=at),
        LinkCheck(date(2026, 2, 2), ok=False, detail="404 Not Found", at=at),
        LinkCheck(date(2026, 2, 2), ok=True, detail="200 OK", at=at),
    )


def test_a_try_counts_for_the_location_that_was_tried_alone(store, assessment):
    item = store.add_evidence(assessment, NewEvidence("https://example.org/a"), [], "Ann")
    store.record_link_check(item.id, date(2026, 2, 1), ok=False, detail="404 Not Found")
    store.edit_evidence(item.id, "Ann", location="https://example.org/b", title="Policy")
    # A program that began before the edit reports after it.
    store.record_link_check(
        item.id, date(2026, 2, 2), ok=False, detail="404 Not Found", location="https://example.org/a"
    )
    assert store.records(assessment).evidence[0].link_checks == ()
    store.edit_evidence(item.id, "Ann", location="https://example.org/a")
    assert [check.day.day for check in store.records(assessment).evidence[0].link_checks] == [1, 2]


def test_the_sha256_of_a_file_is_kept_with_its_try(store, assessment):
    item = store.add_evidence(assessment, NewEvidence("policy.pdf"), [], "Ann")
    store.record_link_check(item.id, date(2026, 2, 1), ok=True, detail="", sha256="e" * 64)
    assert store.records(assessment).evidence[0].link_checks[0].sha256 == "e" * 64


def test_a_snapshot_is_kept_with_who_and_when_and_given_back_to_the_letter(store, assessment):
    content = '{"city": "San José\\u001b"}\r\n'
    kept = store.add_snapshot(assessment, " Before\nthe review ", content, "Ann")
    assert (kept.name, kept.at, kept.by) == ("Before the review", "2026-11-22T14:02:11Z", "Ann")
    assert kept.sha256 == hashlib.sha256(content.encode()).hexdigest()
    assert store.snapshots(assessment) == [kept]
    assert store.snapshot_content(kept) == content


def test_snapshots_are_listed_oldest_first_each_with_its_assessment(store, assessment):
    other = store.add_assessment("quick-look", "2026", "Ann").id
    for number, name in ((assessment, "b"), (other, "b"), (assessment, "a")):
        store.add_snapshot(number, name, "{}", "Ann")
    assert [kept.name for kept in store.snapshots(assessment)] == ["b", "a"]
    assert [kept.name for kept in store.snapshots(other)] == ["b"]


def test_the_name_of_a_snapshot_is_given_once(store, assessment):
    kept = store.add_snapshot(assessment, "Before", "{}", "Ann")
    with pytest.raises(InputError, match=r"already a snapshot “Before”\. Choose another name"):
        store.add_snapshot(assessment, " Before ", "[]", "Bo")
    with pytest.raises(InputError, match="name of the snapshot is missing"):
        store.add_snapshot(assessment, " ", "[]", "Bo")
    assert store.snapshots(assessment) == [kept]
    assert store.snapshot_content(kept) == "{}"


def test_the_content_of_a_snapshot_is_kept_once_and_never_in_the_history(store, assessment, path):
    content = json.dumps(["as it stood"] * 100)
    for name in ("one", "two"):
        store.add_snapshot(assessment, name, content, "Ann")
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM snapshot_content").fetchone() == (1,)
    assert all("as it stood" not in str(event) for event in store.history(assessment))


@pytest.mark.parametrize(
    "statement", ["DELETE FROM snapshot_content", "UPDATE snapshot_content SET content = ''"]
)
def test_a_snapshot_whose_content_is_gone_or_changed_is_told_as_damage(store, assessment, path, statement):
    kept = store.add_snapshot(assessment, "Before", "{}", "Ann")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(statement)
    with pytest.raises(StoreError, match="damaged"):
        store.snapshot_content(kept)


def test_particulars_give_back_the_revision_they_have_now(store, assessment):
    assert store.set_particulars(assessment, "DM1", "Ann", owner="") == 0
    first = store.set_particulars(assessment, "DM1", "Ann", owner="Clerk", seen=0)
    assert first == store.records(assessment).of("DM1").revision
    assert store.set_particulars(assessment, "DM1", "Bo", owner="Clerk") == first
    second = store.set_particulars(assessment, "DM1", "Ann", note="Asked", seen=first, goes_on=True)
    assert second == store.records(assessment).of("DM1").revision > first


def test_a_sign_off_takes_the_place_of_an_earlier_one(store, assessment):
    store.sign_off(assessment, "DM1", "a" * 64, "Rita")
    store.sign_off(assessment, "DM1", "b" * 64, "Rolf")
    assert store.records(assessment).sign_offs == {"DM1": SignOff("Rolf", "2026-11-22T14:02:11Z", "b" * 64)}


def test_the_history_of_a_criterion_has_its_answers_notes_and_evidence(store, assessment, change):
    store.answer(assessment, [change("DM1.written", "yes"), change("DM10.written", "yes")], "Ann")
    store.set_particulars(assessment, "DM1", "Bo", owner="Clerk")
    store.add_evidence(assessment, NewEvidence("x.pdf"), [Slot("DM1", "charter")], "Ann")
    events = store.history(assessment, criterion="DM1")
    assert [(event.action, event.subject) for event in events] == [
        ("attachment", "DM1.charter"),
        ("particulars", "DM1"),
        ("answer", "DM1.written"),
    ]
    assert events[2].before is None
    assert events[2].after["value"] == "yes"
    assert store.history(assessment, criterion="DM1", limit=1) == events[:1]


def test_the_history_of_an_assessment_leaves_out_other_assessments(store, assessment, change):
    other = store.add_assessment("quick-look", "2026", "Ann").id
    store.answer(other, [change("A.b", "yes")], "Ann")
    assert [event.action for event in store.history(assessment)] == ["assessment"]
    assert len(store.history(other, limit=10**30)) == 2


def test_what_one_command_changes_is_one_act(store, assessment, change):
    store.answer(assessment, [change("DM1.written", "yes"), change("DM1.named", "no")], "Ann")
    second, first = store.history(assessment, limit=2)
    assert first.act == second.act == first.id


def test_revisions_are_the_numbers_of_events(store, assessment, change):
    store.answer(assessment, [change("DM1.written", "yes"), change("DM1.named", "no")], "Ann")
    revisions = {ref.check: answer.revision for ref, answer in store.records(assessment).answers.items()}
    assert revisions == {event.after["check"]: event.id for event in store.history(assessment, limit=2)}


def test_the_chain_of_digests_can_be_followed_by_anyone(store, assessment, change, path):
    store.answer(assessment, [change("DM1.written", "yes")], "José")
    digest = ""
    with closing(sqlite3.connect(path)) as connection:
        for *event, kept in connection.execute("SELECT * FROM event ORDER BY id"):
            parts = json.dumps([digest, *event], ensure_ascii=False, separators=(",", ":"))
            digest = hashlib.sha256(parts.encode()).hexdigest()
            assert kept == digest


def test_an_event_changed_behind_our_back_is_found(store, assessment, change, path):
    for value in ("yes", "no", "partly"):
        store.answer(assessment, [change("DM1.written", value)], "Ann")
    assert store.first_broken_event() is None
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("DROP TRIGGER event_is_never_changed")
        connection.execute("UPDATE event SET after = replace(after, 'no', 'yes') WHERE id = 3")
    assert store.first_broken_event() == 3


def test_another_programs_change_is_noticed(store, assessment, change, path):
    before = store.data_version()
    store.answer(assessment, [change("DM1.written", "yes")], "Ann")
    assert store.data_version() == before
    with Store.open(path) as other:
        other.answer(assessment, [change("DM1.written", "no")], "Bo")
    assert store.data_version() != before


def test_hostile_text_is_kept_as_plain_text(store, assessment, change):
    store.answer(assessment, [change("DM1.written", "yes", asked=HOSTILE)], HOSTILE)
    store.set_particulars(assessment, "DM1", "Ann", note=f"{HOSTILE}\n\tnext", owner=HOSTILE)
    store.add_evidence(assessment, NewEvidence(HOSTILE, HOSTILE), [Slot("DM1", HOSTILE)], "Ann")
    records = store.records(assessment)
    (answer,) = records.answers.values()
    assert (answer.asked, answer.by) == (HOSTILE_CLEANED, HOSTILE_CLEANED)
    assert records.of("DM1").note == f"{HOSTILE_CLEANED}\n\tnext"
    assert records.of("DM1").owner == HOSTILE_CLEANED
    (item,) = records.evidence
    assert (item.location, item.title) == (HOSTILE_CLEANED, HOSTILE_CLEANED)
    assert item.slots == (Slot("DM1", HOSTILE_CLEANED),)
    assert store.history(assessment, criterion="DM\ud8001") == []
    assert store.first_broken_event() is None


def test_hostile_text_written_by_another_program_is_read_clean(store, assessment, change, path):
    store.answer(assessment, [change("DM1.written", "yes")], "Ann")
    store.set_particulars(assessment, "DM1", "Ann", note="x")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("UPDATE answer SET \"by\" = ? || CAST(x'ff' AS TEXT)", ("\x1b[31mEve\u202e\n2",))
        connection.execute("UPDATE particulars SET note = ?", ("a\x9b\r\nb\x00c",))
    records = store.records(assessment)
    assert records.answers[CheckRef("DM1", "written")].by == "[31mEve 2\ufffd"
    assert records.of("DM1").note == "a\nbc"


def test_a_row_that_no_version_writes_is_told_as_damage(store, assessment, change, path):
    store.answer(assessment, [change("DM1.written", "yes")], "Ann")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute("UPDATE answer SET value = 'perhaps'")
    with pytest.raises(StoreError, match="damaged"):
        store.records(assessment)


def test_texts_have_bounds_and_nothing_is_cut(store, assessment):
    store.set_particulars(assessment, "DM1", "Ann", note="n" * 100_000, owner="o" * 2_000)
    assert len(store.records(assessment).of("DM1").note) == 100_000
    with pytest.raises(InputError, match="note has 100001 characters; at most 100000"):
        store.set_particulars(assessment, "DM1", "Ann", note="n" * 100_001)
    with pytest.raises(InputError, match="owner has 2001 characters"):
        store.set_particulars(assessment, "DM1", "Ann", owner="o" * 2_001)


def test_every_change_needs_a_name(store, assessment, change):
    with pytest.raises(InputError, match="name of the person is missing"):
        store.answer(assessment, [change("DM1.written", "yes")], "  ")
    with pytest.raises(InputError, match="name of the person is missing"):
        store.undo(assessment, "")


def test_an_unknown_assessment_is_named(store):
    with pytest.raises(InputError, match="no assessment 5"):
        store.records(5)


def test_a_backup_is_a_whole_workspace_database(store, assessment, change, tmp_path):
    store.answer(assessment, [change("DM1.written", "yes")], "Ann")
    target = tmp_path / "bäckup #1?%41.db"
    store.backup(target)
    with Store.open(target) as copy:
        assert copy.records(assessment) == store.records(assessment)
        assert copy.first_broken_event() is None


def test_a_backup_never_covers_a_file(store, tmp_path):
    target = tmp_path / "backup.db"
    target.write_text("mine")
    with pytest.raises(StoreError, match="already a file"):
        store.backup(target)
    assert target.read_text() == "mine"
    assert {place.name for place in tmp_path.iterdir()} == {"assessment.db", "backup.db"}


def test_a_backup_into_a_missing_folder_is_told(store, tmp_path):
    with pytest.raises(StoreError, match=r"backup\.db could not be written: No such file"):
        store.backup(tmp_path / "nowhere" / "backup.db")


def test_a_reader_can_back_up(assessment, path, tmp_path):
    with Store.open(path, read_only=True) as reader:
        reader.backup(tmp_path / "copy.db")
    with Store.open(tmp_path / "copy.db") as copy:
        assert copy.current().id == assessment


def test_a_database_left_in_wal_mode_goes_back_to_a_rollback_journal(store, path):
    store.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    with Store.open(path):
        pass
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)


def test_the_default_clock_tells_the_time_of_now(path):
    before = datetime.now(UTC).replace(microsecond=0)
    with Store.create(path, "Carlsbad") as store:
        assessment = store.add_assessment("quick-look", "2026", "Ann").id
        at = datetime.fromisoformat(store.history(assessment)[0].at)
    assert before <= at <= datetime.now(UTC)

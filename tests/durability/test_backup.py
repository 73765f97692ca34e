"""A backup that is made while another program writes is one moment of its work, from which work goes on."""

import json
import os
import shutil
import sqlite3
from contextlib import closing
from dataclasses import asdict
from random import Random

import pytest

if os.name == "nt":  # before the imports that fail there
    pytest.skip(
        "Windows has no pseudo terminals of this kind, which the kill loop needs", allow_module_level=True
    )

from acts import Books, kept_in, script
from kills import WRITER, faults, make_workspace

from children import Children
from wwc_assess.errors import StoreError
from wwc_assess.session import Session

BACKUPS, BETWEEN = 16, 4


def test_a_backup_while_another_program_writes_restores_to_one_moment_of_its_work(tmp_path):
    folder = make_workspace(tmp_path / "workspace")
    restored = make_workspace(tmp_path / "restored")
    copies = []
    with Children() as children, Session.open(str(folder), by="Ann") as session:
        acts = script(session.standard, Books(), Random(22), BACKUPS * BETWEEN * 4)  # noqa: S311  to be repeated, not to be kept secret
        child = children.start(WRITER, folder)
        child.stdin.write(json.dumps([asdict(act) for act in acts]) + "\n")
        child.stdin.flush()
        said = -1  # the first one says that it is open
        for number in range(BACKUPS):
            for _ in range(BETWEEN):
                while child.stdout.readline() != "saved\n":
                    pass
                said += 1
            copies.append((tmp_path / f"backup-{number}.db", said))
            session.store.backup(copies[-1][0])
    books = Books()
    moments = [books.kept]
    for act in acts:
        books.do(act)
        moments.append(books.kept)
    for file, earliest in copies:
        shutil.copy(file, restored / "assessment.db")
        assert faults(restored) == []
        with Session.open(str(restored), by="Ann") as session:
            assert kept_in(session.records()) in moments[earliest:]
            session.store.set_particulars(session.assessment.id, "DM1", "Ann", owner="Clerk")
        assert faults(restored) == []


def test_a_backup_never_holds_what_another_program_has_half_saved(tmp_path):
    folder, target = make_workspace(tmp_path / "workspace"), tmp_path / "backup.db"
    with (
        Session.open(str(folder), by="Ann") as session,
        closing(sqlite3.connect(folder / "assessment.db", isolation_level=None)) as other,
    ):
        other.execute("PRAGMA cache_size = 1")  # so that half of it is in the file before the end
        other.execute("BEGIN IMMEDIATE")
        for number in range(100):
            other.execute("INSERT INTO snapshot_content VALUES (printf('%064d', ?), ?)", (number, "x" * 2000))
        session.store._connection.execute("PRAGMA busy_timeout = 1")  # noqa: SLF001  five seconds are long for a test
        with pytest.raises(StoreError, match="Another program is saving"):
            session.store.backup(target)
        assert not target.exists()
        other.execute("ROLLBACK")
        session.store.backup(target)
    assert target.exists()

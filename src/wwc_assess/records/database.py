"""The database file: made complete or not at all, opened, guarded while it is open, and copied."""

from __future__ import annotations

import os
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal, Self

from wwc_assess.errors import InputError, StoreError
from wwc_assess.records.act import Act, first_broken_event
from wwc_assess.records.changes import tidy
from wwc_assess.records.connection import connect, copy_database, damaged, new_file, told_plainly, transaction
from wwc_assess.records.migrations import is_older, migrate, migrate_for_reader, recognise
from wwc_assess.records.reading import read_assessments, read_events, read_records
from wwc_assess.records.temporary import temporary_folder
from wwc_assess.text import one_line
from wwc_assess.words import _

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from types import TracebackType

    from wwc_assess.records.model import Assessment, Event, Records


def utc_now() -> datetime:
    """Return the time."""
    return datetime.now(UTC)


class DatabaseFile:
    """An open database file of one city; made by `create` or `open`."""

    _begun_at: int | None = None
    """The last event before several acts that make up one."""

    def __init__(self, connection: sqlite3.Connection, path: Path, clock: Callable[[], datetime]) -> None:
        self._connection = connection
        self._path = path
        self._clock = clock
        self._identity = _identity(path)
        row = connection.execute("SELECT name FROM city").fetchone()
        if row is None:
            raise damaged(path)
        self.city = one_line(row[0])

    @classmethod
    def create(
        cls,
        path: Path,
        city: str,
        *,
        begin: Callable[[Self], object] | None = None,
        clock: Callable[[], datetime] = utc_now,
    ) -> Self:
        """Make a new database, complete or not at all, and open it.

        Args:
            path: The file to make; its folder exists.
            city: Name of the city.
            begin: What is recorded before the file is there for anybody.
            clock: Gives the time of each change, with its zone.

        Raises:
            InputError: The name is empty or too long.
            StoreError: The file exists or cannot be made.
        """
        name = tidy("name", city)
        with told_plainly(path), new_file(path) as file, closing(connect(file, "rw")) as connection:
            migrate(connection, path)
            connection.execute("INSERT INTO city (id, name) VALUES (1, ?)", (name,))
            connection.execute("PRAGMA foreign_keys = ON")
            if begin:
                begin(cls(connection, file, clock))
        return cls.open(path, clock=clock)

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False, clock: Callable[[], datetime] = utc_now) -> Self:
        """Open an existing database, first bringing an older one up to date.

        Args:
            path: The file.
            read_only: Never write but to bring an older one up to date; needs no write access to file or folder.
            clock: Gives the time of each change, with its zone.

        Raises:
            StoreError: The file is missing, foreign, newer, damaged or cannot be opened; it is left as it is.
        """
        recognise(path)
        with told_plainly(path):
            connection = connect(path, "ro" if read_only else "rw")
            try:
                if read_only:
                    migrate_for_reader(connection, path)
                else:
                    migrate(connection, path)
                    _leave_wal(connection)
                connection.execute("PRAGMA foreign_keys = ON")
                return cls(connection, path, clock)
            except BaseException:
                connection.close()
                raise

    @classmethod
    @contextmanager
    def visit(cls, path: Path) -> Iterator[Self]:
        """Open somebody else's database to read it, without writing anything beside it.

        An older one is read from a copy that is brought up to date, and gone at the end of the block.

        Args:
            path: The file.

        Raises:
            StoreError: As for `open`, or it was left half saved, which only a writer could put right.
        """
        recognise(path)
        with temporary_folder() as folder:
            readable = path
            with told_plainly(path), closing(connect(path, "ro", recover=False)) as reader:
                if is_older(reader):
                    readable = folder / path.name
                    copy_database(reader, readable)
            with cls.open(readable, read_only=True) as database:
                yield database

    def close(self) -> None:
        """Close the database; nothing is ever pending."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def assessments(self) -> list[Assessment]:
        """Return all assessments, the oldest first."""
        with self._reading():
            return read_assessments(self._connection, self.city)

    def current(self) -> Assessment:
        """Return the newest assessment.

        Raises:
            StoreError: There is none, though every workspace is made with one.
        """
        assessments = self.assessments()
        if not assessments:
            raise damaged(self._path)
        return assessments[-1]

    def records(self, assessment_id: int) -> Records:
        """Return everything recorded in an assessment, as it stands at one moment."""
        with self._reading():
            return read_records(self._connection, self._assessment(assessment_id))

    def history(
        self, assessment_id: int, *, criterion: str | None = None, limit: int | None = None
    ) -> list[Event]:
        """Return the events of an assessment and those on the city's evidence, the newest first.

        Args:
            assessment_id: Which assessment.
            criterion: Only what was changed on this criterion.
            limit: At most so many; None for all.
        """
        wanted = None if criterion is None else one_line(criterion)
        with self._reading():
            return read_events(self._connection, assessment_id, criterion=wanted, limit=limit)

    def first_broken_event(self) -> int | None:
        """Return the number of the first event that is not as it was written, or None where all are."""
        with self._reading():
            return first_broken_event(self._connection)

    def data_version(self) -> int:
        """Return a number that changes whenever another program has saved something."""
        with told_plainly(self._path):
            (version,) = self._connection.execute("PRAGMA data_version").fetchone()
        return int(version)

    def backup(self, target: Path) -> None:
        """Write a checked copy of the database to a new file, complete or not at all.

        Args:
            target: The file to make.

        Raises:
            StoreError: The target exists or cannot be written, or the database is damaged.
        """
        with told_plainly(self._path):
            copy_database(self._connection, target)

    def _assessment(self, assessment_id: int) -> Assessment:
        for assessment in read_assessments(self._connection, self.city):
            if assessment.id == assessment_id:
                return assessment
        raise InputError(_("There is no assessment {number}.").format(number=assessment_id))

    def _moment(self) -> str:
        """Return the time as the records keep it."""
        return self._clock().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """Run the block on one consistent state."""
        with self._transaction("DEFERRED"):
            yield

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Run the block with the write lock held; at its end its changes are on disk, or none of them."""
        if self._connection.in_transaction:  # an act among others, see together()
            yield
            return
        with self._transaction("IMMEDIATE"):
            # Under the lock: while this program waited for it, another one may have put a backup in the place.
            if _identity(self._path) != self._identity:
                raise StoreError(
                    _("The database {path} was moved, deleted or replaced while it was open.").format(
                        path=self._path
                    ),
                    _("Nothing was saved; close the program and open the workspace again."),
                )
            yield

    @contextmanager
    def together(self) -> Iterator[None]:
        """Run several acts as one transaction: at its end all of them are on disk, or none."""
        with self._writing():
            yield

    @contextmanager
    def as_one_act(self) -> Iterator[None]:
        """Run several acts of one person as a single one: one transaction, undone together."""
        with self.together():
            self._begun_at = self._last_event()
            try:
                yield
            finally:
                self._begun_at = None

    def _last_event(self) -> int:
        (last,) = self._connection.execute("SELECT coalesce(max(id), 0) FROM event").fetchone()
        return int(last)

    def _act(self, by: str, assessment_id: int | None = None, continues: int | None = None) -> Act:
        who = tidy("by", by)
        if self._begun_at is not None and (last := self._last_event()) > self._begun_at:
            continues = last
        return Act(self._connection, at=self._moment(), by=who, assessment=assessment_id, continues=continues)

    @contextmanager
    def _transaction(self, kind: Literal["DEFERRED", "IMMEDIATE"]) -> Iterator[None]:
        try:
            with told_plainly(self._path), transaction(self._connection, kind):
                yield
        except ValueError as error:  # A row that no version of this program writes.
            raise damaged(self._path) from error


def _leave_wal(connection: sqlite3.Connection) -> None:
    """Go back to a rollback journal where another program left the WAL mode, which is unsafe on network shares."""
    if connection.execute("PRAGMA journal_mode").fetchone() == ("wal",):
        connection.execute("PRAGMA journal_mode = DELETE")


def _identity(path: Path) -> tuple[int, int] | None:
    """Return what tells a file from any other one that takes its name; None where there is none."""
    try:
        status = os.stat(path)  # noqa: PTH116  the fast way, before each change
    except OSError:
        return None
    return status.st_dev, status.st_ino

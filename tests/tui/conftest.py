"""What the tests of the terminal UI share: two assessments on real files, and an app opened on them."""

import gc
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime

import pytest
from person import LARGE, Person

from wwc_assess.records.store import Store
from wwc_assess.sample import create_sample
from wwc_assess.session import Session
from wwc_assess.tui import kept
from wwc_assess.tui.app import AssessApp
from wwc_assess.tui.widgets import edit_bar

TODAY = date(2026, 11, 22)
MOMENT = datetime(2026, 11, 22, 14, 2, 11, tzinfo=UTC)


@pytest.fixture
def again():
    """Open the workspace of a session once more, as another program or another day would."""
    opened = []

    def reopen(session, by="Ben"):
        store = Store.open(session.workspace.database, clock=lambda: MOMENT)
        opened.append(store)
        return Session(session.workspace, store, session.standard, session.assessment, by)

    yield reopen
    for store in opened:
        store.close()


@pytest.fixture
def city(tmp_path, again):
    """Make a fresh assessment of the WWC standard, on which Ann works."""
    with Session.create(tmp_path / "carlsbad", city="Carlsbad, California", cycle="2026", by="Ann") as made:
        return again(made, "Ann")


@pytest.fixture
def sample(tmp_path, again):
    """Make the filled sample city, on which Ann works."""
    with create_sample(tmp_path / "rivermouth", TODAY, by="Ann") as made:
        return again(made, "Ann")


@pytest.fixture
def unaware(monkeypatch):
    """Let no screen look for others' changes by itself, as between two looks, however slow the machine is."""
    monkeypatch.setattr(kept, "LOOK_SECONDS", 3_600)


@pytest.fixture
def not_by_itself(monkeypatch):
    """Let no editor keep what is typed before it is told to, however slow the machine is."""
    monkeypatch.setattr(edit_bar, "AUTOSAVE_SECONDS", 3_600)


@pytest.fixture
def app():
    """Make the app on a session, on a fixed day at a fixed time."""

    def make(session, folder=None):
        return AssessApp(
            session,
            folder=folder or session.workspace.path,
            today=TODAY,
            clock=lambda: MOMENT.replace(tzinfo=None),
        )

    return make


@pytest.fixture
def at(app):
    """Open the app and give the person at it; messages and tooltips are really shown."""

    @asynccontextmanager
    async def sit_down(session, size=LARGE, *, folder=None):
        async with app(session, folder).run_test(size=size, notifications=True, tooltips=True) as pilot:
            await pilot.pause()
            yield Person(pilot)

    yield sit_down
    # The app keeps what is there at its start from being looked through again, here with all apps before it.
    gc.unfreeze()

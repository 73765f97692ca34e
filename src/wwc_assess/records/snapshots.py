"""The store's part on snapshots: keeping under a name where an assessment stood, and giving it back."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from wwc_assess.errors import InputError
from wwc_assess.records.act import SNAPSHOT
from wwc_assess.records.changes import row_of, tidy
from wwc_assess.records.connection import damaged
from wwc_assess.records.database import DatabaseFile
from wwc_assess.records.reading import read_snapshots
from wwc_assess.words import _

if TYPE_CHECKING:
    from wwc_assess.records.act import Row
    from wwc_assess.records.model import Snapshot


class SnapshotStore(DatabaseFile):
    """The snapshots of a city's assessments; `Store` adds everything else."""

    def add_snapshot(self, assessment_id: int, name: str, content: str, by: str) -> Snapshot:
        """Keep where an assessment stands under a name.

        Args:
            assessment_id: Which assessment.
            name: What to call it.
            content: JSON; kept as it is, and once however many snapshots and events hold it.
            by: Who.

        Raises:
            InputError: The name is taken, empty or too long.
        """
        content_sha256 = _sha256(content)
        key: Row = {"assessment": assessment_id, "name": tidy("snapshot", name)}
        with self._writing():
            act = self._act(by, assessment_id)
            taken, _revision = act.find(SNAPSHOT, key)
            if taken:
                raise InputError(
                    _("There is already a snapshot “{name}”.").format(**key),
                    _("Choose another name for this one."),
                )
            self._connection.execute(
                "INSERT INTO snapshot_content VALUES (?, ?) ON CONFLICT DO NOTHING", (content_sha256, content)
            )
            act.change(SNAPSHOT, None, key | row_of(by=by, sha256=content_sha256) | {"at": act.at})
            return read_snapshots(self._connection, assessment_id)[-1]

    def snapshots(self, assessment_id: int) -> list[Snapshot]:
        """Return the snapshots of an assessment, the oldest first."""
        with self._reading():
            return read_snapshots(self._connection, assessment_id)

    def snapshot_content(self, snapshot: Snapshot) -> str:
        """Return the content of a snapshot, as it was given.

        Raises:
            StoreError: It is not there, or no longer as it was given.
        """
        with self._reading():
            found = self._connection.execute(
                "SELECT content FROM snapshot_content WHERE sha256 = ?", (snapshot.sha256,)
            ).fetchone()
        if found is None or _sha256(found[0]) != snapshot.sha256:
            raise damaged(self._path)
        content: str = found[0]
        return content


def _sha256(content: str) -> str:
    return sha256(content.encode()).hexdigest()

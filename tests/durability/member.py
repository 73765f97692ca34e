"""One of the crowd: a process that saves as fast as it can, and counts what it is told of the others."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from wwc_assess.errors import ConflictError, StoreError
from wwc_assess.records.changes import AnswerChange
from wwc_assess.records.model import CheckRef, Value
from wwc_assess.records.store import Store

SHARED = ("DM2", "DM3", "DM4")
"""Criteria with a note to which everybody adds."""


def main():
    path, me, writes = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    conflicts = waited = 0
    with Store.open(path) as store:
        seen = store.records(1)  # the same for all of them, so that all but one meet a conflict
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        sys.stdin.readline()
        number = 0
        while number < writes:
            shared = SHARED[number // 2 % len(SHARED)]
            try:
                if number % 2:
                    own = CheckRef(f"OWN{me}", f"c{number}")
                    store.answer(1, [AnswerChange(own, Value.YES, "f", "Is it?", seen=0)], me)
                else:
                    part = seen.of(shared)
                    note = f"{part.note} {me}:{number}".strip()
                    store.set_particulars(1, shared, me, note=note, seen=part.revision)
            except ConflictError:
                conflicts += 1
                seen = store.records(1)
            except StoreError as error:
                if "Another program is saving" not in str(error):
                    raise
                waited += 1
            else:
                number += 1
    sys.stdout.write(json.dumps({"conflicts": conflicts, "waited": waited}) + "\n")


if __name__ == "__main__":
    main()

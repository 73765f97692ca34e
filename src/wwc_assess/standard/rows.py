"""Groups of keys in a file's plain data, read without trust in their shape, with the way back to their places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wwc_assess.standard.nodes import Data, Path, Tree
    from wwc_assess.standard.problems import Problem


class Row(Struct, frozen=True):
    """A group of keys somewhere in a file; what is not of the expected shape reads as missing."""

    tree: Tree
    path: Path
    data: dict[str, Data]

    def text(self, key: str) -> str:
        """Return the text at a key."""
        value = self.data.get(key)
        return value if isinstance(value, str) else ""

    def texts(self, key: str) -> Iterator[tuple[int, str]]:
        """Give the texts of a list with their positions."""
        value = self.data.get(key)
        for index, item in enumerate(value if isinstance(value, list) else ()):
            if isinstance(item, str):
                yield index, item

    def rows(self, key: str) -> Iterator[Row]:
        """Give the groups of keys in a list."""
        value = self.data.get(key)
        for index, item in enumerate(value if isinstance(value, list) else ()):
            if isinstance(item, dict):
                yield Row(self.tree, (*self.path, key, index), item)

    def row(self, key: str) -> Row:
        """Return the group of keys at a key."""
        value = self.data.get(key)
        return Row(self.tree, (*self.path, key), value if isinstance(value, dict) else {})

    def problem(self, key: str | int, message: str, mend: str, *more: str | int) -> Problem:
        """Return a problem at a key's value, or at what ``more`` leads to within it."""
        return self.tree.problem((*self.path, key, *more), message, mend)

    def problem_at_key(self, key: str, message: str, mend: str) -> Problem:
        """Return a problem at a key itself."""
        return self.tree.problem((*self.path, key), message, mend, at_key=True)

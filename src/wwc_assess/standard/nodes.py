"""Strict, bounded YAML: bytes to plain data in which every scalar stays the text of the file, with marks on demand."""

from __future__ import annotations

import re
from itertools import chain, islice
from typing import TYPE_CHECKING
from unicodedata import combining

import yaml
from msgspec import Struct
from yaml._yaml import CParser

from wwc_assess.standard.near import short
from wwc_assess.standard.odd import DEPTH
from wwc_assess.standard.problems import SHOWN, Problem
from wwc_assess.standard.syntax import explained, problem_at
from wwc_assess.text import clean
from wwc_assess.words import _

if TYPE_CHECKING:
    from collections.abc import Iterator

COUNT = 50_000
"""Keys, values, lists and groups of one file, which bounds its memory; the longest practice file has 1,600."""
FOLDER_COUNT = 75_000
"""The same of all files of a folder, which bounds the time; a real standard has 8,500."""
_MARKS = 30
"""Accents on one letter; more cannot be told apart, and putting them in order takes longer than reading the file."""

Data = dict[str, "Data"] | list["Data"] | str | None
"""What a file holds: None stands for a key or list item with nothing after it."""
Path = tuple[str | int, ...]

_EVENTS = 4
"""So many events of the parser take as long as one key or value."""
_PLAIN, _QUOTED = "plain", "quoted"
_YAML_TAG = "tag:yaml.org,2002:"
_EMPTY = frozenset({"", "~", "null", "Null", "NULL"})
_UNPRINTABLE = re.compile("[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Also the line ends that YAML knows and editors do not count as lines."""
_NOT_LATIN = re.compile(f"[^\0-\u02ff]{{{_MARKS + 1},}}")
_TAB_INDENT = re.compile("^ *\t", re.MULTILINE)
_MAYBE_SPECIAL = re.compile(r"[!&*](?<![^\s,\[{:?-].)(?!(?<=[&*])\s)", re.DOTALL)
"""Where an anchor, alias or tag could stand; exact enough to skip the event pass for ordinary prose."""


class Room(Struct):
    """What may still be read of a folder."""

    left: int = FOLDER_COUNT
    """Keys, values, lists and groups; what else takes time counts as some of them."""


class Tree(Struct, frozen=True):
    """One file, read: its data and the way back to the places it came from."""

    file: str
    root: yaml.Node
    data: Data
    slips: tuple[Problem, ...] = ()
    """Keys that cannot be used and are left out of the data, so that they hide no other slip."""

    def place(self, path: Path, *, at_key: bool = False) -> tuple[int, int]:
        """Return line and column, both from 1, of the value that ``path`` leads to.

        Args:
            path: Keys and list positions from the root. Where the file does not hold the last of it (a key is
                missing), the place is that of what would hold it.
            at_key: Give the place of the key instead of its value's.
        """
        node = key = self.root
        for part in path:
            found = _child(node, part)
            if found is None:
                key = node
                break
            key, node = found
        mark = (key if at_key else node).start_mark
        return mark.line + 1, mark.column + 1

    def problem(self, path: Path, message: str, mend: str, *, at_key: bool = False) -> Problem:
        """Return a problem at a `place`."""
        return Problem(self.file, *self.place(path, at_key=at_key), message, mend)


def parse(file: str, source: bytes, room: Room | None = None) -> Tree | tuple[Problem, ...]:
    """Read the bytes of one file.

    Args:
        file: Its name, for problems.
        source: UTF-8, with or without byte order mark, already bounded in size.
        room: What the folder's files may still hold together; it is used up.

    Returns:
        The tree, with the slips that can be passed over; or everything found that keeps it from being one.
    """
    room = room or Room()
    text = _decode(file, source)
    if isinstance(text, Problem):
        return (text,)
    problems = tuple(islice(chain(_surface(file, text), _special(file, text, room)), SHOWN))
    if problems:
        return problems
    composer = _Composer(text, room.left)
    try:
        root = composer.get_single_node()
    except yaml.MarkedYAMLError as error:  # every other one is of characters that `_surface` refuses
        room.left -= composer.count
        return (_explained(file, text, error, room),)
    room.left -= composer.count
    found: list[Problem] = []
    data = None if root is None else _plain(root, file, found)
    if root is None or data is None:
        return (Problem(file, 1, 1, _("The file is empty."), _("Write its keys, or take it away.")),)
    return Tree(file, root, data, tuple(found))


class _Composer(CParser):
    """The C composer with the guesses left out: a scalar is tagged plain or quoted, and nesting is bounded."""

    def __init__(self, text: str, room: int) -> None:
        super().__init__(text)
        self.depth = 0
        self.count = 0
        self.room = room

    def descend_resolver(self, parent: yaml.Node | None, _index: object) -> None:
        self.depth += 1
        self.count += 1
        if parent is None:
            return
        if self.depth > DEPTH:
            raise yaml.MarkedYAMLError(problem="nested too deep", problem_mark=parent.start_mark)
        if self.count > COUNT:
            raise yaml.MarkedYAMLError(problem="too many nodes", problem_mark=parent.start_mark)
        if self.count > self.room:
            raise yaml.MarkedYAMLError(problem="folder is full", problem_mark=parent.start_mark)

    def ascend_resolver(self) -> None:
        self.depth -= 1

    def resolve(self, _kind: type[yaml.Node], _value: object, implicit: tuple[bool, bool] | bool) -> str:  # noqa: FBT001  the parser's own interface
        return _PLAIN if isinstance(implicit, tuple) and implicit[0] else _QUOTED


def _decode(file: str, source: bytes) -> str | Problem:
    """Return the text of UTF-8 bytes, its lines ended by newlines only, or what keeps them from being text."""
    mend = _("Save the file as UTF-8 in your editor.")
    if source.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Problem(file, 1, 1, _("The file is saved as UTF-16."), mend)
    if (place := source.find(b"\0")) >= 0:
        message = _("Byte {place} is zero: this is not a text file.").format(place=place + 1)
        before = _lines(source[:place].decode("utf-8-sig", "replace"))
        return Problem(
            file, *_place(before, len(before)), message, _("Put the text file here, saved as UTF-8.")
        )
    try:
        return _lines(source.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        # The bytes are those of the error, which lack the byte order mark.
        before = _lines(error.object[: error.start].decode())
        message = _("The character here (byte {byte}) is not UTF-8.").format(
            byte=f"0x{error.object[error.start]:02X}"
        )
        return Problem(file, *_place(before, len(before)), message, mend)


def _lines(text: str) -> str:
    """Return the text with lines as editors count them."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _place(text: str, index: int) -> tuple[int, int]:
    """Return line and column, both from 1, of a place in a text."""
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


def _surface(file: str, text: str) -> Iterator[Problem]:
    """Give the slips that show before any structure is read."""
    for match in _TAB_INDENT.finditer(text):
        yield Problem(
            file,
            *_place(text, match.end() - 1),
            _("The line is indented with a tab."),
            _("Use blanks, two for each level."),
        )
    for match in _UNPRINTABLE.finditer(text):
        message = _("A control character (U+{code}) stands here.").format(code=f"{ord(match[0]):04X}")
        yield Problem(file, *_place(text, match.start()), message, _("Delete it."))


def _explained(file: str, text: str, error: yaml.MarkedYAMLError, room: Room) -> Problem:
    """Return what a syntax error is; where it was made is looked for while there is room for looking at all lines."""
    room.left -= text.count("\n")
    return explained(file, text if room.left > 0 else "", error)


def _special(file: str, text: str, room: Room) -> Iterator[Problem]:
    """Give the anchors, aliases and tags of a text; syntax errors are left to the composer."""
    if not _MAYBE_SPECIAL.search(text):
        return
    depth = 0
    try:
        for number, event in enumerate(yaml.parse(text, Loader=yaml.CSafeLoader)):
            room.left -= number % _EVENTS == 0
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > DEPTH or room.left < 0:
                return
            if isinstance(event, yaml.AliasEvent):
                yield _special_problem(
                    file, event, _("An alias (*{name}) stands here.").format(name=short(event.anchor))
                )
            elif isinstance(event, yaml.NodeEvent):
                if event.anchor:
                    message = _("An anchor (&{name}) stands here.").format(name=short(event.anchor))
                    yield _special_problem(file, event, message)
                if tag := getattr(event, "tag", None):
                    name = short(tag.replace(_YAML_TAG, "!!"))
                    yield _special_problem(file, event, _("A tag ({name}) stands here.").format(name=name))
    except yaml.YAMLError:
        return


def _special_problem(file: str, event: yaml.Event, message: str) -> Problem:
    mend = _("Write the text out; if the sign belongs to the text, put the text in quotes.")
    return problem_at(file, event.start_mark, message, mend)


def _plain(node: yaml.Node, file: str, problems: list[Problem]) -> Data:
    """Return the data of a node, noting keys that cannot be used."""
    if isinstance(node, yaml.ScalarNode):
        return None if node.tag == _PLAIN and node.value in _EMPTY else _cleaned(node, file, problems)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, file, problems) for item in node.value]
    data: dict[str, Data] = {}
    for key_node, value_node in node.value:
        value = _plain(value_node, file, problems)
        key = _cleaned(key_node, file, problems) if isinstance(key_node, yaml.ScalarNode) else None
        if key and key not in data and key != "<<":
            data[key] = value
        elif len(problems) < SHOWN:
            problems.append(problem_at(file, key_node.start_mark, *_bad_key(key)))
    return data


def _cleaned(node: yaml.ScalarNode, file: str, problems: list[Problem]) -> str:
    """Return the text of a node, cleaned; one with more accents on a letter than there can be is cut short and noted."""
    value: str = node.value
    if value.isascii():
        return clean(value)
    for run in _NOT_LATIN.finditer(value):
        marks = 0
        for place, sign in enumerate(run[0], run.start()):
            marks = marks + 1 if combining(sign) else 0
            if marks > _MARKS:
                message = _("More than {count} accents stand on one letter here.").format(count=_MARKS)
                if len(problems) < SHOWN:
                    problems.append(problem_at(file, node.start_mark, message, _("Delete them.")))
                return clean(value[: place - _MARKS])
    return clean(value)


def _bad_key(key: str | None) -> tuple[str, str]:
    """Return message and mend for a key that cannot be used."""
    if not key:
        return (
            _("A word is expected as the key here."),
            _("If this is text with brackets or a leading sign, put it in quotes."),
        )
    if key == "<<":
        return _("A merge key (<<) stands here."), _("Write the keys out.")
    return (
        _("The key `{key}` stands here a second time.").format(key=short(key)),
        _("Keep one of them; the keys of one item must differ."),
    )


def _child(node: yaml.Node, part: str | int) -> tuple[yaml.Node, yaml.Node] | None:
    """Return the nodes of a key and its value, or twice the node of a list item; None where there is none."""
    if isinstance(node, yaml.MappingNode):
        return next((pair for pair in node.value if clean(str(pair[0].value)) == part), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        return node.value[part], node.value[part]
    return None

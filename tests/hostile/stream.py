"""What a program writes to a terminal, taken apart by ECMA-48: texts, controls and sequences, none left unread."""

from __future__ import annotations

import base64
import codecs
import re
from typing import NamedTuple

from rich.cells import cell_len

_STRINGS = {"P": "DCS", "X": "SOS", "]": "OSC", "^": "PM", "_": "APC"}
"""The functions that open a control string, by the character after ESC."""

_TOKEN = re.compile(
    r"""
      \x1b\[ (?P<CSI>[\x30-\x3f]*[\x20-\x2f]*[\x40-\x7e])
    | \x1b (?P<opening>[PX\]^_]) (?P<string>[^\x07\x1b\x9c]*) (?:\x07|\x1b\\|\x9c)
    | \x1b (?P<ESC>[\x20-\x2f]+[\x30-\x7e]|[\x30-\x7e](?<![PX\[\]^_]))
    | (?P<NEWLINE>\r\n)
    | (?P<CONTROL>[\x00-\x1a\x1c-\x1f\x7f-\x9f](?<!\r)|\r(?!\Z))
    | (?P<TEXT>[^\x00-\x1f\x7f-\x9f]+)
    """,
    re.VERBOSE,
)


class Token(NamedTuple):
    """One piece of the stream."""

    kind: str
    """TEXT, NEWLINE, CONTROL, ESC, CSI, OSC, DCS, SOS, PM or APC."""
    content: str
    """The text, or the sequence without what opens and ends it."""


def tokens(raw):
    """Return what bytes for a terminal are made of.

    Args:
        raw: The bytes; a terminal in UTF-8 takes a C1 control for a character, so they are read as UTF-8, and strictly.
    """
    found, rest = _split(raw.decode("utf-8"))
    assert not rest, f"no sequence of ECMA-48 begins with {rest[:40]!r}"
    return found


def _split(stream):
    """Return the tokens of a stream, and its end that is none yet."""
    found, at = [], 0
    while match := _TOKEN.match(stream, at):
        kind = match.lastgroup
        content = match[kind]
        found.append(Token(_STRINGS[match["opening"]] if kind == "string" else kind, content))
        at = match.end()
    return found, stream[at:]


class Grid:
    """What stands on a screen whose program moves only by places and new lines, many times as fast as an emulator.

    Args:
        columns: Of the screen.
        rows: Of the screen.
    """

    def __init__(self, columns, rows):
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._rest = ""
        self._row = self._column = 0
        self.resize(columns, rows)

    def resize(self, columns, rows):
        """Begin with an empty screen of another size."""
        self._lines = [[" "] * columns for _row in range(rows)]

    def feed(self, data):
        """Write bytes to the screen."""
        found, self._rest = _split(self._rest + self._decoder.decode(data))
        for kind, content in found:
            if kind == "TEXT":
                self._write(content)
            elif kind == "NEWLINE":
                self._row, self._column = self._row + 1, 0
            elif kind == "CSI" and (place := _PLACE.fullmatch(content)):
                self._row, self._column = int(place[1]) - 1, int(place[2]) - 1

    def _write(self, text):
        if self._row < len(self._lines):
            cells = [cell for c in text for cell in (c, "")[: 1 + (not c.isascii() and cell_len(c) > 1)]]
            line = self._lines[self._row]
            line[self._column : self._column + len(cells)] = cells[: len(line) - self._column]
            self._column += len(cells)

    @property
    def text(self):
        """What stands there, each run of white space as one blank."""
        return " ".join(" ".join("".join(line) for line in self._lines).split())


_COLOUR = r"8;(?:5;\d{1,3}|2;\d{1,3};\d{1,3};\d{1,3})"
_STYLE = re.compile(rf"0m|(?=\d)(?:[12347];?)*(?:3{_COLOUR};?)?(?:4{_COLOUR})?m")
"""What Textual makes of its styles: attributes, then one colour for the letters and one behind them."""
_PLACE = re.compile(r"(\d{1,3});(\d{1,3})H")
_SELECTION = re.compile(r"52;c;([A-Za-z0-9+/]*={0,2})")


def functions(raw, size):
    """Return the control functions in bytes for a terminal, each as written but places, colours and copies as one.

    Args:
        raw: The bytes.
        size: Columns and rows; a place outside is told as it is.
    """
    return {_function(token, size) for token in tokens(raw) if token.kind not in {"TEXT", "NEWLINE"}}


def _function(token, size):
    kind, content = token
    if kind == "CSI":
        if _STYLE.fullmatch(content):
            return "a style"
        place = _PLACE.fullmatch(content)
        if place and int(place[1]) <= size[1] and int(place[2]) <= size[0]:
            return "a place"
    if kind == "OSC" and _SELECTION.fullmatch(content):
        return "a copy"
    return f"{kind} {content}"


def copies(raw):
    """Return the texts that bytes for a terminal put on the clipboard."""
    found = (_SELECTION.fullmatch(content) for kind, content in tokens(raw) if kind == "OSC")
    return [base64.b64decode(match[1]).decode("utf-8") for match in found if match]


def text(raw):
    """Return all texts in bytes for a terminal, one after the other."""
    return "".join(content for kind, content in tokens(raw) if kind == "TEXT")

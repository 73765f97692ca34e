"""Cleaning and escaping of every text that enters or leaves (`terminal.md` 1 and 2)."""

import os
import re
import shlex
import unicodedata
from functools import cache

_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
# What Unicode keeps free for programs' own use: XML refuses two of them, HTML all.
_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(
    f"{chr(end)}{chr(end + 1)}" for end in range(0xFFFE, 0x110000, 0x10000)
)
_STEERING = f"\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff{_BIDI}{_NONCHARACTERS}"
_UNWANTED = re.compile(f"[{_STEERING}]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_NOT_PRINTED = f"[{_STEERING}\u2028\u2029\ud800-\udfff]"
_MOST_MARKS = 30
"""Combining marks in a row; no language has as many (Unicode's Stream-Safe Text Format, UAX 15)."""
# Marks are neither letters nor blanks; few texts have as many characters in a row that could be some.
_MAYBE_MARKS = re.compile(rf"[^\w\s!-~]{{{_MOST_MARKS + 1},}}")


def clean(text: str) -> str:
    """Return the text without what could steer a terminal or hide what is written.

    Composed form (NFC); CRLF, CR and the Unicode line ends become newlines; control characters other than newline and
    tab, bidirectional controls, byte order marks, noncharacters and combining marks beyond thirty in a row go; half
    surrogates become U+FFFD.
    """
    if text.isascii() and text.isprintable():
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    text = _SURROGATES.sub("\ufffd", _UNWANTED.sub("", text))
    # Before, because composing takes the square of their number; after, because composed forms may fall apart into more.
    return _fewer_marks(unicodedata.normalize("NFC", _fewer_marks(text)))


def _fewer_marks(text: str) -> str:
    """Return the text without the combining marks that are too many in a row."""
    return _MAYBE_MARKS.sub(lambda run: _too_many_marks().sub(r"\1", run[0]), text)


@cache
def _too_many_marks() -> re.Pattern[str]:
    """Return what finds combining marks, and what falls apart into some; asked for only where there may be too many."""
    first_planes = map(chr, range(0x20000))
    marks = "".join(c for c in first_planes if unicodedata.combining(unicodedata.normalize("NFD", c)[0]))
    return re.compile(f"([{marks}]{{{_MOST_MARKS}}})[{marks}]+")


def in_json(text: str) -> str:
    """Return JSON as it may be printed: what `clean` would take out of its texts stands there in JSON's own escapes."""
    return re.sub(_NOT_PRINTED, _in_ascii, text)


def _in_ascii(character: re.Match[str]) -> str:
    units = character[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))


def one_line(text: str) -> str:
    """Return the cleaned text on one line, runs of white space as one blank."""
    return " ".join(clean(text).split())


# These patterns stay texts, which `re` keeps compiled from their first use on: the first page needs none of them.

# What Pandoc's and GitHub's dialects read as markup anywhere in a line. An underscore inside a word and an ampersand that
# begins no character reference are text to both, so they stay as they are. A number sign at the end closes a heading.
# Each alternative begins with its one character, and what stands before it is looked at behind: so a search skips ahead.
_MARKUP = r"""(?x)
      \\ | ` | \* | \[ | < | \{ | \| | ~ | \^ | \$ | @
    | _(?<![^\W_]_) | _(?![^\W_])
    | \#\Z
    | &(?=\#?\w+;)
    | :(?<!\d:)(?=[\w+-]+:)
    | -(?<=--)
    """
# What both dialects read as markup at the start of a line, up to where the backslash belongs: headings, quotes, bullets,
# rules, definitions; numbers, letters and Roman numerals that begin a list item, but no initial such as in "J. Kim".
_LINE_START = r"(?=[#>+=:%-])|\(?(?:\d+|[a-z]|[ivxlcdm]+|[IVXLCDM]{2,}|[A-Z](?=\)))(?=[.)](?:\s|$))"
_ADDRESS_START = r"(?i)(?:https?|ftp)(?=:)|www(?=\.)"
_PLAIN_ADDRESS = r"(?i)https?://[^\s\x00-\x20<>|\\^`{}\"]+"


def markdown(text: str) -> str:
    """Return the text as one line of Markdown that GitHub and Pandoc show as exactly this text.

    Only what would be read as markup gets a backslash, so that the line reads well unrendered too. Works at the start
    of a line, within one, in a heading and in a table cell.
    """
    escaped = markdown_within(text)
    start = re.match(_LINE_START, escaped)
    return f"{start[0]}\\{escaped[start.end() :]}" if start else escaped


def markdown_within(text: str) -> str:
    """Return the text as `markdown` does, to follow other text in its line, where no heading and no list can begin."""
    escaped = re.sub(_MARKUP, _escaped, one_line(text))
    return re.sub(r"\S+", _unlinked, escaped) if "\\" in escaped else escaped


def _escaped(markup: re.Match[str]) -> str:
    # Not a template, which the standard library would look up for every text, most of which hold no markup.
    return f"\\{markup[0]}"


def _unlinked(word: re.Match[str]) -> str:
    """Return a word that GitHub makes no link of: it takes a backslash in a bare address for a part of it."""
    text = word[0]
    address = re.search(_ADDRESS_START, text[: max(text.rfind("\\"), 0)])
    return f"{text[: address.end()]}\\{text[address.end() :]}" if address else text


def markdown_link(address: str) -> str:
    """Return a web address as a link that shows where it goes; every other text as `markdown` gives it."""
    line = one_line(address)
    return f"<{line}>" if is_web_address(line) else markdown(line)


def is_web_address(text: str) -> bool:
    """Return whether a text is nothing but an address that a link may lead to: http or https, as RFC 3986 spells it."""
    return bool(re.fullmatch(_PLAIN_ADDRESS, text))


def quoted(path: object) -> str:
    """Return a path as it can be typed into a shell."""
    if os.name == "nt":
        return f'"{path}"' if " " in str(path) else str(path)
    return shlex.quote(str(path))

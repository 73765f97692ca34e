"""Cleaning and escaping of every text that enters or leaves (`terminal.md` 1 and 2)."""

import re
import unicodedata

_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_UNWANTED = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff{_BIDI}]")
_SURROGATES = re.compile("[\ud800-\udfff]")


def clean(text: str) -> str:
    """Return the text without what could steer a terminal or hide what is written.

    Composed form (NFC); CRLF, CR and the Unicode line ends become newlines; control characters other than newline and
    tab, bidirectional controls and byte order marks go; half surrogates become U+FFFD.
    """
    if text.isascii() and text.isprintable():
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    text = _SURROGATES.sub("\ufffd", _UNWANTED.sub("", text))
    return unicodedata.normalize("NFC", text)


def one_line(text: str) -> str:
    """Return the cleaned text on one line, runs of white space as one blank."""
    return " ".join(clean(text).split())

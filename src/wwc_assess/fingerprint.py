"""Fingerprints: SHA-256 over the parts a person judged by, the same on every machine."""

import hashlib
import json
from collections.abc import Sequence

Part = str | int | None | Sequence["Part"]

_canonical = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def fingerprint(parts: "Part") -> str:
    """Return the SHA-256 of nested text parts as 64 hexadecimal digits.

    Args:
        parts: Texts, whole numbers, None, or sequences of these, to any depth. Where one part ends and the
            next begins counts: ``["ab", "c"]`` and ``["a", "bc"]`` differ.
    """
    return hashlib.sha256(_canonical(parts).encode("utf-8")).hexdigest()

"""What a person sets once for this computer: their name, the theme, their own keys."""

from __future__ import annotations

import getpass
import json
import os
from pathlib import Path

from msgspec import Struct
from msgspec.structs import asdict, replace
from platformdirs import user_config_path

from wwc_assess.text import one_line
from wwc_assess.words import _

BY_VARIABLE = "WWC_ASSESS_BY"
FOLDER_VARIABLE = "WWC_ASSESS_CONFIG"


class Settings(Struct, frozen=True):
    """One person's settings on one computer."""

    name: str = ""
    """Who answers, as it stands beside each answer."""
    theme: str = ""
    """Name of the theme last chosen; empty for the program's own."""
    keys: dict[str, str] = {}
    """Own keys: from the id of a binding to the keys that press it, such as ``{"answer.yes": "j"}``."""
    slip: str = ""
    """What is wrong with the file, in a sentence; it is then left as it is until it is mended."""


def settings_file() -> Path:
    """Return where the settings are kept."""
    folder = os.environ.get(FOLDER_VARIABLE)
    return (Path(folder) if folder else user_config_path("wwc-assess", appauthor=False)) / "settings.json"


def load_settings() -> Settings:
    """Return the kept settings; the plain ones where none are kept, or with the slip that keeps them from being read."""
    file = settings_file()
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError) as error:
        return Settings(slip=_told(file, str(error)))
    if not isinstance(data, dict):
        return Settings(slip=_told(file, _("it must hold one pair of braces")))
    keys = data.get("keys")
    return Settings(
        name=one_line(str(data.get("name", ""))),
        theme=one_line(str(data.get("theme", ""))),
        keys={str(key): str(value) for key, value in keys.items()} if isinstance(keys, dict) else {},
    )


def save_settings(**changes: str) -> Settings:
    """Keep changed settings beside the others and return them; without a writable folder they last for this run."""
    settings = replace(load_settings(), **changes)
    if settings.slip:
        return settings
    kept = {name: value for name, value in asdict(settings).items() if name != "slip"}
    file = settings_file()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        temporary = file.with_suffix(f".{os.getpid()}.tmp")
        temporary.write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")
        temporary.replace(file)
    except OSError:
        pass
    return settings


def _told(file: Path, why: str) -> str:
    return _(
        "The settings in {file} cannot be read: {why}. Mend the file, or delete it to begin anew."
    ).format(file=file, why=one_line(why))


def person(option: str | None = None) -> str:
    """Return who acts: the option, then WWC_ASSESS_BY, then the kept name, then the computer's user name."""
    for name in (option, os.environ.get(BY_VARIABLE), load_settings().name):
        if name and (cleaned := one_line(name)):
            return cleaned
    try:
        return one_line(getpass.getuser()) or "unknown"
    except (ImportError, KeyError, OSError):  # the first one on Windows before Python 3.13
        return "unknown"

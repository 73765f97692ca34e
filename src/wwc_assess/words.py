"""Every sentence a person reads passes through here, so that a translation needs only a catalogue."""

from gettext import translation
from pathlib import Path

_catalogue = translation("wwc_assess", Path(__file__).parent / "locale", fallback=True)

_ = _catalogue.gettext
ngettext = _catalogue.ngettext

LANGUAGE = _catalogue.info().get("language", "en")
"""The language of these sentences, as a code that web pages and Word know."""

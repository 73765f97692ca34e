"""What a start may import: the libraries, each with its reason, and our own modules. Kept by tests/test_start.py.

What is not listed here slows the start for everybody, so the test names it and fails. Mend it by importing inside the
function that needs it; what every start needs is listed here with its reason. The test also names what is no longer
imported: strike that out. What a listed library imports itself comes with it.
"""

COMMAND = {
    "calendar": "counts the months in which evidence ages",
    "click": "reads the command line",
    "getpass": "names who acts, where nothing else does",
    "msgspec": "defines the values that everything hands over, in a fortieth of a dataclass's time",
    "hashlib": "says whether a compiled standard still fits its files",
    "pwd": "knows where a person's home is",
    "shlex": "quotes what a person may type next",
    "sqlite3": "reads the records",
}
"""Libraries for both."""

SCORE = COMMAND | {
    "decimal": "keeps hours exact in a compiled standard",
    "platformdirs": "says where settings and workspaces lie",
    "textwrap": "is click's, for the help of options",
    "unicodedata": "cleans texts",
}
"""Libraries that `score --json` imports."""

FIRST_SCREEN = COMMAND | {
    "gc": "must not look for garbage while all this is loaded",
    "gettext": "gives sentences in the person's language",
    "textual.widgets._footer": "shows the keys",
}
"""Libraries that the first screen imports beyond those of the smallest Textual app."""

OURS = {
    "": "__main__ errors fingerprint moments plain session settings text words",
    "cli": "groups main output params told",
    "links": "locations",
    "readiness": "evidence model score sentences standing",
    "records": "act changes connection database evidence migrations model reading snapshots store temporary workspace",
    "standard": "compiled folder library model near problems reference",
}
"""Our own modules for both, by their packages."""

OURS_FOR_A_SCORE = {"cli": "score"}
OURS_FOR_THE_FIRST_SCREEN = {
    "cli": "ui",
    "readiness": "walk",
    "tui": "app crash desk keeping kept keys net run smallest",
    "tui.screens": "main",
    "tui.widgets": "columns criterion_pane lines practice_tree status_line",
}


def modules_of(*listings):
    """Return the full names of our own modules and of the packages in which they are."""
    for listing in listings:
        for package, names in listing.items():
            parent = f"wwc_assess.{package}".rstrip(".")
            yield parent
            yield from (f"{parent}.{name}" for name in names.split())

"""The smallest window that the screens can be worked in."""

COLUMNS, ROWS = 60, 16
"""In cells; known without loading any screen."""


def is_too_small(columns: int, rows: int) -> bool:
    """Return whether a window of so many cells is too small."""
    return columns < COLUMNS or rows < ROWS

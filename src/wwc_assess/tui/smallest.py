"""The smallest window that the screens can be worked in."""

COLUMNS, ROWS = 60, 16
"""In cells; known without loading any screen."""

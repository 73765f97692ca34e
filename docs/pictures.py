# ruff: noqa: INP001  a script, not a package
"""Take the picture of the main screen that the README shows, from the real program on the sample city."""

from __future__ import annotations

import asyncio
import os
import re
import tempfile
from datetime import date
from pathlib import Path

from wwc_assess.sample import create_sample
from wwc_assess.settings import FOLDER_VARIABLE
from wwc_assess.tui.app import AssessApp

PICTURE = Path(__file__).parent / "images" / "main.svg"
SIZE = (120, 36)
"""Columns and rows of the window."""
TODAY = date(2026, 11, 22)
"""A fixed day, so that the same program gives the same picture."""


async def take(folder: Path) -> str:
    """Return the main screen of the sample city, made in a folder, as SVG."""
    with create_sample(folder / "rivermouth", TODAY, by="Data office") as session:
        app = AssessApp(session, folder=session.workspace.path, today=TODAY)
        async with app.run_test(size=SIZE) as pilot:
            await pilot.pause()
            picture = app.export_screenshot()
    # Whoever looks at the picture is not to fetch fonts from elsewhere; it is drawn in what the reader has.
    return re.sub(r"@font-face \{.*?\}\s*", "", picture, flags=re.DOTALL)


def main() -> None:
    """Write the picture."""
    with tempfile.TemporaryDirectory(prefix="wwc-assess-") as folder:
        os.environ[FOLDER_VARIABLE] = folder  # the picture does not depend on whose settings there are
        picture = asyncio.run(take(Path(folder)))
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_text(picture, encoding="utf-8")


if __name__ == "__main__":
    main()

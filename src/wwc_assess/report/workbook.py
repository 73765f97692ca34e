"""The report as an Excel workbook, in which every text stays text."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
import zlib
from datetime import date
from typing import TYPE_CHECKING

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.packaging.core import DocumentProperties
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.writer.excel import ExcelWriter

from wwc_assess.report.office import CREATOR, fixed, is_bomb
from wwc_assess.report.sheets import KEY, sheets
from wwc_assess.report.worklist import FORMULA_SIGNS
from wwc_assess.text import clean

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

    from wwc_assess.report.sheets import Column, Content, Sheet
    from wwc_assess.report.view import View

_LONGEST = 32_767
"""Characters that a cell holds."""
_CUT = " …"
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""What Excel would read as the number of a character."""
_FORMULA = re.compile(rf"""[\s'"]*[{FORMULA_SIGNS}]""")
_MOST_FACTS = 1000
"""Rows of a sheet that are looked at for facts, however many it says it has."""
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    SyntaxError,
    ArithmeticError,
    AttributeError,
    LookupError,
    RuntimeError,
    TypeError,
    ValueError,
)
"""What openpyxl raises on files that are no workbook, or a damaged or locked one."""
_FIRST_YEAR = 1901
"""Before it Excel knows no dates that all programs agree on."""

_ALIGNMENT = Alignment(vertical="top", wrap_text=True)
_HEAD_FONT = Font(bold=True, color="FFFFFF")
_HEAD_FILL = PatternFill("solid", fgColor="1F3A5F")
_INPUT_FILL = PatternFill("solid", fgColor="FFF8DC")


class _InMemory(ExcelWriter):
    """Writes sheets in memory: openpyxl puts them into temporary files, and breaks where the disk is full."""

    def write_worksheet(self, ws: Worksheet) -> None:
        """Write a sheet that has neither drawings nor links."""
        ws._drawing = SpreadsheetDrawing()  # type: ignore[attr-defined]  # noqa: SLF001  as openpyxl itself does
        writer = WorksheetWriter(ws, io.BytesIO())
        writer.write()
        self._archive.writestr(ws.path[1:], writer.read())  # type: ignore[attr-defined]  # the stubs lack it
        self.manifest.append(ws)


def write_workbook(view: View) -> bytes:
    """Return the report as a workbook for colleagues to work in; the same facts give the same bytes.

    No cell holds a formula. A text that looks like one is marked as text (Excel's quote prefix), so that it stays one
    when somebody edits the cell. A text that is too long for a cell is cut and ends with "…".
    """
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    workbook.properties = DocumentProperties(creator=CREATOR, lastModifiedBy=CREATOR)
    for sheet in sheets(view):
        page = workbook.create_sheet(sheet.title)
        _lay_out(page, sheet)
        page.append([_head(page, column) for column in sheet.columns])
        for row in sheet.rows:
            page.append([_cell(page, *pair) for pair in zip(row, sheet.columns, strict=True)])
    file = io.BytesIO()
    _InMemory(workbook, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED)).save()
    return fixed(file.getvalue(), view.readiness.today)


def _lay_out(page: Worksheet, sheet: Sheet) -> None:
    """Set how the sheet looks, filters and prints: its head always in sight, its columns on the width of a page."""
    bottom = len(sheet.rows) + 1
    for number, column in enumerate(sheet.columns, start=1):
        letter = get_column_letter(number)
        page.column_dimensions[letter].width = column.width
        page.column_dimensions[letter].hidden = column.hidden
        if column.choices and sheet.rows:
            choices = DataValidation(type="list", formula1=f'"{",".join(column.choices)}"', allow_blank=True)
            choices.add(f"{letter}2:{letter}{bottom}")
            page.add_data_validation(choices)
    page.freeze_panes = "B2"
    page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{bottom}"
    page.print_title_rows = "1:1"
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _head(page: Worksheet, column: Column) -> Cell:
    cell = _cell(page, column.head)
    cell.font, cell.fill = _HEAD_FONT, _HEAD_FILL
    return cell


def _cell(page: Worksheet, content: Content, column: Column | None = None) -> Cell:
    """Return a cell, text as text whatever it looks like."""
    if isinstance(content, date) and content.year < _FIRST_YEAR:
        content = content.isoformat()
    cell = WriteOnlyCell(page)
    cell.value = _cell_text(content) if isinstance(content, str) else content
    cell.alignment = _ALIGNMENT
    if column and column.choices:
        cell.fill = _INPUT_FILL
    if isinstance(content, str) and content:
        cell.data_type = "s"
        cell.quotePrefix = bool(_FORMULA.match(content))
    return cell


def _cell_text(text: str) -> str | None:
    """Return a text as a cell can hold it; nothing for an empty one, so that filters know the cell is blank."""
    units = clean(text).encode("utf-16-le")
    if len(units) > 2 * _LONGEST:
        units = units[: 2 * (_LONGEST - len(_CUT))] + _CUT.encode("utf-16-le")
    return _LOOKS_ESCAPED.sub("_x005F_", units.decode("utf-16-le", errors="ignore")) or None


def facts_of_workbook(path: Path) -> dict[str, str]:
    """Return what a workbook says about itself, also after colleagues have worked in it.

    Args:
        path: The file.

    Returns:
        The facts by their keys, as they stand on the sheet that holds them; nothing where there is no such sheet or
        the file is no whole workbook.

    Raises:
        OSError: The file cannot be read.
    """
    package = io.BytesIO(path.read_bytes())
    with warnings.catch_warnings():
        # What openpyxl does not know of a workbook does not matter here.
        warnings.simplefilter("ignore")
        try:
            with zipfile.ZipFile(package) as parts:
                if is_bomb(parts):
                    return {}
            return _facts(load_workbook(package, read_only=True))
        except _DAMAGE:
            return {}


def _facts(workbook: Workbook) -> dict[str, str]:
    for page in workbook.worksheets:
        lines = page.iter_rows(max_row=_MOST_FACTS, max_col=3, values_only=True)
        if next(lines, (None,))[-1] == KEY:
            return {str(key): str(fact) for _what, fact, key in lines if key and fact is not None}
    return {}

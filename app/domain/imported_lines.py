"""A CSV file taken apart, line by line: a broken line costs itself and never the lines after it."""

import csv

from app.domain.errors import ConfigurationError
from app.domain.imported_rows import Line, meanings, missing_columns

DELIMITERS = ";,\t|"


def lines_of(content: bytes) -> tuple[Line, ...]:
    """UTF-8, or the Windows encoding that spreadsheets write. Raises ConfigurationError when headings are missing."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    rows = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    delimiter = max(DELIMITERS, key=rows[0].count)
    columns = meanings(_cells(rows[0], delimiter) or [])
    if missing := missing_columns(columns):
        raise ConfigurationError(f"the file's first line must name its columns; missing: {', '.join(missing)}")
    return tuple(_line(number, row, columns, delimiter) for number, row in enumerate(rows[1:], start=2) if row.strip())


def _line(number: int, row: str, columns: list[str], delimiter: str) -> Line:
    cells = _cells(row, delimiter)
    if cells is None:
        return Line(number, {}, "quotes")
    if len(cells) != len(columns):
        return Line(number, {}, "columns")
    return Line(number, {column: cell for column, cell in zip(columns, cells, strict=True) if column})


def _cells(row: str, delimiter: str) -> list[str] | None:
    """None when a quotation mark is not closed on its line."""
    try:
        return next(csv.reader([row], delimiter=delimiter, strict=True), [])
    except csv.Error:
        return None

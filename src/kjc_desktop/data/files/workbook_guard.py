"""Looks into a workbook before it is opened, so that none can fill the machine's memory.

The library that reads workbooks makes room for every cell between the first and the last one; a
single stray cell in the last corner of a sheet would end the whole program.
"""

import re
import zipfile
import zlib
from io import BytesIO

from kjc_desktop.data.files.signatures import OLE, ZIP
from kjc_desktop.data.snapshot import Problem
from kjc_desktop.data.table.letters import column_of

MOST_CELLS = 4_000_000
_LARGEST = 300_000_000
"""Bytes of all parts of a workbook, unpacked."""
_MOST_PARTS = 5_000
_ROW_END = re.compile(rb"</(?:\w+:)?(?:table-)?row>")
_FILLED = re.compile(rb"<(?:\w+:)?c(?:\s[^>]*[^/>])?>")
_NAMED = re.compile(rb"""\sr\s*=\s*["']([A-Z]{1,3})([0-9]{1,7})["']""")
_REPEATED = re.compile(rb"""number-(columns|rows)-repeated\s*=\s*["']([0-9]{1,9})["']""")
_CONTENT = re.compile(rb"office:value|<text:")


def workbook_fault(content: bytes) -> Problem | None:
    """Return why a file must not be opened as a workbook; None where it may be."""
    if content.startswith(OLE):
        return None
    if not content.startswith(ZIP):
        return Problem("xlsx_none")
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return _fault(archive)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError):
        return Problem("xlsx_broken")
    except (NotImplementedError, RuntimeError):  # ways of packing or locking parts
        return Problem("xlsx_broken")


def _fault(archive: zipfile.ZipFile) -> Problem | None:
    listed = archive.infolist()
    if len(listed) > _MOST_PARTS or sum(part.file_size for part in listed) > _LARGEST:
        return Problem("xlsx_large", {"most": _LARGEST // 1_000_000})
    names = {part.filename for part in listed}
    if "xl/workbook.bin" in names:
        return Problem("xlsx_binary")
    for part in listed:
        # Reading a part to its end proves that it is whole, and not larger than it says.
        size = _cells(archive.read(part)) if part.filename.endswith(".xml") else 0
        if size > MOST_CELLS:
            return Problem("table_large", {"most": MOST_CELLS // 1_000_000})
    return None


def _cells(part: bytes) -> int:
    """Return for how many cells a part of a workbook makes room."""
    if b"<table:table " in part:
        return max(_repeated_cells(table) for table in part.split(b"<table:table "))
    rows = columns = 0
    for count, row in enumerate(_ROW_END.split(part), 1):
        filled = _FILLED.findall(row)
        named = set(_NAMED.findall(b"".join(filled)))
        last = max((1 + column_of(letters.decode()) for letters, _ in named), default=0)
        columns = max(columns, last if len(filled) == len(named) else last + len(filled))
        rows = max(rows, count, *(int(number) for _, number in named))
    return rows * columns


def _repeated_cells(table: bytes) -> int:
    """Return for how many cells a table makes room that says how often rows and cells repeat."""
    rows = columns = used = 0
    for row in _ROW_END.split(table):
        content = max((found.end() for found in _CONTENT.finditer(row)), default=0)
        repeated = _REPEATED.findall(row)
        rows += row.count(b"<table:table-row") + _total(repeated, b"rows")
        if content:
            before = row[:content]
            columns = max(
                columns, before.count(b"<table:") + _total(_REPEATED.findall(before), b"columns")
            )
            used = rows
    return used * columns


def _total(repeated: list[tuple[bytes, bytes]], what: bytes) -> int:
    return sum(int(count) for kind, count in repeated if kind == what)

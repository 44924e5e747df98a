"""Reads CSV files as offices and statistics write them.

The separator is found by which one parts the rows evenly; titles, notes and stray separators at
the ends of rows are normal. A file that ends in the middle of a row is not read.
"""

import csv
import re
from collections import Counter
from collections.abc import Sequence
from io import StringIO
from itertools import chain

from kjc_desktop.data.files.encoding import decoded
from kjc_desktop.data.snapshot import Notice, Problem, Table
from kjc_desktop.data.table.cells import Row
from kjc_desktop.data.table.layout import laid_out
from kjc_desktop.data.table.region import Region, region
from kjc_desktop.deck.models import Source

_SEPARATORS = ";\t|,"
_SAMPLE = 100_000
"""Characters that are looked at to find the separator."""
_MOST_CELLS = 2_000_000
_NAMED = re.compile(r"sep=([;\t|,])\r?\n?", re.IGNORECASE)
_DECIMALS = re.compile(r"[-−+]?[\d.]+,\d+", re.ASCII)
_PAGE = re.compile(r"\s*<(?:!doctype|html|\?xml)\b", re.IGNORECASE)
_END = '"END"'
"""A last line of its own: a quotation mark that is never closed would swallow it."""


def parse_csv(content: bytes, source: Source) -> tuple[Table, tuple[Notice, ...]] | Problem:
    """Return the table of a CSV file, or why there is none.

    Args:
        content: of the whole file.
        source: what the deck says about it.
    """
    found = decoded(content, source.encoding)
    if isinstance(found, Problem):
        return found
    text, notices = found
    part = region(source.rows) if source.rows else Region()
    if part.sheet:
        return Problem("csv_rows", {"rows": source.rows})
    if _PAGE.match(text):
        return Problem("csv_page")
    rows = _rows(text)
    answer = rows if isinstance(rows, Problem) else laid_out(rows, source, part)
    if isinstance(rows, Problem) or isinstance(answer, Problem):
        return answer
    table, more = answer
    if not text.endswith(("\n", "\r")) and not source.rows and _cut_off(rows, table):
        return Problem("csv_cut_off", {"line": rows[-1].line})
    return table, (*notices, *more)


def _rows(text: str) -> list[Row] | Problem:
    """Return the records of a file, each with the line it begins in."""
    named = _NAMED.match(text)
    reader = csv.reader(
        chain(StringIO(text, newline=""), [_END]),
        delimiter=named[1] if named else _separator(text),
    )
    rows: list[Row] = []
    line, count = 1, 0
    try:
        for record in reader:
            rows.append(Row(line, tuple(record)))
            line, count = reader.line_num + 1, count + max(1, len(record))
            if count > _MOST_CELLS:
                return Problem("table_large", {"most": _MOST_CELLS // 1_000_000})
    except csv.Error:
        return Problem("csv_broken", {"line": line})
    end = rows.pop()
    if end.cells != ("END",):
        return Problem("csv_quote", {"line": end.line})
    return rows[1:] if named else rows


def _separator(text: str) -> str:
    """Return what parts most rows evenly; the first in `_SEPARATORS` that does it well enough."""
    sample = text[:_SAMPLE]
    if len(text) > _SAMPLE:
        sample = sample[: sample.rfind("\n") + 1] or sample
    evenness = {each: _even_rows(sample, each) for each in _SEPARATORS}
    best = max(evenness.values())
    return next(each for each in _SEPARATORS if 2 * evenness[each] > best or not best)


def _even_rows(sample: str, separator: str) -> int:
    """Return how many rows have, give or take one, the number of cells that most have."""
    try:
        records = list(csv.reader(StringIO(sample, newline=""), delimiter=separator))
    except csv.Error:
        return 0
    if separator == "," and all(_one_column(record) for record in records):
        return 0
    widths = Counter(len(record) for record in records if len(record) > 1)
    if not widths:
        return 0
    usual = widths.most_common(1)[0][0]
    return sum(widths[each] for each in (usual - 1, usual, usual + 1))


def _one_column(record: Sequence[str]) -> bool:
    """Tell whether a row parted at commas is one cell, at most a number with a decimal comma."""
    return len(record) < 2 or _DECIMALS.fullmatch(",".join(record).strip()) is not None


def _cut_off(rows: Sequence[Row], table: Table) -> bool:
    """Tell whether the last row of a file without a line end stops before its last column."""
    last = rows[-1]
    if last.line == table.lines[-1]:
        return len(last.cells) < table.left + len(table.columns)
    below = [row for row in rows if row.line > table.lines[-1]]
    return not any(row.first is None or row.remark for row in below)

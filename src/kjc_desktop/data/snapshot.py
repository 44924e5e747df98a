"""What a live source said when it was last read: a table, when it was read, how old it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from kjc_desktop.texts import say

Cell = str | int | float | bool | None
"""What stands in a cell: the text of a file as it is written, or what the source gave as a number.

None is an empty cell. Dates are ISO texts (`2018-10-01`, with a time of day `2018-10-01T09:55`).
"""

DecimalSign = Literal[",", ".", "?"]
"""How texts of a column are read as numbers; `?` for a column that writes them in two ways."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that was decided or noticed while reading, or that went wrong.

    `key` is a text of the catalogue area `data`; `values` fill its placeholders and hold no secret.
    One that is `serious` may make figures wrong and is told by `kjc check` as well.
    """

    key: str
    values: Mapping[str, object] = field(default_factory=dict, hash=False)
    serious: bool = field(default=False, kw_only=True)

    def text(self, language: str) -> str:
        """Return the sentence in a language of the catalogue."""
        values = {name: _written(value, language) for name, value in self.values.items()}
        return say(f"data.{self.key}", language, **values)


def _written(value: object, language: str) -> object:
    """Return a number as the language writes it, as short as it can be; all else as it is."""
    if not isinstance(value, float):
        return value
    text = str(int(value)) if value.is_integer() else str(value)
    return text.replace(".", ",") if language == "de" else text


@dataclass(frozen=True, slots=True)
class Problem(Notice):
    """Why a source could not be read; `again` are the seconds to wait, where that is known."""

    again: float | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under named columns.

    Attributes:
        columns: names, joined by a space where there are several header rows; "" for one without.
        rows: each with one cell a column.
        decimals: for each column how its texts are read as numbers; empty: all with a point.
        sheet: the sheet of a workbook it stands on, else "".
        lines: for each row its line in the file or on the sheet, from 1; empty without a file.
        left: how many columns of the file or the sheet stand left of the table.
        levels: header rows that its names were joined of.
        times: for each row when it came, where rows come one by one; empty: all with the answer.
        records: what JMESPath is asked for values, one a row; empty where there are only cells.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    decimals: tuple[DecimalSign, ...] = ()
    sheet: str = ""
    lines: tuple[int, ...] = ()
    records: tuple[object, ...] = ()
    times: tuple[datetime, ...] = ()
    levels: int = 1
    left: int = 0


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A source as it was at one moment.

    Attributes:
        table: what it said.
        as_of: how old that is: when a file was written, a server or a broker answered. Aware.
        fetched: when it was read. Aware.
        notices: what was decided while reading.
        version: what tells this answer from the next without reading it (ETag, file version).
    """

    table: Table
    as_of: datetime
    fetched: datetime
    notices: tuple[Notice, ...] = ()
    version: str = ""

    def confirmed(self, as_of: datetime, fetched: datetime) -> "Snapshot":
        """Return the same answer, given again at a later moment."""
        return replace(self, as_of=as_of, fetched=fetched)


SECRET = Problem("secret")
"""Said in place of a problem whose words would tell a value before its time."""

"""What a measurement says: one row of the table, with the bar it is held against."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from statistics import median


@dataclass(frozen=True, slots=True)
class Row:
    """One result.

    `value` and `yardstick` are in `unit`; `limit` is what the ratio of the two, or the value where
    there is no yardstick, must not exceed; a row without a limit only informs.
    """

    name: str
    value: float
    unit: str
    yardstick: float | None = None
    against: str = ""
    limit: float | None = None
    least: bool = False
    """Whether the limit is the least that is wanted and not the most."""
    details: dict[str, float | str] = field(default_factory=dict)
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """How many times the yardstick it is."""
        return self.value / self.yardstick if self.yardstick else None

    @property
    def held(self) -> bool | None:
        """Whether it is within its bar; None where it has none."""
        if self.limit is None:
            return None
        found = self.value if self.yardstick is None else self.value / (self.yardstick or 1e-9)
        return found >= self.limit if self.least else found <= self.limit

    @property
    def bar(self) -> str:
        """The bar in words."""
        if self.limit is None:
            return "–"
        sign = "≥" if self.least else "≤"
        unit = f" {self.unit}" if self.yardstick is None else " ×"
        return f"{sign} {self.limit:g}{unit}"

    def as_json(self) -> dict[str, object]:
        """Return everything of it as plain values."""
        return {**asdict(self), "ratio": self.ratio, "held": self.held}


@dataclass(frozen=True, slots=True)
class Missing:
    """A result that could not be had on this machine, and why."""

    name: str
    why: str

    def as_json(self) -> dict[str, object]:
        """Return everything of it as plain values."""
        return asdict(self)


Result = Row | Missing
_VERDICT = {True: "pass", False: "MISS", None: "–"}
_HEAD = ("measurement", "value", "yardstick", "ratio", "bar", "")


def number(value: float) -> str:
    """Return a number with as many digits as it deserves."""
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.3g}"


def _cells(result: Result) -> tuple[str, ...]:
    if isinstance(result, Missing):
        return (result.name, "not measured", result.why, "", "", "")
    yardstick = "–"
    if result.yardstick is not None:
        yardstick = f"{number(result.yardstick)} {result.unit} ({result.against})"
    ratio = "–" if result.ratio is None else f"{result.ratio:.2f}"
    value = f"{number(result.value)} {result.unit}"
    return (result.name, value, yardstick, ratio, result.bar, _VERDICT[result.held])


def table(results: Iterable[Result]) -> str:
    """Return the results as a Markdown table."""
    lines = [_HEAD, *map(_cells, results)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(_HEAD))]
    lines.insert(1, tuple("-" * width for width in widths))
    return "\n".join(
        "| "
        + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        + " |"
        for line in lines
    )


def middle(values: Iterable[float]) -> float:
    """Return the median."""
    return median(values)


def share(values: Iterable[float], part: float) -> float:
    """Return the value that a part (0 to 1) of all values does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]

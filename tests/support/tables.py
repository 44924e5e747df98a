"""Tables as text, and files as live sources, without a line of Python more than needed."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kjc_desktop.data.files.csv_file import parse_csv
from kjc_desktop.data.reader import Surroundings
from kjc_desktop.data.snapshot import Notice, Problem, Table
from kjc_desktop.deck.models import Source

NOON = datetime(2018, 11, 26, 12, tzinfo=UTC)


@dataclass
class Clock:
    """Two clocks that stand still until they are moved."""

    wall: datetime = NOON
    monotonic: float = 1000.0

    def pass_by(self, seconds: float) -> None:
        self.wall += timedelta(seconds=seconds)
        self.monotonic += seconds


@dataclass
class Place:
    """A deck's folder and its clocks."""

    folder: Path
    roots: tuple[str, ...] = ()
    clock: Clock = field(default_factory=Clock)

    @property
    def around(self) -> Surroundings:
        clock = self.clock
        return Surroundings(
            self.folder, self.roots, (), {}, lambda: clock.wall, lambda: clock.monotonic
        )


def source(kind: str = "csv", /, **fields: object) -> Source:
    return Source.model_validate({kind: f"t.{kind}", **fields})


def table(
    answer: tuple[Table, tuple[Notice, ...]] | Problem,
) -> Table:
    assert not isinstance(answer, Problem), answer.text("de")
    return answer[0]


def read_text(text: str | bytes, **fields: object) -> Table:
    content = text if isinstance(text, bytes) else text.encode()
    return table(parse_csv(content, source(**fields)))


def problem(answer: object) -> Problem:
    assert isinstance(answer, Problem), answer
    assert answer.text("de")
    assert answer.text("en")
    return answer


def notices(text: str | bytes, **fields: object) -> list[str]:
    """Return the sentences that reading a CSV text gives, in German."""
    content = text if isinstance(text, bytes) else text.encode()
    answer = parse_csv(content, source(**fields))
    assert not isinstance(answer, Problem), answer.text("de")
    for each in answer[1]:
        assert each.text("en")
    return [each.text("de") for each in answer[1]]

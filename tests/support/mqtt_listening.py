"""Listens to topics of a broker as the program does, and sends messages to it."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from time import monotonic

from paho.mqtt import publish
from servers import Mosquitto

from kjc_desktop.data.mqtt.reader import MqttReader, open_mqtt
from kjc_desktop.data.reader import Surroundings
from kjc_desktop.data.snapshot import Cell, Problem, Snapshot
from kjc_desktop.deck.models import Source


class Listening:
    """A reader as the program uses it: read when it says that there is something new."""

    def __init__(
        self, address: str, environment: Mapping[str, str] | None = None, **options: object
    ) -> None:
        self.woken = Event()
        self.wakes = self.reads = 0
        around = Surroundings(
            Path(), (), (), environment or {}, lambda: datetime.now(UTC), monotonic
        )
        source = Source.model_validate({"mqtt": address, **options}, strict=True)
        self.reader: MqttReader = open_mqtt(source, around, self._wake)
        self.last: Snapshot | None = None
        self.answer: Snapshot | Problem | None = None

    def _wake(self) -> None:
        self.wakes += 1
        self.woken.set()

    def read(self) -> Snapshot | Problem:
        self.woken.clear()
        self.reads += 1
        self.answer = self.reader.read(self.last)
        if isinstance(self.answer, Snapshot):
            self.last = self.answer
        return self.answer

    @property
    def rows(self) -> list[tuple[Cell, ...]]:
        """What was read last, without the times."""
        if not isinstance(self.answer, Snapshot):
            return []
        assert self.answer.table.columns[-1] == "time"
        return [row[:-1] for row in self.answer.table.rows]

    def until(self, *rows: tuple[Cell, ...], every: float = 0.0) -> Snapshot:
        """Read whenever told to, but only `every` so many seconds, until these are the rows."""
        deadline = monotonic() + 20
        self.read()
        while self.rows != list(rows):
            assert self.woken.wait(deadline - monotonic()), f"{self.answer} is not {rows}"
            Event().wait(every)
            self.read()
        assert isinstance(self.answer, Snapshot)
        return self.answer

    def until_problem(self, key: str) -> Problem:
        """Read as the program does until a problem is told."""
        deadline = monotonic() + 20
        while not (isinstance(answer := self.read(), Problem) and answer.key == key):
            assert monotonic() < deadline, f"{answer} is not {key}"
            self.woken.wait(0.5)
        assert answer.text("de") != answer.text("en")
        return answer


class Listen:
    """Begins to listen to topics of a broker."""

    def __init__(self, broker: Mosquitto) -> None:
        self._broker = broker
        self.open: list[Listening] = []

    def __call__(self, topic: str, **options: object) -> Listening:
        return self.at(f"mqtt://127.0.0.1:{self._broker.port}/{topic}", {}, **options)

    def at(
        self, address: str, environment: Mapping[str, str] | None = None, **options: object
    ) -> Listening:
        self.open.append(Listening(address, environment, **options))
        return self.open[-1]


def send(broker: Mosquitto, messages: Mapping[str, str | bytes], *, retain: bool = False) -> None:
    """Send messages, and return when the broker has them."""
    publish.multiple(
        [
            {"topic": topic, "payload": payload, "qos": 1, "retain": retain}
            for topic, payload in messages.items()
        ],
        "127.0.0.1",
        broker.port,
    )

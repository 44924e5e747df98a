"""Makes a table of messages: one row each, its fields looked up in what the message says."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from kjc_desktop.data.json.rows import NotScalar, find
from kjc_desktop.data.json.text import document
from kjc_desktop.data.mqtt.messages import Message
from kjc_desktop.data.snapshot import Cell, Notice, Problem, Table

_WHOLE = {"payload": "payload"}
_NO_VALUE = "?"
"""Stands for what is no value: not a sign for "no figure", so that the last good one stays."""


class RowMaker:
    """Makes rows of messages, each only once; notes what could not be understood."""

    def __init__(self, fields: Mapping[str, str] | None) -> None:
        """Prepare.

        Args:
            fields: name of a column → where its value is, as a name or JMESPath beginning with
                `payload`, `topic` or `levels`; None: the whole payload.
        """
        self._fields = dict(fields or _WHOLE)
        self._before = ("topic",) if "topic" not in self._fields else ()
        self._behind = ("time",) if "time" not in self._fields else ()
        self._columns = (*self._before, *self._fields, *self._behind)
        self._known: dict[tuple[Cell, ...], datetime] = {}
        self._silent: dict[str, tuple[tuple[Cell, ...], datetime]] = {}
        self._notices: dict[str, Notice] = {}

    def remember(self, table: Table, *, topics: bool) -> None:
        """Take from an earlier table when messages came that the broker may still be keeping.

        Args:
            table: of the same source.
            topics: whether it has one row a topic; then those that have not been heard of again
                stay in the table, so that a sum is not one of some of them.
        """
        if table.columns != self._columns:
            return
        for row, at in zip(table.rows, table.times, strict=False):
            self._known[row[: len(row) - len(self._behind)]] = at
            if topics and self._before:
                self._silent[str(row[0])] = row, at

    def table(self, messages: Sequence[Message]) -> tuple[Table, tuple[Notice, ...]]:
        """Return the rows of messages, and for each kind of trouble with them one notice."""
        found = [(self._row(message), message.at) for message in messages]
        for message in messages:
            self._silent.pop(message.topic, None)
        if self._silent:
            found = sorted([*found, *self._silent.values()], key=lambda each: str(each[0][0]))
        rows, times = tuple(row for row, _ in found), tuple(at for _, at in found)
        return Table(self._columns, rows, times=times), tuple(self._notices.values())

    def _row(self, message: Message) -> tuple[Cell, ...]:
        if message.cells is None:
            message.cells = self._cells(message)
            self._date(message, message.cells)
        behind = [message.at.isoformat(timespec="milliseconds")] if self._behind else []
        return (*message.cells, *behind)

    def _date(self, message: Message, cells: tuple[Cell, ...]) -> None:
        """Find out when a message came that the broker had kept, or tell that nobody knows."""
        if message.kept and cells in self._known:
            message.at = min(message.at, self._known[cells])
        elif message.kept:
            self._notices.setdefault("mqtt_retained", Notice("mqtt_retained"))

    def _cells(self, message: Message) -> tuple[Cell, ...]:
        """Return the cells of a message, all but when it came."""
        record = {
            "payload": self._payload(message),
            "topic": message.topic,
            "levels": message.topic.split("/"),
        }
        values = [self._value(record, name, message) for name in self._fields]
        return (*([message.topic] if self._before else []), *values)

    def _value(self, record: dict[str, object], name: str, message: Message) -> Cell:
        value = find(record, self._fields[name])
        if isinstance(value, NotScalar):
            self._note("mqtt_nested", message, field=name)
            return _NO_VALUE
        return value

    def _payload(self, message: Message) -> object:
        """Return what a message says: JSON, or the text that it is; None for neither."""
        if message.payload is None:
            self._note("mqtt_large", message)
            return _NO_VALUE
        if not message.payload.strip():
            return None
        value = document(message.payload, "utf-8")
        if not isinstance(value, Problem):
            return value
        if value.key == "json_encoding":
            self._note("mqtt_no_text", message)
            return _NO_VALUE
        text = message.payload.decode().strip()
        if text.startswith(("{", "[")):
            self._note("mqtt_no_json", message)
        return text

    def _note(self, key: str, message: Message, **values: object) -> None:
        self._notices.setdefault(key, Notice(key, {"topic": message.topic, **values}))

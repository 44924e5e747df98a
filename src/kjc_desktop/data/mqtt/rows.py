"""Makes a table of messages: one row each, its fields looked up in what the message says."""

from collections.abc import Mapping, Sequence

from kjc_desktop.data.json.rows import NotScalar, find
from kjc_desktop.data.json.text import document
from kjc_desktop.data.mqtt.messages import Message
from kjc_desktop.data.snapshot import Cell, Notice, Problem, Table

_WHOLE = {"payload": "payload"}


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
        self._notices: dict[str, Notice] = {}

    def table(self, messages: Sequence[Message]) -> tuple[Table, tuple[Notice, ...]]:
        """Return the rows of messages, and for each kind of trouble with them one notice."""
        columns = (*self._before, *self._fields, *self._behind)
        rows: list[tuple[Cell, ...]] = []
        for message in messages:
            message.row = message.row or self._row(message)
            rows.append(message.row)
        return Table(columns, tuple(rows)), tuple(self._notices.values())

    def _row(self, message: Message) -> tuple[Cell, ...]:
        record = {
            "payload": self._payload(message),
            "topic": message.topic,
            "levels": message.topic.split("/"),
        }
        values = [self._value(record, name, message) for name in self._fields]
        before = [message.topic] if self._before else []
        behind = [message.at.isoformat(timespec="milliseconds")] if self._behind else []
        return (*before, *values, *behind)

    def _value(self, record: dict[str, object], name: str, message: Message) -> Cell:
        value = find(record, self._fields[name])
        if isinstance(value, NotScalar):
            self._note("mqtt_nested", message, field=name)
            return None
        return value

    def _payload(self, message: Message) -> object:
        """Return what a message says: JSON, or the text that it is; None for neither."""
        if message.payload is None:
            self._note("mqtt_large", message)
            return None
        if not message.payload.strip():
            return None
        value = document(message.payload, "utf-8")
        if not isinstance(value, Problem):
            return value
        if value.key == "json_encoding":
            self._note("mqtt_no_text", message)
            return None
        text = message.payload.decode().strip()
        if text.startswith(("{", "[")):
            self._note("mqtt_no_json", message)
        return text

    def _note(self, key: str, message: Message, **values: object) -> None:
        self._notices.setdefault(key, Notice(key, {"topic": message.topic, **values}))

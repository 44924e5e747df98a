"""What is found out about this machine, as values that can be said in any language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from kjc_desktop.texts import has, say

State = Literal["well", "unknown", "warning", "trouble"]
"""`trouble` keeps a show from running, a `warning` may spoil it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is so.

    `check` is the subject, `name` names the sentences of the catalogue, `values` fill them.
    """

    check: str
    state: State
    name: str
    values: Mapping[str, object] = field(default_factory=dict)

    def text(self, language: str) -> str:
        """Return what is so."""
        return say(f"kiosk.doctor_{self.name}", language, **self.values)

    def advice(self, language: str) -> str:
        """Return what to do; empty where there is nothing to do."""
        key = f"kiosk.doctor_{self.name}_do"
        return say(key, language, **self.values) if has(key, language) else ""

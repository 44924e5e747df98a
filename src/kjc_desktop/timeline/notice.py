"""What the organizer has to say to everybody at once, whatever the slides are."""

from dataclasses import dataclass
from typing import Literal

NoticeKind = Literal["over", "instead", "emergency"]
"""Over all slides, instead of them, or as the card that everybody has to see at once."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Words for everybody; plain text, line breaks count."""

    kind: NoticeKind
    text: str

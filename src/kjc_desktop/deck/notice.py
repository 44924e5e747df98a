"""What the organizer has to say to everybody at once, whatever the slides are."""

import re
from dataclasses import dataclass
from typing import Literal

NoticeKind = Literal["over", "instead", "emergency"]
"""Over all slides, instead of them, or as the card that everybody has to see at once."""

MOST = 600
"""Characters of a notice; nobody reads more while walking past."""
_SPACES = "\u00a0\u202f"
"""Spaces at which no line may end; they stay what they are."""
_EMPTY_LINES = re.compile(r"\n{3,}")
_SHARE_OF_WORDS = 0.7
"""How much of a text must be left for it to be cut between two words and not within one."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Words for everybody; plain text, line breaks count.

    An emergency without words of its own is shown with those of the catalogue.
    """

    kind: NoticeKind
    text: str


def tidy(text: str) -> str:
    """Return a text with nothing in it but what can be seen: letters, spaces, line breaks."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return _EMPTY_LINES.sub("\n\n", "\n".join(map(_seen, lines))).strip()


def _seen(line: str) -> str:
    """Return a line without control characters and without spaces that nobody sees."""
    kept = (
        each if each.isprintable() or each in _SPACES else " " if each.isspace() else ""
        for each in line
    )
    return " ".join(word for word in "".join(kept).split(" ") if word)


def shortened(text: str, most: int = MOST) -> str:
    """Return a text with at most so many characters, and a sign where something was left out."""
    if len(text) <= most:
        return text
    head = text[: most - 1]
    words = head.rpartition(" ")[0]
    return (words if len(words) > _SHARE_OF_WORDS * most else head).rstrip() + "…"


def sound(notice: Notice | None) -> Notice | None:
    """Return a notice as it can be shown; None where it says nothing."""
    if notice is None:
        return None
    text = shortened(tidy(notice.text))
    return Notice(notice.kind, text) if text or notice.kind == "emergency" else None

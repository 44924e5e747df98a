"""Which of several notices everybody sees."""

from kjc_desktop.deck.notice import Notice, NoticeKind

__all__ = ["Notice", "NoticeKind", "calm", "prevailing"]


def prevailing(ordered: Notice | None, written: Notice | None) -> Notice | None:
    """Return the notice that counts: an emergency before all, then the one that was ordered.

    Args:
        ordered: by a command.
        written: in a file of the deck.
    """
    urgent = (each for each in (ordered, written) if each is not None and each.kind == "emergency")
    return next(urgent, ordered or written)


def calm(notice: Notice | None) -> Notice | None:
    """Return a notice unless it is an emergency."""
    return None if notice is None or notice.kind == "emergency" else notice

"""The picture at a moment, and for how long it stays the same: two questions, one arithmetic."""

from dataclasses import replace
from datetime import UTC, datetime

from kjc_desktop.deck.notice import Notice
from kjc_desktop.timeline.easing import clamp
from kjc_desktop.timeline.frame import FINAL, Cover, Data, ElementState, Frame, SlideFrame
from kjc_desktop.timeline.position import LONG_AGO, Position
from kjc_desktop.timeline.script import ElementMotion, SlideScript, Timeline

TIMELESS = datetime(1970, 1, 1, tzinfo=UTC)
"""The time of day of a slide that does not tell it, so that equal pictures are equal values."""

_ABSENT = ElementState(opacity=0.0, progress=0.0, revealed=0.0)


def _share(passed: float, length: float) -> float:
    """Return how much of a stretch of time has passed, 0 to 1; one without length is over."""
    if length <= 0.0:
        return 1.0 if passed >= 0.0 else 0.0
    return clamp(passed / length)


def _since(position: Position, step: int) -> float | None:
    """Return the seconds since a step began, None where it has not."""
    if step >= len(position.began) or position.elapsed < position.began[step]:
        return None
    return position.elapsed - position.began[step]


def _revealed(script: SlideScript, element: ElementMotion, position: Position) -> float:
    """Return how many items of a list are there; the first comes with the list itself."""
    steps = range(element.step + 1, element.last_step + 1)
    since = (_since(position, step) for step in steps)
    return 1.0 + sum(_share(each, script.step_fade) for each in since if each is not None)


def _state(script: SlideScript, element: ElementMotion, position: Position) -> ElementState:
    """Return what one widget looks like."""
    since = _since(position, element.step)
    if since is None:
        return _ABSENT if element.step else ElementState(progress=0.0 if element.seconds else 1.0)
    fade = script.step_fade if element.step else 0.0
    revealed = _revealed(script, element, position)
    return ElementState(
        opacity=_share(since, fade),
        progress=_share(since - fade, element.seconds) if element.seconds else 1.0,
        revealed=revealed if revealed < element.items else FINAL.revealed,
    )


def _wall(script: SlideScript, now: datetime) -> datetime:
    """Return the time of day as far as the slide tells it: whole seconds, minutes, or not."""
    if script.ticks is None:
        return TIMELESS
    return now.replace(second=int(now.second - now.second % script.ticks), microsecond=0)


def slide_frame(
    script: SlideScript, position: Position, now: datetime, data: Data | None = None
) -> SlideFrame:
    """Return one slide at a position; total for any finite time.

    Args:
        script: of the slide that the position is on.
        position: where on it.
        now: the time of day, aware.
        data: the figures, where they change while the show runs.
    """
    elements = tuple(_state(script, element, position) for element in script.elements)
    return SlideFrame(script.name, elements, _wall(script, now), data)


def _fading(script: SlideScript, position: Position, leaving: Position | None) -> bool:
    return leaving is not None and 0.0 <= position.elapsed < script.fade


def frame_at(
    timeline: Timeline,
    position: Position,
    now: datetime,
    *,
    leaving: Position | None = None,
    cover: Cover | None = None,
    data: Data | None = None,
) -> Frame:
    """Return the picture at a position.

    Args:
        timeline: what can be shown.
        position: where the show stands, on a slide of the timeline.
        now: the time of day, aware; only clocks, countdowns and agendas depend on it.
        leaving: the slide that was left for this one, at the moment it was left; looked at only
            while the cross-fade lasts.
        cover: a black or white screen over it.
        data: the figures, where they change while the show runs.

    Raises:
        KeyError: a slide that the timeline does not know.
    """
    script = timeline.script(position.slide)
    current = slide_frame(script, position, now, data)
    if leaving is None or not _fading(script, position, leaving):
        return Frame(current, cover=cover)
    previous = slide_frame(timeline.script(leaving.slide), leaving, now, data)
    return Frame(current, previous, _share(position.elapsed, script.fade), cover)


def alarmed(picture: Frame | None, notice: Notice | None) -> Frame | None:
    """Return a picture as it is in an emergency: nothing but the notice, in full light.

    Args:
        picture: what would be seen otherwise, be it black or held; None where nothing would.
        notice: for everybody; one that is no emergency changes nothing here.
    """
    if notice is None or notice.kind != "emergency":
        return picture
    nothing = SlideFrame("", (), TIMELESS)
    return Frame(nothing if picture is None else picture.current, notice=notice)


def _arrived(position: Position) -> Position:
    """Return the position as it looks when all that has begun is over."""
    begun = tuple(LONG_AGO for began in position.began if began <= position.elapsed)
    return replace(position, began=begun)


def next_change(
    timeline: Timeline, position: Position, now: datetime, *, leaving: Position | None = None
) -> float | None:
    """Return for how many seconds the picture stays as it is.

    Returns:
        0.0 while something moves, the seconds until something may, or None for ever.
    """
    script, elapsed = timeline.script(position.slide), position.elapsed
    moving = slide_frame(script, position, now) != slide_frame(script, _arrived(position), now)
    if moving or _fading(script, position, leaving):
        return 0.0
    waits = [began - elapsed for began in position.began if began > elapsed]
    if leaving is not None and elapsed < 0.0:
        waits.append(-elapsed)
    if script.ticks is not None:
        waits.append(script.ticks - (now.second + now.microsecond / 1e6) % script.ticks)
    return min(waits, default=None)

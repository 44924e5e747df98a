"""What happens to a show without anybody asking: the loop goes on, the deck changes under it.

A loop of one slide stands still: entering it again and again would be motion without a reason.
"""

from dataclasses import replace

from kjc_desktop.timeline.playback import Playback, enter, enter_at_once
from kjc_desktop.timeline.position import continued
from kjc_desktop.timeline.script import Timeline


def _lap(timeline: Timeline) -> float:
    """Return how long the loop takes to go round, in seconds."""
    return sum(timeline.script(name).duration for name in timeline.names)


def left_alone(playback: Playback, now: float) -> Playback:
    """Return the show as it goes on when nobody has touched it for long enough.

    A slide whose time was over meanwhile gives way at that moment, and not in the past.
    """
    until, script = playback.until, playback.script
    if until is None or now < until:
        return playback
    alone = replace(playback, until=None, overview=False)
    if script is None or playback.entered + script.duration >= until:
        return alone
    return replace(alone, entered=until - script.duration, leaving=None)


def turned(playback: Playback, now: float) -> Playback:
    """Return the loop on the slide whose time it is.

    Slides follow each other to the instant, however late this is asked; after a long sleep of the
    machine whole laps are skipped and not run through.
    """
    playback = left_alone(playback, now)
    while playback.remaining(now) == 0.0:
        script, name = playback.script, playback.neighbour(1)
        if script is None or name is None:
            break
        over, lap = playback.entered + script.duration, _lap(playback.timeline)
        skipped = (now - over) // lap * lap if name in playback.timeline.names else 0.0
        playback = enter(
            replace(playback, entered=playback.entered + skipped), name, over + skipped
        )
    return playback


def toggled(playback: Playback, now: float) -> Playback:
    """Return the loop stopped, or playing on; what moves goes on moving either way.

    Stopped, a slide keeps the steps it has and waits for keys. Playing on, it has its full
    duration again, as nobody knows how much of it was meant to be left.
    """
    script, position = playback.script, playback.position(now)
    if script is None or position is None:
        return replace(playback, mode="manual" if playback.mode == "loop" else "loop")
    if playback.mode == "loop":
        coming = sum(began > position.elapsed for began in playback.began[1:])
        return replace(
            playback, mode="manual", began=playback.began[: len(playback.began) - coming]
        )
    passed = position.elapsed if position.elapsed >= script.fade else 0.0
    reached = tuple(began - passed for began in playback.began)
    return replace(
        playback,
        mode="loop",
        entered=playback.entered + passed,
        began=continued(script, reached),
        leaving=None if passed else playback.leaving,
    )


def _successor(old: Timeline, new: Timeline, slide: str | None) -> str | None:
    """Return the slide that stands where a vanished one stood."""
    before = [script.name for script in old.scripts]
    after = [script.name for script in new.scripts]
    place = before.index(slide) if slide in before else 0
    behind = [name for name in after[place:] if name in new.names]
    return next(iter(behind or new.names[-1:]), None)


def _began(playback: Playback, old: Timeline, now: float) -> tuple[float, ...]:
    """Return the beginnings of the steps of a slide that was edited while it was shown.

    A slide that was complete stays complete, so that a new line of a list is seen at once, as if
    it had come with the last step.
    """
    script, position = playback.script, playback.position(now)
    if script is None or position is None:
        return ()
    if playback.mode == "loop":
        begun = (began for began in playback.began if began <= position.elapsed)
        return continued(script, tuple(begun)[: script.steps + 1])
    complete = len(playback.began) > old.script(script.name).steps
    added = script.steps + 1 - len(playback.began) if complete else 0
    return (*playback.began[: script.steps + 1], *playback.began[-1:] * added)


def retimed(playback: Playback, timeline: Timeline, now: float) -> Playback:
    """Return the show after the deck or the playlist changed: on the same slide, without a jump.

    A slide that vanished gives way to the one that now stands at its place.
    """
    old, leaving = playback.timeline, playback.leaving
    kept = leaving if leaving is not None and timeline.knows(leaving.slide) else None
    playback = replace(playback, timeline=timeline, leaving=kept)
    if timeline.knows(playback.slide):
        return replace(playback, began=_began(playback, old, now))
    name = _successor(old, timeline, playback.slide)
    cleared = replace(playback, slide=None, began=(), leaving=None)
    return cleared if name is None else enter_at_once(cleared, name, now)


def moved_on(playback: Playback, before: Timeline, now: float) -> Playback:
    """Return the loop behind a slide whose time is over; what has passed is not waited out.

    Args:
        playback: the show, retimed.
        before: what could be shown until now; who went to a slide outside the loop may look at it.
        now: monotonic seconds.
    """
    name, names = playback.neighbour(1), playback.timeline.names
    over = playback.slide in before.names and playback.slide not in names
    if playback.mode != "loop" or not over or name is None:
        return playback
    return enter(playback, name, now)


def shown_at_once(playback: Playback, name: str, now: float) -> Playback:
    """Return the show on a slide as it looks in the end; unchanged where it stands there."""
    if name == playback.slide or not playback.timeline.knows(name):
        return playback
    entered = enter(playback, name, now, complete=True)
    return replace(entered, leaving=None, cover=None)

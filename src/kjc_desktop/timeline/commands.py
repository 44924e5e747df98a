"""What can be asked of a show, and the show that comes of it.

What presenters expect, decided here once:

- *Next* calls for the next step, or the next slide when there is none, and never waits for motion.
  *Back* takes the last step away, or returns to the slide before, complete. Both stop at the ends.
- While the screen is black or white, *next* and *back* only bring the slide back; whoever names
  an aim (first, last, a number) gets there.
- *Escape* takes away what lies on top: help, else digits, else the overview, else black or white.
  Nothing else.
- The overview stays until a slide is chosen in it, or it is closed.
- A playing loop goes round and calls its own steps, so there *next* and *back* move whole slides.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial

from kjc_desktop.timeline.frame import Cover
from kjc_desktop.timeline.loop import toggled, turned
from kjc_desktop.timeline.playback import Playback, enter
from kjc_desktop.timeline.position import settled

_MOST_DIGITS = 4


class Action(StrEnum):
    """What can be asked."""

    NEXT = "next"
    BACK = "back"
    NEXT_SLIDE = "next_slide"
    BACK_SLIDE = "back_slide"
    HOME = "home"
    END = "end"
    GOTO = "goto"
    ENTER = "enter"
    DIGIT = "digit"
    ESCAPE = "escape"
    BLACK = "black"
    WHITE = "white"
    FREEZE = "freeze"
    PAUSE = "pause"
    HELP = "help"
    OVERVIEW = "overview"
    TICK = "tick"


@dataclass(frozen=True, slots=True)
class Command:
    """An action, with what it needs.

    `target` is the digit for DIGIT, a number from 1 or a name for GOTO; GOTO without one, and
    ENTER, take the digits typed before; ENTER without any is NEXT.
    """

    action: Action
    target: int | str | None = None


_Reducer = Callable[[Playback, Command, float], Playback]


def _next_slide(playback: Playback, now: float) -> Playback:
    name = playback.neighbour(1)
    return playback if name is None else enter(playback, name, now)


def _back_slide(playback: Playback, now: float) -> Playback:
    name = playback.neighbour(-1)
    complete = playback.mode == "manual"
    return playback if name is None else enter(playback, name, now, complete=complete)


def _next(playback: Playback, now: float) -> Playback:
    """Call for the next step, which begins at the earliest when the cross-fade is over."""
    script, position = playback.script, playback.position(now)
    if script is None or position is None:
        return playback
    if playback.mode == "loop" or len(playback.began) > script.steps:
        return _next_slide(playback, now)
    return replace(playback, began=(*playback.began, max(script.fade, position.elapsed)))


def _back(playback: Playback, now: float) -> Playback:
    """Take the last step away; what stays is complete."""
    if playback.script is None or playback.mode == "loop" or len(playback.began) <= 1:
        return _back_slide(playback, now)
    return replace(playback, began=settled(playback.script, len(playback.began) - 2).began)


_MOVES = {
    Action.NEXT: _next,
    Action.BACK: _back,
    Action.NEXT_SLIDE: _next_slide,
    Action.BACK_SLIDE: _back_slide,
}


def _move(playback: Playback, command: Command, now: float) -> Playback:
    """Go one step or slide; a black or white screen only gives way."""
    shown = replace(playback, cover=None, digits="")
    return shown if playback.cover else _MOVES[command.action](shown, now)


def _goto(playback: Playback, target: int | str | None, now: float) -> Playback:
    """Enter a slide by number or name; one that may not be shown changes nothing."""
    name = playback.timeline.aim(target)
    playback = replace(playback, digits="", overview=False)
    return playback if name is None else enter(replace(playback, cover=None), name, now)


def _edge(place: int, playback: Playback, _: Command, now: float) -> Playback:
    names = playback.timeline.names
    return _goto(playback, names[place] if names else None, now)


def _aim(playback: Playback, command: Command, now: float) -> Playback:
    """Go where the command, or the digits typed before it, say."""
    typed = int(playback.digits) if playback.digits else None
    return _goto(playback, typed if command.target is None else command.target, now)


def _enter(playback: Playback, command: Command, now: float) -> Playback:
    if playback.digits:
        return _aim(playback, command, now)
    return _move(playback, Command(Action.NEXT), now)


def _digit(playback: Playback, command: Command, _: float) -> Playback:
    return replace(playback, digits=f"{playback.digits}{command.target}"[-_MOST_DIGITS:])


def _escape(playback: Playback, _: Command, __: float) -> Playback:
    """Take away what lies on top."""
    if playback.help:
        return replace(playback, help=False)
    if playback.digits:
        return replace(playback, digits="")
    if playback.overview:
        return replace(playback, overview=False)
    return replace(playback, cover=None)


def _cover(cover: Cover, playback: Playback, _: Command, __: float) -> Playback:
    return replace(playback, cover=None if playback.cover == cover else cover)


def _freeze(playback: Playback, _: Command, __: float) -> Playback:
    return replace(playback, frozen=not playback.frozen)


def _help(playback: Playback, _: Command, __: float) -> Playback:
    return replace(playback, help=not playback.help)


def _overview(playback: Playback, _: Command, __: float) -> Playback:
    return replace(playback, overview=not playback.overview)


def _pause(playback: Playback, _: Command, now: float) -> Playback:
    return toggled(playback, now)


def _tick(playback: Playback, _: Command, now: float) -> Playback:
    return turned(playback, now)


_REDUCERS: dict[Action, _Reducer] = {
    **dict.fromkeys(_MOVES, _move),
    Action.HOME: partial(_edge, 0),
    Action.END: partial(_edge, -1),
    Action.GOTO: _aim,
    Action.ENTER: _enter,
    Action.DIGIT: _digit,
    Action.ESCAPE: _escape,
    Action.BLACK: partial(_cover, "black"),
    Action.WHITE: partial(_cover, "white"),
    Action.FREEZE: _freeze,
    Action.PAUSE: _pause,
    Action.HELP: _help,
    Action.OVERVIEW: _overview,
    Action.TICK: _tick,
}


def reduce(playback: Playback, command: Command, now: float) -> Playback:
    """Return the show after a command.

    Args:
        playback: the show before.
        command: what is asked.
        now: monotonic seconds, never less than at the command before.
    """
    return _REDUCERS[command.action](playback, command, now)

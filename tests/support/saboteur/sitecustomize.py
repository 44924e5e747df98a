"""Breaks a player from inside, as nobody can from outside: put first on the path of a program.

A word written into the pipe named by `SABOTAGE` breaks the player that runs; the slide named by
`SABOTAGE_SLIDE` kills every player that builds it.
"""

import os
import signal
import sys
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

if TYPE_CHECKING:
    from kjc_desktop.deck.models import Deck, Slide
    from kjc_desktop.figures import FigureTable
    from kjc_desktop.scene.slide_scene import SlideScene


def _block(_: object) -> None:
    Event().wait()


def _raise(_: object) -> None:
    raise RuntimeError("sabotage")


def _freeze(life: Any) -> None:  # noqa: ANN401 - what it breaks is nobody's interface
    life._stage.setUpdatesEnabled(False)


def _starve(*_: object) -> None:
    raise MemoryError


def _stall(_: object) -> None:
    """Forget to wait for the next slide."""


def _once(word: str) -> None:
    from kjc_desktop.show.lifeline import Lifeline

    def act(life: Any) -> None:  # noqa: ANN401
        doing.stop()
        {"block": _block, "freeze": _freeze, "slot": _raise}[word](life)

    doing = patch.object(Lifeline, "_look_at_the_time", act)
    doing.start()


def _listen(pipe: Path) -> None:
    word = pipe.read_text().strip()
    from kjc_desktop.scene.slide_scene import SlideScene
    from kjc_desktop.show.controller import Show

    if word == "memory":
        patch.object(SlideScene, "paint_live", _starve).start()
    elif word == "stall":
        patch.object(Show, "_arm", _stall).start()
    else:
        _once(word)


def _poison(name: str) -> None:
    from kjc_desktop.scene.slide_scene import SlideScene

    built = SlideScene.__init__

    def init(scene: "SlideScene", deck: "Deck", table: "FigureTable", slide: "Slide") -> None:
        if slide.name == name:
            os.kill(os.getpid(), signal.SIGSEGV)
        built(scene, deck, table, slide)

    patch.object(SlideScene, "__init__", init).start()


if "kjc_desktop.shells.kiosk" in sys.orig_argv:
    if os.environ.get("SABOTAGE"):
        pipe = Path(os.environ["SABOTAGE"])
        Thread(target=_listen, args=(pipe,), name="sabotage", daemon=True).start()
    if os.environ.get("SABOTAGE_SLIDE"):
        _poison(os.environ["SABOTAGE_SLIDE"])

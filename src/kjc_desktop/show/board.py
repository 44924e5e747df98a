"""What a player lets its supervisor see at every instant, without a word and without a system call.

A small file that both have mapped into their memory. The player writes when it has painted, which
slide it shows and on which it is working; if it dies or hangs, the last of it is still there to be
read. Nothing can block, neither side waits for the other. No Qt: the supervisor reads it too.
"""

import math
import mmap
import struct
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

_HEAD = struct.Struct("<QddB7x")
"""Painted frames, monotonic seconds of the last sign of life, when the slide is due, flags."""
_SHOWN, _WORK, _LEAVE = _HEAD.size, _HEAD.size + 256, _HEAD.size + 512
_SIZE = _LEAVE + 8
_ROOM = 240
_HIDDEN = 1


@dataclass(frozen=True, slots=True)
class Mark:
    """A slide as it is on this day: one that was changed is another one, and gets a new chance."""

    name: str
    digest: str

    def text(self) -> str:
        """Return the mark as it is written down."""
        return f"{self.digest} {self.name}"


def mark_of(text: str) -> Mark | None:
    """Return the mark that was written down; None where nothing was."""
    digest, space, name = text.partition(" ")
    return Mark(name, digest) if space else None


@dataclass(frozen=True, slots=True)
class Sign:
    """What a player last let be seen.

    `at` and `due` are monotonic seconds: of the last sign of life, and when the slide is to give
    way (infinity: never). `hidden`: there is no surface to paint on, so the sign is that of a
    window that waits for its screen. `work` is the slide that is being built or painted.
    """

    painted: int = 0
    at: float = -math.inf
    due: float = math.inf
    hidden: bool = False
    shown: Mark | None = None
    work: Mark | None = None


class Board:
    """One such file, seen from either side; used in a `with` block or closed."""

    def __init__(self, path: Path, *, new: bool = False) -> None:
        """Open it.

        Args:
            path: of the file.
            new: wipe it first, for a player that is about to start.

        Raises:
            OSError: it cannot be made or read.
            ValueError: it is no such file.
        """
        self.path = path
        if new:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            path.write_bytes(bytes(_SIZE))
        with path.open("r+b") as file:
            self._map = mmap.mmap(file.fileno(), _SIZE)
        self._painted = 0
        self._due = math.inf
        self._at = -math.inf

    def __enter__(self) -> "Board":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        self.close()

    def close(self) -> None:
        """Let it go; the file stays."""
        self._map.close()

    def painted(self, now: float) -> None:
        """Note that a frame has reached the window."""
        self._painted += 1
        self._write(now, 0)

    def hidden(self, now: float) -> None:
        """Note that there is nothing to paint on, and that this is known."""
        self._write(now, _HIDDEN)

    def shows(self, slide: Mark | None, due: float) -> None:
        """Note which slide is shown now, and until when (monotonic seconds, infinity: for ever)."""
        self._put(_SHOWN, slide)
        self._due = due
        if self._painted:
            self._write(self._at, 0)

    def works(self, slide: Mark | None) -> None:
        """Note on which slide work begins, or that it is done; only a slide can be to blame."""
        if slide is None:
            self._map[_WORK] = 0
        else:
            self._put(_WORK, slide)

    @property
    def told_to_leave(self) -> bool:
        """Whether another supervisor has taken over and wants this player gone."""
        return self._map[_LEAVE] != 0

    def tell_to_leave(self) -> None:
        """Ask a player that has lost its supervisor to go."""
        self._map[_LEAVE] = 1

    def sign(self) -> Sign:
        """Return what can be seen now."""
        painted, at, due, flags = _HEAD.unpack_from(self._map)
        if at == 0.0:
            return Sign(work=self._get(_WORK))
        return Sign(
            painted, at, due, bool(flags & _HIDDEN), self._get(_SHOWN), self._get(_WORK)
        )  # fmt: skip

    def _write(self, now: float, flags: int) -> None:
        self._at = now
        _HEAD.pack_into(self._map, 0, self._painted, now, self._due, flags)

    def _put(self, place: int, slide: Mark | None) -> None:
        """Write a slide; its length last, so that a name is never read before it is whole."""
        text = b"" if slide is None else slide.text().encode()[:_ROOM]
        if self._map[place + 1 : place + 1 + len(text)] != text:
            self._map[place] = 0
            self._map[place + 1 : place + 1 + len(text)] = text
        self._map[place] = len(text)

    def _get(self, place: int) -> Mark | None:
        text = self._map[place + 1 : place + 1 + self._map[place]]
        return mark_of(text.decode(errors="ignore"))

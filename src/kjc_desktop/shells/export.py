"""Pictures of a deck: PNG folder and PDF through the painter of the screen, and a contact sheet."""

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPageLayout, QPageSize, QPainter, QPdfWriter

from kjc_desktop.data.live import LiveData
from kjc_desktop.deck import load_deck
from kjc_desktop.deck.diagnostics import errors
from kjc_desktop.deck.models import Deck, Slide
from kjc_desktop.figures import FigureTable, resolve
from kjc_desktop.scene.canvas import Canvas
from kjc_desktop.scene.render import Pictures, paint_vector, render
from kjc_desktop.shells.moments import lifted, moment
from kjc_desktop.show.alarm import FRAME
from kjc_desktop.show.application import application
from kjc_desktop.show.clock import ManualClock
from kjc_desktop.show.controller import Show
from kjc_desktop.show.log import report
from kjc_desktop.show.sources import live_now
from kjc_desktop.texts import language_of, say
from kjc_desktop.timeline.frame import Frame, SlideFrame
from kjc_desktop.timeline.picture import slide_frame
from kjc_desktop.timeline.position import settled
from kjc_desktop.timeline.schedule import timeline_of
from kjc_desktop.timeline.script import script_of

_SHEET = Path("kontaktbogen.png")
_THUMB, _ACROSS, _GAP = 480, 4, 24


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be exported: `pages` such as `1,4-6` counts slides that are not hidden from 1."""

    output: Path
    pages: str | None = None
    with_steps: bool = False
    scale: float = 1.0
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One picture: the slide's number, the step (None: complete) and the frame."""

    number: int
    step: int | None
    frame: SlideFrame

    @property
    def file(self) -> str:
        """Name of its PNG file."""
        step = "" if self.step is None else f"-{self.step}"
        return f"{self.number:03}-{self.frame.slide}{step}.png"


@dataclass(frozen=True, slots=True)
class _Ready:
    """A deck that can be pictured, at a time."""

    deck: Deck
    table: FigureTable
    live: LiveData
    now: datetime
    language: str


def _ready(
    folder: Path, variant: str | None, language: str | None, at: datetime | None
) -> _Ready | None:
    """Load a deck; where it has errors, tell them and return None."""
    result = load_deck(folder, variant=variant)
    head = result.deck.head.language if result.deck else "de"
    spoken = language_of(language or head)
    if result.deck is None or errors(result.diagnostics):
        report(result.diagnostics, folder, spoken)
        return None
    now = moment(result.deck, at)
    live = live_now(result.deck)
    table = resolve(result.deck, now, live, lifted=lifted(now))
    return _Ready(result.deck, table, live, now, spoken)


def parse_range(text: str | None, count: int) -> list[int]:
    """Return page numbers from 1 for `1,4-6` in their order; all where there is no text.

    Raises:
        ValueError: not a range, or outside 1 to `count`.
    """
    if text is None:
        return list(range(1, count + 1))
    wanted: list[int] = []
    for part in text.split(","):
        first, dash, last = part.strip().partition("-")
        begin = int(first or 1)
        end = int(last or count) if dash else begin
        if not 1 <= begin <= end <= count:
            raise ValueError(part)
        wanted += range(begin, end + 1)
    return wanted


def _pages(ready: _Ready, wish: Wish) -> Iterator[Page]:
    """Yield the pages of a wish, complete, or with every step before."""
    timeline, _ = timeline_of(ready.deck, ready.table, ready.now)
    shown: list[Slide] = [each for each in ready.deck.slides if not each.spec.hidden]
    allowed = {script.name for script in timeline.scripts}
    for number in parse_range(wish.pages, len(shown)):
        slide = shown[number - 1]
        if slide.name not in allowed:
            continue
        script = script_of(ready.deck, slide)
        steps = range(script.steps + 1) if wish.with_steps and script.steps else (None,)
        for step in steps:
            yield Page(number, step, slide_frame(script, settled(script, step), ready.now))


def export(
    folder: Path, wish: Wish, *, variant: str | None = None, language: str | None = None
) -> int:
    """Write a deck; the ending of the output decides: `.pdf`, else a folder of PNG files.

    Returns:
        0 when all is written, 1 where the deck has errors or the disk refuses, 2 for a wrong range
        or an ending that this version does not write.
    """
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    application()
    ready = _ready(folder, variant, language, wish.at)
    if ready is None:
        return 1
    if wish.output.suffix.lower() in {".mp4", ".pptx", ".html"}:
        return _refuse(ready, "cli.later_format", 2, suffix=wish.output.suffix)
    try:
        pages = list(_pages(ready, wish))
    except ValueError as fault:
        return _refuse(ready, "cli.wrong_range", 2, part=fault)
    if not pages:
        return _refuse(ready, "cli.no_pages", 1)
    write = _write_pdf if wish.output.suffix.lower() == ".pdf" else _write_images
    try:
        write(ready, wish, pages)
    except OSError as fault:
        return _refuse(ready, "cli.cannot_write", 1, path=wish.output, reason=fault.strerror or "")
    sys.stdout.write(f"{wish.output}\n")
    return 0


def _refuse(ready: _Ready, key: str, code: int, **values: object) -> int:
    sys.stderr.write(say(key, ready.language, **values) + "\n")
    return code


def _progress(pages: list[Page], title: str) -> Iterable[Page]:
    """Show a bar on the terminal while the pages pass."""
    from rich.console import Console
    from rich.progress import track

    return track(pages, title, console=Console(stderr=True), transient=True)


def _size(deck: Deck, scale: float) -> QSize:
    canvas = Canvas.of(deck.head, deck.theme.spacing)
    return QSize(round(canvas.width * scale), round(canvas.height * scale))


def _write_images(ready: _Ready, wish: Wish, pages: list[Page]) -> None:
    wish.output.mkdir(parents=True, exist_ok=True)
    pictures = Pictures(ready.deck, ready.table, _size(ready.deck, wish.scale))
    for page in _progress(pages, say("cli.writing", ready.language)):
        path = wish.output / page.file
        if not render(pictures, Frame(page.frame)).save(str(path)):
            raise OSError(0, say("cli.not_written", ready.language), str(path))


def _write_pdf(ready: _Ready, wish: Wish, pages: list[Page]) -> None:
    """Write vectors, at 96 dots an inch: a canvas unit is a dot and axes stay where they are."""
    wish.output.parent.mkdir(parents=True, exist_ok=True)
    with wish.output.open("ab"):
        """The disk says no here, in words, before Qt only says that something failed."""
    size = _size(ready.deck, 1.0)
    writer = QPdfWriter(str(wish.output))
    writer.setResolution(96)
    writer.setTitle(ready.deck.head.title.replace("\n", " "))
    writer.setCreator("kjc-desktop")
    points = QSizeF(size.width() * 0.75, size.height() * 0.75)
    page_size = QPageSize(points, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch)
    layout = QPageLayout(page_size, QPageLayout.Orientation.Portrait, QMarginsF())
    writer.setPageLayout(layout)
    pictures = Pictures(ready.deck, ready.table, size)
    painter = QPainter(writer)
    try:
        for index, page in enumerate(_progress(pages, say("cli.writing", ready.language))):
            if index:
                writer.newPage()
            paint_vector(pictures.of(page.frame.slide).scene, page.frame, painter)
    finally:
        painter.end()


def contact_sheet(folder: Path, *, variant: str | None = None, language: str | None = None) -> int:
    """Play one whole loop off screen, as fast as the machine can, and leave one picture of it.

    Every frame that a screen would show is painted; the sheet holds each slide as it stands before
    the next one comes.

    Returns:
        0, or 1 where the deck has errors.
    """
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    application()
    ready = _ready(folder, variant, language, None)
    if ready is None:
        return 1
    sys.stdout.write(say("cli.no_display_loop", ready.language) + "\n")
    sys.stdout.flush()
    names, frames = _play(ready)
    sheet = _sheet(names)
    if not sheet.save(str(_SHEET)):
        return _refuse(ready, "cli.cannot_write", 1, path=_SHEET.absolute(), reason="")
    done = say("cli.sheet_done", ready.language, slides=len(names), frames=frames)
    sys.stdout.write(f"{done}\n{_SHEET.absolute()}\n")
    return 0


def _play(ready: _Ready) -> tuple[list[QImage], int]:
    """Play one loop on a clock of our own; return each slide's last picture and the frame count."""
    clock = ManualClock(ready.now)
    canvas = Canvas.of(ready.deck.head, ready.deck.theme.spacing)
    k = _THUMB * 2 / max(canvas.width, canvas.height)
    pictures = Pictures(
        ready.deck, ready.table, QSize(round(canvas.width * k), round(canvas.height * k))
    )
    show = Show(ready.deck, ready.table, clock, mode="loop")
    show.preview(lifted(ready.now))
    show.update(ready.live)
    wanted = len(show.playback.timeline.names)
    length = sum(script.duration for script in show.playback.timeline.scripts)
    painted = 0
    last: dict[str, QImage] = {}
    previous: Frame | None = None
    steps = int(length / FRAME) + 1
    for _ in range(steps):
        frame = show.frame()
        if frame is not None and frame != previous:
            painted += 1
            image = render(pictures, frame)
            if frame.previous is None:
                last[frame.current.slide] = image
            previous = frame
        clock.advance(FRAME)
        if len(last) == wanted and frame is not None and _is_back(frame, last):
            break
    show.stop()
    return list(last.values()), painted


def _is_back(frame: Frame, last: dict[str, QImage]) -> bool:
    """Tell whether the loop has come round to its first slide again."""
    return frame.previous is not None and frame.current.slide == next(iter(last))


def _sheet(images: list[QImage]) -> QImage:
    """Lay pictures out on one, four across."""
    across = min(_ACROSS, len(images)) or 1
    width = _THUMB if images[0].width() >= images[0].height() else _THUMB * 9 // 16
    height = round(width * images[0].height() / images[0].width())
    rows = -(-len(images) // across)
    sheet = QImage(
        across * (width + _GAP) + _GAP, rows * (height + _GAP) + _GAP, QImage.Format.Format_RGB32
    )
    sheet.fill(QColor("#30363A"))
    painter = QPainter(sheet)
    try:
        for index, image in enumerate(images):
            x = _GAP + (index % across) * (width + _GAP)
            y = _GAP + (index // across) * (height + _GAP)
            small = image.scaled(
                width, height, Qt.AspectRatioMode.IgnoreAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )  # fmt: skip
            painter.drawImage(QRectF(x, y, width, height), small)
    finally:
        painter.end()
    return sheet

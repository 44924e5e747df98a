import gc
import subprocess
import sys
import weakref
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from comparer import pixels
from elements import PLACE, context, deck, element, picture
from pypdf import PdfReader
from PySide6.QtCore import QCoreApplication, QEvent, QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPageSize, QPainter, QPdfWriter

from kjc_desktop.deck.widgets import LineWidget
from kjc_desktop.scene.element import Context
from kjc_desktop.scene.line_plan import Drawn, LinePlan

YEARS = ["2014", "2015", "2016", "2017", "2018"]
SERIES: dict[str, dict[str, Any]] = {
    "auf": {"x": YEARS, "y": [10, 20, 30, 40, 50], "label": "aufwärts", "unit": "Personen"},
    "ab": {"x": YEARS, "y": [50, 40, 30, 20, 10], "label": "abwärts", "unit": "Personen"},
    "lücke": {"x": YEARS, "y": [10, 10, None, 10, 10]},
    "einzeln": {"x": YEARS, "y": [None, 10, None, 10, None]},
    "ein_wert": {"x": ["2018"], "y": [10]},
    "leer": {"x": [], "y": []},
    "nichts": {"x": YEARS, "y": [None] * 5},
    "zeiten": {
        "x": ["2018-11-26 08:00", "2018-11-26 09:00", "2018-11-26 09:30"],
        "y": [1000, 5, 7],
    },
}


@pytest.fixture(autouse=True)
def _application(qapp: QGuiApplication) -> None:
    """Painting needs one."""


def drawn(series: object, progress: float = 1.0, rect: QRectF = PLACE, **fields: object) -> QImage:
    slide = context(deck(series=SERIES))
    line = element(slide, "line", rect, series=series, **fields)
    image = picture(slide, [line], progress)
    line.dispose()
    return image


def columns(image: QImage, colour: QColor) -> list[int]:
    """Return the columns of pixels that have a colour."""
    return sorted({x for x, _ in places(image, colour)})


def places(image: QImage, colour: QColor) -> list[tuple[int, int]]:
    """Return where a colour is, column by column from the left."""
    wanted = (colour.red(), colour.green(), colour.blue())
    found = np.argwhere((pixels(image) == wanted).all(axis=2).T)
    return [(int(x), int(y)) for x, y in found]


def accent() -> QColor:
    return context(deck()).palette.accent


def test_a_line_is_drawn_from_left_to_right() -> None:
    fronts = [max(columns(drawn("auf", progress), accent()), default=0) for progress in (0.1, 0.3)]
    assert 0 < fronts[0] < fronts[1] < max(columns(drawn("auf"), accent()))
    assert columns(drawn("auf", 0.0), accent()) == []


def test_a_gap_stays_a_gap_and_a_lonely_value_is_a_dot() -> None:
    whole, gap = columns(drawn("auf"), accent()), columns(drawn("lücke"), accent())
    assert all(x in whole for x in range(200, 400))
    assert any(x not in gap for x in range(200, 400))
    assert columns(drawn("einzeln"), accent())


def test_the_first_series_leads_unless_another_is_highlighted() -> None:
    def slope(image: QImage) -> int:
        lit = [(x, y) for x, y in places(image, accent()) if 100 <= x < 420]
        return lit[-1][1] - lit[0][1]

    assert slope(drawn(["auf", "ab"])) < 0
    assert slope(drawn(["ab", "auf"])) > 0
    assert slope(drawn(["auf", "ab"], highlight="ab")) > 0
    assert slope(drawn(["auf", "ab"], highlight="abwärts")) > 0


def test_a_highlighted_value_is_marked_once_the_line_is_there() -> None:
    assert drawn("auf", highlight="2016") != drawn("auf")
    assert drawn("auf", highlight="2016") != drawn("auf", highlight="2017")
    # Before, it is only a stronger word on the axis.
    late, none = drawn("auf", 0.05, highlight="2016"), drawn("auf", 0.05)
    assert late.copy(0, 0, 640, 290) == none.copy(0, 0, 640, 290)
    assert drawn("auf", highlight="1999") == drawn("auf")
    assert columns(drawn("lücke", highlight="2016"), accent())


def test_what_lies_outside_the_limits_is_cut_off() -> None:
    top = int(PLACE.top() / 3)
    image = drawn("auf", y_min=0, y_max=20)
    lit = [y for x, y in places(image, accent()) if 64 <= x < 500]
    assert min(lit) >= top


def test_a_window_shows_the_last_part() -> None:
    assert drawn("zeiten", window=3600) != drawn("zeiten")
    assert drawn("auf", window=3600) == drawn("auf")


@pytest.mark.parametrize("series", ["leer", "nichts"])
def test_no_data_are_a_quiet_tile(series: str) -> None:
    slide = context(deck(series=SERIES))
    line = element(slide, "line", series=series)
    assert picture(slide, [line]).pixelColor(40, 100) == slide.palette.rest
    assert line.key() is None


@pytest.mark.parametrize("series", ["ein_wert", "auf", ["auf", "leer", "ab"], ["auf", "ein_wert"]])
@pytest.mark.parametrize("size", [(1728, 676), (888, 500), (300, 200), (20, 20), (1, 1)])
def test_odd_data_and_places_do_no_harm(series: object, size: tuple[int, int]) -> None:
    rect = QRectF(96, 272, *size)
    for limits in ({}, {"y_min": 30, "y_max": 10}, {"y_min": 10, "y_max": 10}):
        drawn(series, 0.5, rect, highlight="2018", **limits)


def test_too_many_lines_for_the_place_are_a_finding() -> None:
    slide = context(deck(series=SERIES))
    element(slide, "line", QRectF(96, 272, 800, 90), series=["auf", "ab", "lücke", "einzeln"])
    assert ("overflow", ("content", 0, "series")) in [
        (each.rule, each.where) for each in slide.findings
    ]


def test_the_unit_stands_above() -> None:
    assert drawn("auf") != drawn("lücke")
    plain = {**SERIES, "auf": {**SERIES["auf"], "unit": None}}
    slide = context(deck(series=plain))
    line = element(slide, "line", series="auf", label="Bestand (Personen)")
    assert picture(slide, [line]) == drawn("auf", label="Bestand")
    line.dispose()


def test_disposed_charts_leave_nothing_behind() -> None:
    slide = context(deck(series=SERIES))
    kept: list[weakref.ref[object]] = []
    for _ in range(10):
        line = element(slide, "line", series=["auf", "ab"])
        picture(slide, [line])
        kept.append(weakref.ref(line))
        line.dispose()
        del line
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    alive = [each for each in gc.get_objects() if type(each).__name__ in {"PlotItem", "LineChart"}]
    assert [each() for each in kept] == [None] * 10
    assert alive == []


def test_a_disposed_element_can_be_painted_again() -> None:
    slide = context(deck(series=SERIES))
    line = element(slide, "line", series="auf")
    before = picture(slide, [line])
    line.dispose()
    assert picture(slide, [line]) == before
    line.dispose()


def test_pyqtgraph_waits_until_a_line_is_painted() -> None:
    code = f"""
import sys
sys.path[:0] = {sys.path!r}
from PySide6.QtWidgets import QApplication
application = QApplication([])
from elements import context, deck, element, picture
slide = context(deck(series={{"a": {{"x": ["2017", "2018"], "y": [1, 2]}}}}))
line = element(slide, "line", series="a")
assert not {{"pyqtgraph", "numpy"}} & set(sys.modules), "imported when built"
picture(slide, [line])
assert "pyqtgraph" in sys.modules
line.dispose()
sys.stdout.write("done")
sys.stdout.flush()
import os
os._exit(0)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.stdout, done.returncode) == ("done", 0), done.stderr


def test_in_a_pdf_axes_are_words_and_lines_in_their_place(tmp_path: Path) -> None:
    slide = context(deck(series=SERIES))
    write_pdf(slide, tmp_path / "a.pdf")
    page = PdfReader(tmp_path / "a.pdf").pages[0]
    text = page.extract_text()
    for word in ("2014", "2018", "aufwärts", "Personen", "50"):
        assert word in text
    assert len(page.images) == 0


def write_pdf(slide: Context, path: Path) -> None:
    writer = QPdfWriter(str(path))
    writer.setResolution(96)
    writer.setPageSize(QPageSize(QSizeF(1440, 810), QPageSize.Unit.Point))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    line = element(slide, "line", series="auf")
    painter = QPainter(writer)
    line.paint_static(painter)
    line.paint_live(painter)
    painter.end()
    line.dispose()


def window(shift: int, **fields: object) -> LinePlan:
    """Return the plan of a window of an hour that data have filled, so many seconds later."""
    begin = datetime(2018, 11, 26, 9) + timedelta(seconds=shift)  # noqa: DTZ001 - as data say it
    x = [str(begin + timedelta(seconds=30 * step)) for step in range(160)]
    y = [980 + (shift + 37 * step) % 50 for step in range(160)]
    slide = context(deck(series={"live": {"x": x, "y": y}}))
    widget = LineWidget.model_validate({"kind": "line", "series": "live", "window": 3600, **fields})
    return LinePlan(slide, widget, Drawn(slide, widget), PLACE, ("content", 0))


def test_a_window_glides_while_its_axes_stay() -> None:
    first, second = window(0), window(45)
    assert first.plot == second.plot
    assert [text for _, text in first.axis.ticks] == [text for _, text in second.axis.ticks]
    times = {label.text: label.at for label in first.x_labels}
    later = {label.text: label.at for label in second.x_labels}
    both = times.keys() & later.keys()
    assert len(both) >= 4
    moved = {round(times[text] - later[text], 3) for text in both}
    assert moved == {round(45 / 3600 * first.plot.width(), 3)}


def test_a_window_that_is_not_full_yet_is_as_wide_as_its_data() -> None:
    plan = window(0, window=7200)
    assert plan.curves[0].points[0] is not None
    assert plan.curves[0].points[0][0] == plan.plot.left()

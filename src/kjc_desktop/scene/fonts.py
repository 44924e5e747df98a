"""The one bundled family: loaded from its package, never looked up on the system.

The file is a variable font; `QFont.setWeight` has no effect on it, the axis `wght` has. Hinting,
subpixel smoothing and font merging are off, so that the same text gives the same pixels on every
screen and in every export.
"""

import logging
from functools import cache
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF

REGULAR, SEMIBOLD, BOLD, BLACK = 400, 600, 700, 800

_STRATEGY = (
    QFont.StyleStrategy.PreferAntialias
    | QFont.StyleStrategy.NoSubpixelAntialias
    | QFont.StyleStrategy.NoFontMerging
)

_TWIN = 1 / 1024
"""What makes a weight another font to Qt and the same one to the eye.

Qt moves a font face by a fraction of a pixel for each small glyph it caches and forgets to move
it back, so that outlines of large glyphs would stand where the small text drawn before has left
them. Outlines come from a face of their own, from which no small glyph is ever drawn.
"""


_log = logging.getLogger(__name__)


@cache
def _family(*, italic: bool) -> tuple[str, bool]:
    """Load one file of the family and return its name, or that of the system where it is gone.

    Returns:
        The name, and whether it is ours.
    """
    name = "SourceSans3-Italic[wght].ttf" if italic else "SourceSans3[wght].ttf"
    try:
        path = _files() / name
    except ImportError:
        path = Path(name)
    families = QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(path)))
    if families:
        return families[0], True
    # A slide in another font is better than none.
    _log.error("font file cannot be loaded: %s", path)
    return QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family(), False


def _files() -> Path:
    """Return the folder of the font files.

    Raises:
        ImportError: the package is damaged or gone.
    """
    import fontpkg_source_sans_3

    return Path(fontpkg_source_sans_3.ROOT) / "files"


@cache
def font(
    size: int,
    weight: int = REGULAR,
    *,
    italic: bool = False,
    tabular: bool = False,
    outlined: bool = False,
) -> QFont:
    """Return the family at a size in canvas units.

    Args:
        size: height of the em square in canvas units (pixels before scaling).
        weight: 200 to 900.
        italic: the cursive cut.
        tabular: figures of equal width, for numbers that change or stand in columns.
        outlined: for text so large that Qt fills its outlines; see `_TWIN`.
    """
    family, ours = _family(italic=italic)
    made = QFont(family)
    made.setPixelSize(size)
    made.setItalic(italic)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    made.setStyleStrategy(_STRATEGY)
    if not ours:
        made.setWeight(QFont.Weight(weight))
    made.setVariableAxis(QFont.Tag("wght"), weight + _TWIN * outlined)
    if tabular:
        made.setFeature(QFont.Tag("tnum"), 1)
    return made


@cache
def metrics(size: int, weight: int, *, italic: bool, tabular: bool) -> QFontMetricsF:
    """Return the metrics of `font` with the same arguments."""
    return QFontMetricsF(font(size, weight, italic=italic, tabular=tabular))

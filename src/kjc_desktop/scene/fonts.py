"""The one bundled family: loaded from its package, never looked up on the system.

The file is a variable font; `QFont.setWeight` has no effect on it, the axis `wght` has. Hinting,
subpixel smoothing and font merging are off, so that the same text gives the same pixels on every
screen and in every export.
"""

from functools import cache

import fontpkg_source_sans_3
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


@cache
def _family(*, italic: bool) -> str:
    """Load one file of the family and return its name.

    Raises:
        RuntimeError: the font file of the installation is missing or damaged.
    """
    name = "SourceSans3-Italic[wght].ttf" if italic else "SourceSans3[wght].ttf"
    path = fontpkg_source_sans_3.ROOT / "files" / name
    loaded = QFontDatabase.addApplicationFont(str(path))
    if loaded < 0:
        message = f"font file cannot be loaded: {path}"
        raise RuntimeError(message)
    return QFontDatabase.applicationFontFamilies(loaded)[0]


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
    made = QFont(_family(italic=italic))
    made.setPixelSize(size)
    made.setItalic(italic)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    made.setStyleStrategy(_STRATEGY)
    made.setVariableAxis(QFont.Tag("wght"), weight + _TWIN * outlined)
    if tabular:
        made.setFeature(QFont.Tag("tnum"), 1)
    return made


@cache
def metrics(size: int, weight: int, *, italic: bool, tabular: bool) -> QFontMetricsF:
    """Return the metrics of `font` with the same arguments."""
    return QFontMetricsF(font(size, weight, italic=italic, tabular=tabular))

"""Every number of a deck: formulas, claims, German writing, and the texts that show them."""

from kjc_desktop.figures.diagnosing import diagnose
from kjc_desktop.figures.formats import NumberFormat
from kjc_desktop.figures.resolving import resolve
from kjc_desktop.figures.table import FigureTable
from kjc_desktop.figures.values import Citation, FigureValue, SeriesValue, SourceInfo, TableValue

__all__ = [
    "Citation", "FigureTable", "FigureValue", "NumberFormat", "SeriesValue", "SourceInfo",
    "TableValue", "diagnose", "resolve",
]  # fmt: skip

"""Every code the loader can give, with its severity: the one place where that is decided.

KJC1xx are files and YAML, KJC2xx structure and references. The sentences are in the catalogue
`deck`; a test proves that each code has them in both languages.
"""

from types import MappingProxyType

from kjc_desktop.deck.diagnostics import Diagnostic, Severity
from kjc_desktop.deck.spans import Span

_ERRORS = (
    # files
    "KJC101", "KJC102", "KJC103", "KJC104", "KJC105", "KJC106", "KJC107", "KJC108", "KJC109",
    # syntax
    "KJC110", "KJC111", "KJC112", "KJC113", "KJC114", "KJC115", "KJC116", "KJC117", "KJC118",
    "KJC119", "KJC120", "KJC121", "KJC122", "KJC123", "KJC124", "KJC125", "KJC126", "KJC127",
    "KJC128", "KJC129",
    # the folder
    "KJC130", "KJC131",
    # names
    "KJC201", "KJC202", "KJC203", "KJC204", "KJC205", "KJC206", "KJC207", "KJC208", "KJC209",
    "KJC210", "KJC211", "KJC212", "KJC213", "KJC214", "KJC215", "KJC216", "KJC217",
    # types and values
    "KJC220", "KJC221", "KJC222", "KJC223", "KJC224", "KJC225", "KJC226", "KJC227", "KJC228",
    "KJC229", "KJC230", "KJC231", "KJC232", "KJC233", "KJC234", "KJC235", "KJC236", "KJC237",
    "KJC238", "KJC239",
    # content and areas
    "KJC240", "KJC241", "KJC242", "KJC243", "KJC244", "KJC245", "KJC246", "KJC247", "KJC248",
    "KJC249",
    # figures, series and sources
    "KJC250", "KJC251", "KJC252", "KJC253", "KJC254", "KJC256", "KJC257", "KJC258", "KJC259",
    # files and hosts a deck refers to
    "KJC260", "KJC261", "KJC262", "KJC263", "KJC264", "KJC265", "KJC266",
    "KJC267",
    # order of slides
    "KJC271", "KJC272", "KJC273", "KJC274",
    # opening hours
    "KJC275", "KJC276", "KJC277", "KJC278",
    # themes
    "KJC280",
    # options and addresses of live sources
    "KJC290", "KJC293", "KJC294", "KJC295", "KJC296", "KJC297",
)  # fmt: skip
_WARNINGS = ("KJC140", "KJC141", "KJC142", "KJC255", "KJC270", "KJC291", "KJC292")
_NOTES = ("KJC143", "KJC144")

CODES = MappingProxyType(
    dict.fromkeys(_ERRORS, Severity.ERROR)
    | dict.fromkeys(_WARNINGS, Severity.WARNING)
    | dict.fromkeys(_NOTES, Severity.NOTE)
)
"""Code → severity."""

RULES = MappingProxyType({"KJC270": "unlisted"})
"""Code → name of its rule, for those that can be chosen or ignored by name."""


MOST = 100
"""Findings of one kind that are told about one part of a deck: nobody reads more, and a file that
is wrong throughout must not hold up a show."""


def further(file: str, count: int) -> Diagnostic:
    """Return the finding that stands for those that are not told one by one."""
    return finding("KJC129", Span(file), count=count)


def finding(
    code: str, span: Span, suggestion: str | None = None, /, **values: object
) -> Diagnostic:
    """Return the diagnostic for a code at a place; `values` fill its sentence."""
    return Diagnostic(code, CODES[code], span, values, suggestion, RULES.get(code))

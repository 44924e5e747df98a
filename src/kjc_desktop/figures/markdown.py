"""Keeping what is filled into a text from being read as Markdown."""

import re

_ANYWHERE = re.compile(r"[\\`*_\[\]<>&~|!]")
_AT_START = re.compile(r"^(?:[-+#=]|\d+(?=[.)](?:\s|$)))")


def escaped(text: str) -> str:
    """Return Markdown that shows exactly this text, wherever in a line it is put."""
    inner = _ANYWHERE.sub(r"\\\g<0>", text)
    start = _AT_START.match(inner)
    if not start:
        return inner
    mark = start[0]
    return f"{mark}\\{inner[len(mark) :]}" if mark.isdigit() else f"\\{inner}"

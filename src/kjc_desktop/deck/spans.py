"""Where something stands in a file, counted the way editors count."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of text: `file` relative to the deck with `/`; lines and columns from 1.

    Columns count characters; the end is exclusive and may lie on a later line.
    """

    file: str
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1

    def inside(self, start: int, length: int) -> "Span":
        """Return the part of a one-line span that begins `start` characters in."""
        column = self.column + start
        return Span(self.file, self.line, column, self.line, column + length)

"""Figures on event screens: slides and numbers from YAML, on stage and in the foyer."""

from datetime import UTC, datetime

__version__ = "0.1.0"

RELEASED = datetime(2026, 11, 22, tzinfo=UTC)
"""The day of this version: a clock that is before it is plainly wrong."""

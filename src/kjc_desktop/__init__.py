"""Figures on event screens: slides and numbers from YAML, on stage and in the foyer."""

__version__ = "0.1.0"

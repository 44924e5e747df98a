"""What should not be shown although it can be: rules that give findings, each with a name."""

from kjc_desktop.checks.registry import check
from kjc_desktop.deck.references import RULES

__all__ = ["RULES", "check"]

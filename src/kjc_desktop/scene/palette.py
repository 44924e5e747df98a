"""Colours of one slide: the theme's light or dark set, chosen by the ground they stand on."""

from dataclasses import dataclass

from PySide6.QtGui import QColor

from kjc_desktop.deck.themes import Roles, Theme


def luminance(color: QColor) -> float:
    """Return the relative luminance of WCAG 2.1, 0 to 1."""
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (color.redF(), color.greenF(), color.blueF())
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ratio(one: QColor, other: QColor) -> float:
    """Return the contrast ratio of two colours as WCAG 2.1 counts it, 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def blend(ground: QColor, over: QColor, share: float) -> QColor:
    """Return the opaque mixture of two colours; `share` of `over`, 0 to 1."""
    return QColor.fromRgbF(
        ground.redF() + (over.redF() - ground.redF()) * share,
        ground.greenF() + (over.greenF() - ground.greenF()) * share,
        ground.blueF() + (over.blueF() - ground.blueF()) * share,
    )


@dataclass(frozen=True)
class Palette:
    """The colours a slide is painted with."""

    theme: Theme
    roles: Roles
    ground: QColor

    @classmethod
    def on(cls, theme: Theme, background: str, *, picture: bool = False) -> "Palette":
        """Return the palette for a ground: a token of the theme or `#RRGGBB`.

        Args:
            theme: where tokens are looked up.
            background: the ground; what the theme does not know is read as a colour.
            picture: a darkened picture lies on the ground, so the dark set is taken.
        """
        ground = QColor(theme.colors.get(background, background))
        dark = picture or luminance(ground) < 0.18
        return cls(theme, theme.dark if dark else theme.light, ground)

    def role(self, name: str) -> QColor:
        """Return the colour of a role such as `text` or `accent-2`, or of a token, or a colour."""
        if name == "background":
            return self.ground
        token = getattr(self.roles, name.replace("-", "_"), name)
        return QColor(self.theme.colors.get(token, token))

    def ratio(self, name: str) -> float:
        """Return the contrast of a role, token or colour with the ground, 1 to 21."""
        return ratio(self.role(name), self.ground)

    @property
    def text(self) -> QColor:
        """Words and numbers."""
        return self.role("text")

    @property
    def muted(self) -> QColor:
        """What stands back: subtitles, axes, footer."""
        return self.role("muted")

    @property
    def accent(self) -> QColor:
        """The one thing a slide is about."""
        return self.role("accent")

    @property
    def rest(self) -> QColor:
        """The part of a chart or map that the slide is not about."""
        return self.role("rest")

    def sequence(self, index: int) -> QColor:
        """Return the accent for the n-th of several things, from 0; after three they get paler."""
        accent = self.role(("accent", "accent-2", "accent-3")[index % 3])
        return blend(accent, self.ground, min(0.4 * (index // 3), 0.8))

    def pick(self, named: str | None, default: QColor) -> QColor:
        """Return the colour a widget names, or the default."""
        return self.role(named) if named else default

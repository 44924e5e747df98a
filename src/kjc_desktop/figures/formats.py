"""How a number is written for people: CLDR for the language, halves rounded up, no line breaks.

A format is a value of its own because a count-up and the labels of an axis must be written exactly
like the figure they lead to.
"""

import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from functools import cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from babel import Locale

Kind = Literal["integer", "decimal", "percent", "compact", "currency"]
Value = int | float | Decimal

NBSP = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"
_PRECISION = 5_000
_LARGEST_WORD = 12
_MILLION = Decimal(1_000_000)
_DIGITS = {"integer": 0, "decimal": 1, "percent": 1, "compact": 1}


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """A way to write numbers; the same value is always written the same.

    `digits` are the digits after the decimal sign; None takes what is usual for the kind. For
    `compact` they are the most there can be, as trailing zeros are left out.
    """

    kind: Kind = "integer"
    digits: int | None = None
    currency: str = "EUR"
    language: str = "de-DE"

    def text(self, value: Value) -> str:
        """Return a number in this format, with no-break spaces and a true minus.

        Args:
            value: for `percent` a fraction: 0.256 is `25,6 %`. Must be finite.
        """
        number = _decimal(value)
        return self._write(number, *self._shape(number))

    def rounded(self, value: Value) -> Decimal:
        """Return the number that the text of a value stands for: 0.256 for `25,6 %`."""
        number = _decimal(value)
        power, digits = self._shape(number)
        shift = -2 if self.kind == "percent" else power
        with localcontext(prec=_PRECISION):
            return round_half_up(number, digits, shift).scaleb(shift)

    def counting(self, end: float, start: float = 0.0) -> Callable[[float], str]:
        """Return how the numbers on the way from 0 or `start` to `end` are written.

        All are written with the unit sign and the digits of the end, so that nothing jumps; a value
        beyond the end, as easing can give, is written as the end.
        """
        number = _decimal(end)
        scale, digits = self._shape(number)
        low, *_, high = sorted((Decimal(0), _decimal(start), number))
        final = self.text(end)

        def write(value: float) -> str:
            now = min(max(_decimal(value), low), high)
            return final if now == number else self._write(now, scale, digits)

        return write

    def _shape(self, number: Decimal) -> tuple[int, int]:
        """Return the power of ten that is written as a word, and the digits after the sign."""
        if self.kind == "currency" and self.digits is None:
            return 0, _currency_digits(self.currency)
        digits = _DIGITS.get(self.kind, 0) if self.digits is None else self.digits
        if self.kind != "compact":
            return 0, digits
        power = _power(number, digits)
        return power, _needed_digits(round_half_up(number, digits, power))

    def _write(self, number: Decimal, power: int, digits: int) -> str:
        """Return a number with the word for a power of ten and a fixed number of digits."""
        shift = -2 if self.kind == "percent" else power
        with localcontext(prec=_PRECISION):
            shown = round_half_up(number, digits, shift)
            text = self._unsigned(abs(shown), power, digits)
        return MINUS + text if shown < 0 else text

    def _unsigned(self, shown: Decimal, power: int, digits: int) -> str:
        from babel.numbers import format_currency, format_decimal, format_percent

        place = locale(self.language)
        if self.kind == "percent":
            # Babel multiplies by 100 itself; the shift back is exact.
            pattern = _with_digits(str(place.percent_formats[None].pattern), digits)
            return format_percent(shown.scaleb(-2), pattern, place)
        if self.kind == "currency":
            pattern = _with_digits(str(place.currency_formats["standard"].pattern), digits)
            return format_currency(shown, self.currency, pattern, place, currency_digits=False)
        pattern = _with_digits(str(place.decimal_formats[None].pattern), digits)
        return format_decimal(shown, pattern, place) + _word(place, power)


def usual_format(values: Iterable[Value], language: str, *, written: bool = True) -> NumberFormat:
    """Return the format for numbers whose figure names none.

    Whole numbers are integers. Other written numbers keep the digits they were written with, as a
    figure that says less than its source would be another figure; computed ones (`written` false)
    have one digit.
    """
    needed = max((_needed_digits(_decimal(value)) for value in values), default=0)
    if not needed:
        return NumberFormat("integer", language=language)
    return NumberFormat("decimal", min(needed, 10) if written else None, language=language)


def round_half_up(number: Decimal, digits: int, power: int = 0) -> Decimal:
    """Return a number in units of a power of ten, rounded to digits, halves away from zero."""
    with localcontext(prec=_PRECISION):
        shifted = number.scaleb(-power)
        return shifted.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)


@cache
def locale(language: str) -> "Locale":
    """Return the CLDR data of a language tag; German where CLDR does not know it."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(language.replace("_", "-"), sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("de", "DE")


def finite(value: Value | None) -> bool:
    """Tell whether there is a number that can be written."""
    return value is not None and math.isfinite(value)


def _decimal(value: Value) -> Decimal:
    """Return the number as it is written: 0.125 is exactly that, whatever binary says."""
    return Decimal(str(value)) if isinstance(value, float) else Decimal(value)


def _power(number: Decimal, digits: int) -> int:
    """Return the power of ten that is written as a word: from a million on, in steps of three."""
    size = abs(round_half_up(number, digits))
    if size < _MILLION:
        return 0
    power = min(size.adjusted() // 3 * 3, _LARGEST_WORD)
    carried = abs(round_half_up(number, digits, power)) >= 1000
    return power + 3 if carried and power < _LARGEST_WORD else power


def _needed_digits(number: Decimal) -> int:
    with localcontext(prec=_PRECISION):
        exponent = number.normalize().as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def _with_digits(pattern: str, digits: int) -> str:
    """Return a CLDR pattern with exactly so many digits after the decimal sign."""
    return re.sub(r"0(\.[0#]+)?", "0." + "0" * digits if digits else "0", pattern, count=1)


@cache
def _currency_digits(currency: str) -> int:
    from babel.numbers import get_currency_precision

    return get_currency_precision(currency)


def _word(place: "Locale", power: int) -> str:
    """Return what stands for a power of ten behind a number: ` Mio.`, `M`."""
    if not power:
        return ""
    pattern = place.compact_decimal_formats["short"]["other"][str(10**power)]
    return str(pattern.suffix[0]).replace("'", "")

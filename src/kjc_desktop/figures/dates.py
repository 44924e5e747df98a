"""How a date is written for people, in CLDR's medium form: `26.11.2018`, `Nov 26, 2018`."""

from datetime import date, datetime

from kjc_desktop.deck.fields import Moment
from kjc_desktop.figures.formats import locale
from kjc_desktop.texts import language_of, say


def date_text(moment: Moment, language: str) -> str:
    """Return a day, and with a date-time its time of day, in the deck's language."""
    from babel.dates import format_date

    day: date = moment.date() if isinstance(moment, datetime) else moment
    text = format_date(day, "medium", locale(language))
    if not isinstance(moment, datetime):
        return text
    return say("figures.date_time", language_of(language), date=text, time=f"{moment:%H:%M}")

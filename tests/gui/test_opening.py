"""What a show begins with: one slide if that will do, else the whole deck, else the reasons."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from walls import STILL

from decks import Files, write
from kjc_desktop.show.opening import Opening, first_name, open_deck

NOON = datetime(2018, 11, 26, 11, 0, tzinfo=UTC)
NAMES = ("rot", "gruen", "blau", "grau")


def opening(folder: Path, wanted: str | None = None, now: datetime = NOON) -> Opening:
    made = open_deck(folder, None, wanted, now)
    assert isinstance(made, Opening), made
    return made


def names(made: Opening) -> tuple[str, ...]:
    return tuple(slide.name for slide in made.deck.slides)


@pytest.mark.parametrize(
    ("wanted", "name"),
    [(None, "rot"), ("blau", "blau"), ("nirgends", None), ("3", None)],
)
def test_the_slide_to_begin_with(wanted: str | None, name: str | None) -> None:
    assert first_name(NAMES, wanted) == name


def test_a_deck_without_slides_has_none_to_begin_with() -> None:
    assert first_name((), None) is None


@pytest.mark.parametrize(("wanted", "name"), [(None, "rot"), ("blau", "blau")])
def test_only_the_first_slide_is_read(tmp_path: Path, wanted: str | None, name: str) -> None:
    made = opening(write(tmp_path, STILL), wanted)
    assert (names(made), made.whole, made.diagnostics) == ((name,), False, ())


@pytest.mark.parametrize("wanted", ["3", "nirgends"])
def test_a_number_needs_the_whole_deck(tmp_path: Path, wanted: str) -> None:
    made = opening(write(tmp_path, STILL), wanted)
    assert (names(made), made.whole) == (NAMES, True)


@pytest.mark.parametrize(
    "first",
    [
        "titel: Falsch\n",
        "content: [\n",
        None,
        "title: Versteckt\nhidden: true\n",
        "title: Vorbei\nvalid_until: 2018-11-25\n",
        "title: Noch nicht\nvalid_from: 2018-11-27\n",
        "content:\n  - number: geheim\n",
    ],
)
def test_where_the_first_slide_cannot_be_shown_the_deck_is_read(
    tmp_path: Path, first: str | None
) -> None:
    later = "  geheim: {value: 7, source: s, embargo_until: 2018-11-27}\n"
    deck = write(
        tmp_path, STILL, {"rot.yaml": first, "figures.yaml": STILL["figures.yaml"] + later}
    )
    made = opening(deck)
    assert made.whole
    assert {"gruen", "blau", "grau"} <= set(names(made))


def test_faults_of_other_slides_do_not_delay_the_first(tmp_path: Path) -> None:
    made = opening(write(tmp_path, STILL, {"grau.yaml": "content: [\n"}))
    assert (names(made), made.diagnostics) == (("rot",), ())


@pytest.mark.parametrize(
    "faults",
    [
        {"deck.yaml": "title: [\n"},
        {"deck.yaml": "titel: Falsch\n"},
        {"figures.yaml": "figures: [\n"},
        {f"{name}.yaml": "titel: Falsch\n" for name in NAMES},
    ],
)
def test_where_nothing_can_be_shown_the_reasons_are_told(tmp_path: Path, faults: Files) -> None:
    made = open_deck(write(tmp_path, STILL, faults), None, None, NOON)
    assert not isinstance(made, Opening)
    assert {each.span.file for each in made} & set(faults)


def test_a_deck_under_embargo_opens_when_the_embargo_ends(tmp_path: Path) -> None:
    figures = STILL["figures.yaml"].replace("source: s}", "source: s, embargo_until: 2018-11-27}")
    deck = write(tmp_path, STILL, {"figures.yaml": figures})
    assert not isinstance(open_deck(deck, None, None, NOON), Opening)
    assert names(opening(deck, now=datetime(2018, 11, 27, 12, tzinfo=UTC))) == ("rot",)


def test_a_deck_whose_slides_are_all_out_of_date_is_shown_nevertheless(tmp_path: Path) -> None:
    old = {f"{name}.yaml": STILL[f"{name}.yaml"] + "valid_until: 2018-01-01\n" for name in NAMES}
    made = opening(write(tmp_path, STILL, old))
    assert (names(made), made.whole) == (NAMES, True)

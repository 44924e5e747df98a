"""Whole decks: the examples of the format, variants, order, what is kept and what is read again."""

import gc
import os
import tracemalloc
from pathlib import Path

import pytest

from decks import EXAMPLE, LIVE, PLAIN, WIDGETS, write
from kjc_desktop import deck as package
from kjc_desktop.deck import FileCache, cache, files, list_slides, load_deck, variant_names
from kjc_desktop.deck.codes import MOST
from kjc_desktop.deck.diagnostics import Diagnostic
from kjc_desktop.deck.files import Document
from kjc_desktop.deck.models import Deck
from kjc_desktop.deck.widgets import BarsWidget, NumberWidget, TableWidget, TextWidget


def good(folder: Path, variant: str | None = None) -> Deck:
    result = load_deck(folder, variant=variant)
    assert result.diagnostics == ()
    assert result.deck is not None
    return result.deck


def codes(diagnostics: tuple[Diagnostic, ...]) -> list[str]:
    return [each.code for each in diagnostics]


def test_the_example_of_the_format_loads_as_written(tmp_path: Path) -> None:
    deck = good(write(tmp_path, EXAMPLE))

    assert [slide.name for slide in deck.slides] == ["titel", "kennzahlen", "programm"]
    assert deck.figures["menschen"].value == 1_500_000
    assert deck.head.canvas == "16:9"
    assert deck.head.defaults.duration == 10
    assert deck.slide("kennzahlen").widgets[1] == NumberWidget(
        figure="integrationen", label="in nachhaltige Jobs", color="accent"
    )


def test_live_sources_load_as_written(tmp_path: Path) -> None:
    deck = good(write(tmp_path, LIVE))
    assert deck.figures["elb"].where == {"Merkmal": "Erwerbsfähige Leistungsberechtigte"}
    assert deck.sources["eckwerte"].refresh == 300


def test_every_widget_in_every_form(tmp_path: Path) -> None:
    deck = good(write(tmp_path, WIDGETS))
    first, second = deck.slides
    tables = [each for each in first.widgets if isinstance(each, TableWidget)]
    assert tables[0].rows == (("A", "B"), ("1.50", "2018-11-26"))
    assert tables[1].rows == (("x", "1_000"),)
    assert TextWidget(text="2018") in first.widgets
    assert BarsWidget(figures="reihe") in first.widgets
    assert isinstance(second.spec.content, dict)
    assert list(second.spec.content) == ["kopf", "links"]


def test_a_variant_lies_over_the_deck(tmp_path: Path) -> None:
    folder = write(tmp_path, EXAMPLE)
    deck = good(folder, "muelheim")

    assert variant_names(folder) == ("muelheim",)
    assert [slide.name for slide in deck.slides] == ["titel", "kennzahlen"]
    figure = deck.figures["integrationen"]
    assert (figure.value, figure.qualifier, figure.unit) == (296, None, "Menschen pro Jahr")
    assert figure.source == "sozialagentur"
    assert deck.origins.span("figures", "integrationen", "value").file == "variants/muelheim.yaml"
    assert deck.origins.span("figures", "integrationen", "unit").file == "figures.yaml"


def test_value_formula_and_from_exclude_each_other_across_a_variant(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        LIVE,
        {
            "variants/v.yaml": "figures: {elb: {value: 3, source: eckwerte}}\n",
            "variants/w.yaml": "figures: {elb: {from: anmeldung}}\n",
        },
    )
    by_value = good(folder, "v").figures["elb"]
    assert (by_value.value, by_value.from_, by_value.where, by_value.column) == (
        3,
        None,
        None,
        None,
    )
    by_source = good(folder, "w").figures["elb"]
    assert (by_source.from_, by_source.column) == ("anmeldung", "Oktober 2018")


def test_slides_of_a_variant_replace_and_follow(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        PLAIN,
        {
            "deck.yaml": "title: a\nslides: [eins, zwei, drei]\n",
            "zwei.yaml": "title: Zwei\n",
            "drei.yaml": "title: Drei\n",
            "variants/v.yaml": "drop: [drei]\n",
            "variants/v/zwei.yaml": "title: Ersetzt\n",
            "variants/v/neu.yaml": "title: Neu\nafter: eins\n",
            "variants/v/neuer.yaml": "title: Neuer\nafter: neu\n",
            "variants/v/ende.yaml": "title: Ende\n",
            "variants/w.yaml": "slides: [zwei, eins]\n",
        },
    )
    deck = good(folder, "v")
    assert [slide.name for slide in deck.slides] == ["eins", "neu", "neuer", "zwei", "ende"]
    assert deck.slide("zwei").spec.title == "Ersetzt"
    assert deck.slide("zwei").file == "variants/v/zwei.yaml"
    assert list_slides(folder, "v") == ("eins", "neu", "neuer", "zwei", "ende")
    assert list_slides(folder) == ("eins", "zwei", "drei")
    assert [slide.name for slide in good(folder, "w").slides] == ["zwei", "eins"]


def test_a_faulty_slide_is_left_out_and_the_rest_can_be_shown(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        PLAIN,
        {
            "zwei.yaml": "titel: a\ntitle: '{foo}'\ncontent:\n  - number: foo\n  - nummer: a\n",
            "drei.yaml": "title: {foo}\n",
        },
    )
    result = load_deck(folder)
    assert result.deck is not None
    assert [slide.name for slide in result.deck.slides] == ["eins"]
    assert codes(result.diagnostics) == ["KJC128", "KJC201", "KJC203", "KJC203", "KJC208"]


@pytest.mark.parametrize("file", ["deck.yaml", "figures.yaml"])
def test_a_broken_head_gives_no_deck_and_no_further_complaints(tmp_path: Path, file: str) -> None:
    folder = write(tmp_path, EXAMPLE, {file: "a: [\n"})
    result = load_deck(folder)
    assert result.deck is None
    assert codes(result.diagnostics) == ["KJC116"]


def test_a_broken_figure_is_not_also_unknown(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        PLAIN,
        {
            "figures.yaml": "sources: {amt: {}}\nfigures: {menschen: {valu: 3, source: amt}}\n",
            "eins.yaml": "content:\n  - number: menschen\n",
        },
    )
    result = load_deck(folder)
    assert result.deck is None
    assert codes(result.diagnostics) == ["KJC201"]


def test_only_reads_only_those(tmp_path: Path) -> None:
    folder = write(
        tmp_path, EXAMPLE, {"kennzahlen.yaml": "kaputt: [\n", "streu.yaml": "title: a\n"}
    )
    result = load_deck(folder, only={"titel"})
    assert result.diagnostics == ()
    assert result.deck is not None
    assert [slide.name for slide in result.deck.slides] == ["titel"]


@pytest.mark.parametrize("name", ["fehlt", "deck.yaml", "a\0b"])
def test_a_folder_that_is_none(tmp_path: Path, name: str) -> None:
    write(tmp_path, PLAIN)
    result = load_deck(tmp_path / name)
    assert (result.deck, codes(result.diagnostics)) == (None, ["KJC102"])
    assert list_slides(tmp_path / name) == ()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes in folders")
@pytest.mark.timeout(20)
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    folder = write(tmp_path, PLAIN)
    os.mkfifo(folder / "zwei.yaml")
    os.mkfifo(folder / "bild.png")
    (folder / "eins.yaml").write_text("content:\n  - image: bild.png\n")
    assert codes(load_deck(folder).diagnostics) == ["KJC264", "KJC109"]


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    folder = write(tmp_path, PLAIN)
    (folder / "zwei.yaml").symlink_to(folder / "nirgends")
    (folder / "drei.yaml").symlink_to(folder / "drei.yaml")
    assert codes(load_deck(folder).diagnostics) == ["KJC103", "KJC103"]


def test_a_slide_linked_from_outside_is_refused(tmp_path: Path) -> None:
    folder = write(tmp_path / "deck", PLAIN)
    (tmp_path / "aussen.yaml").write_text("title: a\n")
    (folder / "zwei.yaml").symlink_to(tmp_path / "aussen.yaml")
    assert codes(load_deck(folder).diagnostics) == ["KJC261"]


def test_data_may_lie_in_named_roots(tmp_path: Path) -> None:
    folder = write(
        tmp_path / "deck",
        PLAIN,
        {
            "deck.yaml": "title: a\ndata_roots: [../daten]\n",
            "figures.yaml": "sources: {a: {csv: ../daten/a.csv}, b: {csv: ../sonst/b.csv}}\n",
        },
    )
    found = load_deck(folder).diagnostics
    assert [(each.code, each.values["name"]) for each in found] == [("KJC261", "../sonst/b.csv")]


def test_an_edit_reads_one_file_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write(tmp_path, EXAMPLE)
    kept = FileCache()
    read: list[str] = []

    def noting(where: Path, file: str) -> Document:
        read.append(file)
        return files.read_document(where, file)

    monkeypatch.setattr(cache, "read_document", noting)
    load_deck(folder, cache=kept)
    assert sorted(read) == sorted(
        ["deck.yaml", "figures.yaml", "kampagne.yaml", "kennzahlen.yaml", "programm.yaml",
         "titel.yaml"]
    )  # fmt: skip
    read.clear()
    (folder / "titel.yaml").write_text("title: Neu und länger\n")
    result = load_deck(folder, cache=kept)

    assert read == ["titel.yaml"]
    assert result.deck is not None
    assert result.deck.slide("titel").spec.title == "Neu und länger"


def test_a_fault_elsewhere_is_found_in_a_slide_that_did_not_change(tmp_path: Path) -> None:
    folder = write(tmp_path, EXAMPLE)
    kept = FileCache()
    assert load_deck(folder, cache=kept).diagnostics == ()
    figures = (folder / "figures.yaml").read_text("utf-8")
    (folder / "figures.yaml").write_text(figures.replace("menschen:", "leute:"), "utf-8")
    found = load_deck(folder, cache=kept).diagnostics
    assert [(each.code, each.span.file, each.span.line) for each in found] == [
        ("KJC203", "kennzahlen.yaml", 7)
    ]


@pytest.mark.timeout(120)
def test_a_thousand_slides_stay_small(tmp_path: Path) -> None:
    slide = EXAMPLE["kennzahlen.yaml"]
    slides = {f"folie-{number:04}.yaml": slide for number in range(1000)}
    head = {"deck.yaml": "title: a\n", "figures.yaml": EXAMPLE["figures.yaml"]}
    folder = write(tmp_path, head, slides)
    load_deck(folder, only={"folie-0000"})
    kept = FileCache()
    tracemalloc.start()
    deck = load_deck(folder, cache=kept).deck
    gc.collect()
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert deck is not None
    assert len(deck.slides) == 1000
    assert size < 10_000_000


def test_dates_without_zone_are_meant_in_the_decks(tmp_path: Path) -> None:
    folder = write(tmp_path, PLAIN, {"eins.yaml": "valid_from: 2018-11-26 10:30\n"})
    deck = good(folder)
    moment = deck.slides[0].spec.valid_from
    assert moment is not None
    assert deck.instant(moment).isoformat() == "2018-11-26T10:30:00+01:00"


def test_a_misspelt_slide_is_not_also_unlisted(tmp_path: Path) -> None:
    folder = write(tmp_path, PLAIN, {"deck.yaml": "title: a\nslides: [eisn]\n"})
    found = load_deck(folder).diagnostics
    assert [(each.code, each.suggestion) for each in found] == [("KJC206", "eins")]


def test_a_slide_that_a_variant_lists_is_not_forgotten(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        PLAIN,
        {
            "deck.yaml": "title: a\nslides: [eins]\n",
            "zwei.yaml": "title: b\n",
            "variants/v.yaml": "slides: [eins, zwei]\n",
        },
    )
    assert [slide.name for slide in good(folder).slides] == ["eins"]
    assert [slide.name for slide in good(folder, "v").slides] == ["eins", "zwei"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("".join(f"unsinn{number}: 1\n" for number in range(40_000)), "KJC201"),
        ("title: Viel " + "{unsinn} " * 4_000 + "\n", "KJC203"),
    ],
)
@pytest.mark.timeout(20)
def test_a_file_that_is_wrong_throughout_is_told_in_part(
    tmp_path: Path, content: str, code: str
) -> None:
    result = load_deck(write(tmp_path, PLAIN, {"eins.yaml": content}))
    codes = [each.code for each in result.diagnostics]
    assert codes.count(code) == MOST
    assert codes.count("KJC129") == 1


def test_schema_and_reference_are_there_when_asked_for() -> None:
    assert "deck" in package.schemas()
    assert package.reference_markdown().startswith("# Das Format")
    with pytest.raises(AttributeError):
        package.__getattr__("nothing")

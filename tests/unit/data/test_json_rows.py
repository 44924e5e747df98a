"""Tables from JSON: as services give them, and as they should not."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kjc_desktop.data.json.reader import open_json
from kjc_desktop.data.json.rows import NotScalar, expression_problem, find, parse
from kjc_desktop.data.reader import Surroundings
from kjc_desktop.data.snapshot import Cell, Notice, Problem, Snapshot, Table
from kjc_desktop.deck.models import Source

ARCGIS = {
    "fields": [{"name": "Kreiskennziffer"}, {"name": "alq"}],
    "features": [
        {"attributes": {"Kreiskennziffer": 5117, "alq": 6.9}},
        {"attributes": {"Kreiskennziffer": 1054, "alq": None}},
    ],
    "exceededTransferLimit": True,
}
JOBS = {
    "maxErgebnisse": 2,
    "ergebnisliste": [
        {"titel": "Pflege", "firma": "TEST", "adresse": {"plz": "01067", "ort": "Dresden"}},
        {"titel": "Technik", "orte": [{"plz": "45468"}], "adresse": {}},
    ],
}


def read(document: object, rows: str | None = None) -> Table:
    found = parse(json.dumps(document).encode(), rows)
    assert not isinstance(found, Problem), found
    return found[0]


def fault(content: bytes | str, rows: str | None = None, encoding: str | None = None) -> Problem:
    """Return the problem, after a look whether it can be told in both languages."""
    found = parse(content.encode() if isinstance(content, str) else content, rows, encoding)
    assert isinstance(found, Problem), found
    assert found.text("de") != found.text("en")
    return found


def test_list_of_objects() -> None:
    table = read([{"a": 1, "b": "x"}, {"b": None, "c": 1.5, "a": True}, None])
    assert table.columns == ("a", "b", "c")
    assert table.rows == ((1, "x", None), (True, None, 1.5), (None, None, None))
    assert table.records == ({"a": 1, "b": "x"}, {"b": None, "c": 1.5, "a": True}, None)
    assert table.lines == ()


def test_an_object_is_the_only_row() -> None:
    table = read({"stand": "2018-11-26", "gaeste": {"heute": 12, "morgen": {"frueh": 3}}, "x": [1]})
    assert table.columns == ("stand", "gaeste.heute", "gaeste.morgen.frueh")
    assert table.rows == (("2018-11-26", 12, 3),)


@pytest.mark.parametrize(
    ("document", "columns", "rows"),
    [
        (42, ("",), ((42,),)),
        ("104", ("",), (("104",),)),
        ([1, None, "x"], ("",), ((1,), (None,), ("x",))),
        ([["a", 1], ["b"], None], ("", ""), (("a", 1), ("b", None), (None, None))),
    ],
)
def test_values_and_lists_are_rows_without_names(
    document: object, columns: tuple[str, ...], rows: tuple[tuple[Cell, ...], ...]
) -> None:
    table = read(document)
    assert (table.columns, table.rows) == (columns, rows)


def test_arcgis() -> None:
    found = parse(json.dumps(ARCGIS).encode(), "features[].attributes")
    assert not isinstance(found, Problem)
    table, notices = found
    assert table.columns == ("Kreiskennziffer", "alq")
    assert table.rows == ((5117, 6.9), (1054, None))
    assert notices == (Notice("json_exceeded", serious=True),)
    assert notices[0].text("de") != notices[0].text("en")


def test_job_search() -> None:
    table = read(JOBS, "ergebnisliste")
    assert table.columns == ("titel", "firma", "adresse.plz", "adresse.ort")
    assert table.rows == (("Pflege", "TEST", "01067", "Dresden"), ("Technik", None, None, None))
    assert find(table.records[1], "orte[0].plz") == "45468"


@pytest.mark.parametrize(
    ("rows", "count"),
    [("Größe der Region", 1), ("a.b-c", 2), ("a.*[]", 2), ("[]", None), ("a.b-c[?n > `1`]", 1)],
)
def test_rows_are_named_or_found(rows: str, count: int | None) -> None:
    document = {"Größe der Region": [{"n": 1}], "a": {"b-c": [{"n": 1}, {"n": 2}]}}
    if count is None:
        assert fault(json.dumps(document), rows).key == "json_rows"
    elif "[?" in rows:
        assert fault(json.dumps(document), rows).key == "json_expression"
        assert len(read(document, 'a."b-c"[?n > `1`]').rows) == count
    else:
        assert len(read(document, rows).rows) == count


def test_a_file_of_a_deck(tmp_path: Path) -> None:
    (tmp_path / "jobs.json").write_text(json.dumps(JOBS) + "\n")
    around = Surroundings(tmp_path, (), (), {}, lambda: datetime.now(UTC), monotonic)
    source = Source.model_validate({"json": "jobs.json", "rows": "ergebnisliste[0]"})
    reader = open_json(source, around, lambda: None)
    found = reader.read(None)
    assert isinstance(found, Snapshot)
    assert found.table.rows == (("Pflege", "TEST", "01067", "Dresden"),)
    assert reader.path == (tmp_path / "jobs.json").resolve()


ENCODINGS: dict[str, Callable[[str], bytes]] = {
    "utf-8": lambda text: text.encode(),
    "bom": lambda text: text.encode("utf-8-sig"),
    "utf-16": lambda text: text.encode("utf-16"),
    "utf-16-le": lambda text: text.encode("utf-16-le"),
    "utf-32": lambda text: text.encode("utf-32"),
}


@pytest.mark.parametrize("name", ENCODINGS)
def test_encodings(name: str) -> None:
    found = parse(ENCODINGS[name]('[{"ort": "Köln"}]'))
    assert not isinstance(found, Problem)
    assert found[0].rows == (("Köln",),)


def test_another_encoding_is_named() -> None:
    content = '[{"ort": "Köln"}]'.encode("cp1252")
    assert fault(content).key == "json_encoding"
    assert fault(content, encoding="klingonisch").key == "json_encoding_unknown"
    found = parse(content, encoding="cp1252")
    assert not isinstance(found, Problem)
    assert found[0].rows == (("Köln",),)


@pytest.mark.parametrize(
    ("content", "key"),
    [
        ("", "json_blank"),
        (" \n", "json_blank"),
        ("\ufeff", "json_blank"),
        ("null", "json_null"),
        ("[]", "json_empty"),
        ("{}", "json_empty"),
        ("[{}, {}]", "json_empty"),
        ("[[], []]", "json_empty"),
        ("[null]", "json_empty"),
        ('[{"n": 1}', "json_cut"),
        ('[{"n": "ab', "json_syntax"),
        ("[1, 2,]", "json_syntax"),
        ("n: 1", "json_syntax"),
        ("[NaN]", "json_number"),
        ("[-Infinity]", "json_number"),
        ("[1e999]", "json_number"),
        (f"[{'1' * 5000}]", "json_digits"),
        ("[" * 100_000, "json_deep"),
        ("[" * 60 + "1" + "]" * 60, "json_deep"),
        ("  <!DOCTYPE html><p>Anmeldung", "json_html"),
        ("<HTML>", "json_html"),
        ("<?xml version='1.0'?><a/>", "json_xml"),
        ('[1, {"a": 1}]', "json_mixed"),
        ('[[1], {"a": 1}]', "json_mixed"),
        ('{"liste": [1], "zweite": [2]}', "json_rows_needed"),
        (json.dumps(list(range(20_001))), "json_long"),
        (json.dumps([{f"k{n}": n} for n in range(1_500)]), "json_wide"),
        (json.dumps([[0] * 1_000] + [[]] * 2_001), "json_wide"),
    ],
)
def test_what_is_no_table(content: str, key: str) -> None:
    assert fault(content).key == key


def test_place_of_what_is_wrong() -> None:
    assert fault('[\n  {"n": 1,}\n]').values == {"line": 2, "column": 11}
    assert fault("[1]", "a[").values == {"expression": "a[", "place": 3}


@pytest.mark.parametrize(
    ("document", "words"),
    [
        (
            {"error": {"code": 400, "message": "Invalid URL", "details": ["No table.", ""]}},
            "Invalid URL – No table.",
        ),
        ({"error": "quota"}, "quota"),
        ({"error": True, "message": "Wartung"}, "Wartung"),
        ({"errors": [{"message": "a"}, {"message": "b"}], "data": None}, "a – b"),
        ({"fault": {"faultstring": "Zu spät"}}, "Zu spät"),
        ({"Ident": {}, "Status": {"Code": 104, "Content": "Keine Objekte."}, "Object": None},
         "Keine Objekte."),
        ({"title": "Not found", "status": 404, "detail": "No such list"},
         "Not found – No such list"),
        ({"code": 500, "message": "zeile eins\n\x1bzwei\u202e"}, "zeile eins zwei"),
        ({"error": {"code": 7}}, "?"),
        ({"error": "x" * 300}, "x" * 199 + "…"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("rows", [None, "features[].attributes"])
def test_words_of_a_service_in_place_of_data(
    document: object, words: str, rows: str | None
) -> None:
    found = fault(json.dumps(document), rows)
    assert (found.key, found.values) == ("json_error", {"words": words})


@pytest.mark.parametrize(
    "document",
    [{"error": None, "n": 1}, {"errors": 3, "n": 1}, {"error": "", "n": 1}, {"status": 1, "n": 2},
     {"status": "ok", "message": "gut", "n": 1}, {"code": 5117, "n": 2}],
)  # fmt: skip
def test_an_object_with_data_is_no_error(document: dict[str, Cell]) -> None:
    assert read(document).rows == (tuple(document.values()),)


def test_data_beside_an_error_counts_where_it_is_named() -> None:
    assert read({"error": "teilweise", "liste": [{"n": 1}]}, "liste").rows == ((1,),)


def test_halves_of_characters_are_replaced() -> None:
    found = parse(rb'[{"a": "x\ud83dy", "b": "\ud83d\ude00", "c": "\\ud83d"}]')
    assert not isinstance(found, Problem)
    assert found[0].rows == (("x\ufffdy", "😀", "\\ud83d"),)


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("n", 1),
        ("Anzahl Gäste", 2),
        ("a.b", "Schlüssel"),
        ("c.d", 3.5),
        ("größe.max", 4),
        ("liste[0]", "x"),
        ("length(liste)", 2),
        ("ja", True),
        ("null", None),
        ("fehlt", None),
        ("c", NotScalar()),
        ("liste", NotScalar()),
        ("liste[", None),
        ("nichts(n)", None),
        ("sum(liste)", None),
        ("to_number('nan')", None),
        ("", None),
    ],
)
def test_values_of_a_record(expression: str, value: Cell | NotScalar) -> None:
    record = {
        "n": 1, "Anzahl Gäste": 2, "a.b": "Schlüssel", "c": {"d": 3.5}, "größe": {"max": 4},
        "liste": ["x", "y"], "ja": True, "null": None,
    }  # fmt: skip
    assert find(record, expression) == value


def test_values_of_a_record_that_is_no_object() -> None:
    assert find(["a", "b"], "[1]") == "b"
    assert find("a", "@") == "a"
    assert find(None, "n") is None


def test_expressions() -> None:
    assert expression_problem("a[0].b") is None
    for wrong, place in (("a b", 3), ("größe", 3), ("", 1), ("[" * 2_000, 1)):
        found = expression_problem(wrong)
        assert found is not None
        assert found.text("de") != found.text("en")
        assert found.values["place"] == place or len(wrong) > 100


# JMESPath takes `foo` between backticks for a word, as it once did, and says so
pytestmark = pytest.mark.filterwarnings("ignore:deprecated string literal syntax")

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(VALUES, st.none() | st.text(alphabet="ab.[]*@|&?`'\"(){}0,: ", max_size=8))
def test_any_document_gives_a_table_or_words(document: object, rows: str | None) -> None:
    found = parse(json.dumps(document).encode(), rows)
    if isinstance(found, Problem):
        assert found.text("de")
        return
    table = found[0]
    assert table.rows
    assert len(table.records) == len(table.rows)
    assert all(len(row) == len(table.columns) for row in table.rows)


@given(st.binary(max_size=60))
def test_any_bytes_give_a_table_or_words(content: bytes) -> None:
    found = parse(content)
    assert found.text("de") if isinstance(found, Problem) else found[0].rows


@given(VALUES, st.text(max_size=8))
def test_any_expression_gives_a_value_or_nothing(record: object, expression: str) -> None:
    find(record, expression)
    problem = expression_problem(expression)
    assert problem is None or problem.text("de")


def test_an_expression_that_compares_what_cannot_be_is_told() -> None:
    found = parse(b'{"l": [{"n": "7"}, {"n": 12}]}', "l[?sum([n]) > `10`]")
    assert isinstance(found, Problem)
    assert found.key == "json_search"
    assert "l[?sum([n])" in found.text("de")

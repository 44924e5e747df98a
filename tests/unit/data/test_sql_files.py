"""A query against SQLite files as they really are: written to, locked, gone, replaced, broken."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

import pytest
from tables import NOON, Place

from kjc_desktop.data.reader import Surroundings
from kjc_desktop.data.snapshot import Problem, Snapshot
from kjc_desktop.data.sql.file_state import query_running
from kjc_desktop.data.sql.reader import SqlReader, open_sql
from kjc_desktop.data.sql.statement import statement_fault
from kjc_desktop.deck.models import Source

COUNT = "select count(*) as n from gaeste"
NOW = "select hex(randomblob(8)) as n"
"""Gives something else each time it is asked."""


def around(folder: Path, *roots: str) -> Surroundings:
    return Surroundings(folder, roots, (), {}, lambda: datetime.now(UTC), monotonic)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A deck's folder with a database of two rows."""
    deck = tmp_path / "deck"
    (deck / "data").mkdir(parents=True)
    make(deck / "data/event.db", "INSERT INTO gaeste VALUES ('Ada', 3.5), (NULL, x'ff00')")
    return deck


def make(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE gaeste (name TEXT, wert)")
        for statement in statements:
            connection.execute(statement)


@pytest.fixture
def writer(folder: Path) -> Iterator[sqlite3.Connection]:
    """Another program that has the database open; each statement counts at once."""
    with closing(sqlite3.connect(folder / "data/event.db", isolation_level=None)) as connection:
        yield connection


def reader(
    folder: Path,
    query: str = COUNT,
    file: str = "data/event.db",
    *roots: str,
    seconds: float = 5.0,
) -> SqlReader:
    source = Source(sql=f"sqlite:///{file}", query=query)
    return open_sql(source, around(folder, *roots), lambda: None, seconds)


@pytest.fixture
def place(folder: Path) -> Place:
    """Clocks that stand still, an hour after the database was written."""
    put_back(folder, 3600)
    return Place(folder)


def put_back(folder: Path, age: float) -> None:
    """Let the database have been written some seconds before noon."""
    os.utime(folder / "data/event.db", (NOON.timestamp() - age,) * 2)


def timed(place: Place, query: str = NOW, **fields: object) -> SqlReader:
    """Return a reader that goes by clocks that stand still."""
    settings = {"sql": "sqlite:///data/event.db", "query": query, **fields}
    return open_sql(Source.model_validate(settings), place.around, lambda: None)


def good(answer: Snapshot | Problem) -> Snapshot:
    assert isinstance(answer, Snapshot), answer.text("de")
    return answer


def key(answer: Snapshot | Problem) -> str:
    assert isinstance(answer, Problem)
    assert answer.text("de") != answer.text("en")
    return answer.key


def test_a_file_is_read_once_and_again_when_it_has_changed(
    folder: Path, writer: sqlite3.Connection
) -> None:
    asking = reader(folder)
    assert (asking.path, asking.refresh) == (folder / "data/event.db", None)
    first = good(asking.read(None))
    assert first.table.rows == ((2,),)
    assert first.as_of.timestamp() == pytest.approx((folder / "data/event.db").stat().st_mtime)

    second = good(asking.read(first))
    assert second.table is first.table
    assert second.fetched > first.fetched

    writer.execute("INSERT INTO gaeste VALUES ('Bo', 1)")
    third = good(asking.read(second))
    assert third.table.rows == ((3,),)
    assert third.as_of >= first.as_of


def test_cells(folder: Path) -> None:
    table = good(reader(folder, "select name, wert from gaeste; -- alle").read(None)).table
    assert table.rows == (("Ada", 3.5), (None, "ff00"))


def test_what_is_only_in_the_log_is_seen(folder: Path, writer: sqlite3.Connection) -> None:
    writer.execute("PRAGMA journal_mode = WAL")
    asking = reader(folder)
    first = good(asking.read(None))
    assert good(asking.read(first)).version == first.version
    before = (folder / "data/event.db").read_bytes()
    writer.execute("INSERT INTO gaeste VALUES ('Bo', 1)")
    assert (folder / "data/event.db").read_bytes() == before
    second = good(asking.read(first))
    assert second.table.rows == ((3,),)
    log = folder / "data/event.db-wal"
    assert second.as_of.timestamp() == pytest.approx(log.stat().st_mtime)


def test_reading_a_file_with_a_log_does_not_look_like_a_change(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "data/event.db")) as other:
        other.execute("PRAGMA journal_mode = WAL")
    asking = reader(folder)
    first = good(asking.read(None))
    assert good(asking.read(first)).version == first.version


@pytest.mark.parametrize(("fields", "seconds"), [({}, 60), ({"refresh": "10 s"}, 10)])
def test_a_query_is_asked_anew_after_a_while_though_its_file_is_the_same(
    place: Place, fields: dict[str, str], seconds: float
) -> None:
    asking = timed(place, NOW, **fields)
    first = good(asking.read(None))
    assert first.as_of.timestamp() == NOON.timestamp() - 3600
    place.clock.pass_by(seconds - 1)
    same = good(asking.read(first))
    assert same.table is first.table
    assert (same.as_of, same.fetched) == (first.as_of, place.clock.wall)
    place.clock.pass_by(1)
    changed = good(asking.read(same))
    assert changed.table != first.table
    assert changed.as_of == place.clock.wall
    place.clock.pass_by(1)
    after = good(asking.read(changed))
    assert after.table is changed.table
    assert after.as_of == changed.as_of


def test_an_equal_answer_later_is_the_same_table_and_as_old(place: Place) -> None:
    asking = timed(place, COUNT)
    first = good(asking.read(None))
    place.clock.pass_by(60)
    second = good(asking.read(first))
    assert second.table is first.table
    assert second.as_of == first.as_of
    assert second.fetched == place.clock.wall


def test_a_query_is_asked_anew_after_a_restart(place: Place) -> None:
    first = good(timed(place).read(None))
    place.clock.pass_by(5)
    second = good(timed(place).read(first))
    assert second.version == first.version
    assert second.table != first.table
    assert second.as_of == place.clock.wall
    assert good(timed(place, COUNT).read(first)).as_of == place.clock.wall


def test_a_change_that_leaves_time_and_size_alone_is_seen(
    folder: Path, place: Place, writer: sqlite3.Connection
) -> None:
    asking = timed(place, "select wert from gaeste where name = 'Ada'")
    first = good(asking.read(None))
    before = (folder / "data/event.db").stat()
    writer.execute("UPDATE gaeste SET wert = 4.5 WHERE name = 'Ada'")
    put_back(folder, 3600)
    after = (folder / "data/event.db").stat()
    assert (before.st_mtime_ns, before.st_size) == (after.st_mtime_ns, after.st_size)
    assert good(asking.read(first)).table.rows == ((4.5,),)


@pytest.mark.parametrize("age", [0.5, 60, -7200])
def test_a_file_changed_a_moment_ago_by_whatever_clock_is_asked_again(
    folder: Path, place: Place, age: float
) -> None:
    put_back(folder, age)
    asking = timed(place)
    first = good(asking.read(None))
    place.clock.pass_by(1)
    second = good(asking.read(first))
    assert second.table != first.table
    place.clock.pass_by(1)
    third = good(asking.read(second))
    assert third.table != second.table
    place.clock.pass_by(1)
    assert good(asking.read(third)).table is third.table


def test_a_file_from_the_future_is_as_old_as_its_first_reading(folder: Path, place: Place) -> None:
    put_back(folder, -7200)
    asking = timed(place, COUNT)
    last = good(asking.read(None))
    for _ in range(4):
        assert last.as_of == NOON
        place.clock.pass_by(1.5)
        last = good(asking.read(last))


def test_the_file_is_not_looked_into_while_a_query_of_it_runs(place: Place) -> None:
    asking = timed(place)
    first = good(asking.read(None))
    assert asking.path is not None
    with query_running(asking.path):
        second = good(asking.read(first))
    assert second.version == first.version
    assert second.table != first.table
    third = good(asking.read(second))
    assert third.version == first.version
    assert good(asking.read(third)).table is third.table


def test_a_locked_file_is_told_soon_and_read_when_it_is_free(
    folder: Path, writer: sqlite3.Connection
) -> None:
    asking = reader(folder)
    last = good(asking.read(None))
    writer.execute("BEGIN EXCLUSIVE")
    begin = monotonic()
    assert key(asking.read(last)) == "sql_locked"
    assert monotonic() - begin < 1.6
    writer.execute("INSERT INTO gaeste VALUES ('Bo', 1)")
    writer.execute("COMMIT")
    assert good(asking.read(last)).table.rows == ((3,),)


def test_a_file_that_goes_and_comes_back(folder: Path) -> None:
    asking = reader(folder)
    path = folder / "data/event.db"
    first = good(asking.read(None))
    path.unlink()
    answer = asking.read(first)
    assert key(answer) == "sql_missing"
    assert not path.exists()
    make(path)
    assert good(asking.read(first)).table.rows == ((0,),)


def test_a_file_put_in_place_of_another(folder: Path) -> None:
    asking = reader(folder)
    first = good(asking.read(None))
    make(folder / "data/neu.db", "INSERT INTO gaeste VALUES ('Eva', 1)")
    (folder / "data/neu.db").replace(folder / "data/event.db")
    assert good(asking.read(first)).table.rows == ((1,),)


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("select n from gaeste", "sql_column"),
        ("select * from geaste", "sql_table"),
        ("select count(* from gaeste", "sql_syntax"),
        ("select 'offen", "sql_syntax"),
        ("select count(", "sql_syntax"),
        ("delete from gaeste", "sql_not_reading"),
        ("pragma journal_mode = wal", "sql_not_reading"),
        ("with a as (select 1) delete from gaeste", "sql_writing"),
        ("with a as (select 1) insert into gaeste values (1, 2)", "sql_writing"),
        ("select 1; delete from gaeste", "sql_several"),
        ("select zeroblob(2000000)", "sql_failed"),
        ("with recursive a(n) as (values (1) union all select n + 1 from a) select n from a",
         "sql_many"),
    ],
)  # fmt: skip
def test_queries_that_do_not_work_change_nothing(folder: Path, query: str, wanted: str) -> None:
    before = (folder / "data/event.db").read_bytes()
    assert key(reader(folder, query).read(None)) == wanted
    assert (folder / "data/event.db").read_bytes() == before
    assert [each.name for each in (folder / "data").iterdir()] == ["event.db"]


def test_an_endless_query_ends(folder: Path) -> None:
    endless = (
        "with recursive a(n) as (values (1) union all select n + 1 from a) select max(n) from a"
    )
    begin = monotonic()
    assert key(reader(folder, endless, seconds=0.3).read(None)) == "sql_slow"
    assert monotonic() - begin < 2.2


def test_files_that_are_no_databases(folder: Path) -> None:
    (folder / "data/text.db").write_text("Das ist keine Datenbank. " * 100, "utf-8")
    assert key(reader(folder, COUNT, "data/text.db").read(None)) == "sql_no_database"
    assert key(reader(folder, COUNT, "data").read(None)) == "sql_no_database"
    assert key(reader(folder, COUNT, "").read(None)) == "sql_no_database"
    assert key(reader(folder, COUNT, "data/event.db/x").read(None)) == "sql_unreadable"
    assert key(reader(folder, COUNT, ":memory:").read(None)) == "sql_missing"
    whole = (folder / "data/event.db").read_bytes()
    (folder / "data/halb.db").write_bytes(whole[:4096] + b"\xff" * 4096)
    assert key(reader(folder, COUNT, "data/halb.db").read(None)) == "sql_damaged"


def test_files_outside_the_deck(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "mehr").mkdir()
    outside = tmp_path / "mehr/weit.db"
    make(outside)
    (folder / "link.db").symlink_to(outside)
    for file in ("../mehr/weit.db", str(outside), "link.db"):
        assert key(reader(folder, COUNT, file).read(None)) == "sql_outside"
        answer = reader(folder, COUNT, file, "../mehr").read(None)
        assert good(answer).table.rows == ((0,),)


def test_the_path_is_where_the_file_really_is(folder: Path, tmp_path: Path) -> None:
    make(tmp_path / "weit.db")
    assert reader(folder, COUNT, "../weit.db").path == (tmp_path / "weit.db").resolve()
    link = folder / "link.db"
    link.symlink_to("data/event.db")
    asking = reader(folder, COUNT, "link.db")
    assert asking.path == (folder / "data/event.db").resolve()
    first = good(asking.read(None))
    make(folder / "data/neu.db")
    link.unlink()
    link.symlink_to("data/neu.db")
    assert asking.path == (folder / "data/neu.db").resolve()
    assert good(asking.read(first)).table.rows == ((0,),)
    assert reader(folder, COUNT, "a\0b.db").path is None
    assert key(reader(folder, COUNT, "a\0b.db").read(None)) == "sql_outside"


def test_a_name_with_signs_of_addresses(folder: Path) -> None:
    make(folder / "data/50 % & #1.db")
    assert good(reader(folder, COUNT, "data/50 % & #1.db").read(None)).table.rows == ((0,),)


@pytest.mark.parametrize(
    ("query", "fault"),
    [
        ("select 1", None),
        ("SELECT 1 ; ", None),
        ("(select 1) union (select 2)", None),
        ("select ';' || \";\" || `;` /* ; */ -- ;", None),
        ("select '''; drop table a; --'", None),
        ("select $x$ ; $x$", None),
        ("selectiv 1", "sql_not_reading"),
        ("with", None),
        ("/* select 1 */ drop table a", "sql_not_reading"),
        ("-- select\ndrop table a", "sql_not_reading"),
        ("'select' drop", "sql_not_reading"),
        ("select 1;;", None),
        ("select 1; select 2", "sql_several"),
        ("select 1 /* */; /* */ drop table a", "sql_several"),
        ("select 'a'; drop table a; --'", "sql_several"),
        ("select /* /* */ ; */ 1", "sql_several"),
    ],
)
def test_which_statements_are_let_through(query: str, fault: str | None) -> None:
    assert statement_fault(query) == fault

"""A query against real databases: what comes back, what is never done, what goes wrong and how."""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from threading import enumerate as threads
from time import monotonic

import psutil
import pytest
from servers import Postgres, postgres
from x11 import wait_until

from kjc_desktop.data.reader import Surroundings
from kjc_desktop.data.snapshot import Problem, Snapshot, Table
from kjc_desktop.data.sql.reader import SqlReader, open_sql
from kjc_desktop.deck.models import Source


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    with postgres() as running:
        running.execute(
            """
            CREATE TABLE gaeste (id serial, name text, betrag numeric, am date, um timestamptz);
            INSERT INTO gaeste (name, betrag, am, um) VALUES
                ('Özlem', 12.50, '2018-11-26', '2018-11-26T09:55:00+00'),
                (NULL, 3, NULL, NULL);
            CREATE FUNCTION schreibe() RETURNS int LANGUAGE sql AS
                $$ INSERT INTO gaeste (name) VALUES ('neu') RETURNING 1 $$;
            CREATE ROLE leser LOGIN PASSWORD 'g%h/e:i@m#';
            GRANT SELECT ON gaeste TO leser;
            CREATE TABLE geheim (n int);
            """
        )
        yield running


def around(folder: Path, roots: tuple[str, ...] = (), **environment: str) -> Surroundings:
    return Surroundings(folder, roots, (), environment, lambda: datetime.now(UTC), monotonic)


def reader(
    address: str, query: str, place: Surroundings | None = None, seconds: float = 5.0
) -> SqlReader:
    source = Source(sql=address, query=query)
    return open_sql(source, place or around(Path()), lambda: None, seconds)


def ask(address: str, query: str, place: Surroundings | None = None) -> Snapshot | Problem:
    asking = reader(address, query, place)
    answer = asking.read(None)
    asking.close()
    return answer


def table(answer: Snapshot | Problem) -> Table:
    assert isinstance(answer, Snapshot), answer.text("de")
    return answer.table


def problem(answer: Snapshot | Problem, key: str) -> str:
    assert isinstance(answer, Problem)
    assert answer.key == key, answer.text("de")
    assert answer.text("en")
    return answer.text("de")


def test_a_count(server: Postgres) -> None:
    before = datetime.now(UTC)
    answer = ask(server.address("admin"), "select count(*) as n from gaeste;")
    assert table(answer) == Table(("n",), ((2,),))
    assert isinstance(answer, Snapshot)
    assert before <= answer.as_of == answer.fetched <= datetime.now(UTC)


@pytest.mark.parametrize(
    ("expression", "cell"),
    [
        ("1", 1),
        ("1.5::float", 1.5),
        ("12.50", 12.5),
        ("3.00", 3),
        ("9007199254740993.5", "9007199254740993.5"),
        ("100000000000000000000", 100_000_000_000_000_000_000),
        ("'NaN'::float", None),
        ("'NaN'::numeric", None),
        ("'Infinity'::float", None),
        ("1e400::numeric", "1.000000e+400"),
        ("true", True),
        ("null", None),
        ("'05117'", "05117"),
        ("date '2018-10-01'", "2018-10-01"),
        ("timestamp '2018-10-01 09:55'", "2018-10-01T09:55"),
        ("timestamp '2018-10-01 09:55:30.5'", "2018-10-01T09:55:30.500000"),
        ("time '09:55'", "09:55:00"),
        ("'abc'::bytea", "abc"),
        (r"'\xff00'::bytea", "ff00"),
        ("""'{"a": "ä"}'::json""", '{"a": "ä"}'),
        ("array[1, 2]", "[1, 2]"),
        ("repeat('x', 3000)", "x" * 1999 + "…"),
    ],
)  # fmt: skip
def test_values_keep_what_they_say(server: Postgres, expression: str, cell: object) -> None:
    answer = table(ask(server.address("admin"), f"select {expression} as n"))
    assert answer.rows == ((cell,),)
    assert type(answer.rows[0][0]) is type(cell)


@pytest.mark.parametrize(
    "query",
    [
        "  -- Gäste; alle\n/* und ; mehr */ (select name, betrag from gaeste order by id);\n",
        "select name, betrag from gaeste order by id; -- alle",
        "with g as (select * from gaeste) select name, betrag from g order by id",
        "select name, betrag from gaeste where coalesce(name, ';') not like 'a%' order by id",
        "select name, betrag from gaeste where name is null or name <> $t$;$t$ order by id",
    ],
)
def test_queries_that_read(server: Postgres, query: str) -> None:
    answer = table(ask(server.address("admin"), query))
    assert answer == Table(("name", "betrag"), (("Özlem", 12.5), (None, 3)))


@pytest.mark.parametrize(
    "query", ["values (1), (2)", "table geheim", "show work_mem", "explain select 1"]
)
def test_other_words_that_read(server: Postgres, query: str) -> None:
    assert table(ask(server.address("admin"), query)).columns


def test_the_same_answer_is_the_same_table(server: Postgres) -> None:
    asking = reader(server.address("admin"), "select count(*) from gaeste")
    first = asking.read(None)
    assert isinstance(first, Snapshot)
    second = asking.read(first)
    assert isinstance(second, Snapshot)
    assert second.table is first.table
    assert second.as_of > first.as_of


@pytest.mark.parametrize(
    ("query", "key"),
    [
        ("insert into gaeste (name) values ('neu')", "sql_not_reading"),
        ("/* select */ delete from gaeste", "sql_not_reading"),
        ("", "sql_not_reading"),
        ("-- nichts", "sql_not_reading"),
        ("select 1; delete from gaeste", "sql_several"),
        ("select 1; commit; delete from gaeste", "sql_several"),
        ("select schreibe()", "sql_writing"),
        ("select nextval('gaeste_id_seq')", "sql_writing"),
        ("select * into neu from gaeste", "sql_syntax"),
        ("with w as (insert into gaeste (name) values ('neu') returning 1) select * from w",
         "sql_failed"),
        ("explain analyze insert into gaeste (name) values ('neu')", "sql_writing"),
        ("select set_config('transaction_read_only', 'off', false), schreibe()", "sql_failed"),
        ("select n from gaeste", "sql_column"),
        ("select n from geaste", "sql_table"),
        ("select count(* from gaeste", "sql_syntax"),
        ("select 1 / 0", "sql_failed"),
        ("select * from generate_series(1, 20001)", "sql_many"),
        ("select repeat('x', 2000) from generate_series(1, 4001)", "sql_many"),
    ],
)  # fmt: skip
def test_nothing_is_ever_changed(server: Postgres, query: str, key: str) -> None:
    state = "select count(*), max(id), (select last_value from gaeste_id_seq) from gaeste"
    before = server.execute(state)
    text = problem(ask(server.address("admin"), query), key)
    assert "psycopg" not in text
    assert server.execute(state) == before
    assert server.execute("select to_regclass('neu')") == [(None,)]


def test_a_reader_may_read_what_was_granted(server: Postgres) -> None:
    address = server.address("leser:${KENNWORT}")
    place = around(Path(), KENNWORT="g%h/e:i@m#")
    assert table(ask(address, "select count(*) from gaeste", place)).rows == ((2,),)
    assert "geheim" in problem(ask(address, "select * from geheim", place), "sql_rights")
    apart = around(Path(), WER="leser", WAS="g%h/e:i@m#", ORT="127.0.0.1", TOR=str(server.port))
    parts = "postgresql+psycopg://${WER}:${WAS}@${ORT}:${TOR}/postgres?application_name=${WER}"
    assert table(ask(parts, "select current_setting('application_name')", apart)).rows == (
        ("leser",),
    )
    whole = around(Path(), DB=server.address("leser:g%25h%2Fe%3Ai%40m%23"))
    assert table(ask("${DB}", "select count(*) from gaeste", whole)).rows == ((2,),)


def test_logins_that_are_refused(server: Postgres) -> None:
    place = around(Path(), KENNWORT="leser")
    text = problem(ask(server.address("leser:${KENNWORT}"), "select 1", place), "sql_login")
    assert "authentication failed" in text
    assert '"leser"' not in text
    missing = server.address("admin").replace("/postgres", "/nix")
    problem(ask(missing, "select 1"), "sql_login")
    problem(ask(server.address("leser:${FEHLT}"), "select 1"), "secret_unset")


@pytest.mark.parametrize(
    ("address", "key", "says"),
    [
        ("postgresql://a@127.0.0.1:1/b", "sql_unreachable", "nicht erreichbar"),
        ("postgresql://a@rechner.invalid/b", "sql_unreachable", "nicht erreichbar"),
        ("postgresql://a@h:port/b", "sql_address", "nicht vollständig"),
        ("event", "sql_address", "nicht vollständig"),
        ("orakel://a@b/c", "sql_kind", "„orakel“"),
        ("mysql+pymysql://a@b/c", "sql_driver", "„pymysql“"),
    ],
)
def test_databases_that_are_not_there(address: str, key: str, says: str) -> None:
    assert says in problem(ask(address, "select 1"), key)


def test_the_package_for_postgresql_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    assert "kjc-desktop[postgres]" in problem(ask("postgresql://a@b/c", "select 1"), "sql_driver")


def test_a_slow_query_is_ended_by_the_server(server: Postgres) -> None:
    asking = reader(server.address("admin"), "select pg_sleep(60)", seconds=0.2)
    begin = monotonic()
    problem(asking.read(None), "sql_slow")
    assert monotonic() - begin < 4.0
    wait_until(lambda: _connections(server) == 0, "the connection is closed")


def test_a_query_that_yields_slowly_ends_too(server: Postgres) -> None:
    slow = "select n, pg_sleep(0.0002) from generate_series(1, 15000) n"
    begin = monotonic()
    problem(reader(server.address("admin"), slow, seconds=0.5).read(None), "sql_slow")
    assert monotonic() - begin < 4.0


def test_a_server_that_falls_silent_does_not_hold_up_the_reader(server: Postgres) -> None:
    server.execute("select 1")
    asking = reader(server.address("admin"), "select 1", seconds=0.1)
    table(asking.read(None))
    server.pause()
    try:
        for _ in range(2):
            begin = monotonic()
            text = problem(asking.read(None), "sql_slow")
            assert monotonic() - begin < 4.0
            assert "rechtzeitig" in text
    finally:
        server.go_on()


def test_a_restarted_server_is_asked_again(server: Postgres) -> None:
    asking = reader(server.address("admin"), "select count(*) from gaeste")
    first = asking.read(None)
    server.stop()
    begin = monotonic()
    text = problem(asking.read(first if isinstance(first, Snapshot) else None), "sql_unreachable")
    assert monotonic() - begin < 9.0
    assert "weiter versucht" in text
    server.start()
    assert table(asking.read(None)) == table(first)
    asking.close()
    asking.close()
    wait_until(lambda: _connections(server) == 0, "all connections are closed")


def test_nothing_grows_however_often_it_is_read(server: Postgres) -> None:
    asking = reader(server.address("admin"), "select count(*) from gaeste")
    table(asking.read(None))
    process = psutil.Process()
    wait_until(lambda: not _own_threads(), "the thread of the reading has ended")
    files = process.num_fds()
    for _ in range(20):
        table(asking.read(None))
    wait_until(lambda: not _own_threads(), "the threads of all readings have ended")
    assert process.num_fds() <= files


def _own_threads() -> list[str]:
    return [each.name for each in threads() if each.name == "deadline"]


def _connections(server: Postgres) -> object:
    """Return how many clients there are besides the one that asks."""
    rows = server.execute(
        "select count(*) from pg_stat_activity"
        " where backend_type = 'client backend' and pid <> pg_backend_pid()"
    )
    return rows[0][0]

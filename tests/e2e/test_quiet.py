"""Nothing is opened and nobody is contacted that the deck does not name."""

import os
import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from walls import CAMPAIGN, STILL, ink
from x11 import Screen, Start, wait_until

from decks import Files, write

BAIT = "/etc/passwd"
TEXTS = [
    f"<img src={BAIT}>",
    f'<img src="file://{BAIT}"> und mehr',
    f"![Bild](file://{BAIT})",
    f"![Bild]({BAIT})",
    f"[Verweis](file://{BAIT})",
    f"<link rel=stylesheet href={BAIT}>",
    f"<style>@import url(file://{BAIT});</style>",
    "<img src=http://127.0.0.1:9/pixel.png>",
    "![Bild](http://127.0.0.1:9/pixel.png)",
]


def hostile() -> Files:
    """Return a deck that tries it in every text of a slide."""
    quoted = [text.replace('"', '\\"') for text in TEXTS]
    texts = "".join(f'  - text: "{text}"\n' for text in quoted[:4])
    items = ", ".join(f'"{text}"' for text in quoted)
    return {
        **STILL,
        "rot.yaml": f'title: "{quoted[0]}"\nsubtitle: "{quoted[2]}"\ncontent:\n{texts}',
        "gruen.yaml": f"content:\n  - list: [{items}]\n",
        "blau.yaml": f'content:\n  - quote: {{text: "{quoted[3]}", by: "{quoted[1]}"}}\n'
        f'  - table: [["{quoted[0]}", "{quoted[2]}"], ["{quoted[7]}", "{quoted[8]}"]]\n',
        "grau.yaml": f'content:\n  - qr: {{data: "file://{BAIT}", label: "{quoted[3]}"}}\n',
        "deck.yaml": STILL["deck.yaml"] + f'footer: "{quoted[0]} {quoted[3]}"\n',
    }


@pytest.fixture
def tracer() -> tuple[str, ...]:
    if shutil.which("strace") is None:
        pytest.skip("not installed: strace")
    return ("strace", "-f", "-qq", "-e", "trace=open,openat,connect", "-o", "trace.txt")


def test_texts_that_name_files_and_hosts_open_neither(
    tmp_path: Path, start: Start, tracer: tuple[str, ...]
) -> None:
    deck = write(tmp_path / "deck", hostile())
    program = start("export", deck, "-o", tmp_path / "png", wrapper=tracer)
    assert program.code(60) == 0, program.said
    assert len(list((tmp_path / "png").glob("*.png"))) == 4
    trace = (Path(program.folder) / "trace.txt").read_text("utf-8", errors="replace")
    assert str(deck / "rot.yaml") in trace
    assert not [line for line in trace.splitlines() if BAIT in line]
    assert not re.findall(r"AF_INET6?", trace)


@pytest.mark.parametrize("file", ["/etc/passwd", "../geheim.png", "rohr.png", "media/rohr.png"])
def test_a_picture_outside_or_a_pipe_is_refused_and_not_waited_for(
    file: str, tmp_path: Path, start: Start
) -> None:
    deck = write(tmp_path / "deck", STILL, {"rot.yaml": f"content:\n  - image: {file}\n"})
    (deck / "media").mkdir()
    for pipe in (deck / "rohr.png", deck / "media" / "rohr.png"):
        os.mkfifo(pipe)
    program = start("check", deck)
    assert program.code(30) == 1
    assert "rot.yaml:2:12: KJC" in program.said + program.answer


def test_a_running_kiosk_has_no_socket_but_those_of_the_desktop(
    screen: Screen, start: Start
) -> None:
    program = start("kiosk", CAMPAIGN)
    program.wait_for("Die Schau läuft")
    wait_until(lambda: ink(screen.see()) > 0.01, "the first slide")
    links = [str(each.readlink()) for each in Path(f"/proc/{program.pid}/fd").iterdir()]
    ours = {link.strip("socket:[]") for link in links if link.startswith("socket:")}
    assert ours
    for table in ("tcp", "tcp6", "udp", "udp6", "raw", "raw6", "packet", "netlink"):
        path = Path(f"/proc/{program.pid}/net/{table}")
        lines = path.read_text("ascii").splitlines()[1:] if path.exists() else []
        assert not [line for line in lines if ours & set(line.split())], table


LOCAL = {
    "deck.yaml": "title: Quellen im Haus\nslides: [a]\n",
    "figures.yaml": (
        "sources:\n"
        "  c: {csv: data/c.csv, publisher: Amt}\n"
        "  j: {json: data/j.json, publisher: Amt}\n"
        '  s: {sql: "sqlite:///data/s.sqlite", query: select n from t, publisher: Amt}\n'
        "figures:\n"
        "  a: {from: c, column: n, unit: Gäste}\n"
        "  b: {from: j, column: n, unit: Gäste}\n"
        "  d: {from: s, column: n, unit: Gäste}\n"
    ),
    "a.yaml": "title: Drei\ncontent:\n  - number: a\n  - number: b\n  - number: d\n",
    "data/c.csv": "n\n11\n",
    "data/j.json": '[{"n": 12}]\n',
}


def test_sources_in_the_house_open_no_socket_and_resolve_no_name(
    tmp_path: Path, screen: Screen, start: Start, tracer: tuple[str, ...]
) -> None:
    deck = write(tmp_path / "deck", LOCAL)
    with closing(sqlite3.connect(deck / "data" / "s.sqlite")) as base, base:
        base.execute("create table t (n integer)")
        base.execute("insert into t values (13)")
    calls = ("strace", "-f", "-qq", "-e", "trace=socket,connect,sendto", "-o", "trace.txt")
    program = start("kiosk", deck, wrapper=calls)
    program.wait_for("Die Schau läuft")
    wait_until(lambda: ink(screen.see()) > 0.01, "the first slide")
    (deck / "data" / "c.csv").write_text("n\n99\n", "utf-8")
    before = screen.see()
    wait_until(lambda: screen.see() != before, "the new number")
    listed = start("figures", "list", deck, wrapper=calls)
    assert listed.code(60) == 0
    assert all(number in listed.answer for number in ("99", "12", "13")), listed.answer
    for traced in (program, listed):
        trace = (traced.folder / "trace.txt").read_text("utf-8", errors="replace")
        assert not re.findall(r".*AF_INET6?.*", trace)

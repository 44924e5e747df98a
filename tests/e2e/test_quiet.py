"""Nothing is opened and nobody is contacted that the deck does not name."""

import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psutil
import pytest
from drawings import DRAWING, REACHING_OUT
from media import png
from walls import CAMPAIGN, STILL, ink
from x11 import Program, Screen, Start, wait_until

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


def tree(program: Program) -> list[psutil.Process]:
    """Return a program with everything that it has started."""
    first = psutil.Process(program.pid)
    return [first, *first.children(recursive=True)]


def test_a_running_kiosk_has_no_socket_but_those_of_the_desktop(
    screen: Screen, start: Start
) -> None:
    program = start("kiosk", CAMPAIGN)
    program.wait_for("Die Schau läuft")
    wait_until(lambda: ink(screen.see()) > 0.01, "the first slide")
    seen = 0
    for process in tree(program):
        assert process.net_connections(kind="inet") == []
        home = Path(f"/proc/{process.pid}")
        links = [str(each.readlink()) for each in (home / "fd").iterdir()]
        ours = {link.strip("socket:[]") for link in links if link.startswith("socket:")}
        seen += len(ours)
        for table in ("tcp", "tcp6", "udp", "udp6", "raw", "raw6", "packet", "netlink"):
            path = home / "net" / table
            lines = path.read_text("ascii").splitlines()[1:] if path.exists() else []
            assert not [line for line in lines if ours & set(line.split())], table
    assert seen  # those of the desktop


def test_the_sockets_of_a_kiosk_would_be_seen(server_program: psutil.Process) -> None:
    assert [each.status for each in server_program.net_connections(kind="inet")] == ["LISTEN"]


@pytest.fixture
def server_program() -> Iterator[psutil.Process]:
    """A program that listens, to know that the looking glass works."""
    listens = (
        "import socket; s = socket.create_server(('127.0.0.1', 0)); print(flush=True); input()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", listens], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as running:
        assert running.stdout is not None
        running.stdout.readline()
        yield psutil.Process(running.pid)
        running.kill()


def test_a_kiosk_asks_nobody_from_its_first_call_to_its_last(
    screen: Screen, start: Start, tracer: tuple[str, ...]
) -> None:
    calls = ("strace", "-f", "-qq", "-e", "trace=socket,bind,listen,connect", "-o", "trace.txt")
    program = start("kiosk", CAMPAIGN, wrapper=calls)
    program.wait_for("Die Schau läuft")
    wait_until(lambda: ink(screen.see()) > 0.01, "the first slide")
    trace = (program.folder / "trace.txt").read_text("utf-8", errors="replace")
    assert "AF_UNIX" in trace
    assert not re.findall(r".*AF_(?:INET6?|PACKET|NETLINK|BLUETOOTH|VSOCK).*", trace)


LINKED = ("rot.yaml", "figures.yaml", "variants/nord.yaml", "thema.yaml", "notice.txt", "n.csv")


@pytest.mark.parametrize("name", LINKED)
def test_no_file_of_a_deck_leads_out_of_it(
    name: str, tmp_path: Path, start: Start, tracer: tuple[str, ...]
) -> None:
    outside = tmp_path / "geheim"
    outside.write_text("title: Geheim\n", "utf-8")
    figures = LOCAL["figures.yaml"].replace("data/c.csv", "n.csv")
    theme = name if name == "thema.yaml" else "kontrast"
    head = f"title: Probe\nslides: [rot]\ntheme: {theme}\n"
    files = {"deck.yaml": head, "figures.yaml": figures, "variants/nord.yaml": "footer: Fuß\n"}
    deck = write(tmp_path / "deck", STILL, files)
    (deck / name).unlink(missing_ok=True)
    (deck / name).symlink_to(outside)
    for command in (("check",), ("check", "--variant", "nord"), ("figures", "list")):
        program = start(command[0], *command[1:], deck, wrapper=tracer)
        program.code(60)
        assert "Traceback" not in program.said
        assert str(deck / "deck.yaml") in opened(program)
        assert str(outside) not in opened(program)
        assert f'"{deck / name}"' not in opened(program)


@pytest.mark.parametrize("swapped", ["file", "folder"])
def test_a_picture_that_becomes_a_link_out_of_the_deck_is_not_opened(
    swapped: str, tmp_path: Path, screen: Screen, start: Start, tracer: tuple[str, ...]
) -> None:
    outside = tmp_path / "geheim"
    outside.mkdir()
    (outside / "a.png").write_bytes(png(60, 40))
    deck = write(tmp_path / "deck", STILL, {"rot.yaml": "content:\n  - image: media/a.png\n"})
    media = deck / "media"
    media.mkdir()
    (media / "a.png").write_bytes(png(40, 60))
    program = start("kiosk", deck, wrapper=tracer)
    program.wait_for("Die Schau läuft")
    wait_until(lambda: ink(screen.see()) > 0.01, "the first slide")
    (deck / "gruen.yaml").write_text("title: Neu\n", "utf-8")
    program.wait_for("Geändert und geladen.")
    assert str(media / "a.png") in opened(program)
    if swapped == "file":
        (media / "link").symlink_to(outside / "a.png")
        (media / "link").replace(media / "a.png")
    else:
        media.rename(tmp_path / "weg")
        media.symlink_to(outside)
    program.wait_for("bleibt die letzte gute Fassung")
    (deck / "gruen.yaml").write_text("title: Noch einmal\n", "utf-8")
    program.wait_for("bleibt die letzte gute Fassung", times=2)
    assert str(outside) not in opened(program)


def opened(program: Program) -> str:
    """Return every call with which a traced program opened something."""
    return (program.folder / "trace.txt").read_text("utf-8", errors="replace")


@pytest.mark.parametrize("name", sorted(REACHING_OUT))
def test_a_drawing_that_names_other_files_opens_none_of_them(
    name: str, tmp_path: Path, start: Start, tracer: tuple[str, ...]
) -> None:
    outside = tmp_path / "geheim"
    outside.mkdir()
    (outside / "a.png").write_bytes(png(60, 40))
    (outside / "a.svg").write_bytes(DRAWING)
    deck = write(tmp_path / "deck", STILL, {"rot.yaml": "content:\n  - image: a.svg\n"})
    (deck / "a.svg").write_bytes(REACHING_OUT[name].replace(b"{outside}", str(outside).encode()))
    program = start("export", deck, "-o", tmp_path / "png", wrapper=tracer)
    assert program.code(60) == 0, program.said
    trace = opened(program)
    assert str(deck / "a.svg") in trace
    assert str(outside) not in trace
    assert not re.findall(r"AF_INET6?", trace)


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

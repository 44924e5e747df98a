"""What a show remembers: readable whatever happened to the file, and only what makes sense."""

import json
import os
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kjc_desktop.machine.keep import keep
from kjc_desktop.show.status import SetAside
from kjc_desktop.supervisor.state import State, load, save
from kjc_desktop.timeline.notice import Notice

STATE = State(
    {"": "0123456789ab karte", "HDMI-1": "0123456789ab titel"},
    {"aaaaaaaaaaaa quiz": SetAside("quiz", "crash", datetime(2018, 11, 26, 10, tzinfo=UTC))},
    Notice("over", "Beginn 15 Minuten später"),
)


def test_what_is_remembered_comes_back(tmp_path: Path) -> None:
    save(tmp_path / "state.json", STATE)
    assert load(tmp_path / "state.json") == STATE


def test_without_a_memory_all_is_as_at_the_first_time(tmp_path: Path) -> None:
    assert load(tmp_path / "state.json") == State()


@pytest.mark.parametrize("damage", [b"", b"{", b"\x00" * 300, b"[]", b'{"positions": 3}'])
def test_a_damaged_file_falls_back_to_the_version_before(tmp_path: Path, damage: bytes) -> None:
    save(tmp_path / "state.json", STATE)
    save(tmp_path / "state.json", State())
    (tmp_path / "state.json").write_bytes(damage)
    assert load(tmp_path / "state.json") == STATE


JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)


@given(
    st.dictionaries(st.sampled_from(["positions", "aside", "notice", "x"]), JSON)
    | JSON
    | st.fixed_dictionaries({"notice": st.fixed_dictionaries({"kind": JSON, "text": JSON})})
)
def test_whatever_stands_in_a_whole_file_nothing_is_raised(
    tmp_path_factory: pytest.TempPathFactory, said: object
) -> None:
    path = tmp_path_factory.mktemp("state") / "state.json"
    keep(path, json.dumps(said).encode())
    found = load(path)
    assert all(isinstance(text, str) for text in (*found.positions.values(), *found.aside))


WRITER = """
import sys
from itertools import count
from pathlib import Path
from kjc_desktop.show.status import SetAside
from kjc_desktop.supervisor.state import State, save
for number in count(1):
    save(Path(sys.argv[1]), State({"": f"d {number}", "x": "z" * (number % 5000)}))
    print(number, flush=True)
"""


def test_a_power_cut_at_200_instants_leaves_the_last_or_the_one_before(tmp_path: Path) -> None:
    """A killed program is a power cut for all but the disk's own memory, which fsync empties."""
    path = tmp_path / "state.json"
    for cut in range(200):
        writer = subprocess.Popen(
            [sys.executable, "-S", "-c", WRITER, str(path)],
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )
        with writer:
            assert writer.stdout is not None
            last = 0
            for _ in range(cut % 7 + 1):
                last = int(writer.stdout.readline())
            os.kill(writer.pid, signal.SIGKILL)
            last = max([last, *map(int, writer.stdout.read().split())])
        number = int(load(path).positions[""].removeprefix("d "))
        assert number in {last, last + 1}

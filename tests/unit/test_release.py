"""The version and its day are the same wherever they are written down."""

import re
import tomllib
from pathlib import Path

import kjc_desktop
from kjc_desktop.show.clock import wall

ROOT = Path(__file__).parents[2]


def test_the_version_is_that_of_the_package() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["version"] == kjc_desktop.__version__


def test_the_day_of_the_version_is_that_of_the_changelog() -> None:
    released = re.findall(
        r"^## \[(\d[^\]]*)\] - (\S+)$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE
    )
    newest = (kjc_desktop.__version__, f"{kjc_desktop.RELEASED:%Y-%m-%d}")
    assert released[0] == newest


def test_the_day_of_the_version_has_passed() -> None:
    assert wall() >= kjc_desktop.RELEASED

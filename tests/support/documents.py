"""Reads the project's documents: examples, commands with their output, links, places.

The examples of a document are collected in the order of the page. The first line of each names its
file; data, which have no room for remarks, are named beside the fence (```csv deck/data/file.csv).
One marked `fehler` stands for a mistake and counts for the next commands only.
"""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from decks import write

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
DOCS = ROOT / "docs"
HANDBOOK = DOCS / "handbuch-organisation.md"
TALK = DOCS / "handbuch-vortrag.md"
LIVE = DOCS / "eigene-zahlen.md"
ARCHITECTURE = DOCS / "architecture.md"
DEPENDENCIES = DOCS / "dependencies.md"
ALL = (README, ROOT / "CHANGELOG.md", *sorted(DOCS.glob("*.md")))

_MEDIA = ROOT / "tests" / "decks" / "alles" / "media"
_BLOCK = re.compile(
    r"^ *```(?P<kind>yaml|console|csv|json|sql|mqtt|text)(?: (?P<word>[^\n]+))?\n"
    r"(?P<body>.*?)^ *```$",
    re.MULTILINE | re.DOTALL,
)
_LINK = re.compile(r"\]\(([^)\s]+)\)|src=\"([^\"]+)\"")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
_SECTION = re.compile(r"^##+ (?P<title>.+)\n(?P<text>(?:(?!##).*\n)*)", re.MULTILINE)
_PLACE = re.compile(r"`((?:src|tests|resources|docs|slides|benchmarks|\.ci)/[^`\s]*)`")

Files = dict[str, str]


@dataclass(frozen=True)
class Shown:
    """Commands of a document; `place` counts its blocks, `files` are what they are run on."""

    document: Path
    place: int
    body: str
    files: Files
    faulty: bool

    @property
    def commands(self) -> list[str]:
        lines = map(str.strip, self.body.splitlines())
        return [line.removeprefix("$ ") for line in lines if line.startswith("$ ")]

    @property
    def answered(self) -> bool:
        """Whether the document shows, or should show, what the program says."""
        lines = map(str.strip, self.body.splitlines())
        return self.faulty or not all(line.startswith("$ ") for line in lines)

    def rewrite(self, body: str) -> None:
        """Put another text into the block."""
        text = self.document.read_text("utf-8")
        block = list(_BLOCK.finditer(text))[self.place]
        text = text[: block.start("body")] + body + text[block.end("body") :]
        self.document.write_text(text, encoding="utf-8")


def read(document: Path) -> Iterator[Shown | Files]:
    """Yield the commands of a document, and all of its example files whenever one is added."""
    files: Files = {}
    faults: Files = {}
    for place, block in enumerate(_BLOCK.finditer(document.read_text("utf-8"))):
        if block["kind"] == "console":
            yield Shown(document, place, block["body"], files | faults, bool(faults))
            faults = {}
        elif block["word"] == "fehler":
            faults |= _example(block)
        elif example := _example(block):
            files = files | example
            yield files


def _example(block: re.Match[str]) -> Files:
    """Return the file that a block stands for; none where it is what a server has or says."""
    if block["kind"] == "yaml":
        head, _, content = block["body"].partition("\n")
        return {head.removeprefix("# ").strip(): content}
    named = block["kind"] in ("csv", "json") and "/" in (block["word"] or "")
    return {block["word"]: block["body"]} if named else {}


def write_decks(files: Files, folder: Path) -> list[Path]:
    """Write the example decks, with pictures; return those that have a slide by now."""
    write(folder, files)
    names = sorted({name.partition("/")[0] for name in files})
    for name in names:
        shutil.copytree(_MEDIA, folder / name / "media", dirs_exist_ok=True)
    return [folder / name for name in names if _has_slides(folder / name)]


def _has_slides(deck: Path) -> bool:
    return any(file.stem not in {"deck", "figures"} for file in deck.glob("*.yaml"))


@dataclass(frozen=True)
class Section:
    """What stands under one heading, down to the next."""

    title: str
    text: str

    @property
    def files(self) -> Files:
        """The examples in it; where one name comes twice, the first."""
        blocks = reversed(list(_BLOCK.finditer(self.text)))
        return {name: text for each in blocks for name, text in _example(each).items()}

    def block(self, kind: str, word: str = "") -> str | None:
        """Return the first block of a kind, with a word beside its fence, or None."""
        blocks = (each for each in _BLOCK.finditer(self.text) if each["kind"] == kind)
        return next((each["body"] for each in blocks if word in (each["word"] or "")), None)

    def table(self, first: str) -> list[list[str]]:
        """Return the rows of its table whose first heading is given; none where there is none."""
        return _rows(self.text, first) if f"\n| {first} |" in self.text else []


def sections(document: Path) -> dict[str, Section]:
    """Return the parts of a document by their headings."""
    found = _SECTION.finditer(document.read_text("utf-8"))
    return {each["title"]: Section(each["title"], each["text"]) for each in found}


def links(document: Path) -> list[str]:
    """Return where a document points to inside the project: `path`, `path#anchor`, `#anchor`."""
    found = (match[1] or match[2] for match in _LINK.finditer(document.read_text("utf-8")))
    return [each for each in found if "://" not in each]


def anchors(document: Path) -> set[str]:
    """Return what can stand behind `#` in a link to a document."""
    titles = _HEADING.findall(document.read_text("utf-8"))
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def places(document: Path) -> list[str]:
    """Return the files and folders that a document names."""
    return _PLACE.findall(document.read_text("utf-8"))


def table(document: Path, first: str) -> list[list[str]]:
    """Return the rows of the table whose first heading is given, without its head."""
    return _rows(document.read_text("utf-8"), first)


def _rows(text: str, first: str) -> list[list[str]]:
    lines = text[text.index(f"\n| {first} |") + 1 :].splitlines()
    rows = []
    for line in lines[2:]:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip("|").split("|")])
    return rows

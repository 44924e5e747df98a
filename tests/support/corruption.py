"""Everything that can happen to the files of a deck, by a seeded chance."""

import os
import random
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from drawings import BOMBS, DRAWING
from media import png

from decks import Files, write

Damage = Callable[[Path, random.Random], None]
_TYPES = ("[]", "{}", "true", "null", "2018-11-26", "-1", "[[1]]", "{a: {b: c}}", "''")
_NUMBERS = (".nan", "-.inf", "1e400", "9" * 400, "0x1F", "1_0", "-0.0", "1e-400")


def _bytes(change: Callable[[bytearray, random.Random], bytes]) -> Damage:
    def damage(file: Path, chance: random.Random) -> None:
        if file.exists():
            file.write_bytes(change(bytearray(file.read_bytes() or b"\n"), chance))

    return damage


def _always(change: Callable[[bytes], bytes]) -> Damage:
    """Damage a file in a way that leaves nothing to chance."""

    def damage(file: Path, chance: random.Random) -> None:
        if file.exists():
            file.write_bytes(change(file.read_bytes()))

    return damage


def flipped(data: bytearray, chance: random.Random) -> bytes:
    """Return some bytes with a few of them changed."""
    for _ in range(chance.randint(1, 8)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(data)


def _truncated(data: bytearray, chance: random.Random) -> bytes:
    return bytes(data[: chance.randrange(len(data))])


def _line(new: Callable[[str, random.Random], str]) -> Damage:
    """Change one line of a file."""

    def change(data: bytearray, chance: random.Random) -> bytes:
        lines = data.decode("utf-8", errors="replace").splitlines() or [""]
        at = chance.randrange(len(lines))
        lines[at] = new(lines[at], chance)
        return "\n".join([*lines, ""]).encode()

    return _bytes(change)


def _value(values: tuple[str, ...]) -> Damage:
    def new(line: str, chance: random.Random) -> str:
        key, colon, _ = line.partition(":")
        return f"{key}{colon} {chance.choice(values)}"

    return _line(new)


def _whole(text: str | bytes) -> Damage:
    content = text if isinstance(text, bytes) else text.encode()
    return _always(lambda _: content)


def _added(text: str) -> Damage:
    return _always(lambda data: data + f"\n{text}\n".encode())


def _bomb() -> str:
    levels = [f"b{level}: &b{level} [{', '.join([f'*b{level - 1}'] * 9)}]" for level in range(1, 9)]
    return "\n".join(["b0: &b0 [lol, lol]", *levels])


def _deleted(file: Path, chance: random.Random) -> None:
    file.unlink(missing_ok=True)


def _swapped(file: Path, chance: random.Random) -> None:
    other = chance.choice(sorted(file.parent.glob("*.yaml")) or [file])
    if file.exists() and other.exists():
        one, two = file.read_bytes(), other.read_bytes()
        file.write_bytes(two)
        other.write_bytes(one)


def _folder(file: Path, chance: random.Random) -> None:
    """Put a folder where a file was."""
    file.unlink(missing_ok=True)
    file.mkdir()


DAMAGES: dict[str, Damage] = {
    "bytes flipped": _bytes(flipped),
    "truncated": _bytes(_truncated),
    "wrong type": _value(_TYPES),
    "wrong number": _value(_NUMBERS),
    "a line twice": _line(lambda line, _: f"{line}\n{line}"),
    "tabs": _line(lambda line, _: f"\t{line}"),
    "a byte order mark": _always(lambda data: b"\xef\xbb\xbf" + data),
    "two byte order marks": _always(lambda data: b"\xef\xbb\xbf" * 2 + data),
    "UTF-16": _always(lambda data: data.decode("utf-8", "replace").encode("utf-16")),
    "Windows-1252": _always(
        lambda data: (data.decode("utf-8", "replace") + "# größer").encode("cp1252", "replace")
    ),
    "NUL": _bytes(lambda data, chance: bytes(data) + bytes(chance.randint(1, 4096))),
    "aliases without end": _whole(_bomb()),
    "merges without end": _added("m: &m {<<: *m}\nn: {<<: [*m, *m]}"),
    "a node in itself": _whole("a: &a [*a]\n"),
    "deep nesting": _whole("a: " + "[" * 20_000 + "]" * 20_000),
    "a tag": _added("x: !!python/object/apply:os.system [exit]"),
    "a very long line": _added("title: " + "Wort" * 50_000),
    "empty": _whole(""),
    "deleted": _deleted,
    "swapped": _swapped,
    "a folder": _folder,
}
"""What can happen to one file, by name."""


def _link_out(file: Path, chance: random.Random) -> None:
    """Put a link out of the deck where a file was."""
    file.unlink(missing_ok=True)
    file.symlink_to("/etc/hostname")


def _pipe(file: Path, chance: random.Random) -> None:
    file.unlink(missing_ok=True)
    os.mkfifo(file)


MEDIA_DAMAGES: dict[str, Damage] = {
    "bytes flipped": _bytes(flipped),
    "truncated": _bytes(_truncated),
    "empty": _whole(""),
    "a bomb": _whole(BOMBS["uses of uses"]),
    "too many pixels": _whole(png(30_000, 30_000, 1, 0)),
    "another format": _whole(DRAWING),
    "deleted": _deleted,
    "a folder": _folder,
    "a link out": _link_out,
    "a pipe": _pipe,
}
"""What can happen to a picture, by name."""


def spoil(folder: Path, good: Mapping[str, bytes], number: int) -> str:
    """Make the pictures of a folder good, and do one damage by the chance of a number."""
    chance = random.Random(number)  # noqa: S311 - a seeded chance, not a secret
    for name, data in good.items():
        heal(folder / name, data)
    kind = list(MEDIA_DAMAGES)[number % len(MEDIA_DAMAGES)]
    file = folder / chance.choice(sorted(good))
    MEDIA_DAMAGES[kind](file, chance)
    return f"{number}: {kind}: {file.name}"


def heal(file: Path, data: bytes) -> None:
    """Make a file good again, whatever has taken its place."""
    if file.is_dir():
        file.rmdir()
    fresh = file.with_name("fresh")
    fresh.write_bytes(data)
    fresh.replace(file)


_HUGE = _whole(b"title: gross\n" * 1_600_000)


def corrupt(folder: Path, good: Files, number: int) -> str:
    """Do one damage to a deck, by the chance of a number; return what it was.

    Now and then the deck is made good before, so that damages pile up for a while only. Each
    kind has its turn; a file of 20 MB comes rarely, because it takes long to write.
    """
    chance = random.Random(number)  # noqa: S311 - a seeded chance, not a secret
    if chance.random() < 0.6:
        restore(folder, good)
    names = sorted(name for name in good if (folder / name).is_file()) or sorted(good)
    file = folder / chance.choice(names)
    kind = list(DAMAGES)[number % len(DAMAGES)]
    damage = DAMAGES[kind]
    if number % 250 == 17:
        kind, damage = "20 MB", _HUGE
    damage(file, chance)
    return f"{number}: {kind}: {file.name}"


def restore(folder: Path, good: Files) -> None:
    """Make a deck good again."""
    for name in good:
        if (folder / name).is_dir():
            shutil.rmtree(folder / name)
    write(folder, good)

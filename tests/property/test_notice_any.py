"""Whatever lies in a notice file is shown as far as it can be read, and nothing else happens."""

from pathlib import Path
from typing import get_args

import pytest
from elements import NOW, deck
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from kjc_desktop.deck.notice import MOST, Notice, NoticeKind, sound
from kjc_desktop.deck.notice_files import NOTICE_FILES, read_notices
from kjc_desktop.figures import resolve
from kjc_desktop.scene.notice import notice_card

SIZES = (QSize(320, 180), QSize(101, 333))


def shown(text: str) -> bool:
    """Tell whether a text is as `tidy` leaves it."""
    lines = text.split("\n")
    plain = all(each.isprintable() or each in "\n\u00a0\u202f" for each in text)
    return plain and len(text) <= MOST and all(line == line.strip(" ") for line in lines)


def margins(image: QImage) -> set[str]:
    """Return the colours of the lowest row and of the column at the right edge."""
    right, bottom = image.width() - 1, image.height() - 1
    row = {image.pixelColor(x, bottom).name() for x in range(image.width())}
    return row | {image.pixelColor(right, y).name() for y in range(1, image.height())}


def ink(image: QImage) -> str:
    """Return the colour of the line at the top of a band; of a card it is the ground."""
    return image.pixelColor(0, 1).name()


@settings(deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.binary(max_size=4000), file=st.sampled_from(sorted(NOTICE_FILES)))
def test_any_bytes_are_a_notice_or_none(tmp_path: Path, data: bytes, file: str) -> None:
    for name in NOTICE_FILES:
        (tmp_path / name).unlink(missing_ok=True)
    (tmp_path / file).write_bytes(data)
    found = read_notices(tmp_path)
    if found.notice is not None:
        assert found.notice.kind == NOTICE_FILES[file]
        assert shown(found.notice.text)
    for each in found.findings:
        assert each.message("de")
        assert each.message("en")


@settings(deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(st.characters(), max_size=1500))
def test_a_sound_notice_is_sound_already(text: str) -> None:
    once = sound(Notice("over", text))
    assert sound(once) == once
    assert once is None or shown(once.text)


@pytest.mark.parametrize("kind", get_args(NoticeKind))
def test_any_text_is_painted(kind: NoticeKind, qapp: QApplication) -> None:
    made = {canvas: deck(canvas=canvas) for canvas in ("16:9", "9:16")}

    @settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        st.text(st.characters() | st.sampled_from("aaa \n"), min_size=1, max_size=MOST),
        st.sampled_from(sorted(made)),
        st.sampled_from(SIZES),
    )
    def check(text: str, canvas: str, size: QSize) -> None:
        notice = sound(Notice(kind, text))
        if notice is None:
            return
        card = notice_card(made[canvas], resolve(made[canvas], NOW), notice, size)
        assert card.image.size() == card.rect.size()
        assert QRect(0, 0, size.width(), size.height()).contains(card.rect)
        assert margins(card.image) <= {card.ground.name(), ink(card.image)}

    check()

"""What all tests share: Qt without a screen, at one resolution on every machine."""

import gc
import os
from collections.abc import Iterator

import pytest

# Before anything imports Qt: the platform is chosen when the application is made.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, Qt

QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_Use96Dpi)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--golden-update",
        action="store_true",
        help="write the golden pictures anew instead of comparing with them",
    )


gc.disable()


@pytest.fixture(autouse=True)
def _garbage() -> Iterator[None]:
    """Collect garbage here and between tests, as the program does: never in another thread.

    A thread that a test starts would otherwise destroy Qt objects that earlier tests left behind.
    """
    yield
    if gc.get_count()[0] > 10_000:
        gc.collect()

"""What all tests share: Qt without a screen, at one resolution on every machine."""

import os

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

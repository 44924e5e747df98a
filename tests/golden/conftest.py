"""The fixture through which tests compare pictures."""

from pathlib import Path

import pytest
from comparer import Golden
from PySide6.QtGui import QGuiApplication


@pytest.fixture
def golden(request: pytest.FixtureRequest, tmp_path: Path, qapp: QGuiApplication) -> Golden:
    return Golden(update=request.config.getoption("--golden-update"), reports=tmp_path)

"""The yardstick: a full-screen window of one colour, another one after each key."""

import sys

from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget


class Blank(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._colors = [QColor("#0A4D5C"), QColor("#FFB81C")]

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._colors[0])
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        self._colors.reverse()
        self.update()
        event.accept()


application = QApplication([])
window = Blank()
window.setGeometry(application.primaryScreen().geometry())
window.showFullScreen()
sys.exit(application.exec())

"""The one Qt application, made the way every picture relies on."""

import signal

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication


def application() -> QApplication:
    """Return a new application; its owner keeps it for as long as anything is shown."""
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_Use96Dpi)
    made = QApplication(["kjc"])
    made.setApplicationName("kjc-desktop")
    # Qt's event loop never lets Python look at a signal: let the system end the process.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    return made

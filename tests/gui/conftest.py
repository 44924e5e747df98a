"""Windows without a screen, for every test in this folder."""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"

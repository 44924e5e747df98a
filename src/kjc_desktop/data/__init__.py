"""Live sources, read while the show runs, as immutable snapshots.

This version reads none: a figure with `from` shows „k. A.“, and `figures.diagnose` says so.
"""

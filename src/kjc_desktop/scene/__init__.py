"""Slides as Qt pictures: built once on a logical canvas, set by `seek`, painted at any size."""

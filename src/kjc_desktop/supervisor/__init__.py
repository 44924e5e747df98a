"""Starts the players of an unattended show and looks after them; no Qt, so that it survives."""

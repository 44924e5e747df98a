"""Servers as live sources: asked politely, in bounded time and space."""

"""Databases as live sources: read only, and never for long."""

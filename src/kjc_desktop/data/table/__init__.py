"""Finds the table in rows of cells: titles, header, body, notes, and the kind of each column."""

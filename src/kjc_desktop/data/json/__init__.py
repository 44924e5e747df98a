"""JSON as a live source: the rows in a document, and values in its records."""

"""Pieces of a page: values and finished texts in, Dash components out; no data access."""

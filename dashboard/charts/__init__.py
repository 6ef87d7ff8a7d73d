"""Figures with an axis, drawn on the server: values in, drawing out; no data access."""

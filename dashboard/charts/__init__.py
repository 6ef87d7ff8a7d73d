"""Figures drawn in the browser by plotly: values in, figure out; no data access."""

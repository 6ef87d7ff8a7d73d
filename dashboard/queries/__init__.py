"""The questions pages ask: one function each, the viewer first, short selects on published tables."""

"""The questions pages ask: one function each, viewer first, short selects on published tables."""

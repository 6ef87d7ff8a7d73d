"""Published rows put side by side for a page: sums and differences of stored figures."""

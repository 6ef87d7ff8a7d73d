"""How pages reach a browser: the server, what it lets in, and what it writes whole."""

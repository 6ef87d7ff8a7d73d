"""From files to staged tables, and publishing."""

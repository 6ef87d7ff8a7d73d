"""Readers: one module for each family of file formats, named as in a source's `format: reader`."""

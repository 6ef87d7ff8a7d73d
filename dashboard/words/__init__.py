"""Sentences made from figures by rules: a title never claims more than its figures do."""

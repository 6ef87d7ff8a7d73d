"""Exact calculation on the action plan: what was promised, what moved, and what it means."""

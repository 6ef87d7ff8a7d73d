"""What pages are made of: the shell, the gate to the figures, texts, formats and components."""

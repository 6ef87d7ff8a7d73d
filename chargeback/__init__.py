"""The calculation: what each department owes for IT, and why."""

"""Tables as files to take along: CSV and Excel with the numbers that stand on the page."""

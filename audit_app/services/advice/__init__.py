"""Advice asked for: the log by hand and by file, and who is to be chased for what."""

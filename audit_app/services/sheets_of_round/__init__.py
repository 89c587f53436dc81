"""Scores without the app: sheets out and in, and scores typed in round a table; both are sealed at once."""

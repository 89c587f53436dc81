"""Samples: drawing, places and whose turn they are, strata, and what a year's samples covered."""

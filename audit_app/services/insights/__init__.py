"""Insights: every counted audit read once, and filters answered from it; for the group alone, who see plans."""

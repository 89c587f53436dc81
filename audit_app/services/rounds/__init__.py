"""Joint scoring as the chair's app does it: a round from opening to the reveal."""

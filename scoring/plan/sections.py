"""The sections of a plan by their letters, and which text belongs to which; it reads no file."""

SECTIONS = ("A", "B", "C", "D", "E", "F", "G", "H1", "H2", "I", "J", "K")
"""The sections that a plan must have, separately labelled (SEND Regulations 2014, regulation 12)."""

"""A document as a Word file, for those who paste it into papers; only loaded when one is written."""

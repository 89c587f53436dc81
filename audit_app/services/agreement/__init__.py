"""How far the members of rounds agreed: measured, who was compared, markers to reword, as a list, for reports."""

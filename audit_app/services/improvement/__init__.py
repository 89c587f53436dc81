"""Improvement plans: made, edited by cell, reported on, versioned, with risks and escalations, in and out of Excel.

`plans`, `editing`, `reporting`, `versions`, `logs`, `workbooks`, `examples` and `told` are for others to use.
"""

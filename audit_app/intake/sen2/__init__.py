"""The DfE's SEN2 person-level return as a register: `returns.kind_of` says what a file is, `reading` reads it.

One person at a time becomes a tree of `Record`, whether it comes from XML (`xml_records`) or from the nine files of a
COLLECT export (`collect`); `entries` makes rows of the register of it and `checks` says what cannot be right.
"""

"""The workspace on disk: encrypted tables, the change log and its one door, keys, backups.

For others: `workspace` (create, open, close), `door` (writes), `read_*` modules (queries), `figures` (counting).
"""

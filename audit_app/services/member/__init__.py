"""The small workspace of a member of an audit group and of a keyholder: what comes into it by pack, and what leaves."""

"""The change log: canonical bytes and hashes, the one door, apply, merge, undo, replay, erasure, verification."""

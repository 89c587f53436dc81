"""The golden thread of one open review: reading it whole and writing to it, a change each."""

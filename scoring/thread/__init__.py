"""The golden thread of one plan: items, links, breaks, suggestions. Knows no file and no screen."""

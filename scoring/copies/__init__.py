"""Reading copies: what in a plan's text says who a child is, and the text with plain stand-ins in its place."""

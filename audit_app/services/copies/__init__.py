"""Reading copies of plans: proposed, made, read through by a named person, and ready to be sealed into a pack."""

"""What a plan's document says: its text with addresses, its sections, and the items proposed from them."""

"""Reading a plan's document, docx or PDF, into text with addresses; nothing is lost and nothing is understood here."""

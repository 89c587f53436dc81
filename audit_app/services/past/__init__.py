"""Past audits taken in: a row a score, or a council's own sheet by a mapping; it knows no register file."""

"""What is done about findings: proposed, opened, changed, reported on, closed by a second person, audited again."""

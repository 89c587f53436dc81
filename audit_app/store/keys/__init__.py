"""Who can open a workspace: `crypto` (pairs and passphrases), `recovery` (the sheet), `keyfile` (keys.json)."""

"""Packs between machines: `pack` (make, look, open), `code` (six words), `folder` (a shared one), `refusals`."""

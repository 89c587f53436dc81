"""Reports: figures for an audience, what pages tell beyond them, what recurs across plans and why."""

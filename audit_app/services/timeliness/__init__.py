"""Timeliness counted for a period and a team, targets in time, the published table of other areas."""

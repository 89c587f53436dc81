"""How long things took against the law's weeks: one plan's clock, sums over many, where days were lost, targets.

Others use: `limits` (statutory lengths), `steps` (every step of one entry), `clock` (request to final plan), `issued`
(shares, bands, averages), `delays` (stage and agency of late days), `windows` (fifteen days for the draft) and
`trajectories` (targets in time). Nothing here reads a table or a file.
"""

"""How long things took against the law's weeks: one plan's clock, sums over many, where days were lost, targets.

Others use: `limits` (statutory lengths), `steps` (every step of one entry), `clock` (request to final plan), `issued`
(shares, bands, averages), `delays` and `totals` (stage and agency of late days), `windows` (fifteen days for the
draft), `trajectories`, `started` and `against` (targets in time), `published` (other areas), `words`. Nothing here
reads a table or a file.
"""

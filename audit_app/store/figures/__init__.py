"""Counts the figures of `figures.md` from a workspace: `counting.count_figures` is for others; what they mean
is defined in `scoring.figures`."""

"""Measurements of speed, each a ratio to a floor taken in the same run; `python3 dev.py bench` runs them all."""

"""Wording that may leave room for doubt: phrases as data, and where they stand in a text. It flags and never rules."""

from scoring.wording.flags import Flag, flags, most_frequent
from scoring.wording.phrases import Phrases, Severity, phrases_of

__all__ = ["Flag", "Phrases", "Severity", "flags", "most_frequent", "phrases_of"]

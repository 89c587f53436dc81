"""Control charts by Making Data Count (NHS England): XmR limits, the four rules, variation and assurance.

Others may use what is named here. Works on numbers in time; what they count is not known here.
"""

from scoring.control.chart import ControlChart, Point, Stretch, xmr
from scoring.control.limits import FULL_LIMITS, Limits, limits_of, median
from scoring.control.reading import Assurance, Direction, Variation, assurance, variation
from scoring.control.rebasing import LASTING, Judged, judged
from scoring.control.rules import Signal, signals
from scoring.control.shares import can_signal_both_ways

__all__ = [
    "FULL_LIMITS",
    "LASTING",
    "Assurance",
    "ControlChart",
    "Direction",
    "Judged",
    "Limits",
    "Point",
    "Signal",
    "Stretch",
    "Variation",
    "assurance",
    "can_signal_both_ways",
    "judged",
    "limits_of",
    "median",
    "signals",
    "variation",
    "xmr",
]

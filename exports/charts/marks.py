"""The shape of each grade, the same on screen and in reports."""

from collections.abc import Mapping
from types import MappingProxyType

from exports.charts.scene import Mark

GRADE_MARKS: Mapping[str, Mark] = MappingProxyType(
    {
        "outstanding": Mark.STAR,
        "good": Mark.DOT,
        "requires_improvement": Mark.TRIANGLE,
        "inadequate": Mark.SQUARE,
        "not_graded": Mark.RING,
    }
)

"""Values of measures as a list that leaves the app: in the long form that the import takes back."""

from datetime import date

from audit_app.domain.people import Act
from audit_app.services.measures.reading import read_measures
from audit_app.services.measures.scorecard import scorecard
from audit_app.store.read_subject import organisation
from audit_app.store.workspace import Workspace
from exports.book import Field, Format, Value
from exports.lists import ListFile

_FIELDS = (
    *(Field("code", width=26), Field("period", width=13), Field("value", Format.GENERAL, 12)),
    *(Field("numerator", Format.GENERAL, 12), Field("denominator", Format.GENERAL, 12), Field("note", width=40)),
    *(
        Field("title", width=46),
        Field("unit", width=22),
        Field("target", Format.GENERAL, 10),
        Field("source", width=14),
    ),
)
_LINES = (
    "A row for each value of each measure. Rows of measures that are typed or imported can be changed and read back "
    "with the first six columns; what the app counts itself stands here to be read.",
)


def values_list(workspace: Workspace, on: date) -> ListFile:
    """Every value of every measure that goes on. Raises AppError where the person may not take data out."""
    workspace.demand(Act.EXPORT)
    rows: list[tuple[Value, ...]] = []
    for line in scorecard(read_measures(workspace, on)):
        measure = line.measure
        targets = line.drawn.targets or (None,) * len(line.points)
        for point, target in zip(line.points, targets, strict=True):
            value = point.value
            rows.append(
                (
                    *(measure.code, value.period.text),
                    *map(_whole, (value.value, value.numerator, value.denominator)),
                    value.note,
                    *(
                        measure.title,
                        measure.unit,
                        _whole(target),
                        "counted" if point.held is None else measure.source.value,
                    ),
                )
            )
    return ListFile("Measures", organisation(workspace.conn), _LINES, _FIELDS, tuple(rows))


def _whole(number: float | None) -> float | int | None:
    """A count is written without a point."""
    return int(number) if number is not None and float(number).is_integer() else number

"""Progress after annual reviews on a sheet: a row a group and kind of progress; reviews due and late, adulthood."""

from collections.abc import Iterator

from exports.book import Field, Grid, Sheet, Value
from exports.content import Content
from exports.pages.outcomes import GROUPS, WITH_PROGRESS, WITH_REVIEWS, group_words
from exports.sheets.columns import NUMBERS, SAID, numbers, said
from scoring.figures import PROGRESS_SAID, Figure

_FIELDS = (Field("By", width=22), Field("Group", width=36), Field("Figure", width=46), *NUMBERS, *SAID)


def outcomes(content: Content) -> Iterator[Sheet]:
    """One sheet in the kinds of report that tell of it; none without a number."""
    if content.head.kind not in WITH_REVIEWS or content.team:
        return
    has_progress = content.head.kind in WITH_PROGRESS
    starts = ("reviews.", "progress.", "adulthood.") if has_progress else ("reviews.",)
    rows = [row for start in starts for figure in content.family(start) for row in _row("all", "All", figure)]
    for dimension, title in GROUPS if has_progress else ():
        for base in (*(f"progress.outcomes.{how}" for how in PROGRESS_SAID), "progress.plans_reviewed"):
            for name, figure in content.by(base, dimension).items():
                rows += _row(title, group_words(dimension, name), figure)
    if not rows:
        return
    title = "Progress after review" if has_progress else "Reviews due and late"  # the audits of reviews have their own
    lines = (
        "Of each outcome its newest review of the period counts. Bounds are 95 % intervals; outcomes of one plan are "
        "kept together.",
    )
    yield Sheet(title, title, lines, Grid("Progress", _FIELDS, tuple(rows)))


def _row(by: str, group: str, figure: Figure) -> list[tuple[Value, ...]]:
    if figure.value is None and not figure.withheld:
        return []
    return [
        (by, group, figure.label.partition(", ")[0] if by != "all" else figure.label, *numbers(figure), *said(figure))
    ]

"""What went wrong, a row for each rule that was crossed."""

from collections.abc import Iterator

from exports.book import Field, Grid, Sheet
from exports.content import Content
from exports.pages.exceptions import looked_at, said

_FIELDS = (
    Field("Rule", width=36),
    Field("What crossed it", width=90),
    Field("What its owner says", width=70),
    Field("Figure", width=36),
)


def exceptions(content: Content) -> Iterator[Sheet]:
    """One sheet; none where the report does not look."""
    told = content.exceptions
    if told is not None:
        rows = tuple((one.rule, one.sentence, said(one), one.topic) for one in told.found)
        yield Sheet("What went wrong", "What went wrong", (looked_at(told),), Grid("WentWrong", _FIELDS, rows))

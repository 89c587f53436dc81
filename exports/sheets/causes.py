"""Causes on sheets: a row a cause, then a row an agency and service; for the audit group a row a finding too."""

from collections.abc import Iterator

from exports.book import Field, Format, Grid, Sheet, Value
from exports.causes import CauseTold
from exports.content import Content
from exports.pages.causes import causes_words
from scoring.figures import WITHHELD_BOARD, WITHHELD_TABLE

_FIELDS = (
    Field("What", width=14),
    Field("Cause", width=30),
    Field("Agency", width=18),
    Field("Service", width=30),
    Field("Findings", Format.WHOLE, 9),
    Field("Plans", Format.WHOLE, 8),
    Field("Which plans", width=44),
)
_FINDINGS = (
    *(Field("Plan", width=13), Field("Cause", width=30), Field("Agency", width=18), Field("Service", width=30)),
    *(Field("Where", width=22), Field("Words", width=80)),
)


def causes(content: Content) -> Iterator[Sheet]:
    """One sheet of counts, for the audit group one of findings; none where nothing fell short."""
    told = content.causes
    if told is None:
        return
    parts = (("cause", told.causes), ("whose advice", told.advice))
    shown = [(what, one) for what, lines in parts for one in lines or ()]
    hidden = any(one.findings is None for _, one in shown)
    lines = (
        causes_words(told),
        *((f"c: withheld. {WITHHELD_BOARD}",) if hidden else ()),
        *(f"By {what}: {WITHHELD_TABLE}" for what, lines in parts if lines is None),
    )
    rows = tuple(_row(what, one) for what, one in shown)
    yield Sheet("Causes", "Why plans fall short", lines, Grid("Causes", _FIELDS, rows))
    if told.findings:
        found: tuple[tuple[Value, ...], ...] = tuple(
            (one.plan_ref, one.cause, one.agency, one.service, one.place, one.words) for one in told.findings
        )
        keep = ("This sheet names plans and quotes them: keep it within the audit group.",)
        yield Sheet("Findings", "Findings with their causes", keep, Grid("Findings", _FINDINGS, found))


def _row(what: str, one: CauseTold) -> tuple[Value, ...]:
    numbers: tuple[Value, Value] = ("c", "c") if one.findings is None else (one.findings, one.plan_count)
    return what, one.cause, one.agency, one.service, *numbers, ", ".join(one.plans)

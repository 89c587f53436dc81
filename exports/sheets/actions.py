"""Actions on a sheet: a row for each that the report tells of, with a filter by how it stands."""

from collections.abc import Iterator

from exports.actions import ActionsTold, ActionTold
from exports.book import Field, Format, Grid, Sheet, Value
from exports.content import Content
from exports.pages.actions import actions_lead

_FIELDS = (
    Field("Standing", width=26),
    Field("What will be done", width=70),
    Field("Agency", width=18),
    Field("Service", width=22),
    Field("Owner", width=26),
    Field("Accountable leader", width=26),
    Field("Opened", Format.DATE, 12),
    Field("Due", Format.DATE, 12),
    Field("Status", width=30),
    Field("Reported on", Format.DATE, 12),
    Field("Comment", width=50),
    Field("Measure of success", width=50),
    Field("About", width=14),
    Field("Plans", Format.WHOLE, 8),
    Field("Figure", width=40),
    Field("Before", width=12),
    Field("Since", width=12),
    Field("What follows", width=60),
    Field("Reason", width=50),
)
_PLANS = Field("Plan references", width=40)


def actions(content: Content) -> Iterator[Sheet]:
    """One sheet; none where the report tells of none. Only the audit group's names plans."""
    told = content.actions
    if told is None:
        return
    fields = (*_FIELDS, _PLANS) if told.with_plans else _FIELDS
    rows = tuple((*_row(one), ", ".join(one.plans)) if told.with_plans else _row(one) for one in _listed(told))
    title = "Actions opened" if told.is_brief else "Actions"
    yield Sheet(title, title, (actions_lead(told),), Grid("Actions", fields, rows))


def _listed(told: ActionsTold) -> tuple[ActionTold, ...]:
    return told.opened if told.is_brief else (*told.current, *told.closed, *told.abandoned)


def _row(one: ActionTold) -> tuple[Value, ...]:
    before = since = follows = ""
    if one.comparison is not None:
        before, since = (f"{count} of {of}" for count, of in (one.comparison.before, one.comparison.now))
        follows = one.comparison.sentence
    return (
        *(one.standing, one.what, one.agency_name, one.service, one.owner, one.leader, one.opened_on, one.due),
        *(one.status_words, one.reported_on, one.comment, one.success),
        *("Practice" if one.is_systemic else "One plan", one.plan_count, one.figure, before, since, follows, one.why),
    )

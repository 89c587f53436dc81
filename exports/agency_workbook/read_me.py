"""What stands on the first sheet of an agency's workbook, for somebody who has never seen one; it knows no cells."""

from collections.abc import Iterator

from audit_app.domain.agency_workbook import ACTIONS_SHEET, CLOSED_SHEET, NEW_ROWS, Column
from audit_app.domain.counting import counted
from audit_app.domain.status import LETTERS, MEANINGS
from exports.agency_plan import AgencyPlan
from scoring.days import day

Part = tuple[str, tuple[str, ...]]
"""A heading and the lines below it."""


def parts(plan: AgencyPlan) -> Iterator[Part]:
    """The parts in the order in which they are read."""
    yield "What this is", _what(plan)
    yield "What to do", _what_to_do(plan)
    yield "The four statuses", tuple(f"{LETTERS[one]} {one.value.capitalize()}: {words}." for one, words in _MEANT)
    yield "What comes of it", _AFTERWARDS
    yield "Please", _please(plan)


def _what(plan: AgencyPlan) -> tuple[str, ...]:
    overdue = f", {plan.overdue:,} of them past {'its' if plan.overdue == 1 else 'their'} day" if plan.overdue else ""
    return (
        f"{plan.organisation} audits the quality of Education, Health and Care plans. What falls short becomes an "
        f"action. These are the actions of {plan.agency_words}: {counted(len(plan.actions), 'open action')}{overdue}.",
        f"What was closed since {day(plan.closed_since)} can be read on the sheet “{CLOSED_SHEET}”: "
        f"{counted(len(plan.closed), 'action')}.",
    )


def _what_to_do(plan: AgencyPlan) -> tuple[str, ...]:
    return (
        f"1. Go to the sheet “{ACTIONS_SHEET}”. Each row is one action; a filter shows those of one owner.",
        f"2. Say how far each action is: the day in “{Column.ON}”, the status from the list in “{Column.STATUS}”, and "
        f"a sentence in “{Column.SAID}”. In “{Column.EVIDENCE}” say what shows it, and where that is kept.",
        f"3. Correct what is wrong in the white cells further right: {_others()}. The grey cells cannot be changed.",
        f"4. A new action? Use one of the {NEW_ROWS} blank rows below the others, and say at least what will be done.",
        f"5. Save the workbook as .xlsx under any name and send it back to {plan.contact} by {day(plan.back_by)}.",
    )


def _others() -> str:
    names = [one.value.lower() for one in (Column.DUE, Column.TIMESCALE, Column.OWNER, Column.LEADER)]
    return f"{', '.join(names)}, {Column.SUCCESS.lower()} and {Column.COMMENTS.lower()}"


_MEANT = tuple(MEANINGS.items())
_AFTERWARDS = (
    "Each cell that you changed is looked at before it counts. Where the same cell was changed here meanwhile, both "
    "values are shown and somebody decides.",
    "An action is closed by a second person, and one that is about a practice only beside a later sample. So please do "
    "not delete rows of actions that are done: report them as Green.",
)


def _please(plan: AgencyPlan) -> tuple[str, ...]:
    plans = (
        "Plans are named by their references, so keep this workbook within the audit group."
        if plan.with_plans
        else "No plan is named in this workbook."
    )
    return (
        f"{plans} Write no child's name and nothing by which a child could be known.",
        "This workbook is not encrypted: send it the way that you were told. Do not copy its sheets into another "
        "workbook; it is known again by a hidden sheet, and refused without it.",
    )

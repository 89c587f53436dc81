"""`ehcp-audit actions import`: a workbook that an agency filled in; every change stands on standard error."""

from audit_app.cli.call import DONE, Call
from audit_app.cli.opening import opened
from audit_app.domain.agency_workbook import CellChange
from audit_app.domain.counting import counted
from audit_app.errors import one_line
from audit_app.services.actions.returned import Returned, read_returned
from audit_app.services.actions.returned_words import field_words, told_lines
from audit_app.services.actions.taking_in import TakenIn, take_in


def run(call: Call) -> int:
    """Take it in, or say what that would change; whole or not at all."""
    asked = call.asked
    with opened(call) as workspace:
        returned = read_returned(workspace, asked.file)
        keys = _keys(returned, asked.accept, asked.conflicts)
        made = TakenIn(len(keys), len(returned.offers) + len(returned.conflicts) - len(keys))
        if not asked.dry_run:
            made = take_in(workspace, returned, keys)
    call.console.warn_all(one_line(line) for line in told_lines(returned))
    if asked.json:
        call.console.say_json(_document(returned, made, dry_run=asked.dry_run))
    else:
        call.console.say(_sentence(returned, made, dry_run=asked.dry_run))
    return DONE


def _keys(returned: Returned, accept: str, conflicts: str) -> tuple[str, ...]:
    offers = returned.offers if accept == "all" else ()
    return (*offers, *(returned.conflicts if conflicts == "theirs" else ()))


def _sentence(returned: Returned, made: TakenIn, *, dry_run: bool) -> str:
    would = "would be taken in" if dry_run else "taken in"
    stays = f"{made.kept:,} not" if made.kept else "nothing left"
    both = f"; {counted(len(returned.conflicts), 'cell')} changed on both sides" if returned.conflicts else ""
    before = " It was taken in before." if returned.came_before else ""
    return f"{returned.agency_name}: {counted(made.accepted, 'change')} {would}, {stays}{both}.{before}"


def _document(returned: Returned, made: TakenIn, *, dry_run: bool) -> dict[str, object]:
    return {
        "file": returned.reading.file,
        "agency": returned.sent.agency,
        "sent_on": returned.sent.sent_on,
        "accepted": made.accepted,
        "kept": made.kept,
        "conflicts": len(returned.conflicts),
        "changes": [_change(one, returned) for one in returned.changes],
        "new": [{"row": one.row, "what": one.cells["what"], "here": one.is_here} for one in returned.new],
        "gone": [returned.names[one] for one in returned.missing],
        "came_before": returned.came_before,
        "dry_run": dry_run,
    }


def _change(one: CellChange, returned: Returned) -> dict[str, object]:
    return {
        "row": one.row,
        "action": returned.names.get(one.action, ""),
        "field": field_words(one.field),
        "verdict": one.verdict.value,
        "sent": one.sent,
        "now": one.now,
        "back": one.back,
    }

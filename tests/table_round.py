"""A round with two members who score round a table."""

from datetime import date, timedelta

from audit_app.domain.people import Agency
from audit_app.domain.rounds import Way
from audit_app.services.rounds.opening import open_round
from audit_app.services.rounds.people import add_member
from audit_app.services.rounds.wishes import MemberWish, RoundWish
from audit_app.services.samples.sampling import sample
from audit_app.store.workspace import Workspace

MARKERS = ("W4", "E1", "F1")


def open_table_round(workspace: Workspace, on: date, plans: int = 2) -> str:
    """Open it over so many plans that are drawn on this day, without a keyholder; returns its id."""
    draw = sample(workspace, cycle="multi-agency", size=plans, seed="table", on=on)
    members = tuple(
        MemberWish(add_member(workspace, name, agency), Way.TABLE, MARKERS)
        for name, agency in (("Ed Hall", Agency.EDUCATION), ("Hetty Rae", Agency.HEALTH))
    )
    chairs = (workspace.unlocked.person,)
    return open_round(workspace, RoundWish("Table", draw.draw_id, on + timedelta(days=26), members, chairs, ()))

"""Rounds in pictures: the form with what would come of it, a round being scored, the six words, and nothing yet."""

from datetime import timedelta

from picture_machine import NOW
from picture_stage import Stage

from audit_app.domain.people import Agency, Role
from audit_app.domain.rounds import Way
from audit_app.screens.rounds.dialogs import CodeDialog
from audit_app.screens.rounds.view import RoundsView
from audit_app.screens.table_scoring.screen import TableScreen
from audit_app.services.rounds.opening import open_round
from audit_app.services.rounds.people import candidates
from audit_app.services.rounds.progress import rounds
from audit_app.services.rounds.sending import invite
from audit_app.services.rounds.standing import withdraw
from audit_app.services.rounds.wishes import MemberWish, RoundWish
from audit_app.services.samples.sampling import sample
from audit_app.store import keyring
from audit_app.store.person_ops import PersonDetails
from audit_app.store.workspace import Workspace

_WAYS = {Agency.SOCIAL_CARE: Way.SHEET, Agency.PARENT_CARER: Way.TABLE}


def new(stage: Stage) -> None:
    """The form, with eight plans drawn today and everybody who has sat in a round ticked."""
    today = NOW.date()
    draw = stage.window.session.write(
        lambda workspace: sample(workspace, cycle="multi-agency", size=8, seed="multi-agency-picture", on=today)
    )
    view = stage.go("rounds", RoundsView, new=True, draw_id=draw.draw_id)
    for tick in list(view.form.members.ticks.values())[:5]:
        tick.setChecked(True)


def scored(stage: Stage) -> None:
    """A round being scored: a pack and a sheet are out, one member has withdrawn."""
    round_id = stage.window.session.write(_opened)
    view = stage.go("rounds", RoundsView, round_id=round_id)
    view.show_form(False)
    view.show_with(round_id=round_id)
    view.card.members.view.setFocus()


def table(stage: Stage) -> None:
    """One member says their scores, one types them: the first plan, begun."""
    round_id = stage.window.session.read(rounds)[0].id
    stage.window.go("table_scoring", round_id=round_id)
    stage.settle()
    stage.screen(TableScreen).members.begin_button.click()


def words(stage: Stage) -> None:
    """The six words, shown once."""
    code = ("lantern", "otter", "meadow", "quilt", "harbour", "walnut")
    stage.dialogs.acts.append(stage.dialogs.keep)
    stage.dialogs.run(CodeDialog("Bronwen Tallisker", "pack-4f1d.ehcppack", code))


def nothing(stage: Stage) -> None:
    """No round was opened yet."""
    stage.go("rounds", RoundsView)


def _opened(workspace: Workspace) -> str:
    today = NOW.date()
    draw = sample(workspace, cycle="multi-agency", size=8, seed="multi-agency-picture", on=today)
    roles = frozenset({Role.KEYHOLDER})
    keepers = tuple(
        keyring.add(workspace, PersonDetails(name, Agency.HEALTH, roles), f"{name} has a long passphrase")
        for name in ("Kit Holloway", "Ngaio Westmere")
    )
    people = [one.person for one in candidates(workspace) if one.person.agency is not Agency.COORDINATOR]
    members = tuple(
        MemberWish(one.id, _WAYS.get(one.agency, Way.PACK), wants_copies=one.agency is Agency.PARENT_CARER)
        for one in people
        if Role.AUDITOR in one.roles
    )
    wish = RoundWish(
        "2026-11", draw.draw_id, today + timedelta(days=26), members, (workspace.unlocked.person,), keepers
    )
    round_id = open_round(workspace, wish)
    invite(workspace, round_id, members[0].person)
    withdraw(workspace, round_id, members[-1].person, "Moved to another area in November.")
    return round_id

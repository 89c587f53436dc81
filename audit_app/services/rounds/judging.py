"""What stands against a round that a chair wants to open, and what is thin about it, in words."""

from collections.abc import Iterator, Sequence

from audit_app.domain.counting import counted
from audit_app.domain.people import Role
from audit_app.domain.rounds import Holders
from audit_app.services.rounds.looking import Looked
from audit_app.services.rounds.wishes import SeatAhead
from audit_app.store.read_seats import rounds_held
from audit_app.store.workspace import Workspace


def warnings(looked: Looked, seats: Sequence[SeatAhead], unscored: Sequence[str]) -> Iterator[str]:
    """What is thin about the round, a sentence each."""
    yield from Holders(looked.wish.chairs, looked.wish.keyholders).warnings()
    for ref, agency in looked.shared.nobody:
        yield f"Nobody of {_words(agency)} may score {ref}: each stands too close to it."
    for ref, agency, why in looked.shared.single:
        yield f"{ref} is scored by one member of {_words(agency)} only: {why}."
    if unscored:
        yield f"{counted(len(unscored), 'marker is', 'markers are')} scored by nobody: {', '.join(unscored)}."
    if len({seat.agency for seat in seats}) == 1:
        yield "Every member is of one agency. A round is worth most where several look at the same plans."
    if looked.places and len(looked.places) < 8:
        yield (
            f"{counted(len(looked.places), 'plan is', 'plans are')} few: under 8 no coefficient of agreement is given, "
            "the counts are."
        )


def faults(workspace: Workspace, looked: Looked, seats: Sequence[SeatAhead]) -> Iterator[str]:
    """What stands against opening it, a sentence each."""
    wish, today = looked.wish, workspace.means.now().date()
    if not wish.name.strip():
        yield "The round needs a name, such as 2026-11."
    elif any(one.name.casefold() == wish.name.strip().casefold() for one in rounds_held(workspace.conn)):
        yield f"There is a round {wish.name.strip()} already. Give this one another name."
    if wish.due < today:
        yield f"The due date {wish.due:%d/%m/%Y} has passed. Choose a later one."
    if not looked.places:
        yield "The draw has no open plan. Draw again."
    yield from (
        f"{place.plan_ref} is being audited already. Replace it in the draw." for place in looked.places if place.opened
    )
    if len(wish.members) < 2:
        yield "A round needs two members or more."
    if len({member.person for member in wish.members}) < len(wish.members):
        yield "Somebody is named twice. Each member has one seat."
    yield from (f"{seat.name} may score none of these plans. Leave them out." for seat in seats if not seat.plans)
    yield from (f"{seat.name} has no marker to score. Choose some." for seat in seats if not seat.markers)
    yield from Holders(wish.chairs, wish.keyholders).faults()
    yield from _holder_faults(looked)


def _holder_faults(looked: Looked) -> Iterator[str]:
    for role, holders in ((Role.CHAIR, looked.wish.chairs), (Role.KEYHOLDER, looked.wish.keyholders)):
        for person in holders:
            one = looked.everybody[person]
            if role not in one.roles:
                yield f"{one.name} has not the role of {role.value}. An owner can give it in Settings."
            if not looked.box_key(person):
                yield f"{one.name} has no keys yet. Invite them first: their half of the round is locked to their keys."
            if role is Role.CHAIR and person not in looked.opens:
                yield f"{one.name} cannot open this workspace, so they cannot be chair or deputy."


def _words(agency: str) -> str:
    return agency.replace("_", " ")

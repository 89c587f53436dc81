"""Everything that a wish for a round is judged by, read together; it judges nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from audit_app.domain.cycles import Cycle
from audit_app.domain.people import Person
from audit_app.domain.problems import AppError
from audit_app.domain.round_plan import Distribution, Member, RoundPlan, distribute
from audit_app.services.frameworks import newest_key, prepared
from audit_app.services.rounds.wishes import MemberWish, RoundWish
from audit_app.store.log.people_log import people
from audit_app.store.log.rights import Op
from audit_app.store.read_draws import HeldPlace, draw_of, places_of
from audit_app.store.read_seats import HeldKeys, close_to, keys_held
from audit_app.store.workspace import Workspace
from forms.model import Framework


@dataclass(frozen=True, slots=True)
class Looked:
    """Everything that a wish is judged by; `opens` are who can open this workspace, `date` is that of the draw."""

    wish: RoundWish
    everybody: Mapping[str, Person]
    keys: Mapping[str, HeldKeys]
    places: Sequence[HeldPlace]
    date: str
    framework: Framework
    shipping: Sequence[Op]
    shared: Distribution
    opens: frozenset[str]

    def markers_of(self, member: MemberWish) -> tuple[str, ...]:
        """What a member scores, in the framework's order."""
        agency = self.everybody[member.person].agency.value
        own = {marker.id for marker in self.framework.scored_by(agency)}
        wanted = own if member.markers is None else set(member.markers)
        return tuple(marker.id for marker in self.framework.markers if marker.id in wanted)

    def box_key(self, person: str) -> str:
        """The key (hex) that a half is wrapped to: of this workspace, else of their own small one; empty where none."""
        keys = self.keys[person]
        return keys.box_key if person in self.opens else keys.member_box_key


def looked_at(workspace: Workspace, wish: RoundWish) -> Looked:
    """Read it; raises AppError where the draw, the framework or a person is unknown."""
    conn = workspace.conn
    draw = draw_of(conn, wish.draw_id)
    if draw is None:
        raise AppError("There is no such draw in this workspace. Draw a multi-agency sample first.")
    if draw.cycle != Cycle.MULTI_AGENCY.value:
        raise AppError("This draw is of another cycle. A round is about a multi-agency draw.")
    key = newest_key(workspace, wish.framework)
    if key is None:
        raise AppError(f"There is no framework {wish.framework} in this workspace. Choose one such as core-42.")
    framework, ops = prepared(workspace, key)
    everybody, keys = people(conn), keys_held(conn)
    for person in (*(one.person for one in wish.members), *wish.chairs, *wish.keyholders):
        if person not in everybody:
            raise AppError("Somebody in this round is not among the people of this workspace. Add them first.")
    places = [place for place in places_of(conn, wish.draw_id) if place.in_sample and not place.closed_reason]
    close = close_to(conn, [place.plan_id for place in places])
    plans = [close.get(place.plan_id, RoundPlan(place.plan_ref)) for place in places]
    members = [_member(everybody[one.person], keys[one.person], one) for one in wish.members]
    opens = frozenset(entry.id for entry in workspace.key_file.people)
    shared = distribute(plans, members, wish.double_rated)
    return Looked(wish, everybody, keys, places, draw.on_date, framework, ops, shared, opens)


def _member(person: Person, keys: HeldKeys, wish: MemberWish) -> Member:
    names = (person.name, *keys.known_as)
    return Member(person.id, person.agency.value, names, person.teams, wish.is_newcomer)

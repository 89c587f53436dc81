"""An open round with a member who scores by a sheet, one round the table and one in the app."""

from base64 import b64decode
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from service_world import TODAY, World, plan_row, write_rows

from audit_app.domain.people import Agency
from audit_app.domain.rounds import Way
from audit_app.services.register.importing import import_register
from audit_app.services.rounds.opening import open_round
from audit_app.services.rounds.people import add_member
from audit_app.services.rounds.wishes import MemberWish, RoundWish
from audit_app.services.samples.sampling import sample
from audit_app.store.keys.boxes import About, box_from, open_box
from audit_app.store.keys.round_keys import CHAIRS, KEYHOLDERS, Half, RoundSeal, half_of, open_round_key
from audit_app.store.log.rights import Op
from audit_app.store.read_seats import HeldBox, newest_boxes, round_of

DUE = date(2026, 12, 18)
MARKERS = ("W4", "E1", "E6", "F1")


@dataclass(frozen=True, slots=True)
class SheetRound:
    """The round and its members."""

    id: str
    sheet: str
    table: str
    app: str


def open_sheet_round(
    world: World, folder: Path, plans: int = 2, markers: tuple[str, ...] | None = MARKERS
) -> SheetRound:
    """Open a round over so many plans of Year 6; without a keyholder, whose keys take half a second to make."""
    with world.open() as workspace:
        path = folder / "plans of the round.csv"
        import_register(workspace, write_rows(path, [plan_row(number) for number in range(1, plans + 1)]))
        draw = sample(workspace, cycle="multi-agency", size=plans, seed="2026-11", on=TODAY)
        people = [
            MemberWish(add_member(workspace, name, agency), way, markers)
            for name, agency, way in (
                ("Ed Hall", Agency.EDUCATION, Way.SHEET),
                ("Tara Lund", Agency.HEALTH, Way.TABLE),
                ("Ann Poe", Agency.SOCIAL_CARE, Way.PACK),
            )
        ]
        chairs = (workspace.unlocked.person,)
        wish = RoundWish("Autumn 2026", draw.draw_id, DUE, tuple(people), chairs, ())
        return SheetRound(open_round(workspace, wish), *(one.person for one in people))


def boxes_of_person(world: World, round_id: str, person: str) -> list[HeldBox]:
    """The newest box of each plan of a member."""
    with world.open() as workspace:
        return [box for box in newest_boxes(workspace.conn, round_id) if box.person == person]


def opened_boxes(world: World, round_id: str, person: str) -> dict[str, tuple[Op, ...]]:
    """What is in the boxes of a member, by audit."""
    with world.open() as workspace:
        held, mary = round_of(workspace.conn, round_id), workspace.unlocked
        assert held is not None
        halves = tuple(Half(one.person, one.half, b64decode(one.wrapped)) for one in held.halves)
        seal = RoundSeal(workspace.id, round_id, bytes.fromhex(held.public), b64decode(held.locked), halves)
        a, b = (half_of(seal, mary.person, mary.keys, which) for which in (CHAIRS, KEYHOLDERS))
        private, name = open_round_key(seal, a, b, round_id), workspace.id
    return {
        box.audit_id: open_box(
            box_from(box.box, box.key), About(round_id, box.review_id, person, box.number), private, name
        )
        for box in boxes_of_person(world, round_id, person)
    }

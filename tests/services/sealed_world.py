"""A sealed round with everybody in it: the partnership's workspace, and small workspaces made from real packs.

    sealed = make_sealed(tmp_path)                  # Mary chairs, Dee is deputy, Kay and Ken are keyholders
    sealed.join("Ed Hall")                          # invited by Mary, joined on a machine of his own
    sealed.score("Ed Hall", level=1, plans=2)       # scored and submitted there (all plans without `plans`)
    pack = sealed.send_back("Ed Hall")              # the bytes of his return
    sealed.take(pack)                               # taken in by Mary
    with sealed.chair() as workspace:
        reveal_here(workspace, sealed.round_id, sealed.people["Kay"], passphrase_of("Kay"))

`everybody_returns` does all of it for each member who has not been asked yet, `sealed.wait(days)` lets days pass,
`digests_of` tells whether something changed any table, `every_text` gives what somebody with the key could read.
"""

import itertools
import shutil
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from service_world import TODAY, World, make_world, means_of, passphrase_of, plan_row, write_rows

from audit_app.domain.people import Agency, Role
from audit_app.domain.rounds import Way
from audit_app.services.auditing import submit
from audit_app.services.member.assignments import assignments
from audit_app.services.member.custody import hello
from audit_app.services.member.joining import join
from audit_app.services.member.returning import make_return
from audit_app.services.member.taking import Joined, take
from audit_app.services.register.importing import import_register
from audit_app.services.rounds.opening import open_round
from audit_app.services.rounds.outgoing import Outgoing
from audit_app.services.rounds.people import add_member
from audit_app.services.rounds.sending import invite, invite_keyholder
from audit_app.services.rounds.taking import TakenIn, take_in
from audit_app.services.rounds.wishes import MemberWish, RoundWish
from audit_app.services.samples.sampling import sample
from audit_app.store.driver import Connection
from audit_app.store.ids import Ids
from audit_app.store.log.rights import Op
from audit_app.store.means import Means
from audit_app.store.opening import open_workspace
from audit_app.store.read_audits import review_of_id, scores_of
from audit_app.store.workspace import Workspace
from forms.model import NotScore

MEMBERS: Mapping[str, Agency] = {
    "Ed Hall": Agency.EDUCATION,
    "Hetty Rae": Agency.HEALTH,
    "Sue Carr": Agency.SOCIAL_CARE,
}
DUE = date(2026, 12, 18)


def said_by(name: str, marker: str) -> str:
    """The words that a member quotes at a marker: found nowhere else, so that a leak is found."""
    return f"{name.split()[0]} quotes heron-{sha256(f'{name}{marker}'.encode()).hexdigest()[:8]}"


@dataclass
class Clock:
    """A clock that goes on by a second each time it is read, and by days when a test waits."""

    days: int = 0
    ticks: Iterator[int] = field(default_factory=itertools.count)

    def __call__(self) -> datetime:
        return datetime(2026, 11, 22, 9, 0, tzinfo=UTC) + timedelta(days=self.days, seconds=next(self.ticks))


@dataclass
class Small:
    """One small workspace on a machine of its own."""

    folder: Path
    means: Means
    name: str

    def open(self) -> Workspace:
        """Open it as the member."""
        return open_workspace(self.folder, passphrase_of(self.name), self.means)


@dataclass
class Sealed:
    """A round that is open, the people in it by name, and who has joined."""

    base: Path
    world: World
    round_id: str
    people: dict[str, str]
    clock: Clock
    small: dict[str, Small] = field(default_factory=dict)

    def copied(self, to: Path) -> "Sealed":
        """Everything as it stands, on machines of its own: what is costly to make is made once."""
        shutil.copytree(self.base, to, dirs_exist_ok=True)
        clock = Clock(self.clock.days)

        def moved(means: Means) -> Means:
            return replace(means, clock=clock, anchors=to / means.anchors.relative_to(self.base))

        world = World(to / self.world.folder.relative_to(self.base), moved(self.world.means))
        small = {
            name: Small(to / one.folder.relative_to(self.base), moved(one.means), name)
            for name, one in self.small.items()
        }
        return Sealed(to, world, self.round_id, dict(self.people), clock, small)

    def chair(self, name: str = "Mary") -> Workspace:
        """The partnership's workspace, open as one of its people."""
        return self.world.open(name)

    def wait(self, days: int) -> None:
        """Let days pass for everybody."""
        self.clock.days += days

    def join(self, name: str) -> Small:
        """Invite a member and let them join on a machine of their own; again where they have lost their keys."""
        with self.chair() as workspace:
            pack = invite(workspace, self.round_id, self.people[name])
        again = "again " if name in self.small else ""
        self.small[name] = _joined(self.base, self.clock, name, pack, f"{again}{name.split()[0]}")
        return self.small[name]

    def score(self, name: str, level: int = 2, plans: int | None = None) -> None:
        """Score and submit so many plans that are open, every marker at one level with words of the member's own."""
        with self.small[name].open() as workspace:
            (assignment,) = assignments(workspace)
            for plan in assignment.open[: plans if plans is not None else len(assignment.open)]:
                score_review(workspace, plan.review_id, name, level)
                submit(workspace, plan.review_id)

    def send_back(self, name: str) -> bytes:
        """The member's next return."""
        with self.small[name].open() as workspace:
            return make_return(workspace, self.round_id).data

    def take(self, pack: bytes, chair: str = "Mary") -> TakenIn:
        """Take a pack in at the partnership's workspace."""
        with self.chair(chair) as workspace:
            return take_in(workspace, pack)

    def give(self, name: str, pack: bytes) -> Joined:
        """Take a pack in at a member's small workspace."""
        with self.small[name].open() as workspace:
            return take(workspace, pack)

    def everybody_returns(self, *but: str, level: int = 2) -> None:
        """Everybody else is invited, scores everything and sends it back, and it is taken in."""
        for name in MEMBERS:
            if name not in (*but, *self.small):
                self.join(name)
                self.score(name, level)
                self.take(self.send_back(name))


def make_sealed(base: Path, plans: int = 3, keyholders: tuple[str, ...] = ("Kay", "Ken")) -> Sealed:
    """A new round over so many plans with the three members of MEMBERS, each by pack.

    A keyholder called Kim keeps their half in a small workspace of their own, and has it already.
    """
    clock = Clock()
    world = make_world(base)
    world = World(world.folder, replace(world.means, clock=clock))
    people = {name: world.add(name, Role.CHAIR) for name in ("Dee",)}
    people |= {name: world.add(name, Role.KEYHOLDER) for name in ("Kay", "Ken")}
    with world.open() as workspace:
        people["Mary"] = workspace.person.id
        rows = [plan_row(number, child_protection=1, child_in_need=1) for number in range(1, plans + 4)]
        import_register(workspace, write_rows(base / "register.csv", rows))
        people |= {name: add_member(workspace, name, agency) for name, agency in MEMBERS.items()}
        draw = sample(workspace, cycle="multi-agency", size=plans, seed="2026-11", on=TODAY)
        wish = RoundWish(
            "2026-11",
            draw.draw_id,
            DUE,
            tuple(MemberWish(people[name], Way.PACK) for name in MEMBERS),
            (people["Mary"], people["Dee"]),
            (),
        )
        small = {}
        if "Kim" in keyholders:
            people["Kim"] = add_member(workspace, "Kim", Agency.HEALTH, (Role.KEYHOLDER,))
            small["Kim"] = _joined(base, clock, "Kim", invite_keyholder(workspace, people["Kim"]), "Kim")
            with small["Kim"].open() as elsewhere:
                take_in(workspace, hello(elsewhere).data)
        wish = replace(wish, keyholders=tuple(people[name] for name in keyholders))
        return Sealed(base, world, open_round(workspace, wish), people, clock, small)


def _joined(base: Path, clock: Clock, name: str, pack: Outgoing, host: str) -> Small:
    means = replace(means_of(base, host), clock=clock)
    folder = base / f"machine of {host}"
    folder.mkdir()
    with closing(join(folder, pack.data, " ".join(pack.code), passphrase_of(name), means)) as workspace:
        return Small(workspace.folder, means, name)


def score_review(workspace: Workspace, review_id: str, name: str, level: int) -> None:
    """Answer every marker of a review that applies at one level, as one change."""
    review = review_of_id(workspace.conn, review_id)
    assert review is not None
    by_rule = {marker for _, marker, held in scores_of(workspace.conn, [review_id]) if held.answer == NotScore.NA}
    ops = []
    for marker in (one for one in review.markers if one not in by_rule):
        score = Ids.score(review_id, marker)
        quoted = {"kind": "quotation", "text": said_by(name, marker), "where": "F"}
        ops += [Op("score", score, "score", level), Op("score", score, "evidence", quoted)]
        if level < 2:
            ops.append(Op("score", score, "cause", "drafting"))
    workspace.door.write("Scored", ops)


def digests_of(conn: Connection) -> dict[str, str]:
    """A digest of every table's content: what changed nothing leaves each as it was, the log's own included."""
    names = [row[0] for row in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    return {
        name: sha256(repr(sorted(map(repr, conn.execute(f"SELECT * FROM {name}")))).encode()).hexdigest()  # noqa: S608 - the tables' own names
        for name in names
    }


def every_text(conn: Connection) -> Iterator[tuple[str, str]]:
    """Every text of every table of a decrypted database, with the table that it stands in."""
    for (name,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        for row in conn.execute(f"SELECT * FROM {name}"):  # noqa: S608 - the tables' own names
            for value in row:
                if isinstance(value, str | bytes):
                    yield name, value if isinstance(value, str) else value.decode("latin-1")

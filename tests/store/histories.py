"""Random histories of several machines: people work offline, packs travel late, twice, in any order or not at all."""

import itertools
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from builders import (
    FRAMEWORK_OP,
    WORKSPACE,
    Replica,
    copied,
    evidence,
    founded,
    person_ops,
    reopen_op,
    score,
    submit_op,
)

from audit_app.store.log.bundle import Bundle
from audit_app.store.log.canonical import Json
from audit_app.store.log.erase import erase, of_audit
from audit_app.store.log.merge import Gap
from audit_app.store.log.rights import NotAllowed, Op, ReviewLocked
from audit_app.store.log.settle import disputed

Clock = Callable[[], datetime]

AT_WORK = {
    "office": ("mary", "carol"),
    "health laptop": ("bob",),
    "health desktop": ("bob",),
    "education laptop": ("eve",),
}
"""Who works where; Bob on two machines, so that one reviewer's own scores can collide too."""

REVIEWERS = ("mary", "bob", "eve")
AUDITS = 2
MARKERS = ("1", "2", "3")


def clock_from(start: datetime, step: timedelta = timedelta(minutes=1)) -> Clock:
    """A clock that begins at `start` and goes on each time it is read."""
    counter = itertools.count()
    return lambda: start + step * next(counter)


def good_clocks() -> dict[str, Clock]:
    """All four machines on the right time."""
    return {name: clock_from(datetime(2026, 11, 2, 9, 0, tzinfo=UTC)) for name in AT_WORK}


def skewed(skews: tuple[timedelta, ...]) -> dict[str, Clock]:
    """Four machines, each with its own error."""
    start = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
    return {name: clock_from(start + skew) for name, skew in zip(AT_WORK, skews, strict=True)}


def summer_time_ends() -> dict[str, Clock]:
    """Local times across the hour that comes twice, and a session that changes its zone on the way."""
    london, kathmandu = ZoneInfo("Europe/London"), ZoneInfo("Asia/Kathmandu")

    def travelling() -> Iterator[datetime]:
        moment = datetime(2026, 10, 25, 1, 30, tzinfo=london)
        for turn in itertools.count():
            yield moment.replace(fold=turn % 2, tzinfo=london if turn % 3 else kathmandu)

    clocks: dict[str, Clock] = {}
    for name in AT_WORK:
        moments = travelling()
        clocks[name] = lambda moments=moments: next(moments)  # type: ignore[misc]  # the default binds the loop's value
    return clocks


def base() -> Replica:
    """The workspace that every machine begins with: people, a framework, audits with a review for each reviewer."""
    office = founded(None, "founding")
    mary = office.door("mary")
    mary.write("Carol", person_ops("carol", roles=["moderator", "owner"]))
    mary.write("Bob", person_ops("bob", roles=["auditor"], agency="health"))
    mary.write("Eve", person_ops("eve", roles=["auditor"], agency="education"))
    ops = [FRAMEWORK_OP]
    for n in range(AUDITS):
        ops.append(Op("entry", f"plan-{n}", "row", {"plan_ref": f"P-{n}"}))
        record = {"plan_id": f"plan-{n}", "framework": "weekly-18/1", "cycle": "weekly", "date": "2026-11-02"}
        ops.append(Op("audit", f"audit-{n}", "record", record))
    mary.write("Audits", ops)
    for person in REVIEWERS:
        office.door(person).write("Open", [_record(n, person) for n in range(AUDITS)])
    for person in REVIEWERS:
        office.door(person).sign("pack")
    return office


def review_id(n: int, person: str) -> str:
    return f"r{n}{person}"


def _record(n: int, person: str) -> Op:
    value = {"audit_id": f"audit-{n}", "reviewer": person, "person_id": person, "kind": "single", "source": "app"}
    return Op("review", review_id(n, person), "record", value)


@dataclass
class History:
    """One random history over copies of a base."""

    random: Random
    replicas: dict[str, Replica]
    erasures: bool = False
    post: list[tuple[str, Bundle]] = field(default_factory=list)
    written: int = 0

    @classmethod
    def begin(cls, start: Replica, seed: int, clocks: dict[str, Clock], *, erasures: bool = False) -> "History":
        """The machines before anybody has done anything."""
        replicas = {}
        for name in AT_WORK:
            replicas[name] = copied(start, name)
            replicas[name].clock = clocks[name]
        return cls(Random(seed), replicas, erasures)  # noqa: S311 - histories are to repeat, not to be secret

    def run(self, steps: int) -> None:
        """Work and post in any order."""
        for _ in range(steps):
            if self.random.random() < 0.7:
                self.work()
            elif self.random.random() < 0.5:
                self.send()
            else:
                self.deliver()

    def work(self) -> None:
        """One change on one machine, where the door lets it pass."""
        name = self.random.choice(list(AT_WORK))
        person = self.random.choice(AT_WORK[name])
        replica = self.replicas[name]
        with suppress(NotAllowed, ReviewLocked):
            if self.erasures and person == "carol" and self.random.random() < 0.2:
                audit = f"audit-{self.random.randrange(AUDITS)}"
                erase(replica.conn, replica.door("carol"), of_audit(replica.conn, audit), reason="six years")
            else:
                replica.door(person).write("Work", self._wish(person), reason="offline")
            self.written += 1

    def _wish(self, person: str) -> list[Op]:
        pick = self.random.random()
        if person == "carol" or (person == "mary" and pick < 0.3):
            return self._shared_wish()
        review = review_id(self.random.randrange(AUDITS), person)
        if pick < 0.8:
            some = self.random.sample(MARKERS, self.random.choice((1, 1, 2)))
            return [self._answer(review, marker) for marker in some]
        return [submit_op(review)] if pick < 0.93 else [reopen_op(review)]

    def _answer(self, review: str, marker: str) -> Op:
        if self.random.random() < 0.7:
            return score(review, marker, self.random.choice(("0", "1", "2", "3", "NA", "NE", None)))
        return evidence(review, marker, f"page {self.random.randrange(3)}")

    def _shared_wish(self) -> list[Op]:
        n = self.random.randrange(AUDITS)
        value: Json = self.random.randrange(4)
        return self.random.choice(
            [
                [Op("workspace", WORKSPACE, "organisation", f"Ashford {value}")],
                [Op("entry", f"plan-{m}", "row", {"plan_ref": f"P-{m}", "year_group": value}) for m in range(AUDITS)],
                [Op("entry", f"plan-{n}", "match_key", f"key {value}")],
                [Op("review", review_id(n, "bob"), "override", {"grade": "Good", "reason": f"{value}"})],
                [Op("round", "round-1", "record", {"name": "June"}), Op("entry", f"plan-{n}", "find_card", f"{value}")]
                if value == 0
                else [Op("entry", f"plan-9{value}", "row", {"plan_ref": f"P-9{value}"})],
            ]
        )

    def send(self) -> None:
        """One machine packs for another what it believes the other lacks; the pack may be lost."""
        sender, receiver = self.random.sample(list(AT_WORK), 2)
        since = self.replicas[receiver].door(AT_WORK[receiver][0]).knows() if self.random.random() < 0.5 else None
        bundle = self.replicas[sender].bundle(since)
        if self.random.random() < 0.8:
            self.post.append((receiver, bundle))

    def deliver(self) -> None:
        """One pack arrives: any of those on the way, and perhaps it will arrive again."""
        if not self.post:
            return
        at = self.random.randrange(len(self.post))
        receiver, bundle = self.post[at] if self.random.random() < 0.3 else self.post.pop(at)
        with suppress(Gap):  # an earlier pack was lost or is late; the exchange at the end sends it again
            self.replicas[receiver].take(bundle)

    def settle(self) -> None:
        """Everything that is still on the way arrives, then one machine asks all for what it lacks, and all ask it."""
        while self.post:
            self.deliver()
        hub, *others = self.random.sample(list(self.replicas.values()), len(self.replicas))
        pairs = [(other, hub) for other in others] + [(hub, other) for other in others]
        for giver, taker in pairs:
            taker.take(giver.bundle(taker.door(AT_WORK[taker.name][0]).knows()))


def disputes(replica: Replica) -> list[tuple[str, str, tuple[tuple[str, int, str | None], ...], tuple[str, ...]]]:
    """Every conflict and every late change: field, its leaves with their values, and which of them came late."""
    return [
        (
            one.id,
            one.field,
            tuple((leaf.writer, leaf.seq, leaf.new) for leaf in one.leaves),
            tuple(f"{leaf.writer} {leaf.seq}" for leaf in one.late),
        )
        for one in disputed(replica.conn)
    ]

"""The invariants of the change log, whatever people do on whichever machine, after every step (trust, section 3)."""

from contextlib import suppress

from builders import (
    EVERY_ROLE,
    FRAMEWORK_OP,
    Replica,
    copied,
    evidence,
    faults_of,
    founded,
    person_ops,
    reopen_op,
    review_ops,
    score,
    submit_op,
    tables_of,
)
from histories import disputes
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from audit_app.store.log.bundle import Bundle, for_others
from audit_app.store.log.canonical import Json
from audit_app.store.log.erase import erase, left_over, of_audit, of_plan
from audit_app.store.log.merge import Gap
from audit_app.store.log.rights import NotAllowed, Op, ReviewLocked
from audit_app.store.log.undo import CannotUndo, undo

MACHINES = ("office", "laptop", "tablet")
PEOPLE = {
    "mary": EVERY_ROLE,
    "bob": ["auditor"],
    "cleo": ["chair"],
    "mo": ["moderator", "team_manager"],
    "rita": ["reader"],
}
REVIEWS = {"r1": "mary", "r2": "bob", "r3": "mo", "imported": None, "consensus": None}

machines = st.sampled_from(MACHINES)
people = st.sampled_from(sorted(PEOPLE))
reviews = st.sampled_from(sorted(REVIEWS))
markers = st.sampled_from(("1", "2", "3"))
plans = st.sampled_from(("plan-r1", "plan-r2", "plan-new"))
values = st.sampled_from(("0", "1", "2", "3", "NA", "NE", None))

REFUSALS = (NotAllowed, ReviewLocked)


def begun() -> Replica:
    """A workspace with people in every role and reviews of every kind."""
    office = founded(None, "founding")
    mary = office.door("mary")
    for person, roles in PEOPLE.items():
        if person != "mary":
            mary.write(f"Add {person}", person_ops(person, roles=roles))
    mary.write("Import", [FRAMEWORK_OP, *review_ops("r1"), *review_ops("r2", person="bob")[:2]])
    office.door("bob").write("Open", review_ops("r2", person="bob")[2:])
    record = {"audit_id": "audit-r1", "person_id": "mo", "reviewer": "Mo", "kind": "single", "source": "app"}
    office.door("mo").write("Open", [Op("review", "r3", "record", record)])
    imported = {**record, "person_id": None, "source": "import"}
    consensus = {**record, "person_id": None, "kind": "consensus"}
    mary.write("Imported", [Op("review", "imported", "record", imported), score("imported", "1", "2")])
    mary.write("Consensus", [Op("review", "consensus", "record", consensus)])
    for person in PEOPLE:
        office.door(person).sign("pack")
    return office


class ChangeLog(RuleBasedStateMachine):
    """People in several roles on three machines, whose packs come in any order, twice or not at all."""

    def __init__(self) -> None:
        super().__init__()
        self.replicas: dict[str, Replica] = {}
        self.post: list[Bundle] = []
        self.looked: dict[str, int] = {}

    @initialize()
    def begin(self) -> None:
        start = begun()
        self.replicas = {name: copied(start, name) for name in MACHINES}
        start.db.close()

    def write(self, machine: str, person: str, ops: list[Op], reason: str = "") -> None:
        with suppress(*REFUSALS):
            self.replicas[machine].door(person).write("Work", ops, reason=reason)

    @rule(machine=machines, person=people, review=reviews, marker=markers, value=values)
    def give_a_score(self, machine: str, person: str, review: str, marker: str, value: Json) -> None:
        self.write(machine, REVIEWS[review] or person, [score(review, marker, value)])

    @rule(machine=machines, review=reviews, marker=markers, value=values)
    def give_evidence_and_score(self, machine: str, review: str, marker: str, value: Json) -> None:
        ops = [score(review, marker, value), evidence(review, marker, "page 3"), evidence(review, "9", "more")]
        self.write(machine, REVIEWS[review] or "mo", ops)

    @rule(machine=machines, person=people, review=reviews)
    def submit(self, machine: str, person: str, review: str) -> None:
        result = Op("review", review, "result", {"grade": "Good", "score": 40})
        self.write(machine, REVIEWS[review] or person, [submit_op(review), result])

    @rule(machine=machines, person=people, review=reviews)
    def reopen(self, machine: str, person: str, review: str) -> None:
        self.write(machine, person, [reopen_op(review)], reason="missed one")

    @rule(machine=machines, person=people, plan=plans, year=st.integers(0, 3))
    def change_the_register(self, machine: str, person: str, plan: str, year: int) -> None:
        ops = [
            Op("entry", plan, "row", {"plan_ref": plan, "year_group": year}),
            Op("entry", plan, "match_key", str(year)),
        ]
        self.write(machine, person, ops)

    @rule(machine=machines, count=st.integers(2, 40), year=st.integers(0, 3))
    def import_in_bulk(self, machine: str, count: int, year: int) -> None:
        rows = [Op("entry", f"bulk-{n}", "row", {"plan_ref": f"B-{n}", "year_group": year}) for n in range(count)]
        self.write(machine, "mo", rows)

    @rule(machine=machines, plan=plans)
    def open_an_audit(self, machine: str, plan: str) -> None:
        audit = {"plan_id": plan, "framework": "weekly-18/1", "cycle": "weekly", "date": "2026-11-09"}
        if self.replicas[machine].conn.execute("SELECT 1 FROM entry WHERE id = ?", (plan,)).fetchone():
            self.write(machine, "bob", [Op("audit", f"audit-{plan}", "record", audit)])

    @rule(machine=machines, person=people, state=st.sampled_from(("open", "revealed", "closed")))
    def move_a_round(self, machine: str, person: str, state: str) -> None:
        self.write(machine, person, [Op("round", "round-1", "state", {"state": state, "detail": {"on": "today"}})])

    @rule(machine=machines, review=reviews)
    def erase_a_review(self, machine: str, review: str) -> None:
        self.write(machine, "mary", [Op("review", review, "erased", 1)], reason="asked for")

    @rule(machine=machines, plan=plans)
    def erase_a_plan(self, machine: str, plan: str) -> None:
        replica = self.replicas[machine]
        erase(replica.conn, replica.door("mary"), of_plan(replica.conn, plan), reason="ceased")

    @rule(machine=machines)
    def erase_what_was_left_over(self, machine: str) -> None:
        replica = self.replicas[machine]
        if found := left_over(replica.conn):
            erase(replica.conn, replica.door("mary"), found, reason="ceased")
            assert left_over(replica.conn) == []

    @rule(machine=machines)
    def erase_an_audit(self, machine: str) -> None:
        replica = self.replicas[machine]
        erase(replica.conn, replica.door("mary"), of_audit(replica.conn, "audit-r2"), reason="six years")

    @rule(machine=machines, person=people, back=st.integers(0, 2))
    def take_back(self, machine: str, person: str, back: int) -> None:
        replica = self.replicas[machine]
        door = replica.door(person)
        with suppress(CannotUndo, *REFUSALS):
            undo(replica.conn, door, (door.tip.seq if door.tip else 0) - back, session_began=0)

    @rule(machine=machines)
    def rename_a_person(self, machine: str) -> None:
        self.write(machine, "mary", [Op("person", "rita", "name", f"Rita of {machine}")])

    @rule(sender=machines, receiver=machines, whole=st.booleans(), withheld=st.booleans())
    def send(self, sender: str, receiver: str, whole: bool, withheld: bool) -> None:
        since = None if whole else self.replicas[receiver].door("mary").knows()
        bundle = self.replicas[sender].bundle(since)
        self.post.append(for_others(bundle) if withheld else bundle)

    @rule(receiver=machines, at=st.integers(0, 9))
    def deliver(self, receiver: str, at: int) -> None:
        if self.post:
            with suppress(Gap):
                self.replicas[receiver].take(self.post[at % len(self.post)])

    @rule()
    def all_meet(self) -> None:
        """After everybody has everything all tables and all lists of conflicts are alike."""
        office, *others = self.replicas.values()
        for other in others:
            office.take(other.bundle())
        for other in others:
            other.take(office.bundle())
            assert unheld(other) == unheld(office)
            assert [one for one in disputes(other) if not withholdable(one[1])] == [
                one for one in disputes(office) if not withholdable(one[1])
            ]

    @invariant()
    def everything_holds(self) -> None:
        for name, replica in self.replicas.items():
            changes = replica.conn.execute("SELECT count(*) FROM change").fetchone()[0]
            if self.looked.get(name) != changes:
                self.looked[name] = changes
                assert faults_of(replica) == [], name

    def teardown(self) -> None:
        for replica in self.replicas.values():
            replica.db.close()


def withholdable(field: str) -> bool:
    return field in ("match_key", "find_card")


def unheld(replica: Replica) -> dict[str, list[Json]]:
    """The tables without what packs withhold."""
    tables: dict[str, list[Json]] = dict(tables_of(replica))
    names = [row[1] for row in replica.conn.execute("PRAGMA table_info(entry)") if row[1] != "no"]
    tables["entry"] = [
        [part for name, part in zip(names, row, strict=True) if not withholdable(name)] for row in tables["entry"]
    ]
    tables["entry"].sort(key=repr)
    return tables


ChangeLog.TestCase.settings = settings(
    max_examples=40, stateful_step_count=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)


TestChangeLog = ChangeLog.TestCase


def test_the_workspace_that_it_begins_with_is_sound() -> None:
    assert faults_of(begun()) == []

"""Verification when a workspace is opened looks at what came after the last signed head, however long the log is."""

from collections.abc import Callable

import pytest
from builders import FRAMEWORK_OP, WORKSPACE, Replica, founded, person_ops, review_ops, score, seeded, signer, ticking

from audit_app.store.log.chain import heads
from audit_app.store.log.door import Door
from audit_app.store.log.merge import Merged
from audit_app.store.log.people_log import signing_keys
from audit_app.store.log.rights import Op
from audit_app.store.log.verify import anchored, verify


def long_log(changes: int, *, unsigned: int = 3) -> Replica:
    """A log of about so many changes, signed shortly before its end."""
    replica = founded(None)
    mary = replica.door("mary")
    mary.write("Import", [FRAMEWORK_OP, *review_ops()])
    for n in range(changes):
        mary.write("Score", [score("r1", str(n % 40), str(n % 4))])
    mary.sign("lock")
    for n in range(unsigned):
        mary.write("Score", [score("r1", str(n), "0")])
    return replica


def work(replica: Replica, call: Callable[[], object]) -> int:
    """How much the database engine did for a call, in its own steps, by tens."""
    steps = 0

    def step() -> int:
        nonlocal steps
        steps += 1
        return 0

    replica.conn.set_progress_handler(step, 10)
    call()
    replica.conn.set_progress_handler(None, 10)
    return steps


def statements(replica: Replica, call: Callable[[], object]) -> int:
    """How many statements a call runs."""
    seen: list[str] = []
    replica.conn.set_trace_callback(seen.append)
    call()
    replica.conn.set_trace_callback(None)
    return len(seen)


CALLS: dict[str, Callable[[Replica], object]] = {
    "verify on opening": lambda one: verify(one.conn, WORKSPACE, everything=False),
    "the people's keys": lambda one: signing_keys(one.conn),
    "where the chains stand": lambda one: heads(one.conn),
    "the anchor": lambda one: anchored(one.conn, one.door("mary").tip.writer, 5, ""),  # type: ignore[union-attr]  # it has one
    "a door": lambda one: Door(one.conn, WORKSPACE, signer("mary"), "x", clock=ticking(), random=seeded("x")),
    "signing": lambda one: one.door("mary").sign("lock"),
    "a score": lambda one: one.door("mary").write("Score", [score("r1", "1", "2")]),
}


@pytest.fixture(scope="module")
def short() -> Replica:
    return long_log(60)


@pytest.fixture(scope="module")
def long() -> Replica:
    return long_log(1500)


@pytest.mark.parametrize("name", list(CALLS))
def test_no_work_at_opening_and_writing_grows_with_the_log(short: Replica, long: Replica, name: str) -> None:
    call = CALLS[name]
    assert statements(long, lambda: call(long)) <= statements(short, lambda: call(short))
    assert work(long, lambda: call(long)) <= 1.3 * work(short, lambda: call(short)) + 5


def test_verifying_everything_does_grow(short: Replica, long: Replica) -> None:
    def everything(one: Replica) -> Callable[[], object]:
        return lambda: verify(one.conn, WORKSPACE, everything=True)

    assert work(long, everything(long)) > 10 * work(short, everything(short))


def test_what_comes_after_the_last_head_is_followed(short: Replica) -> None:
    replica = long_log(5, unsigned=0)
    few = statements(replica, lambda: verify(replica.conn, WORKSPACE, everything=False))
    for n in range(10):
        replica.door("mary").write("Score", [score("r1", str(n), "0")])
    many = statements(replica, lambda: verify(replica.conn, WORKSPACE, everything=False))
    assert many == few + 10


def test_every_writers_end_is_looked_at() -> None:
    replica = founded(None)
    for person in ("bob", "cleo"):
        replica.door("mary").write("Add", person_ops(person, roles=["moderator"]))
        replica.door(person).write("Entry", [Op("entry", f"plan-{person}", "row", {"plan_ref": person})])
    replica.conn.set_authorizer(None)
    replica.conn.execute("UPDATE op SET new = '{}' WHERE id = 'plan-bob'")
    replica.conn.execute("UPDATE op SET new = '{}' WHERE id = 'plan-cleo'")
    bad = verify(replica.conn, WORKSPACE, everything=False)
    assert [(one.seq, one.message) for one in bad] == [(1, "the value of entry row was altered")] * 2
    assert str(bad[0]) == f"change 1 of writer {bad[0].writer}: the value of entry row was altered"


def test_a_merge_does_not_read_the_whole_log(short: Replica, long: Replica) -> None:
    def merging(one: Replica) -> Callable[[], Merged]:
        from builders import copied

        other = copied(one, "other")
        other.door("mary").write("Score", [score("r1", "1", "1")])
        other.door("mary").sign("pack")
        bundle = other.bundle(one.door("mary").knows())
        return lambda: one.take(bundle)

    assert work(long, merging(long)) <= 1.5 * work(short, merging(short)) + 5

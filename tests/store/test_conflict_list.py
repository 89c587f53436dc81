"""What is listed as disputed is what the whole log says is disputed, with who wrote it and what stands."""

import pytest
from builders import Replica, copied, evidence, founded, person_ops, score, submit_op
from histories import History, base, good_clocks

from audit_app.store import read_conflicts
from audit_app.store.log.bundle import WITHHELD_FIELDS
from audit_app.store.log.settle import disputed
from audit_app.store.read_conflicts import disputed_field, disputed_fields


@pytest.fixture(scope="module")
def start() -> Replica:
    return base()


@pytest.mark.parametrize("seed", range(10))
def test_the_list_is_what_going_through_the_whole_log_finds(start: Replica, seed: int) -> None:
    history = History.begin(start, 900 + seed, good_clocks(), erasures=seed % 4 == 0)
    history.run(60)
    history.settle()
    for replica in history.replicas.values():
        wanted = {
            (one.id, one.field): (one.value, frozenset(op.leaf for op in one.leaves), bool(one.late))
            for one in disputed(replica.conn)
            if (one.kind, one.field) not in WITHHELD_FIELDS
        }
        found = disputed_fields(replica.conn)
        assert {(one.id, one.field) for one in found} == wanted.keys()
        for one in found:
            _, leaves, is_late = wanted[one.id, one.field]
            assert leaves <= {value.leaf for value in one.values}
            assert one.is_late == is_late
            assert one.standing in {None, *(value.leaf for value in one.values)}


def test_each_value_has_its_writer_and_computer_and_the_later_one_stands(start: Replica) -> None:
    office, laptop = copied(start, "office"), copied(start, "health laptop")
    office.door("bob").write("Score", [score("r0bob", "1", "1")], reason="at the office")
    laptop.door("bob").write("Before", [score("r0bob", "2", "3")])
    laptop.door("bob").write("Score", [score("r0bob", "1", "2")])
    office.take(laptop.bundle())
    (one,) = disputed_fields(office.conn)
    assert [(by.value, by.person, by.installation, by.reason) for by in one.values] == [
        ("1", "Bob", "office", "at the office"),
        ("2", "Bob", "health laptop", ""),
    ]
    assert one.standing == one.values[1].leaf
    assert not one.is_late


def test_what_came_after_a_lock_is_listed_beside_the_value_that_stands(start: Replica) -> None:
    office, laptop = copied(start, "office"), copied(start, "health laptop")
    office.door("bob").write("Score", [score("r0bob", "1", "1"), evidence("r0bob", "1", "page 1")])
    laptop.take(office.bundle())
    office.door("bob").write("Submit", [submit_op("r0bob")])
    laptop.door("bob").write("Score", [score("r0bob", "1", "2")])
    office.take(laptop.bundle())
    (one,) = disputed_fields(office.conn)
    assert [(by.value, by.is_late, by.leaf == one.standing) for by in one.values] == [
        ("1", False, True),
        ("2", True, False),
    ]
    assert disputed_field(office.conn, "r0bob.1", "evidence") is None


def test_nothing_is_disputed_where_nobody_worked_apart() -> None:
    office = founded(None)
    office.door("mary").write("Bob", person_ops("bob"))
    assert disputed_fields(office.conn) == ()


def test_what_came_after_a_lock_is_sought_review_by_review_however_long_the_log(start: Replica) -> None:
    plan = [row[3] for row in start.conn.execute(f"EXPLAIN QUERY PLAN {read_conflicts._AFTER_LOCK}")]
    assert "SEARCH o USING PRIMARY KEY (id>? AND id<?)" in plan

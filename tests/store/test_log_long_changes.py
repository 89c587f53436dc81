"""A change with more operations than memory should hold says, hashes and keeps the same as one written at once."""

from collections.abc import Iterator, Sequence

import pytest
from builders import everything_of, faults_of, founded, person_ops, tables_of
from hypothesis import given, settings
from hypothesis import strategies as st

from audit_app.store.log.erase import Entity, erase
from audit_app.store.log.rights import NotAllowed, Op
from audit_app.store.log.undo import CannotUndo, undo

VALUES = st.none() | st.dictionaries(st.sampled_from(["plan_ref", "sex", "final_date"]), st.sampled_from(["a", "é"]))
FIELDS = st.dictionaries(
    st.tuples(st.sampled_from(["e1", "e2", "e3", "e4"]), st.sampled_from(["match_key", "name_key", "row"])), VALUES
)


def ops_of(fields: dict[tuple[str, str], object]) -> list[Op]:
    """In the order of the log; a key's value is a text."""
    return [
        Op("entry", id_, field, value if field == "row" or value is None else str(sorted(value)))  # type: ignore[call-overload]  # a dictionary
        for (id_, field), value in sorted(fields.items())
    ]


def parts(ops: Sequence[Op], size: int) -> Iterator[Sequence[Op]]:
    for at in range(0, len(ops), size):
        yield ops[at : at + size]


def rows(count: int, team: str = "North") -> list[Op]:
    return [
        Op("entry", f"e{n:03d}", "row", {"plan_ref": f"EHC-{n}", "casework_team": team, "year_group": n % 14})
        for n in range(count)
    ]


@given(FIELDS, FIELDS, st.integers(1, 5))
@settings(max_examples=40, deadline=None)
def test_part_by_part_leaves_the_same_tables_and_log_as_at_once(
    first: dict[tuple[str, str], object], then: dict[tuple[str, str], object], size: int
) -> None:
    long, short = founded(None), founded(None)
    for fields in (first, then):
        if fields:
            long.doors["mary"].write_long("Import", parts(ops_of(fields), size))
            short.doors["mary"].write("Import", ops_of(fields))
    assert tables_of(long) == tables_of(short)
    assert faults_of(long) == []
    said = "SELECT id, field, kind, replaces, old, new, leaf FROM op ORDER BY id, field, seq"
    assert [one[:2] + one[4:] for one in long.conn.execute(said)] == [
        one[:2] + one[4:] for one in short.conn.execute(said)
    ]


def test_a_long_change_is_one_link_and_goes_on_from_the_one_before() -> None:
    replica = founded(None)
    first = replica.doors["mary"].write_long("Import", parts(rows(50), 7))
    second = replica.doors["mary"].write_long("Import", parts(rows(50, "South"), 50))
    assert (second.seq, second.lamport) == (first.seq + 1, first.lamport + 1)
    assert replica.doors["mary"].tip is not None
    assert replica.doors["mary"].tip.hash == second.hash
    assert replica.conn.execute("SELECT count(*) FROM op WHERE leaf = 1 AND kind = 'entry'").fetchone()[0] == 50
    assert faults_of(replica) == []


def test_what_stops_a_part_leaves_nothing_of_the_parts_before() -> None:
    replica = founded(None)
    before = everything_of(replica)

    def cut() -> Iterator[Sequence[Op]]:
        yield rows(20)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        replica.doors["mary"].write_long("Import", cut())
    assert everything_of(replica) == before
    replica.doors["mary"].write_long("Import", parts(rows(20), 8))
    assert faults_of(replica) == []


WRONG = {
    "out of order": [rows(2)[1], rows(2)[0]],
    "twice the same field": [rows(1)[0], rows(1)[0]],
    "an erasure": [Op("entry", "e1", "erased", 1)],
    "a review": [Op("review", "r1", "record", {"kind": "single", "source": "app"})],
    "a part that is not known": [Op("entry", "e1", "row", {"name": "Ann"})],
}


@pytest.mark.parametrize("size", [1, 2])
@pytest.mark.parametrize("case", list(WRONG))
def test_what_a_long_change_may_not_have_is_refused_whole(case: str, size: int) -> None:
    replica = founded(None)
    before = everything_of(replica)
    with pytest.raises(ValueError, match=r"order|twice|no long change|has no part"):
        replica.doors["mary"].write_long("Import", parts(WRONG[case], size))
    assert everything_of(replica) == before


def test_whoever_may_not_import_is_refused_before_anything_is_kept() -> None:
    replica = founded(None)
    replica.doors["mary"].write("Add Tom", person_ops("tom", roles=["auditor"]))
    before = everything_of(replica)
    with pytest.raises(NotAllowed):
        replica.door("tom").write_long("Import", parts(rows(3), 2))
    assert everything_of(replica) == before


def test_what_is_erased_stays_empty() -> None:
    replica = founded(None)
    replica.doors["mary"].write_long("Import", parts(rows(3), 2))
    erase(replica.conn, replica.doors["mary"], [Entity("entry", "e001")], reason="ceased")
    replica.doors["mary"].write_long("Import", parts(rows(3, "South"), 2))
    held = replica.conn.execute("SELECT id, casework_team FROM entry ORDER BY id").fetchall()
    assert [tuple(row) for row in held] == [("e000", "South"), ("e001", None), ("e002", "South")]
    assert faults_of(replica) == []


def test_an_import_is_not_undone() -> None:
    replica = founded(None)
    link = replica.doors["mary"].write_long("Import", parts(rows(3), 2))
    with pytest.raises(CannotUndo):
        undo(replica.conn, replica.doors["mary"], link.seq, session_began=0)

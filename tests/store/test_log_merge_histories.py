"""Machines that worked apart end alike: any order, twice, lost and sent again, whatever their clocks say (S3, S8)."""

import json
from datetime import timedelta

import pytest
from builders import Replica, everything_of, faults_of, tables_of
from histories import AT_WORK, Clock, History, base, disputes, good_clocks, skewed, summer_time_ends

HISTORIES = 140
STEPS = 45
YEARS, HOUR, NONE = timedelta(days=3652), timedelta(hours=1), timedelta(0)


@pytest.fixture(scope="module")
def start() -> Replica:
    return base()


def collisions(replica: Replica) -> dict[tuple[str, str], set[str]]:
    """Worked out anew and the slow way: fields with two values that nobody replaced, and those values."""
    ops: dict[tuple[str, str], dict[tuple[str, int], str]] = {}
    replaced: set[tuple[str, str, str, int]] = set()
    for id_, field, writer, seq, replaces, new in replica.conn.execute(
        "SELECT id, field, writer, seq, replaces, new FROM op"
    ):
        ops.setdefault((id_, field), {})[writer, seq] = new
        replaced.update((id_, field, by, at) for by, at in json.loads(replaces))
    found = {}
    for (id_, field), values in ops.items():
        ends = {new for (writer, seq), new in values.items() if (id_, field, writer, seq) not in replaced}
        if len(ends) > 1:
            found[id_, field] = ends
    return found


@pytest.mark.parametrize("seed", range(0, HISTORIES, 4))
def test_replicas_that_worked_apart_end_alike(start: Replica, seed: int) -> None:
    for number in range(seed, seed + 4):
        history = History.begin(start, number, good_clocks(), erasures=number % 4 == 0)
        history.run(STEPS)
        history.settle()
        office, *others = history.replicas.values()
        for other in others:
            assert everything_of(other) == everything_of(office), number
            assert disputes(other) == disputes(office), number
        assert faults_of(office) == [], number
        listed = {(id_, field): {new for _, _, new in leaves} for id_, field, leaves, _ in disputes(office)}
        for field, values in collisions(office).items():
            assert listed[field] == values, number
        begun = start.conn.execute("SELECT count(*) FROM change").fetchone()[0]
        assert office.conn.execute("SELECT count(*) FROM change").fetchone()[0] == begun + history.written


SKEWS: list[tuple[str, dict[str, Clock]]] = [
    ("ten years back", skewed((NONE, -YEARS, NONE, NONE))),
    ("an hour back", skewed((NONE, NONE, -HOUR, NONE))),
    ("an hour on", skewed((HOUR, NONE, NONE, NONE))),
    ("ten years on", skewed((NONE, NONE, NONE, YEARS))),
    ("all of them", skewed((-HOUR, YEARS, -YEARS, HOUR))),
    ("summer time ends", summer_time_ends()),
]


@pytest.mark.parametrize(("skew", "clocks"), SKEWS, ids=[skew for skew, _ in SKEWS])
def test_wrong_clocks_change_nothing_but_the_times_shown(start: Replica, skew: str, clocks: dict[str, Clock]) -> None:
    for seed in range(500, 506):
        ends = []
        for used in (good_clocks(), clocks):
            history = History.begin(start, seed, used)
            history.run(STEPS)
            history.settle()
            ends.append([(tables_of(one), disputes(one)) for one in history.replicas.values()])
            assert faults_of(history.replicas["office"]) == []
        assert ends[0] == ends[1]


def test_the_histories_meet_what_they_are_meant_to_meet(start: Replica) -> None:
    """Conflicts, late changes and locks do occur, so that the tests above are about something."""
    met = {"conflict": 0, "late": 0, "locked": 0}
    for seed in range(16):
        history = History.begin(start, seed, good_clocks())
        history.run(STEPS)
        history.settle()
        office = history.replicas["office"]
        met["conflict"] += sum(1 for *_, leaves, late in disputes(office) if len(leaves) > 1 and not late)
        met["late"] += sum(1 for *_, late in disputes(office) if late)
        met["locked"] += office.conn.execute("SELECT count(*) FROM review WHERE state = 'submitted'").fetchone()[0]
    assert min(met.values()) >= 8, met


def test_every_machine_has_somebody_at_work() -> None:
    assert all(AT_WORK.values())

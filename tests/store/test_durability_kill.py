"""What was acknowledged is there after `kill -9`, and nothing is there by halves (D1, D2)."""

import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from builders import (
    FRAMEWORK_OP,
    KEY,
    WORKSPACE,
    Replica,
    everything_of,
    evidence,
    faults_of,
    founded,
    review_ops,
    score,
    seeded,
    signer,
    submit_op,
    ticking,
)
from killing import finishes

from audit_app.store.driver import connect
from audit_app.store.log.door import Door
from audit_app.store.log.erase import erase, of_plan
from audit_app.store.log.rights import Op
from audit_app.store.log.verify import verify

KILLS = 200
"""In a nightly run 5,000."""

ACKNOWLEDGED = b"."

_HALVES = (
    "SELECT 1 FROM change c WHERE c.label = 'Score' "
    "AND (SELECT count(*) FROM op o WHERE o.writer = c.writer AND o.seq = c.seq) <> 2"
)


def opened(path: Path, session: str) -> Replica:
    """The workspace as a new process opens it: its door begins a new chain."""
    replica = Replica(connect(path, KEY), session)
    replica.doors["mary"] = Door(
        replica.conn, WORKSPACE, signer("mary"), session, clock=ticking(), random=seeded(f"session {session}")
    )
    return replica


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed workspace with a review and twelve scores in it."""
    replica = founded(tmp_path / "audit.db")
    replica.door("mary").write("Import", [FRAMEWORK_OP, *review_ops()])
    for n in range(12):
        replica.door("mary").write("Score", [score("r1", str(n), "1"), evidence("r1", str(n), "page 1")])
    replica.db.close()
    return tmp_path / "audit.db"


def score_for_ever(path: Path, session: str, answers: int) -> None:
    """Save one score after another, and say so after each: what a window does, without the window."""
    door = opened(path, session).doors["mary"]
    n = 0
    while True:
        door.write("Score", [score("r1", str(n % 40), str(n % 4)), evidence("r1", str(n % 40), f"{session}/{n}")])
        os.write(answers, ACKNOWLEDGED)
        n += 1


def killed_while_scoring(path: Path, session: str, random: Random) -> int:
    """Fork a process that scores, kill it at a random moment; returns how many scores it had acknowledged."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            score_for_ever(path, session, writing)
        finally:
            os._exit(1)
    os.close(writing)
    seen = 0
    for _ in range(random.randrange(6)):
        seen += len(os.read(reading, 1))
    for _ in range(random.randrange(30_000)):  # a moment of any length within a save
        pass
    os.kill(child, signal.SIGKILL)
    while answers := os.read(reading, 4096):
        seen += len(answers)
    os.close(reading)
    _, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL
    return seen


def test_no_acknowledged_score_is_lost_and_none_is_there_by_halves(path: Path) -> None:
    random = Random(11)  # noqa: S311 - a test that repeats
    total, cut_short = 0, 0
    for kill in range(KILLS):
        acknowledged = killed_while_scoring(path, f"s{kill}", random)
        replica = opened(path, f"after {kill}")
        saved = saved_in(replica, f"s{kill}")
        assert saved == list(range(len(saved))), kill
        assert acknowledged <= len(saved) <= acknowledged + 1, kill
        assert verify(replica.conn, WORKSPACE, everything=False) == []
        assert replica.conn.execute(_HALVES).fetchone() is None, kill
        replica.doors["mary"].sign("lock")
        replica.db.close()
        total += acknowledged
        cut_short += len(saved) - acknowledged
    replica = opened(path, "at last")
    assert faults_of(replica) == []
    assert [row[0] for row in replica.conn.execute("PRAGMA integrity_check")] == ["ok"]
    assert replica.conn.execute("PRAGMA cipher_integrity_check").fetchall() == []
    assert total > KILLS
    assert cut_short < KILLS


def saved_in(replica: Replica, session: str) -> list[int]:
    """The numbers of the scores that a session saved, in the log and in order."""
    rows = replica.conn.execute(
        "SELECT o.new FROM op o JOIN change c ON c.writer = o.writer AND c.seq = o.seq JOIN writer w "
        "ON w.writer = c.writer WHERE w.installation = ? AND o.field = 'evidence' ORDER BY c.seq",
        (session,),
    )
    return [int(row[0].strip('"').split("/")[1]) for row in rows]


def submit(replica: Replica) -> None:
    ops = [Op("review", "r1", "result", {"grade": "Good", "score": 40, "possible": 54}), submit_op()]
    replica.doors["mary"].write("Submit", [*ops, *(score("r1", str(n), "3") for n in range(40))])


def erase_plan(replica: Replica) -> None:
    erase(replica.conn, replica.doors["mary"], of_plan(replica.conn, "plan-r1"), reason="ceased")


def import_register(replica: Replica) -> None:
    rows = [Op("entry", f"p{n:02d}", "row", {"plan_ref": f"P{n}"}) for n in range(50)]
    replica.doors["mary"].write_long("Import", (rows[at : at + 10] for at in range(0, 50, 10)))


@pytest.mark.parametrize("work", [submit, erase_plan, import_register])
def test_a_kill_at_every_statement_leaves_all_or_nothing(
    path: Path, tmp_path: Path, work: Callable[[Replica], None]
) -> None:
    before = state(path)
    done = tmp_path / "done.db"
    shutil.copyfile(path, done)
    assert finishes(work, 10_000, before=lambda: opened(done, "killed"))
    after = state(done)
    assert before != after
    seen = []
    for step in range(1_000):
        copy = tmp_path / f"{step}.db"
        shutil.copyfile(path, copy)
        ended = finishes(work, step, before=lambda copy=copy: opened(copy, "killed"))  # type: ignore[misc]  # bound now
        left = state(copy)
        assert left in (before, after), step
        seen.append(left == after)
        if ended:
            break
    assert seen == sorted(seen)  # once it is there it stays there
    assert not seen[0]
    assert seen[-1]
    assert len(seen) >= 8


def state(path: Path) -> object:
    """Every row, of a workspace that is sound."""
    replica = Replica(connect(path, KEY), "looking")
    assert faults_of(replica) == []
    assert replica.conn.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    held = everything_of(replica)
    replica.db.close()
    return held

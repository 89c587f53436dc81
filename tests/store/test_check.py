"""C6: whatever somebody writes past the door is found by a check and named; a clean workspace has nothing to say."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from instrument import unwatched
from workspace_builders import FRAMEWORK_KEY, MARY, Sample, audited, make_sample, rename

from audit_app.domain.counting import counted
from audit_app.store.check import PARTS, Finding, check
from audit_app.store.driver import Connection, connect
from audit_app.store.ids import Ids
from audit_app.store.keys import keyjson
from audit_app.store.keys.keyfile import KeyFile
from audit_app.store.log import facts
from audit_app.store.log.rights import Op
from audit_app.store.opening import open_workspace
from audit_app.store.schema import SCHEMA
from audit_app.store.workspace import Workspace

NAMES = ["file", "keys", "change log", "replay", "counted scores", "grades", "sealed scores", "access log", "documents"]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    return make_sample(tmp_path_factory.mktemp("made"))


@pytest.fixture
def sample(made: Sample, tmp_path: Path) -> Sample:
    return made.copied(tmp_path)


def found(workspace: Workspace) -> dict[str, tuple[str, ...]]:
    """The faults by the name of the part that found them."""
    return {finding.name: finding.faults for finding in check(workspace) if not finding.is_good}


def tampered(sample: Sample, *statements: str) -> dict[str, tuple[str, ...]]:
    """What a check finds after an outside program with the key wrote these."""
    with sample.open() as workspace:
        key = workspace.unlocked.database_key
    db = connect(sample.folder / "audit.db", key)
    conn = unwatched(db.conn)
    conn.execute("PRAGMA foreign_keys=OFF")
    for statement in statements:
        assert conn.execute(statement).rowcount != 0, statement
    db.close()
    with sample.open() as workspace:
        return found(workspace)


def test_a_clean_workspace_has_nothing_to_say_and_tells_what_was_looked_at(sample: Sample) -> None:
    with sample.open() as workspace:
        findings = list(check(workspace))
        assert [finding.name for finding in findings] == NAMES == [name for name, _ in PARTS]
        assert all(finding.is_good for finding in findings)
        looked_at = {finding.name: finding.looked_at for finding in findings}
    assert looked_at["change log"].startswith("22 changes, ")
    assert looked_at["grades"] == "2 submitted reviews graded again"
    assert looked_at["keys"] == "2 people"
    assert looked_at["documents"] == "0 documents decrypted"


def test_counts_are_written_with_their_noun_and_with_commas() -> None:
    assert counted(1, "person", "people") == "1 person"
    assert counted(0, "person", "people") == "0 people"
    assert counted(1_200, "row") == "1,200 rows"


def test_a_check_changes_nothing(sample: Sample) -> None:
    with sample.open() as workspace:
        before = workspace.conn.total_changes
        assert found(workspace) == {}
        assert workspace.conn.total_changes == before


def test_a_reader_can_check_too(sample: Sample) -> None:
    with sample.open(read_only=True) as workspace:
        assert found(workspace) == {}


def one(conn: Connection, sql: str) -> str:
    return str(conn.execute(sql).fetchone()[0])


CASES: list[tuple[str, list[str], set[str], str]] = [
    (
        "a score of no review",
        ["INSERT INTO score (review_id, marker, score) VALUES ('nobody', 'A1', '3')"],
        {"file", "replay"},
        "score refers to a row of review",
    ),
    (
        "a score past the door",
        ["INSERT INTO score (review_id, marker, score) SELECT id, 'A9', '3' FROM review WHERE erased IS NULL LIMIT 1"],
        {"replay", "counted scores", "grades"},
        "A9",
    ),
    (
        "a score changed in its table",
        ["UPDATE score SET score = '0' WHERE score = '3' AND marker = 'A1'"],
        {"replay", "counted scores", "grades"},
        "differs from what the change log says",
    ),
    (
        "a score removed from its table",
        ["DELETE FROM score WHERE marker = 'A1' AND score = '3'"],
        {"replay", "counted scores", "grades"},
        "is in the change log but not in the tables",
    ),
    ("a grade changed in its table", ["UPDATE review SET grade = 'good'"], {"replay", "grades"}, "recorded good"),
    ("a row for counting changed", ["UPDATE score_fact SET value = 1"], {"counted scores"}, "rows for counting differ"),
    ("a row for counting removed", ["DELETE FROM score_fact"], {"counted scores"}, "4 rows for counting differ"),
    (
        "an operation changed",
        ["UPDATE op SET new = '\"0\"' WHERE kind = 'score' AND new = '\"3\"'"],
        {"change log", "replay"},
        "change ",
    ),
    ("an operation removed", ["DELETE FROM op WHERE kind = 'draw'"], {"change log", "replay"}, "change "),
    ("a reason changed", ["UPDATE change SET reason = 'another' WHERE seq = 3"], {"change log"}, "change 3"),
    (
        "a change removed",
        ["DELETE FROM change WHERE seq = 3"],
        {"file", "change log"},
        "change 3",
    ),
    (
        "an operation that another replaced is marked as current",
        ["UPDATE op SET leaf = 1 WHERE leaf = 0"],
        {"change log"},
        "current",
    ),
    (
        "a signature changed",
        ["UPDATE head SET signature = zeroblob(64)"],
        {"change log"},
        "sign",
    ),
    ("an event changed", ["UPDATE access_event SET thing = 'nothing' WHERE n = 2"], {"access log"}, "event 2"),
    ("an event removed", ["DELETE FROM access_event WHERE n = 2"], {"access log"}, "event 2"),
    ("the first event removed", ["DELETE FROM access_event WHERE n = 1"], {"access log"}, "event 1"),
    (
        "a framework lost",
        ["UPDATE framework SET text = NULL"],
        {"replay", "grades"},
        "differs from what the change log says",
    ),
    ("limits that are no JSON", ["UPDATE review SET limits = '{'"], {"replay", "grades"}, "cannot be graded again"),
    (
        "a score that is no number",
        ["UPDATE score SET score = 'seven'"],
        {"replay", "grades", "counted scores"},
        "cannot be graded again",
    ),
    (
        "another person's key in the table",
        ["UPDATE person SET box_key = '00' WHERE name = 'Ben Ali'"],
        {"keys", "replay"},
        "another key for Ben Ali",
    ),
]


@pytest.mark.parametrize(
    ("statements", "parts", "words"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_what_was_written_past_the_door_is_found_and_named(
    sample: Sample, statements: list[str], parts: set[str], words: str
) -> None:
    faults = tampered(sample, *statements)
    assert set(faults) >= parts
    assert any(words in fault for each in faults.values() for fault in each), faults


def test_a_grade_that_was_recorded_wrong_through_the_door_is_found(sample: Sample) -> None:
    """Nothing was tampered with: log and tables agree, and only grading again shows it."""
    with sample.open() as workspace:
        ids = Ids(workspace.id)
        audit = ids.audit(ids.plan("P-006"), "weekly", "2026-11-03", FRAMEWORK_KEY)
        review = ids.review(audit, sample.mary)
        record = {"plan_id": ids.plan("P-006"), "framework": FRAMEWORK_KEY, "cycle": "weekly", "date": "2026-11-03"}
        opened = {"audit_id": audit, "reviewer": "Mary", "person_id": sample.mary, "kind": "single", "source": "app"}
        wrong = {"grade": "outstanding", "band": "outstanding", "score": 12, "possible": 12, "limits": []}
        engine = one(workspace.conn, "SELECT engine FROM review WHERE engine IS NOT NULL")
        workspace.door.write(
            "Audit",
            [
                Op("audit", audit, "record", {**record, "purpose": "sample"}),
                Op("review", review, "record", opened),
                Op("score", ids.score(review, "A1"), "score", "0"),
                Op("review", review, "result", {**wrong, "engine": engine}),
                Op("review", review, "state", {"state": "submitted", "detail": {"on": "2026-11-03"}}),
            ],
        )
        faults = found(workspace)
    assert set(faults) == {"grades"}
    assert "P-006: recorded outstanding at 12 of 12, the scores give" in faults["grades"][0]


def test_rebuilding_the_rows_for_counting_makes_the_check_clean_again(sample: Sample) -> None:
    assert set(tampered(sample, "UPDATE score_fact SET value = 1")) == {"counted scores"}
    with sample.open() as workspace:
        facts.rebuild(workspace.conn)
        assert found(workspace) == {}


def test_an_outside_change_of_the_log_keeps_the_door_shut(sample: Sample) -> None:
    with sample.open() as workspace:
        rename(workspace, "Last")
    tampered(sample, "UPDATE change SET label = 'Another' WHERE seq = (SELECT max(seq) FROM change)")
    with sample.open() as workspace:
        assert not workspace.can_write
        assert found(workspace)["change log"]
        with pytest.raises(Exception, match="nothing is written into this workspace"):
            rename(workspace, "More")


def broken(data: bytes) -> bytes:
    return data[:-50]


def test_a_key_file_damaged_while_the_workspace_is_open_is_found(sample: Sample) -> None:
    with sample.open() as workspace:
        path = sample.folder / "keys.json"
        path.write_bytes(broken(path.read_bytes()))
        assert "is damaged" in found(workspace)["keys"][0]
        path.unlink()
        assert list(found(workspace)) == ["keys"]


def changed(sample: Sample, change: Callable[[KeyFile], KeyFile]) -> str:
    """What the check says of the keys after the key file was changed by another program."""
    with sample.open() as workspace:
        keyjson.write_key_file(sample.folder, change(keyjson.read_key_file(sample.folder, SCHEMA)))
        return "; ".join(found(workspace).get("keys", ()))


def test_a_key_file_that_is_another_ones_is_found(sample: Sample, tmp_path: Path) -> None:
    other = make_sample(tmp_path / "other", seed="other")
    said = changed(sample, lambda _: keyjson.read_key_file(other.folder, SCHEMA))
    assert "does not know this database" in said
    assert "another workspace's" in said
    assert "another key for Mary Öztürk" in said


def test_public_halves_that_were_exchanged_are_found_both(sample: Sample) -> None:
    def swap_signing(file: KeyFile) -> KeyFile:
        locked = replace(file.people[1].locked, signing_public=bytes(32))
        return replace(file, people=(file.people[0], replace(file.people[1], locked=locked)))

    assert "another key for Ben Ali" in changed(sample, swap_signing)


def test_somebody_whose_keys_do_not_open_the_database_is_found(sample: Sample) -> None:
    def unwrapped(file: KeyFile) -> KeyFile:
        (entry,) = file.databases
        kept = tuple(wrap for wrap in entry.wraps if wrap[0] != sample.ben)
        return replace(file, databases=(replace(entry, wraps=kept),))

    assert "Ben Ali has keys that do not open this database" in changed(sample, unwrapped)


def test_a_page_damaged_while_the_workspace_is_open_is_found(sample: Sample) -> None:
    with open_workspace(sample.folder, MARY, sample.means) as workspace:
        audited(workspace, "P-007", {"A1": 2})
        workspace.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        path = sample.folder / "audit.db"
        data = path.read_bytes()
        path.write_bytes(data[:90_000] + bytes([data[90_000] ^ 1]) + data[90_001:])
        findings: list[Finding] = list(check(workspace))
        path.write_bytes(data)
    assert [finding.name for finding in findings] == NAMES
    assert not findings[0].is_good

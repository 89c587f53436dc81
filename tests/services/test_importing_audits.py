"""Past audits come in whole or not at all, are graded as anybody works out, and a second import changes nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest
from service_world import (
    AUDIT_HEADINGS,
    World,
    count,
    faults,
    register_of,
    score_row,
    write_audits,
)

from audit_app.domain.people import Role
from audit_app.domain.problems import AppError
from audit_app.services.auditing import abandon, reopen
from audit_app.services.past.audits import AuditsImported, import_audits
from audit_app.services.progress import Cancelled
from audit_app.store.ids import Ids
from audit_app.store.log.erase import erase, of_plan
from audit_app.store.read_audits import HeldScore, scores_of
from audit_app.store.workspace import Workspace

WEEKLY = (
    *("W1", "W2", "W4", "W6", "A1", "B1", "C1", "D1", "E1"),
    *("F1", "F2", "F3", "F7", "F8", "G1", "H1a", "H2a", "K1"),
)


def full_audit(plan: int = 1, /, **scores: object) -> list[dict[str, object]]:
    """Every marker of Weekly-18 at 3, but for those named."""
    return [score_row(plan, marker, scores.get(marker, 3)) for marker in WEEKLY]


def import_rows(workspace: Workspace, folder: Path, rows: list[dict[str, object]]) -> AuditsImported:
    return import_audits(workspace, write_audits(folder, rows))


def reviews(workspace: Workspace) -> list[tuple[object, ...]]:
    sql = "SELECT reviewer, agency, kind, source, state, grade, band, score, possible FROM review ORDER BY reviewer"
    return [tuple(row) for row in workspace.conn.execute(sql)]


@pytest.fixture
def filled(workspace: Workspace, tmp_path: Path) -> Workspace:
    """A register of twenty plans, Year 6 each."""
    register_of(workspace, tmp_path)
    return workspace


def test_a_small_audit_is_graded_as_by_hand(filled: Workspace, tmp_path: Path) -> None:
    done = import_rows(filled, tmp_path, full_audit(E1=1, F8="NA"))
    # 56 is the weight of Weekly-18; F8 weighs 2 and leaves. All at 3 but E1 (weight 4) at 1: 3 x 50 + 4 of 3 x 54.
    # 95 % is Outstanding; E1 is of kind Q and below 2, so Good at most.
    assert reviews(filled) == [
        ("Jo Smith", "coordinator", "single", "import", "submitted", "good", "outstanding", 154, 162)
    ]
    assert (done.rows, done.audits, done.reviews, done.unchanged, done.changes) == (18, 1, 1, 0, True)
    assert faults(filled) == []


def test_everything_is_one_signed_change(filled: Workspace, tmp_path: Path) -> None:
    before = count(filled, "change")
    import_rows(filled, tmp_path, [*full_audit(1), *full_audit(2)])
    assert count(filled, "change") == before + 1
    signed = filled.conn.execute(
        "SELECT h.why FROM head h JOIN change c ON c.writer = h.writer AND c.seq = h.seq ORDER BY c.lamport DESC"
    ).fetchone()[0]
    assert signed == "import"
    audit = filled.conn.execute("SELECT framework, cycle, round, date, purpose FROM audit").fetchall()
    assert [tuple(row) for row in audit] == [("weekly-18/1", "weekly", None, "2026-10-05", "sample")] * 2


def test_importing_again_changes_nothing(filled: Workspace, tmp_path: Path) -> None:
    rows = [*full_audit(1, W4="NE", A1=""), *full_audit(2)]
    rows[0] |= {"evidence": "Section A is missing", "cause": "drafting", "score": 0}
    import_rows(filled, tmp_path, rows)
    before = count(filled, "change"), count(filled, "op")
    again = import_rows(filled, tmp_path, list(reversed(rows)))
    assert (again.audits, again.reviews, again.unchanged, again.changes) == (0, 0, 2, False)
    assert (count(filled, "change"), count(filled, "op")) == before


def test_a_dry_run_tells_the_same_and_writes_nothing(filled: Workspace, tmp_path: Path) -> None:
    path = write_audits(tmp_path, full_audit())
    before = count(filled, "change")
    told = import_audits(filled, path, dry_run=True)
    assert count(filled, "change") == before
    assert told == import_audits(filled, path)


def test_evidence_is_free_text_and_answers_stand_as_given(filled: Workspace, tmp_path: Path) -> None:
    rows = [
        score_row(1, "w1", "ne"),
        score_row(1, "h1A", "na", evidence="Aged 19"),
        score_row(1, "B1", 1, evidence="Speech is not named", cause="advice"),
        score_row(1, "C1", ""),
    ]
    import_rows(filled, tmp_path, rows)
    review = filled.conn.execute("SELECT id FROM review").fetchone()[0]
    held = {marker: score for _, marker, score in scores_of(filled.conn, [review])}
    assert held == {
        "W1": HeldScore("NE", None, "", "", ""),  # type: ignore[arg-type]  # NotScore.NE equals its text
        "H1a": HeldScore("NA", {"kind": "text", "text": "Aged 19"}, "", "", ""),  # type: ignore[arg-type]  # as above
        "B1": HeldScore(1, {"kind": "text", "text": "Speech is not named"}, "advice", "", ""),
    }
    assert faults(filled) == []


def test_what_is_missing_is_noted_and_never_a_fault(filled: Workspace, tmp_path: Path) -> None:
    rows = [row for row in full_audit(W1=0, W4="NA", F1="", F8=2) if row["marker"] != "K1"]
    done = import_rows(filled, tmp_path, rows)
    # Without a score: F1 and K1. Evidence: W1 at 0, and limiting markers at 3: W2 A1 B1 C1 D1 E1 F2 F3 F7 G1 H1a.
    assert set(done.notes) == {
        "Markers without a score: 2.",
        "Markers without the evidence that their score needs: 12.",
        "Markers at 0 or 1 without a cause: 1.",
        "Markers at NA without a reason: 1.",
        "Markers scored although they would not apply by rule: the scores stand: 1.",  # F8, below Year 9
    }
    assert filled.conn.execute("SELECT score FROM score WHERE marker = 'F8'").fetchone()[0] == "2"


def test_absent_markers_are_unscored_and_too_many_leave_the_plan_not_graded(filled: Workspace, tmp_path: Path) -> None:
    import_rows(filled, tmp_path, [row for row in full_audit() if row["marker"] not in ("W1", "W2", "W4")])
    assert reviews(filled)[0][5] == "not_graded"  # 3 of 18 is more than 15 %
    assert count(filled, "score") == 15


def test_a_group_s_scores_are_its_reviews_and_the_consensus(filled: Workspace, tmp_path: Path) -> None:
    rows = [
        {**row, "reviewer": name, "agency": agency, "round": "2026-R5", "cycle": "multi-agency", "framework": "Core-42"}
        for name, agency in (("Jo", "health"), ("Ann", "education"), ("Consensus", "health"))
        for row in full_audit()
    ]
    done = import_rows(filled, tmp_path, rows)
    assert (done.audits, done.reviews) == (1, 3)
    assert [row[:3] for row in reviews(filled)] == [
        ("Ann", "education", "single"),
        ("Jo", "health", "single"),
        ("consensus", None, "consensus"),
    ]
    held = filled.conn.execute("SELECT framework, round FROM audit").fetchall()
    assert [tuple(row) for row in held] == [("core-42/1", "2026-R5")]
    assert faults(filled) == []


def test_the_same_ids_come_out_on_every_replica(filled: Workspace, tmp_path: Path) -> None:
    import_rows(filled, tmp_path, full_audit())
    ids = Ids(filled.id)
    audit = ids.audit(ids.plan("EHC-001"), "weekly", "2026-10-05", "weekly-18/1")
    held = filled.conn.execute("SELECT audit_id, id FROM review").fetchone()
    assert tuple(held) == (audit, ids.review(audit, "jo smith"))


def test_new_reviewers_join_an_audit_that_is_held(filled: Workspace, tmp_path: Path) -> None:
    import_rows(filled, tmp_path, full_audit())
    joined = [*full_audit(), *({**row, "reviewer": "Ann", "agency": "health"} for row in full_audit())]
    done = import_rows(filled, tmp_path, joined)
    assert (done.audits, done.reviews, done.unchanged) == (0, 1, 1)
    assert [row[0] for row in reviews(filled)] == ["Ann", "Jo Smith"]
    assert (count(filled, "audit"), faults(filled)) == (1, [])


def test_a_file_with_fewer_rows_takes_nothing_away(filled: Workspace, tmp_path: Path) -> None:
    import_rows(filled, tmp_path, full_audit())
    done = import_rows(filled, tmp_path, full_audit()[:4])
    assert (done.changes, count(filled, "score")) == (False, 18)


@pytest.mark.parametrize(
    ("change", "column", "words"),
    [
        ({"score": 1}, "score", "holds W1 at “3”, the file says “1”"),
        ({"score": ""}, "score", "“3”, the file says (nothing)"),
        ({"evidence": "New words"}, "evidence", "(nothing), the file says “New words”"),
        ({"cause": "drafting"}, "cause", "the cause at W1 (nothing)"),
        ({"agency": "health"}, "agency", "“coordinator”, the file says “health”"),
    ],
)
def test_other_values_of_a_held_audit_are_a_fault_that_names_both(
    filled: Workspace, tmp_path: Path, change: dict[str, object], column: str, words: str
) -> None:
    import_rows(filled, tmp_path, full_audit())
    before = count(filled, "change")
    rows = [*full_audit(2), *({**row, **(change if row["marker"] == "W1" else {})} for row in full_audit())]
    if column == "agency":
        rows = [row | change for row in rows]
    with pytest.raises(AppError) as caught:
        import_rows(filled, tmp_path, rows)
    (problem,) = caught.value.problems
    assert (problem.place.file, problem.place.row, problem.place.column) == ("audits.csv", 20, column)
    assert words in problem.message
    assert "reopen" in problem.message
    assert count(filled, "change") == before


def test_a_round_s_audit_keeps_its_date(filled: Workspace, tmp_path: Path) -> None:
    import_rows(filled, tmp_path, [score_row(1, "W1", 3, round="R5")])
    with pytest.raises(AppError) as caught:
        import_rows(filled, tmp_path, [score_row(1, "W1", 3, round="R5", audit_date="2026-10-06")])
    assert "2026-10-05" in caught.value.problems[0].message


def test_an_abandoned_audit_does_not_come_back_unsaid(filled: Workspace, tmp_path: Path) -> None:
    import_rows(filled, tmp_path, full_audit())
    audit, review = filled.conn.execute("SELECT audit_id, id FROM review").fetchone()
    reopen(filled, review, "wrong child")
    abandon(filled, audit, "wrong child")
    with pytest.raises(AppError) as caught:
        import_rows(filled, tmp_path, full_audit())
    assert "abandoned" in caught.value.problems[0].message


def test_audits_of_an_erased_plan_stay_away(filled: Workspace, tmp_path: Path) -> None:
    import_rows(filled, tmp_path, [*full_audit(1), *full_audit(2)])
    erase(filled.conn, filled.door, of_plan(filled.conn, Ids(filled.id).plan("EHC-001")), reason="six years")
    before = count(filled, "change")
    done = import_rows(filled, tmp_path, [*full_audit(1), *full_audit(2)])
    assert (done.unchanged, done.changes) == (1, False)
    assert "Audits erased under a retention rule and left out: 1." in done.notes
    assert count(filled, "change") == before
    assert faults(filled) == []


def test_a_cancelled_import_leaves_nothing(filled: Workspace, tmp_path: Path) -> None:
    before = count(filled, "change")

    def stop(done: int, total: int) -> None:
        raise Cancelled

    path = write_audits(tmp_path, full_audit())
    with pytest.raises(Cancelled):
        import_audits(filled, path, progress=stop)
    assert (count(filled, "change"), count(filled, "audit")) == (before, 0)


@pytest.mark.parametrize("role", [Role.READER, Role.CHAIR, Role.KEYHOLDER, Role.TEAM_MANAGER])
def test_who_may_not_import_writes_nothing(world: World, tmp_path: Path, role: Role) -> None:
    world.add("Tom", role)
    path = write_audits(tmp_path, full_audit())
    with world.open("Tom") as workspace, pytest.raises(AppError, match="no right to import audits"):
        import_audits(workspace, path)


def test_an_auditor_may_import_once_the_framework_is_there(world: World, tmp_path: Path) -> None:
    world.add("Tom", Role.AUDITOR)
    with world.open() as workspace:
        register_of(workspace, tmp_path)
        import_rows(workspace, tmp_path, full_audit(1))
    with world.open("Tom") as workspace:
        assert import_rows(workspace, tmp_path, full_audit(2)).reviews == 1
        assert faults(workspace) == []


ROWS: dict[str, tuple[list[dict[str, object]], str, str, int]] = {
    "an unknown plan": ([score_row(99, "W1", 3)], "plan_ref", "“EHC-099” is no plan", 2),
    "an unknown framework": ([score_row(1, "W1", 3, framework="core-43")], "framework", "“core-43” is no", 2),
    "an unknown version": ([score_row(1, "W1", 3, framework="weekly-18/7")], "framework", "“weekly-18/7”", 2),
    "an unknown marker": ([score_row(1, "W1", 3), score_row(1, "Z9", 3)], "marker", "“Z9” is no marker", 3),
    "a marker of another framework": ([score_row(1, "W3", 3)], "marker", "weekly-18/1", 2),
    "a score out of scale": ([score_row(1, "W1", 4)], "score", "“4” is not an answer", 2),
    "a score in words": ([score_row(1, "W1", "good")], "score", "“good” is not an answer", 2),
    "an impossible date": ([score_row(1, "W1", 3, audit_date="2026-02-30")], "audit_date", "no such day", 2),
    "an unknown cycle": ([score_row(1, "W1", 3, cycle="daily")], "cycle", "“daily” is not in the list", 2),
    "two dates in one audit": (
        [score_row(1, "W1", 3, round="R5"), score_row(1, "W2", 3, round="R5", audit_date="2026-10-06")],
        "audit_date",
        "one date",
        3,
    ),
    "a marker twice": ([score_row(1, "W1", 3), score_row(1, "w1", 2)], "marker", "in row 2 already", 3),
    "a framework in two ways": (
        [score_row(1, "W1", 3), score_row(1, "W2", 3, framework="weekly-18/1")],
        "framework",
        "the same as “weekly-18” in row 2",
        3,
    ),
    "a reviewer in two ways": (
        [score_row(1, "W1", 3), score_row(1, "W2", 3, reviewer="JO  SMITH")],
        "reviewer",
        "the same as “Jo Smith” in row 2",
        3,
    ),
}


@pytest.mark.parametrize("case", list(ROWS))
def test_a_fault_is_told_by_row_and_column_and_nothing_is_written(filled: Workspace, tmp_path: Path, case: str) -> None:
    rows, column, words, row = ROWS[case]
    before = count(filled, "change"), count(filled, "op")
    with pytest.raises(AppError) as caught:
        import_rows(filled, tmp_path, rows)
    (problem,) = caught.value.problems
    assert (problem.place.row, problem.place.column) == (row, column)
    assert words in problem.message
    assert (count(filled, "change"), count(filled, "op")) == before
    assert faults(filled) == []


HEADINGS = ",".join(AUDIT_HEADINGS) + "\r\n"
FILES: dict[str, tuple[Callable[[], bytes], str]] = {
    "an empty file": (lambda: b"", "empty"),
    "headings alone": (lambda: HEADINGS.encode(), "no rows"),
    "a NUL": (lambda: (HEADINGS + "EHC-001,2026-10-05,weekly,,Jo\0,,weekly-18,W1,3,,\r\n").encode(), "NUL"),
    "a cell over 1 MB": (
        lambda: (HEADINGS + f"EHC-001,2026-10-05,weekly,,Jo,,weekly-18,W1,3,{'x' * 1_100_000},\r\n").encode(),
        "Shorten",
    ),
    "a picture by another name": (lambda: b"\xff\xd8\xff" + bytes(300), "picture"),
    "a register": (lambda: b"plan_ref,final_date\r\nEHC-001,2024-01-01\r\n", "columns are missing"),
}


@pytest.mark.parametrize("case", list(FILES))
def test_a_file_that_is_none_is_refused_whole(filled: Workspace, tmp_path: Path, case: str) -> None:
    content, words = FILES[case]
    before = count(filled, "change")
    path = tmp_path / "bad.csv"
    path.write_bytes(content())
    with pytest.raises(AppError) as caught:
        import_audits(filled, path)
    assert any(words in problem.message for problem in caught.value.problems)
    assert all(problem.place.file == "bad.csv" for problem in caught.value.problems)
    assert count(filled, "change") == before
    assert faults(filled) == []


def test_many_faults_are_listed_up_to_a_cap_and_a_name_once(filled: Workspace, tmp_path: Path) -> None:
    rows = [score_row(1, f"Z{n}", 3) for n in range(300)] + [score_row(99, marker, 3) for marker in WEEKLY]
    with pytest.raises(AppError) as caught:
        import_rows(filled, tmp_path, rows)
    assert len(caught.value.problems) == 201
    assert "101 more" in caught.value.problems[-1].message  # one of them is the unknown plan
    days = ("2026-10-05", "2026-10-06", "2026-10-07")
    with pytest.raises(AppError) as caught:
        import_rows(filled, tmp_path, [score_row(99, "W1", 3, audit_date=day) for day in days])
    assert len(caught.value.problems) == 1

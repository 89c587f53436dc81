"""An import of any length: the same as a short one through the spool, stopped anywhere without a trace."""

import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from service_world import count, faults, plan_row, write_rows

from audit_app.domain.problems import AppError
from audit_app.intake import cells
from audit_app.services.progress import Cancelled
from audit_app.services.register import changes as register_changes
from audit_app.services.register import importing as register
from audit_app.services.register.entries import Change
from audit_app.services.register.importing import RegisterImported, import_register
from audit_app.store import spool, spooled
from audit_app.store.workspace import Workspace


@pytest.fixture
def small_spool(monkeypatch: pytest.MonkeyPatch) -> None:
    """A spool that uses its file for a few rows, and parts of a few."""
    monkeypatch.setattr(spool, "_IN_MEMORY", 100)
    for name, value in (("BLOCK", 4), ("_RUN", 7), ("_PACKED", 2), ("_TEXTS_IN_MEMORY", 6), ("_BITS", 64)):
        monkeypatch.setattr(spooled, name, value)
    monkeypatch.setattr(register, "_PART", 5)


def rows(number: int, **more: object) -> list[dict[str, object]]:
    return [plan_row(n, match_key=f"A{n}", **more) for n in range(1, number + 1)]


def entries(workspace: Workspace) -> list[tuple[object, ...]]:
    return [tuple(row) for row in workspace.conn.execute("SELECT * FROM entry ORDER BY id")]


def take(workspace: Workspace, folder: Path, given: list[dict[str, object]]) -> RegisterImported:
    return import_register(workspace, write_rows(folder / "r.csv", given))


def test_a_long_file_gives_what_a_short_one_gives(
    workspace: Workspace, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    first = take(workspace, tmp_path, rows(30))
    changed = [row | {"casework_team": "South"} for row in rows(29)] + [plan_row(31, match_key="A31")]
    dry = import_register(workspace, write_rows(tmp_path / "r.csv", changed), dry_run=True)
    request.getfixturevalue("small_spool")
    again = import_register(workspace, write_rows(tmp_path / "r.csv", rows(30)))
    assert (again.unchanged, again.changes) == (30, False)
    assert import_register(workspace, write_rows(tmp_path / "r.csv", changed), dry_run=True) == dry
    assert take(workspace, tmp_path, changed) == dry
    assert (dry.new, dry.changed, dry.vanished) == (1, 29, ("EHC-030",))
    assert (first.new, len(entries(workspace))) == (30, 31)
    assert faults(workspace) == []
    assert not list(workspace.folder.glob(f"*{spool.SUFFIX}"))


def test_a_key_that_stands_twice_far_apart_is_found(workspace: Workspace, tmp_path: Path, small_spool: None) -> None:
    given = rows(40)
    given[-1]["plan_ref"] = "EHC-001"
    with pytest.raises(AppError) as caught:
        take(workspace, tmp_path, given)
    assert "row 2 already" in caught.value.problems[0].message
    assert entries(workspace) == []


def test_a_child_under_another_reference_is_a_fault_unless_the_file_has_both(
    workspace: Workspace, tmp_path: Path, small_spool: None
) -> None:
    take(workspace, tmp_path, rows(20))
    moved = [plan_row(99, match_key="A1"), *rows(20)[1:]]
    with pytest.raises(AppError) as caught:
        take(workspace, tmp_path, moved)
    assert [(one.place.row, "EHC-001" in one.message) for one in caught.value.problems] == [(2, True)]
    assert take(workspace, tmp_path, [*moved, plan_row(1, match_key="A1")]).new == 1


@pytest.mark.parametrize("stage", ["reading", "comparing", "writing"])
def test_an_import_stopped_anywhere_leaves_nothing(
    workspace: Workspace, tmp_path: Path, small_spool: None, stage: str
) -> None:
    before = count(workspace, "change"), count(workspace, "op")
    is_there: dict[str, Callable[[int, int], bool]] = {
        "reading": lambda done, total: done > 20 and not total,
        "comparing": lambda done, total: bool(total) and done > 10,
        "writing": lambda done, total: bool(total) and done > 35,
    }

    def stop(done: int, total: int) -> None:
        if is_there[stage](done, total):
            raise Cancelled

    with pytest.raises(Cancelled):
        import_register(workspace, write_rows(tmp_path / "r.csv", rows(40)), progress=stop)
    assert (count(workspace, "change"), count(workspace, "op")) == before
    assert entries(workspace) == []
    assert not list(workspace.folder.glob(f"*{spool.SUFFIX}"))
    assert take(workspace, tmp_path, rows(40)).new == 40


def test_every_entry_is_counted_where_not_all_are_listed(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (register, register_changes):
        monkeypatch.setattr(module, "MOST_LISTED", 3)
    first = take(workspace, tmp_path, rows(10))
    assert (len(first.entries), first.unlisted, first.happened[Change.NEW]) == (3, 7, 10)
    then = take(workspace, tmp_path, rows(5, casework_team="South"))
    assert [one.changes[0] for one in then.entries] == [Change.CHANGED] * 3 + [Change.VANISHED] * 3
    assert (then.unlisted, len(then.vanished), then.happened[Change.CHANGED]) == (4, 5, 5)


def test_memory_does_not_grow_with_the_rows(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Python's own, with everything that is kept cut down as far as the files are."""
    monkeypatch.setattr(spool, "_IN_MEMORY", 50_000)
    monkeypatch.setattr(cells, "_MOST_REMEMBERED", 200)
    for name, value in (("BLOCK", 100), ("_RUN", 400), ("_TEXTS_IN_MEMORY", 200)):
        monkeypatch.setattr(spooled, name, value)
    monkeypatch.setattr(register, "_PART", 200)
    for module in (register, register_changes):
        monkeypatch.setattr(module, "MOST_LISTED", 100)
    import_register(workspace, write_rows(tmp_path / "r.csv", rows(300)), dry_run=True)
    peaks = []
    for number in (1_500, 6_000):
        path = write_rows(tmp_path / "r.csv", [plan_row(n % 1000, plan_ref=f"E{n}") for n in range(number)])
        tracemalloc.start()
        import_register(workspace, path, dry_run=True)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.1 * peaks[0]

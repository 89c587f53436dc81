"""The tamper check keeps its date and outcome, and says of each kind of fault what it means and asks for."""

from pathlib import Path

from service_world import World, register_of

from audit_app.services.tamper import LOOKED_FOR, NOTHING_WRONG, WHAT_TO_DO, last_check, run_check
from audit_app.store.check import PARTS
from audit_app.store.workspace import Workspace


def test_every_part_says_what_it_looks_for_and_what_its_faults_ask_for() -> None:
    names = [name for name, _ in PARTS]
    assert list(LOOKED_FOR) == names
    assert list(WHAT_TO_DO) == names


def test_the_last_outcome_and_its_date_are_remembered(world: World, workspace: Workspace) -> None:
    assert last_check(workspace) is None
    steps: list[tuple[int, int]] = []
    findings = run_check(workspace, progress=lambda done, total: steps.append((done, total)))
    assert [one.name for one in findings] == [name for name, _ in PARTS]
    assert steps == [(number, len(PARTS)) for number in range(1, len(PARTS) + 1)]
    workspace.close()
    with world.open() as again:
        last = last_check(again)
        assert last is not None
        assert (last.utc[:10], last.found, last.is_good) == ("2026-11-22", NOTHING_WRONG, True)
        run_check(again, gap="the end is missing")
        last = last_check(again)
        assert last is not None
        assert (last.found, last.is_good) == ("1 fault found: change log", False)


def test_a_fault_that_names_an_entity_names_its_plan(workspace: Workspace, tmp_path: Path) -> None:
    register_of(workspace, tmp_path)
    workspace.conn.execute("UPDATE entry SET sex = 'other' WHERE plan_ref = 'EHC-003'")
    (fault,) = [fault for one in run_check(workspace) for fault in one.faults]
    assert fault.startswith("entry ")
    assert fault.endswith("(plan EHC-003)")

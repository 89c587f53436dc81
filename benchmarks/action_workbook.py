"""An agency's workbook with 300 actions: out, read back and taken in, in at most 1 s."""

import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from audit_app.domain.agency_workbook import ACTIONS_SHEET, Column
from audit_app.services.actions.agency_plans import agency_plan
from audit_app.services.actions.returned import read_returned
from audit_app.services.actions.taking_in import take_in
from audit_app.services.actions.workbooks import send
from audit_app.store.ids import Ids
from audit_app.store.log.rights import Op
from audit_app.store.workspace import Workspace
from benchmarks._workspaces import workspace

ACTIONS, CHECKPOINTS, RUNS = 300, 4, 7
GOAL = 1.0
WORDS = "Agree with every service a report form that asks for needs, provision and who reviews it by when. "


def fill(place: Workspace) -> None:
    """Three hundred open actions of health, each with its fields, two findings and four checkpoints."""
    ops = []
    for number in range(ACTIONS):
        id_ = f"{number:032x}"
        ops.append(Op("action", id_, "record", {"opened_on": "2026-01-05", "opened_by": place.person.id}))
        told = {
            "agency": "health",
            "what": f"{number}. {WORDS}",
            "owner": f"Lead {number % 20}",
            "due": f"2027-{number % 12 + 1:02}-15",
            "timescale": "within three months",
            "success": WORDS,
            "comments": WORDS * 2,
            "evidence": WORDS,
        }
        ops += [Op("action", id_, name, text) for name, text in told.items()]
        for at in range(2):
            finding = {
                "kind": "marker",
                "marker": "G1",
                "score": str(at),
                "words": f"{WORDS} Scored {at}, Partial: some.",
            }
            ops.append(Op("action_finding", Ids.part(id_, f"{at:016x}"), "record", finding))
        for month in range(1, CHECKPOINTS + 1):
            on = Ids.part(id_, f"2026-{month:02}-20")
            ops += [Op("action_checkpoint", on, "status", "amber"), Op("action_checkpoint", on, "comment", WORDS)]
    place.door.write("Three hundred actions", ops)


def fill_in(path: Path, turn: int) -> None:
    """As a person would: how far each is, and another owner for each third."""
    book = load_workbook(path)
    sheet = book[ACTIONS_SHEET]
    letters = {cell.value: cell.column_letter for cell in sheet[2]}
    for number in range(ACTIONS):
        cells: dict[Column, Any] = {Column.ON: date(2026, 11, turn + 1), Column.STATUS: "G Green", Column.SAID: WORDS}
        if number % 3 == 0:
            cells[Column.OWNER] = f"Lead {number + turn}"
        for column, value in cells.items():
            sheet[f"{letters[column.value]}{number + 3}"] = value
    book.save(path)


def taken(work: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds, and what came of it."""
    begun = time.perf_counter()
    made = work()
    return time.perf_counter() - begun, made


def main() -> None:
    """Several round trips of one workspace, the first not counted."""
    found = []
    with workspace() as place, tempfile.TemporaryDirectory() as folder:
        fill(place)
        path = Path(folder) / "health.xlsx"
        for turn in range(RUNS + 1):
            out, _ = taken(lambda: send(place, agency_plan(place, "health"), path))
            fill_in(path, turn)
            read, returned = taken(lambda: read_returned(place, path))
            keys = returned.offers
            in_, made = taken(partial(take_in, place, returned, keys))
            if made.accepted != len(keys) or len(keys) < 2 * ACTIONS:
                raise AssertionError(f"{made.accepted} of {len(keys)}")
            found.append((out, read, in_))
        size = path.stat().st_size
    out, read, in_ = (statistics.median(one[at] for one in found[1:]) for at in range(3))
    whole = [sum(one) for one in found[1:]]
    parts = f"out {out * 1000:.0f} ms, read {read * 1000:.0f} ms, in {in_ * 1000:.0f} ms"
    print(f"{ACTIONS} actions, {size / 1024:.0f} kB: {parts}")
    print(f"round trip {statistics.median(whole) * 1000:.0f} ms, worst {max(whole) * 1000:.0f} ms, goal {GOAL:g} s")


if __name__ == "__main__":
    main()

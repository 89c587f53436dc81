"""Files that are imported in pictures: a register a month later, one with faults, a foreign one, and past audits."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from audit_app.screens.plans.lines import PlanLine

_COLUMNS = (
    *("plan_ref", "primary_need", "casework_team", "request_date", "final_date", "ceased_date", "looked_after"),
)
_NEW, _MOVED, _ENDED, _TURNED = 14, 9, 6, 3


def register(folder: Path, lines: Sequence[PlanLine]) -> Path:
    """What the case system would give a month later: new plans, changes of team, plans that ceased, dates turned."""
    rows = [_row(line) for line in lines]
    for row in rows[40 : 40 + _MOVED]:
        row["casework_team"] = "Harbour"
    for row in rows[200 : 200 + _ENDED]:
        row["ceased_date"] = "2026-11-13"
    for row in [row for row in rows if row["request_date"] and row["final_date"]][60 : 60 + _TURNED]:
        row["request_date"], row["final_date"] = row["final_date"], row["request_date"]
    for number in range(_NEW):
        fresh = {"plan_ref": f"EHC{11_400 + number}", "primary_need": "SLCN", "casework_team": "Riverside"}
        rows.append({**dict.fromkeys(_COLUMNS, ""), **fresh, "request_date": f"2026-11-{number % 9 + 2:02}"})
    return _written(folder / "Register November.csv", rows)


def faulty_register(folder: Path) -> Path:
    """A register in which dates and codes cannot be read, and a reference stands twice."""
    faults = ({"final_date": "31/02/2026"}, {"request_date": "soon"}, {"primary_need": "AUTISM"}, {"plan_ref": ""})
    rows = [
        {**dict.fromkeys(_COLUMNS, ""), "plan_ref": f"EHC{10_000 + number}", **faults[number % len(faults)]}
        for number in range(24)
    ]
    rows.append({**dict.fromkeys(_COLUMNS, ""), "plan_ref": "EHC10000"})
    return _written(folder / "Register with faults.csv", rows)


def foreign_register(folder: Path, lines: Sequence[PlanLine]) -> Path:
    """The same as another case system gives it: headings of its own, dates day first, and columns nobody needs."""
    rows = [
        {
            "Case No": line.plan_ref,
            "SEN type": line.row.primary_need,
            "Caseworker group": line.row.casework_team,
            "Date EHCNA requested": _day_first(line.row.request_date),
            "Plan issued": _day_first(line.row.final_date),
            "CLA": "Y" if number % 17 == 0 else "N",
            "Ward": f"Ward {number % 23 + 1}",
        }
        for number, line in enumerate(lines)
    ]
    return _written(folder / "Cases of the county.csv", rows)


def past_audits(folder: Path, lines: Sequence[PlanLine]) -> Path:
    """Twenty audits of two years ago in the long form: a row a score."""
    markers = ("W1", "W2", "A1", "B1", "E1", "F1", "F2", "F3")
    rows = [
        {
            "plan_ref": line.plan_ref,
            "audit_date": "2024-06-11",
            "cycle": "thematic",
            "round": "",
            "reviewer": "Bronwen Tallisker",
            "agency": "education",
            "framework": "core-42",
            "marker": marker,
            "score": str((number + at) % 4),
            "evidence": "Section F, paragraph 2",
            "cause": "drafting",
        }
        for number, line in enumerate(lines[:20])
        for at, marker in enumerate(markers)
    ]
    return _written(folder / "Audits 2024.csv", rows)


def _row(line: PlanLine) -> dict[str, str]:
    held = line.row
    return {
        "plan_ref": held.plan_ref,
        "primary_need": held.primary_need,
        "casework_team": held.casework_team,
        "request_date": held.request_date,
        "final_date": held.final_date,
        "ceased_date": held.ceased_date,
        "looked_after": "",
    }


def _day_first(day: str) -> str:
    return "/".join(reversed(day.split("-")))


def _written(path: Path, rows: Iterable[Mapping[str, str]]) -> Path:
    rows = list(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path

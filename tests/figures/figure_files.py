"""An invented workspace as the files that a council has, and those files read again as plain data."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime

from figure_world import Row, World, empty_world

REGISTER = (
    *("plan_ref", "primary_need", "year_group", "casework_team", "request_date", "request_outcome"),
    *("request_outcome_date", "assessment_outcome", "assessment_outcome_date", "advice_requested_date"),
    *("education_advice_date", "psychology_advice_date", "health_advice_date", "social_care_advice_date", "final_date"),
    *("exception", "last_review_date", "review_outcome", "review_decision_date", "review_final_date"),
    *("phase_transfer_due", "phase_transfer_final", "transferred_in", "ceased_date"),
)
AUDITS = (
    *("plan_ref", "audit_date", "cycle", "round", "reviewer", "agency", "framework", "marker", "score", "evidence"),
    "cause",
)
_YES_NO: dict[str, dict[str | int, str]] = {"exception": {"1": "yes"}, "transferred_in": {1: "yes"}}


def register_csv(world: World) -> str:
    """The register under our own headings; some dates day first, as councils write them."""
    rows = [[_register_cell(name, entry.get(name)) for name in REGISTER] for entry in world["entries"]]
    return _csv([list(REGISTER), *rows])


def _register_cell(name: str, value: str | int | None) -> str:
    if value is None:
        return "no" if name in _YES_NO else ""
    if name == "final_date":
        return datetime.fromisoformat(str(value)).strftime("%d/%m/%Y")
    return str(_YES_NO.get(name, {}).get(value, value))


def audits_csv(world: World) -> str:
    """Past audits, a row a score; what was not scored has an empty score."""
    refs = {entry["id"]: entry["plan_ref"] for entry in world["entries"]}
    audits = {audit["id"]: audit for audit in world["audits"]}
    rows: list[tuple[str, ...]] = [AUDITS]
    for review in world["reviews"]:
        audit = audits[review["audit"]]
        head = (
            refs[audit["plan"]],
            audit["date"],
            audit["cycle"],
            audit["round"],
            review["reviewer"],
            review["agency"],
        )
        for marker, answer in review["answers"].items():
            score = "" if answer is None else str(answer)
            rows.append((*head, audit["framework"].split("/")[0].upper(), marker, score, "", ""))
    return _csv(rows)


def _csv(rows: Iterable[Sequence[str]]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def read_world(register: str, audits: str) -> World:
    """The two files as plain data: what the figures are worked out from a second time."""
    world = empty_world([_entry(row) for row in csv.DictReader(io.StringIO(register))])
    world["columns"] = list(REGISTER)
    known: dict[str, Row] = {}
    reviews: dict[tuple[str, str], Row] = {}
    for row in csv.DictReader(io.StringIO(audits)):
        name = "|".join(row[one] for one in ("plan_ref", "cycle", "round", "audit_date", "framework"))
        audit = {
            "id": name,
            "plan": row["plan_ref"],
            "framework": f"{row['framework'].lower()}/1",
            "date": row["audit_date"],
        }
        audit |= {"cycle": row["cycle"], "round": row["round"]}
        known.setdefault(name, {**audit, "purpose": "sample", "abandoned": None})
        review: Row = {"id": f"{name} {row['reviewer']}", "audit": name, "reviewer": row["reviewer"], "answers": {}}
        review |= {"kind": "consensus" if row["reviewer"] == "consensus" else "single", "source": "import"}
        review |= {"agency": row["agency"]}
        review |= {"state": "submitted", "on": row["audit_date"], "override": None, "grid": {}, "states": {}, "late": 0}
        held = reviews.setdefault((name, row["reviewer"]), review)
        held["answers"][row["marker"]] = int(row["score"]) if row["score"].isdigit() else row["score"] or None
    world["audits"], world["reviews"] = list(known.values()), list(reviews.values())
    return world


def _entry(row: dict[str, str]) -> Row:
    entry: Row = {"id": row["plan_ref"]}
    for name, text in row.items():
        if text and not (name in _YES_NO and text == "no"):
            entry[name] = text
    if "final_date" in entry:
        entry["final_date"] = datetime.strptime(entry["final_date"], "%d/%m/%Y").date().isoformat()
    if "year_group" in entry:
        entry["year_group"] = int(entry["year_group"])
    return entry

"""Writes an invented workspace into a real one through the door, and reads a report's files again."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

from figure_frameworks import Row
from figure_world import TODAY, World

from audit_app.store.creating import Founder, create_workspace
from audit_app.store.grades import result_value
from audit_app.store.keys.passphrase import KdfSettings
from audit_app.store.log.rights import Op
from audit_app.store.means import Means
from audit_app.store.workspace import Workspace
from forms.model import NotScore, framework_toml, read_framework
from resources.frameworks import resolve
from scoring.grade import Grader

PASSPHRASE = "a long made-up phrase"


def means(folder: Path) -> Means:
    """A machine on which it is always midday of the day of the data, and guessing a passphrase costs nothing."""
    moment = datetime.fromisoformat(f"{TODAY}T12:00:00").replace(tzinfo=UTC)
    invented = Random(1).randbytes  # noqa: S311  the same ids in every run; nothing here is secret
    return Means(lambda: moment, invented, "a machine", folder / "anchors", lambda _: None, KdfSettings(1, 64, 1))


def empty_workspace(folder: Path) -> Workspace:
    """A new workspace, open."""
    return create_workspace(folder / "area", Founder("Ashford", "Mary", PASSPHRASE), means(folder))[0]


def written(folder: Path, world: World) -> Workspace:
    """The world in a workspace, in one change."""
    workspace = empty_workspace(folder)
    write(workspace, world)
    return workspace


def write(workspace: Workspace, world: World) -> None:
    """Write the world through the door."""
    workspace.door.write("An invented partnership", list(_ops(world, workspace.person.id)), sign="import")


def _ops(world: World, person: str) -> Iterator[Op]:
    frameworks = {one["key"]: read_framework(one["text"], resolve) for one in world["frameworks"]}
    for key, one in frameworks.items():
        yield Op("framework", key, "record", {"framework": one.id, "version": one.version, "text": framework_toml(one)})
    for entry in world["entries"]:
        yield Op("entry", entry["id"], "row", {name: value for name, value in entry.items() if name != "id"})
    if world["columns"]:
        yield Op("register_import", "import", "record", {"file": "register.csv", "columns": world["columns"]})
    for one in world["rounds"]:
        record = {"name": one["name"], "cycle": one["cycle"], "sealed": int(one["sealed"]), "members": []}
        record["draw_id"] = one.get("draw")
        yield Op("round", f"round {one['name']}", "record", record)
        yield Op("round", f"round {one['name']}", "state", {"state": one["state"], "detail": {}})
    yield from _outcome_ops(world)
    yield from _draw_ops(world)
    for audit in world["audits"]:
        yield from _audit_ops(audit)
    of = {audit["id"]: frameworks[audit["framework"]] for audit in world["audits"]}
    graders = {key: Grader(one) for key, one in frameworks.items()}
    for review in world["reviews"]:
        yield from _review_ops(review, graders[of[review["audit"]].key], person)


def _outcome_ops(world: World) -> Iterator[Op]:
    for one in world["outcomes"]:
        record = {name: one[name] for name in ("number", "area", "agency")} | {"plan_id": one["plan"], "words": "Reads"}
        yield Op("ehc_outcome", one["id"], "record", record | {"set_on": None, "target": None})
        for day, progress in one["reviews"].items():
            said = {"progress": progress, "evidence": None, "source": "typed"}
            yield Op("outcome_progress", f"{one['id']}.{day}", "record", said)
    for one in world["adulthood"]:
        for name in ("care", "health", "due", "referred", "assessed"):
            if one[name] is not None:
                yield Op("adulthood", one["plan"], name, one[name])


def _draw_ops(world: World) -> Iterator[Op]:
    for draw in world["draws"]:
        record = {"cycle": draw["cycle"], "on_date": draw["on"], "seed": "s", "size": 6, "frame_size": draw["frame"]}
        yield Op("draw", draw["id"], "record", record)
    for place in world["places"]:
        id_ = f"{place['draw']}.{place['number']}"
        record = {"draw_id": place["draw"], "number": place["number"], "role": place["role"], "plan_id": place["plan"]}
        yield Op("place", id_, "record", record)
        if place["by"] is not None:
            by = {"by": f"{place['draw']}.{place['by']}", "reason": "The file could not be had."}
            yield Op("place", id_, "replaced", by)
        if place["closed"]:
            yield Op("place", id_, "closed", place["closed"])


def _audit_ops(audit: Row) -> Iterator[Op]:
    record = {name: audit[name] for name in ("framework", "cycle", "date", "purpose")}
    record |= {"plan_id": audit["plan"], "round": audit["round"] or None}
    yield Op("audit", audit["id"], "record", record)
    if audit["abandoned"]:
        yield Op("audit", audit["id"], "abandoned", audit["abandoned"])


def _review_ops(review: Row, grader: Grader, person: str) -> Iterator[Op]:
    id_ = review["id"]
    record = {"audit_id": review["audit"], "reviewer": review["reviewer"], "agency": review["agency"] or None}
    record |= {"kind": review["kind"], "source": review["source"]}
    if review["late"]:
        record["late"] = 1
    yield Op("review", id_, "record", record | {"person_id": None if review["source"] == "import" else person})
    answers = {marker: NotScore(one) if isinstance(one, str) else one for marker, one in review["answers"].items()}
    for marker, answer in answers.items():
        if answer is not None:
            yield Op("score", f"{id_}.{marker}", "score", answer)
    for source, ticks in review["grid"].items():
        for tick, value in ticks.items():
            yield Op("advice", f"{id_}.{source}", tick, value)
    for section, state in review["states"].items():
        yield Op("section_state", f"{id_}.{section}", "state", state)
    if review["state"] == "submitted":
        yield Op("review", id_, "result", result_value(grader.grade(answers)))
        yield Op("review", id_, "state", {"state": "submitted", "detail": {"on": review["on"]}})
        if review["override"]:
            yield Op("review", id_, "override", {"grade": review["override"], "reason": "Moderated.", "by": "Mary"})


def json_figures(data: bytes) -> list[dict[str, Any]]:
    """The figures of a JSON report."""
    figures: list[dict[str, Any]] = json.loads(data)["figures"]
    return figures


def csv_figures(data: bytes) -> list[dict[str, str]]:
    """The rows of a CSV report."""
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))

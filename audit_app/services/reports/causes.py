"""Findings of a period's counted audits with their causes: markers at 0 or 1, and items of confirmed threads."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from audit_app.services.reports.plans import ERASED, extract
from audit_app.store.figures.asked import Asked
from audit_app.store.figures.audits import ReviewRow, pools
from audit_app.store.figures.groups import team_of
from audit_app.store.log.canonical import Json
from audit_app.store.read_causes import ItemShort, MarkerShort, items_short, markers_short, threads_confirmed
from audit_app.store.read_thread import ReviewNamed, reviews_named
from audit_app.store.workspace import Workspace
from forms.model import Cause


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding; `cause` is one of `Cause`, empty where nobody said, or an imported audit's own word.

    `agency` and `service` say whose advice was vague: an item's alone, since a marker's cause names neither.
    """

    review_no: int
    plan_ref: str
    team: str
    cause: str
    agency: str
    service: str
    place: str
    words: str


@dataclass(frozen=True, slots=True)
class Findings:
    """All findings in the order of their plans; `threads` of the `audited` plans have a confirmed thread."""

    found: tuple[Finding, ...]
    audited: int
    threads: int


def findings(workspace: Workspace, asked: Asked, framework: str, team: str = "") -> Findings:
    """What fell short in the counted audits of a cycle, period and framework, those of one casework team if asked."""
    pool = pools(workspace.conn, asked).get((asked.cycle.value if asked.cycle else "", framework))
    counted = pool.counted if pool is not None else ()
    rows = {row.review_no: row for row in counted if not team or team_of(row) == team}
    named = reviews_named(workspace.conn, rows)
    order = {number: at for at, number in enumerate(named)}
    found = [
        *_of_markers(markers_short(workspace.conn, rows), rows, named),
        *_of_items(items_short(workspace.conn, rows), rows, named),
    ]
    ordered = tuple(sorted(found, key=lambda one: order[one.review_no]))
    return Findings(ordered, len(rows), threads_confirmed(workspace.conn, rows))


def _of_markers(
    short: list[MarkerShort], rows: Mapping[int, ReviewRow], named: Mapping[int, ReviewNamed]
) -> Iterator[Finding]:
    for one in short:
        quoted = extract(one.evidence)
        words = (quoted.text or quoted.place) if quoted is not None else ""
        no = one.review_no
        ref = named[no].plan_ref or ERASED
        yield Finding(no, ref, team_of(rows[no]), one.cause, "", "", f"Marker {one.marker}", words)


def _of_items(
    short: list[ItemShort], rows: Mapping[int, ReviewRow], named: Mapping[int, ReviewNamed]
) -> Iterator[Finding]:
    for one in short:
        no = one.review_no
        said: Mapping[str, Json] = one.cause if isinstance(one.cause, dict) else {}
        cause, agency, service = (str(said.get(part) or "") for part in ("cause", "agency", "service"))
        if cause != Cause.ADVICE.value:
            agency = service = ""
        ref, place = named[no].plan_ref or ERASED, f"{one.role.capitalize()} in section {one.section}"
        yield Finding(no, ref, team_of(rows[no]), cause, agency, " ".join(service.split()), place, one.words)

"""One plan for an inspection: how it was drawn, every audit with its reviews and consensus, and what is held on it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from audit_app.domain.report_look import NO_LOOK, ReportLook
from exports.document import (
    Block,
    Cell,
    Column,
    Document,
    Facts,
    GradeCell,
    Heading,
    Paragraph,
    Table,
    TitleBlock,
    Tone,
)
from exports.pages.wording import MISSING, count, sentence
from exports.plain import one_line
from scoring.days import day
from scoring.figures import GRADES, rounded

Record = Mapping[str, object]

_CODES: Final = {
    "evidence_misread": "evidence misread",
    "scale_misunderstood": "scale misunderstood",
    "specialist_knowledge": "specialist knowledge",
    "new_evidence": "new evidence",
    "chairs_decision": "the chair's decision",
    "split_difference": "split the difference",
}
_HOW: Final = {"agreed": "all gave it", "single": "one scored it", "talked": "talked over"}
_REVIEWS: Final = (
    Column("Reviewer", 1.7), Column("Agency", 1.1), Column("How", 1.0), Column("Grade", 1.9),
    Column("Score", 1.0, number=True), Column("State", 1.1),
)  # fmt: skip
_SETTLED: Final = (
    Column("Marker", 0.8),
    Column("Score", 0.6),
    Column("How it was settled", 1.6),
    Column("Reason", 1.8),
)
_BOXES: Final = (
    Column("Round", 0.8), Column("Member", 1.3), Column("Sealed on", 0.9), Column("SHA-256 of the box", 3.4),
    Column("Opened", 1.5),
)  # fmt: skip
_FINDINGS: Final = (Column("Audit of", 0.9), Column("Kind", 1.3), Column("Where", 0.8), Column("Finding", 3.6))
_CHECKPOINTS: Final = (Column("On", 0.9), Column("Status", 1.6), Column("Comment", 2.4), Column("Evidence", 1.9))
_RE_AUDITS: Final = (Column("On", 0.9), Column("What the re-audit shows", 5.9))
_DOCUMENTS: Final = (
    Column("Document", 2.6), Column("What it is", 1.2), Column("Added on", 1.0), Column("SHA-256", 3.0),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ActionBehind:
    """What was done about findings of a plan: facts by name, and rows of text; days are ISO."""

    what: str
    facts: tuple[tuple[str, str], ...]
    findings: tuple[tuple[str, ...], ...]
    checkpoints: tuple[tuple[str, ...], ...]
    re_audits: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class PlanBehind:
    """Everything behind one plan as records of named values; `overrides` and `boxes` are rows of text."""

    plan_ref: str
    organisation: str
    data_date: date
    data_head: str
    draws: tuple[Record, ...]
    audits: tuple[Record, ...]
    overrides: tuple[tuple[str, ...], ...]
    boxes: tuple[tuple[str, ...], ...]
    documents: tuple[Record, ...]
    actions: tuple[ActionBehind, ...] = ()
    sealed: int = 0
    look: ReportLook = NO_LOOK


def plan_document(plan: PlanBehind) -> Document:
    """The plan's part of the folder, in reading order."""
    heading = f"Plan {one_line(plan.plan_ref)}"
    return Document(
        title=TitleBlock(plan.organisation or "No organisation named", heading, "Evidence for inspection", ()),
        running=f"{heading} · evidence for inspection · for the audit group",
        foot=f"Data up to {day(plan.data_date)}, state {plan.data_head[:12]}",
        subject=f"{heading}, evidence for inspection",
        blocks=tuple(_blocks(plan)),
        look=plan.look,
    )


def _blocks(plan: PlanBehind) -> Iterator[Block]:
    yield Heading("How it was drawn")
    if not plan.draws:
        yield Paragraph("No draw of this plan is recorded: its audits were imported, or it was chosen otherwise.")
    for draw in plan.draws:
        yield Facts(tuple((label, _text(draw[key])) for key, label in _DRAWN.items() if draw.get(key)))
    yield Heading("Its audits")
    if not plan.audits:
        yield Paragraph("No audit of this plan is held.")
    for number, audit in enumerate(plan.audits, 1):
        yield from _audit(audit, number, len(plan.audits))
    yield Heading("Grades changed by a moderator")
    if plan.overrides:
        yield Table(_OVERRIDES, plan.overrides)
    else:
        yield Paragraph("None.")
    yield Heading("Sealed scores")
    if plan.boxes:
        yield Table(_BOXES, plan.boxes)
    else:
        yield Paragraph("None: no box of a sealed round is held on this plan.")
    if plan.sealed:
        yield Paragraph(f"{count(plan.sealed, 'box', 'boxes')} cannot be opened yet.", Tone.NOTE)
    yield Heading("Actions and re-audits")
    if not plan.actions:
        yield Paragraph("None: no action was opened on a finding of this plan.")
    for number, action in enumerate(plan.actions, 1):
        yield from _action(action, number, len(plan.actions))
    yield Heading("Documents held")
    if plan.documents:
        yield Table(_DOCUMENTS, tuple(_document(one) for one in plan.documents))
    else:
        yield Paragraph("None.")


_DRAWN: Final = {
    "cycle": "Cycle", "on_date": "Drawn on", "seed": "Seed", "number": "Place", "role": "Role", "chance": "Chance",
    "stratum": "Stratum", "weight": "Weight", "assigned_to": "Assigned to", "due": "Due",
    "replaced_reason": "Replaced because", "closed_reason": "Closed because",
}  # fmt: skip
_OVERRIDES: Final = (
    Column("Changed", 1.1), Column("Submitted", 1.1), Column("By", 1.3), Column("To", 1.5), Column("Reason", 3.2),
)  # fmt: skip


def _audit(audit: Record, number: int, of: int) -> Iterator[Block]:
    yield Heading(f"Audit {number} of {of}, {_text(audit.get('date')) or 'no day'}", 3)
    facts = (("Cycle", "cycle"), ("Round", "round"), ("Framework", "framework"), ("Purpose", "purpose"))
    rows = [(label, _text(audit[key])) for label, key in facts if audit.get(key)]
    if audit.get("abandoned"):
        rows.append(("Abandoned", _text(audit["abandoned"])))
    yield Facts(tuple(rows))
    reviews = _records(audit.get("reviews"))
    if reviews:
        yield Table(_REVIEWS, tuple(_review(one) for one in reviews))
    for one in reviews:
        if one.get("kind") == "consensus":
            yield from _consensus(one)


def _review(one: Record) -> tuple[Cell, ...]:
    grade = str(one.get("override_grade") or one.get("grade") or "")
    said = (
        GradeCell(grade, GRADES[grade]) if grade in GRADES else sentence(grade.replace("_", " ")).rstrip(".") or MISSING
    )
    of = f"{_text(one.get('score'))} of {_text(one.get('possible'))}" if one.get("possible") else MISSING
    late = ", late" if one.get("late") else ""
    who = "The group" if one.get("kind") == "consensus" else _text(one.get("reviewer")) or MISSING
    agency = _text(one.get("agency")).replace("_", " ") or MISSING
    return (who, agency, _text(one.get("source")) + late, said, of, _text(one.get("state")))


def _consensus(review: Record) -> Iterator[Block]:
    talked = [one for one in _records(review.get("scores")) if one.get("settled_how") == "talked"]
    settled = [one for one in _records(review.get("scores")) if one.get("settled_how")]
    yield Paragraph(
        f"The group settled {count(len(settled), 'marker')}, {len(talked)} of them by talking them over:", Tone.NOTE
    )
    if talked:
        yield Table(_SETTLED, tuple(_settled(one) for one in talked))


def _settled(one: Record) -> tuple[str, ...]:
    code = _text(one.get("settled_code"))
    how = _HOW.get(_text(one.get("settled_how")), MISSING)
    return (_text(one.get("marker")), _text(one.get("score")) or MISSING, how, _CODES.get(code, code) or MISSING)


def _action(action: ActionBehind, number: int, of: int) -> Iterator[Block]:
    yield Heading(f"Action {number} of {of}", 3)
    yield Paragraph(action.what)
    yield Facts(action.facts)
    for columns, rows in (
        (_FINDINGS, action.findings),
        (_CHECKPOINTS, action.checkpoints),
        (_RE_AUDITS, action.re_audits),
    ):
        if rows:
            yield Table(columns, tuple(tuple(cell or MISSING for cell in row) for row in rows))


def _document(one: Record) -> tuple[str, ...]:
    return tuple(_text(one.get(key)) or MISSING for key in ("name", "role", "added_on", "digest"))


def _records(value: object) -> Sequence[Record]:
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []


def _text(value: object) -> str:
    if isinstance(value, float):
        return rounded(value, 1)
    return one_line(str(value)) if value is not None else ""

"""From a review as it is read to what the audit form and its header show; it knows no widget's inside."""

from dataclasses import dataclass, replace
from datetime import date

from audit_app.services.auditing import Evidence
from audit_app.services.review_page import ReviewPage
from audit_app.services.thread.page import ThreadPage
from audit_app.store.log.canonical import Json
from audit_app.ui.plan_script import place_words
from forms.model import Answer, EvidenceKind, Lack, NotScore
from forms.widgets import EvidenceText, FormState, Given, PlaceLink, written_day
from scoring.plan.text import Place


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the form: which plan, about it, how far, and whether it can be submitted."""

    plan_ref: str
    about: str
    done: int
    total: int
    can_submit: bool
    is_abandonable: bool


def head_of(page: ReviewPage, state: FormState) -> Head:
    """The header of a review."""
    audit, review = page.found.audit, page.found.review
    year = page.facts.year_group
    on = date.fromisoformat(audit.date)
    title = page.found.framework.title
    says_cycle = title.casefold().startswith(audit.cycle)
    parts = (
        page.paper,
        "" if says_cycle else audit.cycle,
        "" if says_cycle and page.paper else title,  # the review or the report says it too, and better
        f"Year {year}" if year is not None and year > 0 else ("Reception or earlier" if year is not None else ""),
        f"as of {on.day} {on:%B %Y}",
        review.reviewer,
    )
    done = sum(state.at(marker.id).is_done for marker in page.found.asked.markers)
    return Head(
        page.plan_ref,
        " · ".join(part for part in parts if part),
        done,
        len(page.found.asked.markers),
        not page.locked_because,
        not review.is_submitted and not audit.abandoned and not page.locked_because and page.sent_by is None,
    )


def state_of(page: ReviewPage, thread: ThreadPage | None = None) -> FormState:
    """What the form shows of a review, with what its thread suggests where that was read."""
    lacks: dict[str, list[Lack]] = {}
    for one in page.lacking:
        lacks.setdefault(one.marker, []).append(one.lack)
    given = {
        marker.id: _with_thread(_given(page, marker.id, tuple(lacks.get(marker.id, ()))), marker.id, thread)
        for marker in page.found.asked.markers
    }
    suggested = thread.care_states if thread is not None else {}
    return FormState(page.found.asked, given, page.ticks, page.states, bool(page.locked_because), suggested)


def _with_thread(given: Given, marker: str, thread: ThreadPage | None) -> Given:
    """What is given, where its evidence stands in the plan in words, and the level that the thread suggests."""
    if thread is None:
        return given
    link = given.evidence.link if given.evidence is not None else None
    place = words_of(link, thread) if link is not None else ""
    suggested = thread.levels.get(marker) if given.answer is not NotScore.NA else None
    return replace(given, place=place, suggested=suggested)


def words_of(link: PlaceLink, thread: ThreadPage) -> str:
    """Where linked words stand; empty where they stand in another document than the one that is read."""
    read, sections, text = thread.document, thread.sections, thread.text
    if read is None or sections is None or text is None or read.id != link.document:
        return ""
    placed = sections.by_block.get(link.place.block)
    return place_words(placed.section, text.block(placed.block).address) if placed is not None else ""


def _given(page: ReviewPage, marker: str, lacks: tuple[Lack, ...]) -> Given:
    by_rule = page.by_rule.get(marker, "")
    said = page.said.get(marker)
    if said is None:
        return Given(by_rule=by_rule, lacks=lacks)
    answer: Answer = said.answer
    return Given(
        answer,
        evidence_shown(said.evidence),
        said.cause,
        said.note,
        said.reason,
        said.good_practice,
        by_rule,
        lacks,
    )


def evidence_shown(value: Json) -> EvidenceText | None:
    """Stored evidence, or a draft of it, as the form shows it; free text of an import is a quotation of no place."""
    if not value:
        return None
    if not isinstance(value, dict):
        return EvidenceText(EvidenceKind.QUOTATION, str(value))
    kind = value.get("kind")
    day = str(value.get("on") or "")
    parsed = written_day(day) if len(day) == _ISO else None
    return EvidenceText(
        EvidenceKind(kind) if kind in set(EvidenceKind) else EvidenceKind.QUOTATION,
        str(value.get("text") or ""),
        str(value.get("where") or ""),
        str(value.get("by") or ""),
        f"{parsed:%d/%m/%Y}" if parsed is not None else day,
        _link(value.get("at")),
    )


def _link(at: Json) -> PlaceLink | None:
    """The address that quoted words have in a document of the plan; None where they have none."""
    if not isinstance(at, dict) or not at.get("document") or not at.get("block"):
        return None
    start, end = (at.get(name) for name in ("start", "end"))
    place = Place(str(at["block"]), start if isinstance(start, int) else 0, end if isinstance(end, int) else 0)
    return PlaceLink(str(at["document"]), place)


_ISO = 10


def evidence_typed(shown: EvidenceText) -> tuple[Evidence | None, str]:
    """The evidence that a person typed, or what is wrong with its date in a sentence."""
    day = written_day(shown.on) if shown.on.strip() else None
    if shown.on.strip() and day is None:
        return None, f"“{shown.on.strip()}” is not a date. Write it as day, month and year: 23/11/2026."
    document, at = (shown.link.document, shown.link.place) if shown.link is not None else ("", None)
    return Evidence(shown.kind, shown.text, shown.where, shown.by, day, document, at), ""


def draft_value(shown: EvidenceText) -> dict[str, str]:
    """What is kept of evidence that is still being typed."""
    return {"kind": shown.kind.value, "text": shown.text, "where": shown.where, "by": shown.by, "on": shown.on}


def in_words(shown: EvidenceText) -> str:
    """Evidence in one line, to be recognised by."""
    return " · ".join(part for part in (shown.text.strip(), shown.where.strip(), shown.by.strip(), shown.on) if part)

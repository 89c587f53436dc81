"""Writing into a review that is open: answers, evidence, causes, advice ticks and section states, a change each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import EllipsisType

from audit_app.domain.problems import AppError
from audit_app.services.open_reviews import OpenReview, open_review
from audit_app.store.ids import Ids
from audit_app.store.log.canonical import Json
from audit_app.store.log.chain import Link
from audit_app.store.log.rights import Op
from audit_app.store.read_audits import score_value
from audit_app.store.workspace import Workspace
from forms.model import SCORES, AdviceSource, Answer, Cause, EvidenceKind, NotScore, SectionState
from scoring.plan.text import Place
from scoring.thread.levels import Suggestion


@dataclass(frozen=True, slots=True)
class Evidence:
    """What stands behind a score.

    A quotation has its `text` and `where` it stands (section); *looked for, not found* the sections searched in
    `where`; a record the system in `where` and the day in `on`; what was said the meeting in `where` and the role in
    `by`. Words chosen in the plan's text carry their address `at` in the `document`.
    """

    kind: EvidenceKind
    text: str = ""
    where: str = ""
    by: str = ""
    on: date | None = None
    document: str = ""
    at: Place | None = None

    def value(self) -> dict[str, Json]:
        """What is stored: the parts that are filled. Raises AppError where one that the kind needs is not."""
        parts = {
            "text": self.text.strip(),
            "where": self.where.strip(),
            "by": self.by.strip(),
            "on": self.on.isoformat() if self.on is not None else "",
        }
        lacking = [words for part, words in _NEEDED[self.kind] if not parts[part]]
        if lacking:
            raise AppError(f"The evidence is not complete. Add {' and '.join(lacking)}.")
        address: dict[str, Json] = {}
        if self.at is not None and self.document:
            place = {"block": self.at.block, "start": self.at.start, "end": self.at.end}
            address = {"at": {"document": self.document, **place}}
        return {"kind": self.kind.value, **{name: text for name, text in parts.items() if text}, **address}


_NEEDED: Mapping[EvidenceKind, tuple[tuple[str, str], ...]] = {
    EvidenceKind.QUOTATION: (("text", "the words quoted"), ("where", "the section they stand in")),
    EvidenceKind.NOT_FOUND: (("where", "the sections that were searched"),),
    EvidenceKind.RECORD: (("where", "the system"), ("on", "the date of the record")),
    EvidenceKind.SAID: (("where", "the meeting"), ("by", "the role of who said it")),
}


def give(
    workspace: Workspace,
    review_id: str,
    marker: str,
    *,
    score: Answer | EllipsisType = ...,
    evidence: Evidence | EllipsisType | None = ...,
    cause: Cause | str | EllipsisType | None = ...,
    note: str | EllipsisType = ...,
    reason: str | EllipsisType = ...,
    good_practice: bool | EllipsisType = ...,
    taken: Suggestion | EllipsisType = ...,
) -> Link:
    """Write what is given at one marker, as one change; what is left at `...` stays, None or blank empties it.

    `reason` says why a marker is NA; `taken` is the suggested level that the score was taken from. Raises
    AppError for a marker, score or cause that there is none of, and where the review is locked or another person's.
    """
    review = open_review(workspace, review_id)
    if marker not in review.asked:
        raise AppError(f"There is no marker {marker} in {review.framework.key}. Choose one of the form.")
    given: dict[str, tuple[Json, str]] = {}
    if not isinstance(score, EllipsisType):
        given["score"] = score_value(_checked(score)), _words(review, score)
    if not isinstance(evidence, EllipsisType):
        given["evidence"] = evidence.value() if evidence is not None else None, "evidence"
    if not isinstance(cause, EllipsisType):
        named = _cause(cause)
        given["cause"] = named, f"cause {named or 'taken back'}"
    for name, text in (("note", note), ("reason", reason)):
        if not isinstance(text, EllipsisType):
            given[name] = text.strip() or None, name
    if not isinstance(good_practice, EllipsisType):
        given["good_practice"] = 1 if good_practice else None, "good practice"
    if not isinstance(taken, EllipsisType):
        given["taken"] = {"level": taken.level, "arithmetic": taken.arithmetic}, f"as suggested: {taken.arithmetic}"
    ops = [Op("score", Ids.score(review_id, marker), name, value) for name, (value, _) in given.items()]
    label = f"{marker}: {', '.join(words for _, words in given.values())}"
    return workspace.door.write(label, ops, touches=review.audit.id)


def tick_advice(workspace: Workspace, review_id: str, source: AdviceSource | str, **ticks: bool) -> Link:
    """Tick or untick one source of the advice grid, by the names `listed`, `dated`, `current` and `specific`.

    Raises AppError where the framework has no such row or column, and as `give`.
    """
    review = open_review(workspace, review_id)
    grid = review.framework.advice_grid
    rows = dict(grid.sources) if grid is not None else {}
    columns = [tick.value for tick, _ in grid.ticks] if grid is not None else []
    row = next((one for one in rows if one == source), None)
    unknown = [name for name in ticks if name not in columns]
    if row is None or unknown:
        raise AppError(f"The advice grid of {review.framework.key} has no {', '.join(unknown) or source}.")
    ops = [Op("advice", f"{review_id}.{row.value}", name, 1 if tick else 0) for name, tick in ticks.items()]
    return workspace.door.write(f"Advice of {rows[row]}", ops, touches=review.audit.id)


def set_section_state(workspace: Workspace, review_id: str, section: str, state: SectionState | str) -> Link:
    """Say what a section holds: needs, none after checking, none unchecked, or nothing.

    Raises AppError where the framework asks for no state of it, and as `give`.
    """
    review = open_review(workspace, review_id)
    asked = review.framework.section_states
    labels = dict(asked.states) if asked is not None and section in asked.sections else {}
    found = next((one for one in labels if one == state), None)
    if found is None:
        raise AppError(f"{review.framework.key} has no state “{state}” for section {section}.")
    op = Op("section_state", f"{review_id}.{section}", "state", found.value)
    return workspace.door.write(f"Section {section}: {labels[found]}", [op], touches=review.audit.id)


def _checked(score: Answer) -> Answer:
    if score is None or isinstance(score, NotScore) or (type(score) is int and score in SCORES):
        return score
    raise AppError(f"“{score}” is not an answer. Give 0, 1, 2 or 3, NA or NE, or leave it blank.")


def _cause(cause: Cause | str | None) -> str | None:
    if not cause:
        return None
    try:
        return Cause(cause).value
    except ValueError:
        raise AppError(f"“{cause}” is no cause. There are: {', '.join(one.value for one in Cause)}.") from None


def _words(review: OpenReview, score: Answer) -> str:
    if score is None:
        return "score taken back"
    return f"{score} {review.framework.scale[score]}" if isinstance(score, int) else score.value

"""Which plans can be drawn on a day, and why the others cannot; it draws nothing itself."""

import hashlib
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from audit_app.domain.period import add_months

RECENT_MONTHS = 12


class Exclusion(StrEnum):
    """Why an entry is not drawn from; where several fit, the first in this order counts."""

    CEASED = "ceased"
    NOT_A_PLAN = "not a plan yet"
    AUDITED_RECENTLY = "audited recently"
    OWN_CASE = "the auditor's own case"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One register entry as the draw sees it; `is_plan` as on the day of the draw."""

    plan_ref: str
    is_plan: bool = True
    ceased_date: date | None = None
    audit_dates: tuple[date, ...] = ()
    case_officer: str = ""
    written_by: str = ""
    weight: int = 1


@dataclass(frozen=True, slots=True)
class FramePlan:
    """A plan that can be drawn, with its weight (1 or more)."""

    plan_ref: str
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Frame:
    """The plans that can be drawn, and the references that each exclusion left out; sorted by reference."""

    plans: tuple[FramePlan, ...]
    excluded: tuple[tuple[Exclusion, tuple[str, ...]], ...]

    def count(self, exclusion: Exclusion) -> int:
        """How many entries this exclusion left out."""
        return sum(len(refs) for reason, refs in self.excluded if reason is exclusion)


def frame(
    candidates: Iterable[Candidate], on: date, auditors: Iterable[str] = (), months: int = RECENT_MONTHS
) -> Frame:
    """Split candidates into plans that can be drawn on that day and exclusions.

    An entry counts as ceased from its ceased date on, as audited recently when one of its audits lies after
    the same day `months` months before and not after `on`, and as an own case when its case officer or
    writer has an auditor's name, whatever the capitals and spaces.
    """
    since = add_months(on, -months)
    names = {one for name in auditors if (one := folded(name))}
    plans: list[FramePlan] = []
    excluded: dict[Exclusion, list[str]] = {exclusion: [] for exclusion in Exclusion}
    for candidate in sorted(candidates, key=lambda each: utf8(each.plan_ref)):
        exclusion = _exclusion(candidate, on, since, names)
        if exclusion is None:
            plans.append(FramePlan(candidate.plan_ref, candidate.weight))
        else:
            excluded[exclusion].append(candidate.plan_ref)
    return Frame(tuple(plans), tuple((exclusion, tuple(refs)) for exclusion, refs in excluded.items()))


def frame_hash(plans: Iterable[FramePlan]) -> str:
    """The frame's fingerprint: SHA-256, in hex, over one line a plan, sorted by the reference's UTF-8 bytes.

    A line is the reference in UTF-8, a tab, the weight in decimal digits and a line feed.
    """
    digest = hashlib.sha256()
    for line in sorted((utf8(plan.plan_ref), plan.weight) for plan in plans):
        digest.update(line[0] + b"\t" + str(line[1]).encode() + b"\n")
    return digest.hexdigest()


def _exclusion(candidate: Candidate, on: date, since: date, names: Collection[str]) -> Exclusion | None:
    if candidate.ceased_date is not None and candidate.ceased_date <= on:
        return Exclusion.CEASED
    if not candidate.is_plan:
        return Exclusion.NOT_A_PLAN
    if any(since < audited <= on for audited in candidate.audit_dates):
        return Exclusion.AUDITED_RECENTLY
    if folded(candidate.case_officer) in names or folded(candidate.written_by) in names:
        return Exclusion.OWN_CASE
    return None


def folded(name: str) -> str:
    """A name as it is compared: capitals, spaces and ways of writing an accent do not matter."""
    return " ".join(unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold()).split())


def utf8(text: str) -> bytes:
    """The bytes that references are hashed and sorted by.

    A lone surrogate has no UTF-8; passing it through keeps sorting possible until the draw refuses it.
    """
    return text.encode("utf-8", "surrogatepass")

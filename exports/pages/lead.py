"""A report in three sentences made from its figures: what was audited, how good it is, and what changed."""

from typing import Final

from exports.content import Content
from exports.pages.wording import WITHHELD, count, sentence, span_words
from scoring.figures import Audience, Figure, rounded, words

_FEW: Final = 10
"""Under so many graded plans the second sentence says how little they show (statistics.md §5)."""
_NONE: Final = "No audit of this period counts yet, so there is nothing to grade."

_SO_FEW: Final = (
    "So few plans were audited that neither their number nor how good they are can be told without telling of a "
    "single child's plan."
)


def lead(content: Content) -> tuple[str, ...]:
    """The sentences; fewer where there is less to say."""
    if content.team:
        return (_of_team(content),)
    return (*audited_and_how_good(content), *_changed(content))


def audited_and_how_good(content: Content) -> tuple[str, ...]:
    """What was audited and how good it is; one sentence where that cannot be said."""
    audited, effective = content.figure("plans.audited"), content.figure("plans.effective")
    if audited is not None and audited.withheld == WITHHELD:
        return (_SO_FEW,)
    if audited is None or not audited.value:
        reason = audited.reason if audited is not None else ""
        return (reason or _NONE,)
    return tuple(one for one in (f"{_audited(audited)}.", _how_good(effective)) if one)


def _of_team(content: Content) -> str:
    effective = content.by("plans.effective", "team").get(content.team)
    whose = f" of casework team {content.team}"
    if effective is None:
        return f"No plan{whose} was graded in this period."
    return f"Effective, that is Good or Outstanding, of the graded plans{whose}: {words(effective)}."


def _audited(audited: Figure) -> str:
    if audited.denominator is None:
        return f"{count(int(audited.value or 0), 'plan')} audited"
    return f"{rounded(audited.numerator or 0)} of {count(int(audited.denominator), 'plan')} drawn were audited"


def _how_good(effective: Figure | None) -> str:
    if effective is None:
        return ""
    if effective.withheld == WITHHELD:
        return f"The share of effective plans is withheld. {effective.reason}".strip()
    if effective.value is None:
        return sentence(words(effective))
    said = f"Effective, that is Good or Outstanding: {words(effective)}"
    if (effective.denominator or 0) == 1:
        return f"{said}; one plan tells nothing of the others."
    if (effective.denominator or 0) < _FEW:
        return f"{said}; from so few plans the true share may lie anywhere in that interval."
    return f"{said}."


def _changed(content: Content) -> tuple[str, ...]:
    """What may be claimed against the period before; what a report without a comparison says instead."""
    told = content.trends
    if told is not None:
        said = told.comparison.sentence
        return (f"Beside {span_words(*told.before)}: {said[0].lower()}{said[1:]}",)
    if not content.head.cycle:
        return ()
    if content.head.audience is Audience.PUBLIC:
        return ("Nothing is said here of change: that takes two releases that do not overlap.",)
    if content.head.kind == "weekly":
        return ("Nothing is said here of change: one week has too few plans for that.",)
    return ()

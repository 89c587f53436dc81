"""What a column or a word of a sheet of past audits can be put into, as choices to search in."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from audit_app.intake.past_guess import LABELS
from audit_app.intake.past_mapping import MARKER, REVERSED, is_marker, marker_of
from audit_app.intake.past_words import GRADES, LEVELS, grade_words, level_words
from audit_app.screens.plans.mapping_draft import LEFT_OUT
from audit_app.screens.plans.mapping_targets import Target
from audit_app.screens.plans.past_draft import GRADE, WORST, PastDraft
from exports.plain import shortened
from forms.model import Framework

_SCORED, _WHOSE, _BESIDE = "What is scored", "Whose audit it is", "Beside a score"
_LONGEST = 100
_GROUPS: Mapping[str, str] = MappingProxyType(
    {**dict.fromkeys(("grade",), _SCORED), **dict.fromkeys(("evidence",), _BESIDE)}
)
_FOUND_BY: Mapping[str, str] = MappingProxyType(
    {
        "plan_ref": "case number id",
        "audit_date": "month when",
        "reviewer": "name by moderator assessor",
        "agency": "team role service",
        "round": "cycle panel",
        "grade": "overall judgement rating outcome",
        "evidence": "comment notes text",
    }
)


def column_targets(draft: PastDraft, heading: str) -> Iterator[Target]:
    """What a column can be; leaving it out comes first, then what is scored."""
    yield Target(None, LEFT_OUT, "", "", "ignore skip none nothing")
    framework = None if draft.mapping.is_made else draft.offer.frameworks.get(draft.mapping.framework)
    if framework is None:
        yield Target(MARKER, "Marker", _SCORED, "", "question score level")
        yield Target(MARKER + REVERSED, f"Marker, {WORST}", _SCORED, "", "question reversed turned negative")
        yield _field("grade", draft, heading)
    for name in ("plan_ref", "audit_date", "reviewer", "agency", "round", "evidence"):
        yield _field(name, draft, heading)
    if framework is not None:
        yield from _markers(framework, draft, heading)


def _field(name: str, draft: PastDraft, heading: str) -> Target:
    holder = draft.holder_of(name, but=heading)
    return Target(name, LABELS[name], _GROUPS.get(name, _WHOSE), holder, f"{name} {_FOUND_BY[name]}")


def _markers(framework: Framework, draft: PastDraft, heading: str) -> Iterator[Target]:
    """The markers of an existing framework; the one that is chosen can be turned round."""
    chosen = draft.mapping.columns.get(heading)
    titles = {section.id: section.title for section in framework.sections}
    for section, markers in framework.by_section().items():
        for one in markers:
            label = f"{one.id} {shortened(one.question, _LONGEST)}"
            group = f"{section}: {titles[section]}"
            holder = draft.holder_of(one.id, but=heading)
            yield Target(one.id, label, group, holder, one.id)
            if is_marker(chosen) and marker_of(chosen or "") == one.id:
                yield Target(one.id + REVERSED, f"{one.id}, {WORST}", group, holder, "reversed turned")


def word_targets(key: str) -> Iterator[Target]:
    """What a word can mean: the levels and what is no score, or the grades."""
    if key.startswith(GRADE):
        yield from (Target(one, grade_words(one), "Grades", "", one) for one in GRADES)
        return
    for one in LEVELS:
        words = level_words(one)
        yield Target(one, words[:1].upper() + words[1:], "Levels" if one.isdigit() else "No score", "", one)

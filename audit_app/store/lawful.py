"""What may come out of a box: hostile until proven, each answer against framework, markers and forms; pure.

A box was sealed by somebody's computer, and its content has met no form and no door. Everything that this module lets
through could have been entered in the app by that member in that review.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from audit_app.domain.people import Agency
from audit_app.domain.problems import AppError
from audit_app.store.log.canonical import Json
from audit_app.store.log.rights import Op
from audit_app.store.log.sense import is_known, shape_fault
from audit_app.store.read_thread import ACCEPTED, DISMISSED, PASSED_OVER, REMOVED
from audit_app.store.thread_vocabulary import ELEMENTS, RATINGS
from audit_app.store.vocabulary import KINDS
from forms.model import SCORES, AdviceSource, Cause, EvidenceKind, Framework, NotScore, SectionState
from scoring.thread.model import Adulthood, ItemRole, NeedArea, ShortBreak

LONGEST_TEXT: Final = 20_000
"""Characters of one text; a quotation is a paragraph or two."""

MOST_OPS: Final = 20_000
_LONGEST_NAME: Final = 200
_MOST_PLACES: Final = 500

Check = Callable[[Json], bool]


class Unlawful(AppError):
    """What came out of a box could not have been entered in the app; `why` holds nothing of it."""

    def __init__(self, why: str) -> None:
        super().__init__(f"The sealed scores hold what no review can: {why}.")


@dataclass(frozen=True, slots=True)
class Expected:
    """The review that a box may speak of, and what this member scores in it."""

    review: str
    framework: Framework
    markers: tuple[str, ...]


def lawful(ops: Iterable[Op], expected: Expected) -> list[Op]:
    """The answers among these operations, without what is rebuilt: record, markers, state and result of the review.

    Raises Unlawful where one is not known, lies in another review, is of another's marker, or has a value that the app
    would not have taken.
    """
    listed = list(ops)
    if len(listed) > MOST_OPS:
        raise Unlawful("more answers than a form has")
    if len({(op.kind, op.id, op.field) for op in listed}) < len(listed):
        raise Unlawful("one answer twice")
    for op in listed:
        _demand_known(op, expected)
    return [op for op in listed if op.kind != "review" and op.value is not None and _demand_lawful(op, expected)]


def _demand_known(op: Op, expected: Expected) -> None:
    if not is_known(op.kind, op.field) or op.field in ("erased", "deleted", "override"):
        raise Unlawful("a field that a review does not have")
    in_review = op.id == expected.review if op.kind == "review" else _lies_in(op, expected.review)
    if not in_review:
        raise Unlawful("an answer in another review")
    if shape_fault(op.kind, op.id, op.field, op.value):
        raise Unlawful("a value of the wrong form")


def _lies_in(op: Op, review: str) -> bool:
    parent, _, child = op.id.partition(".")
    return KINDS[op.kind].of_review and parent == review and _is_name(child)


def _is_name(text: Json) -> bool:
    return isinstance(text, str) and 0 < len(text) <= _LONGEST_NAME and text.isprintable()


def _demand_lawful(op: Op, expected: Expected) -> bool:
    child = op.id.partition(".")[2]
    within = {
        "score": child in expected.markers,
        "advice": child in set(AdviceSource),
        "section_state": child in (states.sections if (states := expected.framework.section_states) else ()),
        "thread": child == "thread",
        "thread_link": child.count("-") == 1 and all(child.split("-")),
    }
    if not within.get(op.kind, True):
        raise Unlawful("an answer that was not asked of this member" if op.kind == "score" else "a part unknown")
    check = _CHECKS.get((op.kind, op.field))
    if check is None or not check(op.value):
        raise Unlawful(f"a value of {op.kind.replace('_', ' ')} that the app does not take")
    return True


def is_text(value: Json) -> bool:
    """Whether a value is a text that can be kept: no NUL, no half characters, not beyond measure."""
    if not isinstance(value, str) or len(value) > LONGEST_TEXT or "\0" in value:
        return False
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _is_count(value: Json) -> bool:
    return type(value) is int and 0 <= value < 2**31


def _is_flag(value: Json) -> bool:
    return type(value) is int and value in (0, 1)


def _is_day(value: Json) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def one_of(*words: str) -> Check:
    """A check that a value is one of these words."""
    allowed = frozenset(words)
    return lambda value: isinstance(value, str) and value in allowed


_KINDS_OF_EVIDENCE = one_of(*EvidenceKind)
_CAUSES = one_of(*Cause)
_AGENCIES = one_of("", *Agency)


def _is_score(value: Json) -> bool:
    return value in (NotScore.NA.value, NotScore.NE.value) if isinstance(value, str) else _is_level(value)


def _is_level(value: Json) -> bool:
    return type(value) is int and value in SCORES


def _is_evidence(value: Json) -> bool:
    if not isinstance(value, dict) or not _KINDS_OF_EVIDENCE(value.get("kind")):
        return False
    parts = {name: part for name, part in value.items() if name not in ("kind", "at")}
    if not parts.keys() <= {"text", "where", "by", "on"} or not all(map(is_text, parts.values())):
        return False
    return ("on" not in parts or _is_day(parts["on"])) and ("at" not in value or _is_address(value["at"]))


def _is_address(value: Json) -> bool:
    if not isinstance(value, dict) or value.keys() != {"document", "block", "start", "end"}:
        return False
    numbers = _is_count(value["start"]) and _is_count(value["end"])
    return numbers and _is_name(value["document"]) and _is_name(value["block"])


def _is_taken(value: Json) -> bool:
    return (
        isinstance(value, dict)
        and value.keys() == {"level", "arithmetic"}
        and _is_level(value["level"])
        and is_text(value["arithmetic"])
    )


def _is_item_cause(value: Json) -> bool:
    if not isinstance(value, dict) or value.keys() != {"cause", "agency", "service"}:
        return False
    return _CAUSES(value["cause"]) and _AGENCIES(value["agency"]) and is_text(value["service"])


def _are_places(value: Json) -> bool:
    return isinstance(value, list) and len(value) <= _MOST_PLACES and all(map(_is_place, value))


def _is_place(value: Json) -> bool:
    return isinstance(value, list) and len(value) == 3 and _is_name(value[0]) and all(map(_is_count, value[1:]))


def _is_confirmed(value: Json) -> bool:
    return isinstance(value, dict) and _is_name(value.get("confirmed_by")) and _is_day(value.get("confirmed_on"))


_SAID = {f"smart_{name}": _is_flag for name in RATINGS} | {f"gives_{name}": _is_flag for name in ELEMENTS}
_CHECKS: Mapping[tuple[str, str], Check] = MappingProxyType(
    {
        ("score", "score"): _is_score,
        ("score", "evidence"): _is_evidence,
        ("score", "cause"): _CAUSES,
        ("score", "reason"): is_text,
        ("score", "note"): is_text,
        ("score", "good_practice"): _is_flag,
        ("score", "taken"): _is_taken,
        **{("advice", tick): _is_flag for tick in ("listed", "dated", "current", "specific")},
        ("section_state", "state"): one_of(*SectionState),
        ("thread", "document"): _is_name,
        ("thread", "confirmed"): _is_confirmed,
        ("thread_item", "state"): one_of(ACCEPTED, DISMISSED, REMOVED),
        ("thread_item", "role"): one_of(*ItemRole),
        ("thread_item", "section"): _is_name,
        ("thread_item", "words"): is_text,
        ("thread_item", "places"): _are_places,
        ("thread_item", "position"): _is_count,
        ("thread_item", "source"): is_text,
        ("thread_item", "area"): one_of(*NeedArea),
        ("thread_item", "adulthood"): one_of(*Adulthood),
        ("thread_item", "short_break"): one_of(*ShortBreak),
        ("thread_item", "cause"): _is_item_cause,
        **{("thread_item", name): _is_flag for name in ("educates", "countable", "checked")},
        **{("thread_item", name): check for name, check in _SAID.items()},
        ("thread_link", "linked"): _is_flag,
        ("thread_link", "origin"): one_of("hand", "row", "words", PASSED_OVER),
        ("text_place", "section"): _is_name,
        ("flag_dismissal", "reason"): is_text,
    }
)
"""What each answer may be; a field that stands not here does not come from a member."""

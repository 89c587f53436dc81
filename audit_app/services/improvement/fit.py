"""What a cell of an improvement plan may hold: cleaned as it is kept, or refused with the reason. It writes nothing."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from audit_app.domain.plan_rows import ACTION, ESCALATION, OUTCOME, PLAN, PROGRESS, RISK, THEME
from audit_app.domain.problems import AppError, Problem
from audit_app.domain.recurrence import is_recurrence
from audit_app.domain.risks import IMPACTS, KINDS, LIKELIHOODS
from audit_app.domain.status import Status
from audit_app.domain.timescale import checkpoint_day
from audit_app.services.reports.no_plans import plan_named
from audit_app.store.driver import Connection
from audit_app.store.log.canonical import Json
from exports.plain import one_line, visible

LONGEST: Final = 4_000
SHORT: Final = 300
_ONE_CELL: Final = 20_000
MOST_ITEMS: Final = 40
MOST_CHECKPOINTS: Final = 60
NAMES: Final[Mapping[str, str]] = {
    "title": "title", "about": "what it is about", "source": "source", "refresh": "month of the refresh",
    "checkpoints": "checkpoints", "letter": "letter", "aims": "outcomes sought", "number": "number",
    "words": "words", "timescale": "timescale", "dates": "dates", "recurrence": "recurrence", "owners": "owners",
    "leaders": "accountable leaders", "measures": "measures of success", "evidence": "evidence", "impact": "impact",
    "comments": "comments", "status": "status", "comment": "comment", "place": "place", "parent": "place",
    "kind": "kind", "opened_on": "day it was opened", "owner": "owner", "likelihood": "likelihood",
    "mitigation": "mitigation", "closed_on": "day it was closed", "closed_why": "why it was closed",
    "from_whom": "from whom", "to_whom": "to whom", "on": "day", "answered_on": "day of the answer",
    "answer": "answer",
}  # fmt: skip
"""What each field is called in a sentence; `about` of a risk or escalation is asked of `name_of`."""
_NEEDED: Final = {
    (PLAN, "title"), (THEME, "letter"), (THEME, "title"), (OUTCOME, "number"), (OUTCOME, "words"), (ACTION, "words"),
    (RISK, "words"), (ESCALATION, "words"), (ESCALATION, "on"), (RISK, "kind"),
}  # fmt: skip
_LONG: Final = frozenset({"words", "aims", "evidence", "impact", "comments", "comment", "mitigation", "answer"})
_ITEMS: Final = frozenset({"owners", "leaders", "measures"})
_DAYS: Final = frozenset({"opened_on", "closed_on", "on", "answered_on"})


def name_of(kind: str, field: str) -> str:
    """What a field is called in a sentence."""
    return "impact, 1 to 5" if (kind, field) == (RISK, "impact") else NAMES.get(field, field)


def fitting(kind: str, fields: Mapping[str, Json]) -> dict[str, Json]:
    """The fields as they are kept. Raises AppError with a problem for each that cannot be."""
    kept: dict[str, Json] = {}
    problems: list[Problem] = []
    for name, value in fields.items():
        try:
            kept[name] = fitted(kind, name, value)
        except ValueError as error:
            problems.append(Problem(f"{name_of(kind, name).capitalize()}: {error}"))
    if problems:
        raise AppError(" ".join(one.message for one in problems[:3]), tuple(problems))
    return kept


def fitted(kind: str, name: str, value: Json) -> Json:
    """One field as it is kept, None where it is empty. Raises ValueError with the reason in words."""
    kept = _rule(kind, name)(value)
    if kept is None and (kind, name) in _NEEDED:
        raise ValueError("this is empty. Fill it in.")
    return kept


def demand_no_plan(conn: Connection, words: str) -> None:
    """Raise AppError where words of the improvement plan name a child's plan: boards and the public read them."""
    if called := plan_named(conn, words):
        raise AppError(
            f"These words name the plan {called}. An improvement plan is read by boards and the public and names no "
            "child: leave the reference out."
        )


def all_words(fields: Mapping[str, Json]) -> str:
    """Everything that a person wrote in these fields, to be looked through."""
    texts = [value for value in fields.values() if isinstance(value, str)]
    return " ".join([*texts, *(one for value in fields.values() if isinstance(value, list) for one in value)])


def _rule(kind: str, name: str) -> Callable[[Json], Json]:
    if (kind, name) in ((RISK, "impact"), (RISK, "likelihood")):
        return _weight(IMPACTS if name == "impact" else LIKELIHOODS)
    if name in _ITEMS:
        return _items
    if name in _DAYS:
        return _day
    rules: dict[str, Callable[[Json], Json]] = {
        "dates": _dates,
        "recurrence": _recurrence,
        "checkpoints": _checkpoints,
        "refresh": _month,
        "place": int,
        "parent": str,
        "letter": _letter,
    }
    if name in rules:
        return rules[name]
    if (kind, name) == (PROGRESS, "status"):
        return lambda value: Status(value).value if value else None
    if (kind, name) == (RISK, "kind"):
        return lambda value: value if value in KINDS else _refuse("say whether it is a risk or an issue.")
    return _long if name in _LONG else _short


def _long(value: Json) -> Json:
    text = visible(value or "").strip()
    if len(text) > LONGEST:
        raise ValueError(f"this has {len(text):,} letters. Say it in {LONGEST:,} at most.")
    return text or None


def _short(value: Json) -> Json:
    text = one_line(value or "")
    if len(text) > SHORT:
        raise ValueError(f"this has {len(text):,} letters. Say it in {SHORT:,} at most.")
    return text or None


def _letter(value: Json) -> Json:
    text = one_line(value or "")
    if len(text) > 4 or not text.isalnum():
        raise ValueError("give a letter such as A, or up to four letters and figures.")
    return text.upper()


def _items(value: Json) -> Json:
    kept = [text for one in value or () if (text := one_line(one))]
    if len(kept) > MOST_ITEMS:
        raise ValueError(f"there are {len(kept)} of them, and at most {MOST_ITEMS} are kept.")
    if sum(map(len, kept)) > _ONE_CELL or any(len(one) > LONGEST for one in kept):
        raise ValueError(f"one of them has more than {LONGEST:,} letters, or all {_ONE_CELL:,}. Say it shorter.")
    return list(dict.fromkeys(kept)) or None


def _day(value: Json) -> Json:
    return date.fromisoformat(value).isoformat() if value else None


def _dates(value: Json) -> Json:
    days = sorted({date.fromisoformat(one).isoformat() for one in value or ()})
    if len(days) > MOST_ITEMS:
        raise ValueError(f"there are {len(days)} dates, and at most {MOST_ITEMS} are kept.")
    return days or None


def _recurrence(value: Json) -> Json:
    if value and not is_recurrence(value):
        raise ValueError(f"“{str(value)[:40]}” is no recurrence. Write monthly, quarterly, every 6 weeks and the like.")
    return value or None


def _checkpoints(value: Json) -> Json:
    days = {checkpoint_day(one): one for one in value or ()}
    if len(days) < len(value or ()):
        raise ValueError("two checkpoints are on one day. Leave one of them out.")
    if len(days) > MOST_CHECKPOINTS:
        raise ValueError(f"there are {len(days)}, and at most {MOST_CHECKPOINTS} are kept.")
    return [days[day] for day in sorted(days)] or None


def _month(value: Json) -> Json:
    if value and value not in {f"{month:02}" for month in range(1, 13)}:
        raise ValueError("choose a month.")
    return value or None


def _weight(words: tuple[str, ...]) -> Callable[[Json], Json]:
    def rule(value: Json) -> Json:
        if value in (None, 0):
            return None
        return value if value in range(1, len(words) + 1) else _refuse(f"choose 1 to {len(words)}.")

    return rule


def _refuse(words: str) -> Json:
    raise ValueError(words)

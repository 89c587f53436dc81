"""The follow-up rules as TOML: read, with everything that is wrong with a text. Opens no file."""

import tomllib
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from audit_app.domain.findings import FindingKind
from audit_app.domain.follow_up import UNITS, Deadline, FollowUpRules, Responsible
from audit_app.domain.people import Agency
from forms.model import Grade

MAX_BYTES: Final = 50_000
MAX_DEADLINES: Final = 100
MAX_WORDS: Final = 300
_MOST_WITHIN: Final = 400
_MOST_SOON: Final = 90
_KEYS: Final = ("due_soon_days", "deadline", "agency")
_OF_DEADLINE: Final = frozenset(
    {"within", "unit", "action", "kind", "grade", "marker", "score_at_most", "systemic", "or_at_next_review"}
)


class FollowUpError(Exception):
    """A text is no set of follow-up rules: `problems` are sentences that say where and why."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__(problems[0])
        self.problems = problems


def read_follow_up(text: str, *, is_own: bool = False) -> FollowUpRules:
    """The rules that a TOML text states. Raises FollowUpError with everything that is wrong with it."""
    if len(text.encode(errors="replace")) > MAX_BYTES:
        raise FollowUpError((f"The rules are too long: {MAX_BYTES:,} bytes at most.",))
    try:
        values = tomllib.loads(text.removeprefix("\ufeff"))
    except RecursionError:
        raise FollowUpError(("The text nests lists or tables too deeply to be follow-up rules.",)) from None
    except ValueError as error:
        raise FollowUpError((f"This is not valid TOML: {error}. Compare it with the shipped rules.",)) from None
    faults = [f"The key “{key[:40]}” is not known. Known are {', '.join(_KEYS)}." for key in values if key not in _KEYS]
    rules = FollowUpRules(
        due_soon_days=_number(values.get("due_soon_days", 14), "“due_soon_days”", _MOST_SOON, faults),
        deadlines=_deadlines(values.get("deadline"), faults),
        agencies=_agencies(values.get("agency", {}), faults),
        is_own=is_own,
    )
    if faults:
        raise FollowUpError(tuple(faults))
    return rules


def _deadlines(value: object, faults: list[str]) -> tuple[Deadline, ...]:
    if not isinstance(value, list) or not value or not all(isinstance(one, dict) for one in value):
        faults.append("There is no deadline. Write [[deadline]] with “within” and “unit” below it, for each.")
        return ()
    if len(value) > MAX_DEADLINES:
        faults.append(f"There are {len(value)} deadlines. At most {MAX_DEADLINES} are allowed.")
        return ()
    return tuple(_deadline(one, f"Deadline {number}", faults) for number, one in enumerate(value, start=1))


def _deadline(value: Mapping[str, object], where: str, faults: list[str]) -> Deadline:
    faults += [f"{where}: the key “{key[:40]}” is not known." for key in value if key not in _OF_DEADLINE]
    score = value.get("score_at_most")
    made = Deadline(
        within=_number(value.get("within"), f"{where}: “within”", _MOST_WITHIN, faults),
        unit=_one_of(value, "unit", UNITS, where, faults) or "days",
        action=_words(value, "action", where, faults),
        kind=_one_of(value, "kind", tuple(FindingKind), where, faults) if "kind" in value else "",
        grade=_one_of(value, "grade", tuple(Grade), where, faults) if "grade" in value else "",
        marker=_words(value, "marker", where, faults),
        score_at_most=None if score is None else _number(score, f"{where}: “score_at_most”", 3, faults),
        systemic=_flag(value, "systemic", where, faults),
        or_at_next_review=_flag(value, "or_at_next_review", where, faults),
    )
    if sum((bool(made.kind), bool(made.grade), bool(made.marker), made.systemic)) != 1:
        faults.append(f"{where} has to say one thing that it holds for: kind, grade, marker, or systemic.")
    if bool(made.marker) is not (made.score_at_most is not None):
        faults.append(f"{where}: “marker” and “score_at_most” belong together.")
    return made


def _agencies(value: object, faults: list[str]) -> Mapping[str, Responsible]:
    if not isinstance(value, dict):
        faults.append("“agency” has to be tables such as [agency.health].")
        return MappingProxyType({})
    found: dict[str, Responsible] = {}
    for name, roles in value.items():
        where = f"[agency.{name[:40]}]"
        if name not in tuple(Agency) or not isinstance(roles, dict):
            faults.append(f"{where} is no agency. There are {', '.join(Agency)}.")
            continue
        faults += [f"{where}: the key “{key[:40]}” is not known." for key in roles if key not in ("owner", "leader")]
        owner, leader = (_words(roles, key, where, faults) for key in ("owner", "leader"))
        found[name] = Responsible(owner, leader)
    return MappingProxyType(found)


def _number(value: object, what: str, most: int, faults: list[str]) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
        faults.append(f"{what} must be a whole number from 0 to {most}.")
        return 0
    return value


def _words(values: Mapping[str, object], key: str, where: str, faults: list[str]) -> str:
    value = values.get(key, "")
    if not isinstance(value, str) or len(value) > MAX_WORDS or not value.isprintable():
        faults.append(f"{where}: “{key}” must have at most {MAX_WORDS} characters on one line.")
        return ""
    return value.strip()


def _one_of(values: Mapping[str, object], key: str, allowed: tuple[str, ...], where: str, faults: list[str]) -> str:
    value = values.get(key)
    if isinstance(value, str) and value in allowed:
        return str(value)
    faults.append(f"{where}: “{key}” must be one of {', '.join(allowed)}.")
    return ""


def _flag(values: Mapping[str, object], key: str, where: str, faults: list[str]) -> bool:
    value = values.get(key, False)
    if not isinstance(value, bool):
        faults.append(f"{where}: “{key}” must be true or false.")
        return False
    return value

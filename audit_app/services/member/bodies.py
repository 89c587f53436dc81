"""What lies in the packs that come to a member or keyholder, read strictly; it knows no workspace.

The shapes are those of docs/rounds.md. Ids become file names and rows, so they are looked at before anything else.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from audit_app.domain.canonical_json import Json
from audit_app.domain.people import Agency
from audit_app.exchange.body import Body
from audit_app.services.member.body_values import id_of, key_of, number, read_strictly, text
from audit_app.store.documents import LARGEST_TEXT, About
from audit_app.store.read_assignments import Chair
from forms.model import Framework, read_framework
from scoring.plan.text import from_json


@dataclass(frozen=True, slots=True)
class PersonIn:
    """Whom a pack is for, by their id in the partnership's workspace."""

    id: str
    name: str
    agency: Agency


@dataclass(frozen=True, slots=True)
class DocumentIn:
    """One document of a plan, or a reading copy, with the text that was read from it; `id` may be empty."""

    id: str
    name: str
    media_type: str
    about: About
    original: bytes = field(repr=False)
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class PlanIn:
    """One plan to be scored: its audit, the member's review, the markers asked and those that do not apply."""

    plan_id: str
    plan_ref: str
    audit: str
    review: str
    date: str
    markers: tuple[str, ...]
    na: Mapping[str, str]
    documents: tuple[DocumentIn, ...]


@dataclass(frozen=True, slots=True)
class Joining:
    """Which partnership a pack comes from, whom it is for, and the secret that ties their first keys to it."""

    workspace: str
    organisation: str
    person: PersonIn
    chairs: tuple[Chair, ...]
    proof: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class AssignIn:
    """What a member is to score. `handed_back` is the reason where the plans were sent in before, else empty."""

    joining: Joining
    round_id: str
    name: str
    framework: Framework
    framework_text: str = field(repr=False)
    due: date
    is_sealed: bool
    public: str
    number: int
    handed_back: str
    plans: tuple[PlanIn, ...]


@dataclass(frozen=True, slots=True)
class CustodyIn:
    """A keyholder's half of one round, wrapped to them (base64)."""

    round_id: str
    name: str
    workspace: str
    organisation: str
    due: date
    half: str
    number: int
    chairs: tuple[Chair, ...]


def is_for_keyholder(body: Body) -> bool:
    """Whether an invitation is that of a keyholder, who scores nothing."""
    return isinstance(body.value, dict) and body.value.get("for") == "custody"


def read_joining(body: Body) -> Joining:
    """The invitation of a keyholder; raises Altered."""
    return read_strictly(_joining, body.value)


def read_assign(body: Body) -> AssignIn:
    """What a member is to score, with everything that it names there; raises Altered."""
    return read_strictly(lambda value: _assign(value, body.files), body.value)


def read_custody(body: Body) -> CustodyIn:
    """A keyholder's half; raises Altered."""
    return read_strictly(_custody, body.value)


def _joining(value: Json) -> Joining:
    person = value["person"]
    return Joining(
        id_of(value["workspace"]),
        text(value["organisation"]),
        PersonIn(id_of(person["id"]), text(person["name"]), Agency(person["agency"])),
        _chairs(value["chairs"]),
        text(value.get("proof") or "", least=0),
    )


def _assign(value: Json, files: Mapping[str, bytes]) -> AssignIn:
    framework = read_framework(text(value["framework"]["text"]))
    if framework.key != value["framework"]["key"]:
        raise ValueError("The framework is another one than it is called.")
    back = value.get("handed_back")
    plans = tuple(_plan(one, framework, files) for one in value["plans"])
    if not plans or len({one.review for one in plans}) < len(plans) or len({one.audit for one in plans}) < len(plans):
        raise ValueError("Each plan has an audit and a review of its own.")
    return AssignIn(
        joining=_joining(value),
        round_id=id_of(value["round"]),
        name=text(value["name"]),
        framework=framework,
        framework_text=value["framework"]["text"],
        due=date.fromisoformat(value["due"]),
        is_sealed=bool(value["sealed"]),
        public=key_of(value["public"]),
        number=number(value["number"]),
        handed_back=text(back["reason"]) if back else "",
        plans=plans,
    )


def _plan(value: Json, framework: Framework, files: Mapping[str, bytes]) -> PlanIn:
    markers = tuple(text(one) for one in value["markers"])
    na = {text(marker): text(reason) for marker, reason in value["na"].items()}
    if not markers or any(one not in framework for one in (*markers, *na)):
        raise ValueError("A marker is asked that the framework does not have.")
    return PlanIn(
        id_of(value["plan_id"]),
        text(value["plan_ref"]),
        id_of(value["audit"]),
        id_of(value["review"]),
        date.fromisoformat(value["date"]).isoformat(),
        markers,
        {marker: reason for marker, reason in na.items() if marker in markers},
        tuple(_document(one, files) for one in value["documents"]),
    )


def _document(value: Json, files: Mapping[str, bytes]) -> DocumentIn:
    if len(files[value["text"]]) > LARGEST_TEXT:
        raise ValueError("A text is longer than any that the app reads.")
    words = files[value["text"]].decode()
    from_json(words)
    return DocumentIn(
        id_of(value["id"]) if value.get("id") else "",
        text(value["name"]),
        text(value["media_type"]),
        About(
            "advice" if value["role"] == "advice" else "plan",
            text(value.get("agency") or "", 0),
            text(value.get("service") or "", 0),
        ),
        files[value["file"]],
        words,
    )


def _custody(value: Json) -> CustodyIn:
    return CustodyIn(
        id_of(value["round"]),
        text(value["name"]),
        id_of(value["workspace"]),
        text(value["organisation"]),
        date.fromisoformat(value["due"]),
        text(value["half"]),
        number(value["number"]),
        _chairs(value["chairs"]),
    )


def _chairs(value: Iterable[Json]) -> tuple[Chair, ...]:
    chairs = tuple(
        Chair(id_of(one["person"]), text(one["name"]), key_of(one["box_key"]), key_of(one["sign_key"])) for one in value
    )
    if not chairs:
        raise ValueError("A round has a chair.")
    return chairs

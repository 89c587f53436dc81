"""The fictional partnership of the demo, as data: people, teams, settings, phrases. Nothing in it is real."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any

Shares = tuple[tuple[str, float], ...]
"""Names with their weights."""


@dataclass(frozen=True, slots=True)
class Member:
    """One of the people; `opens` with a passphrase, `cases` are held by them as case officer."""

    key: str
    name: str
    agency: str
    roles: tuple[str, ...]
    teams: tuple[str, ...]
    opens: bool
    cases: int


@dataclass(frozen=True, slots=True)
class Team:
    """A casework team; `share` weighs its part of the cases, `quality` moves its plans on the scale of 0 to 3."""

    name: str
    share: float
    quality: float
    officers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """A school or other setting; blank where none is recorded. The URN belongs to no real one."""

    name: str
    urn: str
    type: str


@dataclass(frozen=True, slots=True)
class Reasons:
    """Sentences that people give when something does not go as planned."""

    place_closed: tuple[str, ...]
    week_closed: tuple[str, ...]
    replaced: tuple[str, ...]
    reopened: tuple[str, ...]
    overridden: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AdviceService:
    """A service that is asked for advice, where the child's need is one of `needs`, or anybody's where there are none.

    It is asked for children of the year groups from `from_year` to `to_year`.
    """

    agency: str
    service: str
    provider: str
    needs: tuple[str, ...]
    from_year: int = -2
    to_year: int = 20


@dataclass(frozen=True, slots=True)
class Partnership:
    """Everything but the markers. `placement` gives kinds of setting by stage, `settings` those of (stage, kind)."""

    organisation: str
    workspace: str
    passphrase: str
    people: tuple[Member, ...]
    teams: tuple[Team, ...]
    writers: tuple[str, ...]
    needs: Shares
    placement: Mapping[str, Shares]
    settings: Mapping[tuple[str, str], tuple[Setting, ...]]
    reasons: Reasons
    advice: tuple[AdviceService, ...]

    def person(self, key: str) -> Member:
        """The member with this key; raises KeyError where there is none."""
        return {member.key: member for member in self.people}[key]


Evidence = Mapping[str, str]
"""What stands behind a score: `kind` and the parts that this kind has."""


@dataclass(frozen=True, slots=True)
class BodyStory:
    """A body that meets: the roles that are asked to it, what it asked from time to time, where its minutes are."""

    body: str
    roles: tuple[str, ...]
    challenge: tuple[str, ...]
    minutes: str


@dataclass(frozen=True, slots=True)
class DecidedStory:
    """A decision of the meeting so many back, due some weeks on; `action` says what it became, empty for none."""

    body: str
    back: int
    words: str
    owner: str
    weeks: int
    action: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MarkerStory:
    """How one marker fares: the usual level two years ago and now (0 to 3), and what auditors write beside it."""

    id: str
    start: float
    end: float
    causes: tuple[str, ...]
    low: tuple[Evidence, ...]
    strong: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class SystemicStory:
    """An action on a practice: opened `ago` weeks before the open week, `reports` and its end (`after`) in weeks on."""

    marker: str
    agency: str
    service: str
    what: str
    owner: str
    leader: str
    success: str
    cause: str
    ago: int
    within: int
    reports: tuple[tuple[int, str, str], ...]
    end: str
    after: int
    evidence: str
    why: str


@dataclass(frozen=True, slots=True)
class SingleStory:
    """How many actions are about one plan, and what is said of them as they go on."""

    count: int
    owner: str
    leader: str
    success: str
    progress: tuple[str, ...]
    stuck: tuple[str, ...]
    done: tuple[str, ...]
    closed: tuple[str, ...]
    abandoned: tuple[str, ...]


def partnership() -> Partnership:
    """Read the partnership."""
    data = _read("partnership")
    return Partnership(
        organisation=data["organisation"],
        workspace=data["workspace"],
        passphrase=data["passphrase"],
        people=tuple(
            Member(**{**one, "roles": tuple(one["roles"]), "teams": tuple(one["teams"])}) for one in data["people"]
        ),
        teams=tuple(Team(**{**one, "officers": tuple(one["officers"])}) for one in data["teams"]),
        writers=tuple(data["writers"]),
        needs=tuple(data["needs"].items()),
        placement={stage: tuple(kinds.items()) for stage, kinds in data["placement"].items()},
        settings=_settings(data["settings"], data["setting_types"]),
        reasons=Reasons(**{name: tuple(texts) for name, texts in data["reasons"].items()}),
        advice=tuple(AdviceService(**{**one, "needs": tuple(one["needs"])}) for one in data["advice"]),
    )


def marker_stories() -> dict[str, MarkerStory]:
    """Read how every marker of Core-42 fares, by its id."""
    return _stories("markers")


def paper_stories() -> dict[str, MarkerStory]:
    """Read how every marker about annual reviews and about advice fares, by its id."""
    return _stories("papers")


def action_stories() -> tuple[tuple[SystemicStory, ...], SingleStory]:
    """Read what the partnership did about its findings: practices one by one, and single plans in general."""
    data = _read("actions")
    systemic = (
        SystemicStory(**{**one, "reports": tuple(tuple(told) for told in one["reports"])}) for one in data["systemic"]
    )
    single: dict[str, Any] = data["single"]
    lists = {name: tuple(value) for name, value in single.items() if isinstance(value, list)}
    return tuple(systemic), SingleStory(**{**single, **lists})


def governance_stories() -> tuple[tuple[BodyStory, ...], tuple[DecidedStory, ...]]:
    """Read what the partnership's bodies asked and decided in two years."""
    data = _read("governance")
    bodies = (
        BodyStory(one["body"], tuple(one["roles"]), tuple(one["challenge"]), one["minutes"]) for one in data["body"]
    )
    return tuple(bodies), tuple(DecidedStory(**one) for one in data["decision"])


def _stories(name: str) -> dict[str, MarkerStory]:
    stories = (
        MarkerStory(
            id=one["id"],
            start=one["level"][0],
            end=one["level"][1],
            causes=tuple(one["causes"]),
            low=tuple(one["low"]),
            strong=tuple(one.get("strong", ())),
        )
        for one in _read(name)["markers"]
    )
    return {story.id: story for story in stories}


def _settings(groups: Mapping[str, Any], types: Mapping[str, str]) -> dict[tuple[str, str], tuple[Setting, ...]]:
    found: dict[tuple[str, str], tuple[Setting, ...]] = {}
    urn = 900_000
    for group, data in groups.items():
        kind = group if group in types else "mainstream"
        made = tuple(Setting(name, str(urn + at), types[kind]) for at, name in enumerate(data["names"], 1))
        urn += len(made)
        for stage in data["stages"]:
            found[stage, kind] = (*found.get((stage, kind), ()), *made)
    return found


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))

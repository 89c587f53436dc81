"""What can be asked of every entry of the register, and how it is named; how it is answered is `traits`."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

NOT_RECORDED: Final = "not recorded"
YES, NO = "yes", "no"
PHASES: Final = ("early years", "primary", "secondary", "post-16", "post-19")
ORIGINS: Final = ("new", "reviewed")
PLAN_AGES: Final = ("under 1 year", "1 to 3 years", "over 3 years")
ADVICE_LOG: Final = "advice_log"
"""Stands among the register's columns where the workspace has an advice log."""
ADVICE_DATES: Final = (
    *("education_advice_date", "psychology_advice_date", "health_advice_date", "social_care_advice_date"),
)
REVISED: Final = ("review_final_date", "phase_transfer_final")
"""When the plan was amended after a review, or for a change of phase."""


class Feature(StrEnum):
    """What is asked of every entry; the value is its name on the command line and in records."""

    PHASE = "phase"
    NEED = "need"
    SETTING = "setting"
    TEAM = "team"
    ORIGIN = "origin"
    PLAN_AGE = "plan-age"
    YEAR_9 = "year-9"
    NEARING_ADULT = "nearing-adult"
    LOOKED_AFTER = "looked-after"
    SOCIAL_CARE = "social-care"
    LATE_PLAN = "late-plan"
    LATE_ADVICE = "late-advice"
    TRIBUNAL = "tribunal"

    @property
    def is_flag(self) -> bool:
        """Whether it is answered by yes or no."""
        return self not in _VALUED

    @property
    def words(self) -> str:
        """What it is called on screen."""
        return _WORDS[self][0]

    @property
    def about(self) -> str:
        """What exactly is meant, in a clause; empty where the words say it."""
        return _WORDS[self][1]


_VALUED: Final = frozenset(
    {Feature.PHASE, Feature.NEED, Feature.SETTING, Feature.TEAM, Feature.ORIGIN, Feature.PLAN_AGE}
)
_WORDS: Final[Mapping[Feature, tuple[str, str]]] = MappingProxyType(
    {
        Feature.PHASE: ("Phase", "by school year, else by age at 31 August"),
        Feature.NEED: ("Primary need", ""),
        Feature.SETTING: ("Type of setting", ""),
        Feature.TEAM: ("Casework team", ""),
        Feature.ORIGIN: ("New or reviewed", "reviewed: a review was held or an amended plan sent"),
        Feature.PLAN_AGE: ("Age of plan", "since it was made final or last amended"),
        Feature.YEAR_9: ("Year 9 and over", ""),
        Feature.NEARING_ADULT: ("Nearing adult services", "17 and a half or older, and not yet 18"),
        Feature.LOOKED_AFTER: ("Looked after", ""),
        Feature.SOCIAL_CARE: ("Known to social care", "known, in need, or under a protection plan"),
        Feature.LATE_PLAN: ("Late plan", "final after more than 20 weeks, without an exception"),
        Feature.LATE_ADVICE: ("Late advice", "any advice that came, or is out, after more than six weeks"),
        Feature.TRIBUNAL: ("Tribunal registered", ""),
    }
)
# A feature can be asked for where every one of these groups has a column that the register holds.
_RESTS_ON: Final[Mapping[Feature, tuple[tuple[str, ...], ...]]] = MappingProxyType(
    {
        Feature.PHASE: (("year_group", "date_of_birth"),),
        Feature.NEED: (("primary_need",),),
        Feature.SETTING: (("setting_type",),),
        Feature.TEAM: (("casework_team",),),
        Feature.ORIGIN: (("last_review_date", *REVISED),),
        Feature.PLAN_AGE: (("final_date", *REVISED),),
        Feature.YEAR_9: (("year_group", "date_of_birth"),),
        Feature.NEARING_ADULT: (("date_of_birth",),),
        Feature.LOOKED_AFTER: (("looked_after",),),
        Feature.SOCIAL_CARE: (("known_to_social_care", "child_protection", "child_in_need"),),
        Feature.LATE_PLAN: (("request_date",), ("final_date",)),
        Feature.LATE_ADVICE: (("advice_requested_date", ADVICE_LOG), (*ADVICE_DATES, ADVICE_LOG)),
        Feature.TRIBUNAL: (("tribunal",),),
    }
)
_ORDERS: Final[Mapping[Feature, tuple[str, ...]]] = MappingProxyType(
    {Feature.PHASE: PHASES, Feature.ORIGIN: ORIGINS, Feature.PLAN_AGE: PLAN_AGES}
)
_ALL_NAMED: Final = dict.fromkeys(name for groups in _RESTS_ON.values() for group in groups for name in group)
COLUMNS: Final = (*(name for name in _ALL_NAMED if name != ADVICE_LOG), "exception", "transferred_in")
"""The columns of the register that say what an entry is."""

Traits = Mapping[Feature, str]
"""What one entry is: a value for each feature that can be asked for."""


@dataclass(frozen=True, slots=True)
class Trait:
    """One value of one feature: `phase=primary`, or of a yes-or-no feature its name alone."""

    feature: Feature
    value: str = YES

    def __str__(self) -> str:
        return self.feature.value if self.feature.is_flag and self.value == YES else f"{self.feature}={self.value}"

    @property
    def words(self) -> str:
        """“Phase: primary”, “Looked after”, “Looked after: no”."""
        plain = self.feature.is_flag and self.value == YES
        return self.feature.words if plain else f"{self.feature.words}: {self.value}"

    @classmethod
    def parse(cls, text: str) -> "Trait":
        """The trait in a text; raises ValueError where it names no feature, or one of several values alone."""
        name, has_value, value = (part.strip() for part in text.partition("="))
        feature = next((one for one in Feature if one.value == name.casefold()), None)
        if feature is not None and feature.is_flag and value.casefold() in ("", YES, NO, NOT_RECORDED):
            return cls(feature, value.casefold() if has_value else YES)
        if feature is None or feature.is_flag or not value:
            raise ValueError(f"{text!r} is no trait")
        return cls(feature, tidy(value))


def tidy(value: str) -> str:
    """A value on one line with single blanks, as strata are named."""
    return " ".join(value.split())


def known_features(columns: Collection[str]) -> tuple[Feature, ...]:
    """The features that can be asked for where the register holds these columns."""
    held = set(columns)
    return tuple(one for one in Feature if all(held.intersection(group) for group in _RESTS_ON[one]))


def in_order(feature: Feature, values: Iterable[str]) -> list[str]:
    """The values in the order in which they are shown: phases and ages as they follow, others by name, unknown last."""
    order = {value: place for place, value in enumerate((*_ORDERS.get(feature, ()), *((YES, NO) * feature.is_flag)))}
    return sorted(set(values), key=lambda value: (value == NOT_RECORDED, order.get(value, len(order)), value))


def every_value(feature: Feature) -> tuple[str, ...]:
    """The values that the feature can have whatever the register holds; empty where the register alone says."""
    return (YES, NO) if feature.is_flag else _ORDERS.get(feature, ())

"""The rules by which a report says what went wrong, as data; they look at nothing themselves."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from resources.exceptions import rules_text


class Form(StrEnum):
    """What kind of thing a rule looks at."""

    CHART = "chart"
    SHARE = "share"
    NOTED = "noted"
    TARGET = "target"


_WANTED: Mapping[Form, frozenset[str]] = MappingProxyType(
    {
        Form.CHART: frozenset({"chart", "topic"}),
        Form.SHARE: frozenset({"figures", "under", "least", "whole_interval"}),
        Form.NOTED: frozenset({"figures", "counted", "over", "topic"}),
        Form.TARGET: frozenset({"least"}),
    }
)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; what its form has no use for is left as it is here.

    `figures` is a pattern of ids in which * stands for anything, `under` a percentage, `least` the smallest number
    counted that a share is judged on, `over` a count.
    """

    form: Form
    name: str
    chart: str = ""
    figures: str = ""
    under: float = 0.0
    least: int = 1
    whole_interval: bool = False
    counted: str = ""
    over: int = 0
    topic: str = ""


def rules_of(text: str) -> tuple[Rule, ...]:
    """The rules of a TOML text, in its order. Raises ValueError for one that lacks a part or has one of another."""
    return tuple(_rule(one) for one in tomllib.loads(text)["rules"])


def shipped_rules() -> tuple[Rule, ...]:
    """The rules that the app ships."""
    return rules_of(rules_text())


def _rule(values: Mapping[str, Any]) -> Rule:
    form = Form(values["form"])
    if values.keys() - {"form", "name"} != _WANTED[form]:
        raise ValueError(f"The rule “{values.get('name')}” of form {form} has {sorted(_WANTED[form])} and no others.")
    return Rule(**{**values, "form": form})

"""Frameworks as plain dicts from their TOML, and the grade worked out a second time from `framework.md` §3."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from resources.frameworks import framework_text

Row = dict[str, Any]
Answer = int | str | None
"""0 to 3, "NA", "NE", or None for not yet scored."""

SECTIONS = ("W", "A", "B", "C", "D", "E", "F", "G", "H1", "H2", "I", "J", "K")
AGENCIES = ("education", "health", "social_care", "coordinator", "parent_carer")
RANKS = ("not_graded", "inadequate", "requires_improvement", "good", "outstanding")


@cache
def shipped_text(id_: str) -> str:
    """The TOML of a shipped framework."""
    return framework_text(id_)


def second_core_text() -> str:
    """A second version of Core-42: other bands, another share that may stay unscored, other weights."""
    text = shipped_text("core-42")
    for old, new in (
        ("version = 1\n", "version = 2\n"),
        ('use = "standard"', 'use = "cb-10"'),
        ("unscored_limit_percent = 15", "unscored_limit_percent = 25"),
    ):
        assert text.count(old) == 1
        text = text.replace(old, new)
    return re.sub(r"^weight = 4$", "weight = 7", text, flags=re.MULTILINE)


@cache
def framework(key: str) -> Row:
    """A framework: id, version, markers (id, section, weight, kind, alone), bands, limit and its TOML."""
    id_, version = key.split("/")
    text = second_core_text() if key == "core-42/2" else shipped_text(id_)
    read = tomllib.loads(text)
    base = tomllib.loads(shipped_text(read["include"]["framework"].split("/")[0])) if "include" in read else read
    wanted = read.get("include", {}).get("markers")
    markers = [one for one in base["markers"] if wanted is None or one["id"] in wanted]
    bands = base["bands"][base["bands"]["use"]]
    assert read["version"] == int(version)
    return {
        "key": key,
        "id": id_,
        "version": int(version),
        "text": text,
        "markers": [_marker(one) for one in markers],
        "bands": {grade: bands[grade] for grade in ("outstanding", "good", "requires_improvement")},
        "unscored": base["grading"]["unscored_limit_percent"],
    }


def _marker(read: Row) -> Row:
    """A marker's section is its id's: H1a in H1, F7 in F; alone is the one agency that scores it, if there is one."""
    id_, by = str(read["id"]), list(read["scored_by"])
    section = id_[:2] if id_.startswith("H") else id_[0]
    alone = by[0] if len(by) == 1 and by[0] != "core" else None
    return {"id": id_, "section": section, "weight": read["weight"], "kind": read.get("kind", ""), "alone": alone}


def percentage(markers: list[Row], answers: Mapping[str, Answer]) -> float | None:
    """Σ weight × score ÷ (3 × Σ weight) in percent, over markers with a score."""
    scored = [(one["weight"], score) for one in markers if isinstance(score := answers.get(one["id"]), int)]
    weight = sum(w for w, _ in scored)
    return 100 * sum(w * score for w, score in scored) / (3 * weight) if weight else None


def enough_scored(asked: Row, markers: list[Row], answers: Mapping[str, Answer]) -> bool:
    """Whether at most 15 % (data) of the applicable markers have no score, and one applies."""
    applicable = [one for one in markers if answers.get(one["id"]) != "NA"]
    without = [one for one in applicable if not isinstance(answers.get(one["id"]), int)]
    return bool(applicable) and 100 * len(without) <= asked["unscored"] * len(applicable)


def grade(asked: Row, answers: Mapping[str, Answer]) -> str:
    """The grade of one plan; more than the allowed share unscored outranks every other limit."""
    if not enough_scored(asked, asked["markers"], answers):
        return "not_graded"
    score = percentage(asked["markers"], answers)
    assert score is not None
    bands = asked["bands"].items()
    band = next((name for name, least in bands if _reaches(asked, answers, least)), "inadequate")
    return min([band, *_caps(asked, answers)], key=RANKS.index)


def _reaches(asked: Row, answers: Mapping[str, Answer], least: int) -> bool:
    """Whether the percentage is at least so much, in whole numbers."""
    scored = [(one["weight"], score) for one in asked["markers"] if isinstance(score := answers.get(one["id"]), int)]
    points = 100 * sum(int(w) * score for w, score in scored)
    return points >= least * 3 * sum(int(w) for w, _ in scored)


def _caps(asked: Row, answers: Mapping[str, Answer]) -> list[str]:
    """The highest grade that each limit leaves."""
    of = {kind: [answers.get(one["id"]) for one in asked["markers"] if one["kind"] == kind] for kind in "SLQ"}
    low = {kind: [a for a in given if a in (0, 1)] for kind, given in of.items()}
    zero = {kind: [a for a in given if a == 0] for kind, given in of.items()}
    quality = [a for a in of["Q"] if isinstance(a, int)]
    rules = [
        (bool(zero["S"]), "inadequate"),
        (bool(low["S"]), "requires_improvement"),
        (len(zero["L"]) >= 2, "inadequate"),
        (len(zero["L"]) == 1 or len(low["L"]) >= 2, "requires_improvement"),
        (answers.get("C1") == 0 or answers.get("D1") == 0, "requires_improvement"),
        (2 * len(low["Q"]) > len(quality), "requires_improvement"),
        (bool(low["L"] or low["Q"]), "good"),
        (any(a is None or a == "NE" for given in of.values() for a in given), "good"),
    ]
    return [cap for fires, cap in rules if fires]

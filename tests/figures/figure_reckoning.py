"""Every figure of a report worked out a second time, from `figures.md` alone, over plain lists of dicts."""

from collections import Counter, defaultdict
from collections.abc import Callable
from itertools import combinations
from typing import Any

import figure_arithmetic as own
from figure_dates import dated_figures
from figure_expected import Expected, corrected, count, left, mean, nothing, share
from figure_frameworks import AGENCIES, SECTIONS, enough_scored, framework, grade, percentage
from figure_outcomes import outcome_figures
from figure_world import SOURCES, Row, World

CYCLE_OF = {
    "weekly": "weekly", "monthly": "weekly", "team": "weekly", "inspection": "weekly", "two-monthly": "multi-agency",
    "quarterly": "multi-agency", "you-said": "multi-agency", "chase": "",
}  # fmt: skip
DEFAULT = {"weekly": "weekly-18", "multi-agency": "core-42", "thematic": "core-42"}
GRADES = ("outstanding", "good", "requires_improvement", "inadequate")
_CLUSTERED = {
    "thread.needs_without_outcome": "needs", "thread.needs_without_provision": "needs",
    "thread.outcomes_without_provision": "outcomes", "thread.provision_without_need": "lines",
    "outcomes.smart": "outcomes", "provision.specific_and_quantified": "lines",
}  # fmt: skip
_THREAD = {
    "thread.needs": "needs", "thread.complete": "plans", "outcomes.total": "outcomes", "provision.total": "lines",
} | _CLUSTERED  # fmt: skip


def reckon(world: World, kind: str, first: str, last: str, round_: str = "") -> dict[str, Expected]:
    """Every figure of a report by id; `cycle` and `framework` say whose audits it counts."""
    pools = _pools(world, first, last, round_)
    cycle = CYCLE_OF[kind]
    figures: dict[str, Expected] = {}
    mains = {one: _main(world, pools, one) for one in {key[0] for key in pools} | ({cycle} - {""})}
    if cycle and (cycle, mains[cycle]) not in pools:
        pools[cycle, mains[cycle]] = {"audits": [], "counted": [], "awaiting": 0}
    for (of, key), pool in pools.items():
        suffix = ("" if of == cycle else f"@cycle={of}") + ("" if key == mains[of] else f"@framework={key}")
        own_figures = _of_pool(world, pool, of, key, first, last)
        if suffix == "":
            own_figures |= {one: nothing(unit) for one, unit in _THREAD.items()}
            own_figures |= _breakdowns(world, pool, key)
            if kind == "two-monthly":
                own_figures |= _agreement_in_parts(pool, key)
        for id_, figure in own_figures.items():
            figures[_with(id_, suffix)] = figure | {"cycle": of, "framework": key}
    if not cycle:
        for id_, figure in _of_pool(
            world, {"audits": [], "counted": [], "awaiting": 0}, "", "core-42/1", "9", "0"
        ).items():
            figures[id_] = nothing(figure["unit"]) | {"cycle": "", "framework": ""}
        figures |= {one: nothing(unit) | {"cycle": "", "framework": ""} for one, unit in _THREAD.items()}
    dated = dated_figures(world, first, last) | _actions() | outcome_figures(world, first, last) | _voices()
    return figures | {id_: figure | {"cycle": "", "framework": ""} for id_, figure in dated.items()}


def _with(id_: str, suffix: str) -> str:
    """The id with cycle and framework, which stand before source and method."""
    base, at, own_part = id_.partition("@")
    return base + suffix + at + own_part


def _actions() -> dict[str, Expected]:
    """No action is recorded yet: none is open, and nothing can be a share of none."""
    shares = ("overdue", "closed", "green", "amber", "red", "grey")
    return {
        "actions.open": count(0, None, "actions"),
        **{f"actions.{one}": count(0, 0, "actions") for one in shares},
        "learning.days_to_share": nothing("days", None, 0),
    }


def _voices() -> dict[str, Expected]:
    """Nobody in these worlds was asked; `test_family_voice` counts those who were."""
    asked = ("listened", "recognised", "clear", "happening", "difference")
    return {
        "voice.conversations": count(0, None, "conversations"),
        **{f"voice.{one}": count(0, 0, "conversations") for one in asked},
    }


def _sealed(world: World, audit: Row) -> bool:
    return any(
        one["name"] == audit["round"] and one["cycle"] == audit["cycle"] and one["sealed"] and one["state"] == "open"
        for one in world["rounds"]
    )


def _pools(world: World, first: str, last: str, round_: str) -> dict[tuple[str, str], Any]:
    """By cycle and framework: audits, the counted review of each plan's latest one, how many await consensus."""
    reviews = defaultdict(list)
    for review in world["reviews"]:
        if review["state"] == "submitted":
            reviews[review["audit"]].append(review)
    found: dict[tuple[str, str], Any] = {}
    abandoned: Counter[tuple[str, str]] = Counter()
    for audit in world["audits"]:
        wanted = audit["purpose"] == "sample" and first <= audit["date"] <= last
        wanted = wanted and (not round_ or audit["round"] == round_)
        abandoned[audit["cycle"], audit["framework"]] += wanted and audit["abandoned"] is not None
        if not wanted or audit["abandoned"] or _sealed(world, audit) or not reviews[audit["id"]]:
            continue
        empty: Row = {"audits": [], "counted": [], "awaiting": 0}
        pool = found.setdefault((audit["cycle"], audit["framework"]), empty)
        given = reviews[audit["id"]]
        pool["audits"].append((audit, given))
        agreed = [one for one in given if one["kind"] == "consensus"]
        if agreed or len(given) == 1:
            pool["counted"].append((audit, (agreed or given)[0]))
        else:
            pool["awaiting"] += 1
    for draw in () if round_ else world["draws"]:
        if first <= draw["on"] <= last and not any(key[0] == draw["cycle"] for key in found):
            found[draw["cycle"], _main(world, {}, draw["cycle"])] = {"audits": [], "counted": [], "awaiting": 0}
    for key, pool in found.items():
        pool["abandoned"] = abandoned[key]
        latest: dict[str, Any] = {}
        for audit, review in sorted(pool["counted"], key=lambda one: (one[0]["date"], one[1]["on"])):
            latest[audit["plan"]] = (audit, review)
        pool["counted"] = list(latest.values())
    return found


def _main(world: World, pools: dict[tuple[str, str], Any], cycle: str) -> str:
    """The framework version with most audits in the cycle; a tie goes to the cycle's default, in its newest version."""
    numbers = {key: len(pool["audits"]) for (of, key), pool in pools.items() if of == cycle}
    if not numbers:
        numbers = {one["key"]: 0 for one in world["frameworks"]}
    most = [key for key, number in numbers.items() if number == max(numbers.values())]
    return max(most, key=lambda key: (key.startswith(DEFAULT[cycle]), key))


def _of_pool(world: World, pool: Any, cycle: str, key: str, first: str, last: str) -> dict[str, Expected]:
    asked = framework(key)
    counted = [(audit, review, _final(asked, review)) for audit, review in pool["counted"]]
    graded = [one for one in counted if one[2] != "not_graded"]
    figures = _plans(world, pool, counted, graded, cycle, first, last)
    out = left((len(counted) - len(graded), "Not graded"))
    effective = sum(one[2] in ("outstanding", "good") for one in graded)
    figures["plans.effective"] = share(effective, len(graded), "plans", out)
    for name in GRADES:
        figures[f"grade.{name}"] = share(sum(one[2] == name for one in graded), len(graded), "plans", out)
    figures["score.overall"] = _overall(asked, [review for _, review, _ in graded])
    answers: list[Row] = [review["answers"] for _, review, _ in counted]
    for section in SECTIONS:
        of_section = [one for one in asked["markers"] if one["section"] == section]
        figures[f"score.section.{section}"] = _part(asked, of_section, answers)
    for agency in AGENCIES:
        figures[f"score.agency.{agency}"] = _part(asked, [o for o in asked["markers"] if o["alone"] == agency], answers)
    for marker in asked["markers"]:
        figures |= _marker(marker["id"], answers)
    figures |= _presence(counted) | _advice(counted)
    draws = [one for one in world["draws"] if one["cycle"] == cycle and first <= one["on"] <= last]
    if len(draws) == 1 and 10 * len(_drawn(world, draws[0]["id"])) > draws[0]["frame"]:
        figures = {id_: corrected(figure, draws[0]["frame"]) for id_, figure in figures.items()}
    return figures | _agreement(pool)


def _final(asked: Row, review: Row) -> str:
    return str(review["override"] or grade(asked, review["answers"]))


def _plans(
    world: World, pool: Any, counted: list[Any], graded: list[Any], cycle: str, first: str, last: str
) -> dict[str, Expected]:
    draws = sorted(
        (one["on"], one["id"], one["frame"])
        for one in world["draws"]
        if one["cycle"] == cycle and first <= one["on"] <= last
    )
    audited = {audit["plan"] for audit, _, _ in counted}
    plans = [plan for _, id_, _ in draws for plan in _drawn(world, id_)]
    waiting = left((pool["awaiting"], "awaiting consensus"), (pool.get("abandoned", 0), "abandoned"))
    by = [one for one in world["places"] if one["draw"] in {d[1] for d in draws} and one["role"] == "drawn"]
    replaced = left((sum(one["by"] is not None for one in by), "replaced"))
    return {
        "plans.drawn": count(len(plans), draws[0][2] if draws else None, "plans", replaced),
        "plans.audited": count(sum(plan in audited for plan in plans), len(plans), "plans", waiting)
        if draws
        else count(len(counted), None, "plans", waiting),
        "plans.not_graded": share(len(counted) - len(graded), len(counted)),
    }


def _drawn(world: World, draw: str) -> list[str]:
    """The plan that stands in each drawn place now; a replaced place counts once."""
    places = {one["number"]: one for one in world["places"] if one["draw"] == draw}
    plans = []
    for place in places.values():
        if place["role"] == "drawn":
            while place["by"] is not None:
                place = places[place["by"]]
            plans.append(place["plan"])
    return plans


def _overall(asked: Row, reviews: list[Row]) -> Expected:
    values = [percentage(asked["markers"], review["answers"]) for review in reviews]
    return mean([value for value in values if value is not None], "percent", 100)


def _part(asked: Row, markers: list[Row], answers: list[Row]) -> Expected:
    """Mean of the plans' percentages over some markers, of plans with at most 15 % (data) of them unscored."""
    values = [percentage(markers, one) for one in answers if enough_scored(asked, markers, one)]
    none = sum(bool(markers) and all(one[marker["id"]] == "NA" for marker in markers) for one in answers)
    return mean([value for value in values if value is not None], "percent", 100, left((none, "all NA")))


def _marker(id_: str, answers: list[Row]) -> dict[str, Expected]:
    given = [one[id_] for one in answers]
    numbers = [one for one in given if isinstance(one, int)]
    out = left((given.count("NA"), "NA"), (given.count("NE"), "NE"), (given.count(None), "unscored"))
    return {
        f"marker.{id_}.mean": mean([float(one) for one in numbers], "level", 3, out),
        f"marker.{id_}.sound": share(sum(one >= 2 for one in numbers), len(numbers), "plans", out),
    }


def _presence(counted: list[Any]) -> dict[str, Expected]:
    figures = {}
    for name, section, marker, provided in (
        ("health", "C", "C1", ("G1",)),
        ("social_care", "D", "D1", ("H1a", "H2a")),
    ):
        present, with_needs = [], []
        for _, review, _ in counted:
            state, answers = review["states"].get(section), review["answers"]
            scores = [answers[one] for one in provided if isinstance(answers.get(one), int)]
            if state is not None:
                present.append(state in ("needs", "checked_none"))
            elif isinstance(answers.get(marker), int):
                present.append(answers[marker] >= 2)
            # Without a state, a scored marker of provision says that there are needs: it is NA where there are none.
            if scores and state in ("needs", None):
                with_needs.append(max(scores) >= 2)
        figures[f"presence.{name}"] = share(sum(present), len(present))
        figures[f"presence.{name}_provision"] = share(sum(with_needs), len(with_needs))
    return figures


def _advice(counted: list[Any]) -> dict[str, Expected]:
    grids = [review["grid"] for _, review, _ in counted if review["grid"]]
    out = left((len(counted) - len(grids), "without a grid"))
    return {
        f"advice.{figure}@source={source}": share(
            sum(grid.get(source, {}).get(tick, 0) for grid in grids), len(grids), "plans", out
        )
        for figure, tick in (("present", "listed"), ("current", "current"), ("specific", "specific"))
        for source in SOURCES
    }


def _agreement(pool: Any) -> dict[str, Expected]:
    """Over audit × marker; sheet and table reviews apart, and there only where two of them meet."""
    figures = _of_method(pool, ("app", "import"), "")
    for method in ("sheet", "table"):
        found = _of_method(pool, (method,), f"@method={method}")
        if found[f"agreement.exact@method={method}"]["denominator"]:
            figures |= found
    return figures


def _of_method(pool: Any, sources: tuple[str, ...], suffix: str) -> dict[str, Expected]:
    units, plans = [], []
    for audit, reviews in pool["audits"]:
        raters = [one["answers"] for one in reviews if _is_compared(one) and one["source"] in sources]
        for marker in framework(audit["framework"])["markers"]:
            given = [one[marker["id"]] for one in raters if isinstance(one[marker["id"]], int)]
            units.append(given)
            plans.append(audit["plan"])
    return {id_ + suffix: figure for id_, figure in _four(units, plans).items()}


def _is_compared(review: Row) -> bool:
    """The consensus is no rater, and what came after the reveal is outside agreement."""
    return review["kind"] == "single" and not review["late"]


def _four(units: list[list[int]], plans: list[str]) -> dict[str, Expected]:
    """Exact, within one, alpha and AC2 of units, each with its plan."""
    paired = [(unit, plan) for unit, plan in zip(units, plans, strict=True) if len(unit) > 1]
    pairable, of_plans = sum(len(unit) for unit, _ in paired), len({plan for _, plan in paired})
    enough = of_plans >= 8 and pairable >= 50
    bounds = {"bounds": "inside" if of_plans >= 2 else "exact"}
    figures = {
        "agreement.exact": count(own.pairs_within(units, 0), len(paired), "units") | bounds,
        "agreement.within_one": count(own.pairs_within(units, 1), len(paired), "units") | bounds,
        "agreement.alpha_ordinal": nothing("coefficient", None, pairable),
        "agreement.ac2_quadratic": nothing("coefficient", None, len(paired)),
    }
    if enough:
        for name, value in (("alpha_ordinal", own.alpha_ordinal(units)), ("ac2_quadratic", own.ac2_quadratic(units))):
            figures[f"agreement.{name}"] |= {"value": value} | (bounds if value is not None else {})
    return figures


def _agreement_in_parts(pool: Any, key: str) -> dict[str, Expected]:
    """By section and round all four, by marker exact and within one, by pair of agencies kappa and gap too."""
    section_of = {marker["id"]: marker["section"] for marker in framework(key)["markers"]}
    scores = [
        {"plan": audit["plan"], "audit": audit["id"], "round": audit["round"], "agency": one["agency"]}
        | {"marker": marker, "section": section_of[marker], "score": answer}
        for audit, reviews in pool["audits"]
        for one in reviews
        for marker, answer in one["answers"].items()
        if _is_compared(one) and one["source"] in ("app", "import") and isinstance(answer, int)
    ]
    figures: dict[str, Expected] = {}
    for dimension, values in (
        ("section", {one["section"] for one in scores}),
        ("marker", {one["marker"] for one in scores}),
        ("round", {one["round"] for one in scores} - {""}),
    ):
        for value in values if dimension != "round" or len(values) > 1 else ():
            of_units = _units([one for one in scores if one[dimension] == value])
            found = _four([[one["score"] for one in unit] for unit in of_units], [unit[0]["plan"] for unit in of_units])
            if dimension == "marker":
                found = {id_: one for id_, one in found.items() if "exact" in id_ or "within" in id_}
                found = found if found["agreement.exact"]["denominator"] else {}
            figures |= {f"{id_}@{dimension}={value}": one for id_, one in found.items()}
    there = [agency for agency in AGENCIES if any(one["agency"] == agency for one in scores)]
    for first, second in combinations(there, 2):
        found = _of_pair(_units(scores), first, second)
        figures |= {f"{id_}@pair={first}-{second}": one for id_, one in found.items()}
    return figures


def _units(scores: list[Row]) -> list[list[Row]]:
    units: defaultdict[Any, list[Row]] = defaultdict(list)
    for one in scores:
        units[one["audit"], one["marker"]].append(one)
    return list(units.values())


def _of_pair(units: list[list[Row]], first: str, second: str) -> dict[str, Expected]:
    sides, plans = [], set()
    for unit in units:
        one, other = ([score["score"] for score in unit if score["agency"] == agency] for agency in (first, second))
        if one and other:
            sides.append((one, other))
            plans.add(unit[0]["plan"])
    bounds = {"bounds": "inside" if len(plans) >= 2 else "exact"}
    gap = own.mean_gap(sides)
    figures = {
        "agreement.exact": count(own.sides_within(sides, 0), len(sides), "units") | bounds,
        "agreement.within_one": count(own.sides_within(sides, 1), len(sides), "units") | bounds,
        "agreement.gap": nothing("levels", None, len(sides)),
        "agreement.kappa_quadratic": nothing("coefficient", None, len(sides)),
    }
    if gap is not None:
        figures["agreement.gap"] |= {"value": gap} | bounds
    if len(plans) >= 8 and sum(len(one) + len(other) for one, other in sides) >= 50:
        kappa = own.kappa_quadratic(sides)
        figures["agreement.kappa_quadratic"] |= {"value": kappa} | (bounds if kappa is not None else {})
    return figures


def _breakdowns(world: World, pool: Any, key: str) -> dict[str, Expected]:
    """Effective plans and average score by team, primary need and phase, of the graded plans."""
    asked = framework(key)
    entries = {entry["id"]: entry for entry in world["entries"]}
    graded = [
        (entries[audit["plan"]], review) for audit, review in pool["counted"] if _final(asked, review) != "not_graded"
    ]
    named: dict[str, Callable[[Row], str | None]] = {
        "team": lambda entry: entry.get("casework_team"),
        "need": lambda entry: entry.get("primary_need"),
        "phase": lambda entry: _phase(entry.get("year_group")),
    }
    figures = {}
    for dimension, name_of in named.items():
        groups = Counter(name_of(entry) or "not recorded" for entry, _ in graded)
        for name in groups if set(groups) != {"not recorded"} else ():
            reviews = [review for entry, review in graded if (name_of(entry) or "not recorded") == name]
            effective = sum(_final(asked, one) in ("outstanding", "good") for one in reviews)
            figures[f"plans.effective@{dimension}={name}"] = share(effective, len(reviews))
            figures[f"score.overall@{dimension}={name}"] = _overall(asked, reviews)
    return figures


def _phase(year: int | None) -> str | None:
    if year is None:
        return None
    return next(
        name for name, last in (("early years", -1), ("primary", 6), ("secondary", 11), ("post-16", 99)) if year <= last
    )

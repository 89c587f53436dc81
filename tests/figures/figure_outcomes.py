"""Progress of outcomes, reviews due and late, and young people near adulthood, worked out a second time over rows."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date, timedelta

import figure_arithmetic as own
from figure_dates import in_force
from figure_expected import Expected, count, left, nothing, share
from figure_world import PROGRESS, Row, World


def outcome_figures(world: World, first: str, last: str) -> dict[str, Expected]:
    """Every figure of this part by id."""
    known = min(last, world["today"])
    entries = {one["id"]: one for one in world["entries"]}
    newest = []
    for one in world["outcomes"]:
        days = [day for day in one["reviews"] if first <= day <= known]
        if days:
            newest.append((one, one["reviews"][max(days)]))
    met = {id_ for id_, one in entries.items() if first <= one.get("last_review_date", "") <= known}
    met |= {one["plan"] for one, _ in newest}
    found = _shares(newest, "") | {"progress.plans_reviewed": _reviewed(newest, met)}
    for name, of in _groups(entries).items():
        found |= _by_group(newest, name, of)
    for name, of_plan in (("need", _need), ("phase", _phase)):
        groups = {of_plan(entries[id_]) for id_ in met}
        if newest and groups - {"not recorded"}:
            for group in groups:
                plans = {id_ for id_ in met if of_plan(entries[id_]) == group}
                members = [(one, how) for one, how in newest if one["plan"] in plans]
                found[f"progress.plans_reviewed@{name}={group}"] = _reviewed(members, plans)
    return found | _reviews(world, last, known) | _adulthood(world, entries, last, known)


def _groups(entries: dict[str, Row]) -> dict[str, Callable[[Row], str]]:
    return {
        "need": lambda one: _need(entries[one["plan"]]),
        "phase": lambda one: _phase(entries[one["plan"]]),
        "agency": lambda one: one["agency"] or "not recorded",
        "area": lambda one: one["area"] or "not recorded",
    }


def _by_group(newest: list[tuple[Row, str]], name: str, of: Callable[[Row], str]) -> dict[str, Expected]:
    groups = {of(one) for one, _ in newest}
    if not groups - {"not recorded"}:
        return {}
    found: dict[str, Expected] = {}
    for group in groups:
        found |= _shares([(one, how) for one, how in newest if of(one) == group], f"@{name}={group}")
    return found


def _shares(newest: list[tuple[Row, str]], suffix: str) -> dict[str, Expected]:
    found = {}
    for how in PROGRESS:
        pairs: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
        for one, said in newest:
            pairs[one["plan"]][0] += said == how
            pairs[one["plan"]][1] += 1
        made = count(sum(x for x, _ in pairs.values()), sum(m for _, m in pairs.values()), "outcomes")
        bounds = own.clustered([(x, m) for x, m in pairs.values()])
        if bounds is not None:
            made["lower"], made["upper"] = (100 * bound for bound in bounds)
        found[f"progress.outcomes.{how}{suffix}"] = made
    return found


def _reviewed(newest: list[tuple[Row, str]], met: set[str]) -> Expected:
    return share(len({one["plan"] for one, _ in newest}), len(met))


def _reviews(world: World, last: str, known: str) -> dict[str, Expected]:
    """A review is due on the day a year after the last one, else after the final plan; 28 February for the 29th."""
    late = due = dated = later = 0
    month = _next_month(known)
    for one in world["entries"]:
        since = one.get("last_review_date") or one.get("final_date")
        if not since or not in_force(one, last, known):
            continue
        later += since > known
        dated += since <= known
        by = _year_later(since)
        late += since <= known and by < known
        due += since <= known and known <= by <= month
    says = left((later, "reviewed after the period"))
    return {"reviews.due": count(due, dated, "plans", says), "reviews.late": count(late, dated, "plans", says)}


def _year_later(day: str) -> str:
    year, rest = int(day[:4]) + 1, day[4:]
    return f"{year}-02-28" if rest == "-02-29" else f"{year}{rest}"


def _next_month(day: str) -> str:
    year, month, number = (int(part) for part in day.split("-"))
    year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    return f"{year}-{month:02}-{min(number, last):02}"


def _adulthood(world: World, entries: dict[str, Row], last: str, known: str) -> dict[str, Expected]:
    names = [f"adulthood.{one}" for one in ("likely", "referred", "assessed", "late")]
    noted = {one["plan"]: one for one in world["adulthood"]}
    if not any(one["care"] or one["health"] for one in noted.values()):
        return {one: nothing("plans") for one in names}
    people = []
    for id_, entry in entries.items():
        one = noted.get(id_)
        birth = entry.get("date_of_birth", "")
        young = bool(birth) and _years(birth, 14) <= known < _years(birth, 19)
        has_plan = "final_date" in entry and entry.get("ceased_date", "9999") > known
        if one is None:
            people += [dict.fromkeys(("likely", "referred", "assessed", "late"), False) | {"open": True}] * (
                young and has_plan
            )
            continue
        likely = "yes" in (one["care"], one["health"])
        referred, assessed = (one[name] if (one[name] or "9") <= known else None for name in ("referred", "assessed"))
        by = one["due"] or (_years(birth, 18) if birth else "9999")
        late = likely and not assessed and by < known
        state = {"likely": likely, "referred": bool(referred or assessed), "assessed": bool(assessed), "late": late}
        sure = one["care"] == one["health"] == "no"
        state["open"] = not likely and not assessed and not referred and not sure
        people += [state] * (young or late)
    likely_ones = [one for one in people if one["likely"]]
    says = left((sum(one["open"] for one in people), "not decided"))
    found = {"adulthood.likely": count(len(likely_ones), len(people), "plans", says)}
    for name in ("referred", "assessed", "late"):
        found[f"adulthood.{name}"] = count(sum(one[name] for one in likely_ones), len(likely_ones))
    return found


def _years(birth: str, years: int) -> str:
    return f"{int(birth[:4]) + years}{birth[4:]}"


def _need(entry: Row) -> str:
    return str(entry.get("primary_need", "not recorded"))


def _phase(entry: Row) -> str:
    year = entry.get("year_group")
    if year is None:
        return "not recorded"
    return "early years" if year < 0 else "primary" if year <= 6 else "secondary" if year <= 11 else "post-16"

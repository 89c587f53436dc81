"""Invented small workspaces as plain data, from a seed: every date on or beside a boundary, every kind of audit."""

from datetime import date, timedelta
from random import Random
from typing import Any

from figure_frameworks import framework

Row = dict[str, Any]
World = dict[str, Any]
"""today, entries, frameworks, rounds, draws, places, audits, reviews, columns: lists of plain dicts."""

TODAY = "2026-11-22"
WINDOWS = (
    ("2026-09-14", "2026-09-20"),
    ("2026-09-01", "2026-09-30"),
    ("2026-09-01", "2026-10-31"),
    ("2025-11-01", "2026-10-31"),
    ("2024-02-01", "2024-02-29"),
    ("2026-11-01", "2026-11-30"),
)
TEAMS = ("North", "South", "=SUM(1)", None)
NEEDS = ("ASD", "SEMH", "SLCN", None)
AREAS = ("cognition_and_learning", "independence", "health")
LEADS = ("education", "health", "social_care")
PROGRESS = ("achieved", "on_track", "some", "none", "changed")
SOURCES = ("school", "psychology", "health", "social_care", "other")
_ADVICE = ("education", "psychology", "health", "social_care")
_SCORES = (0, 1, 1, 2, 2, 2, 2, 3, 3, 3)


def plus(day: str, days: int) -> str:
    """The day so many days later, ISO."""
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def make_world(seed: int, *, from_files: bool = False, size: int = 1) -> World:
    """One workspace with everything; `from_files` leaves out what files of a register and of past audits cannot say.

    `size` times 44 entries and some 25 audits.
    """
    random = Random(seed)  # noqa: S311  invented data, no secret
    world = empty_world(_entries(random, 44 * size))
    if from_files or random.random() < 0.4:
        world["columns"] = ["advice_requested_date", *(f"{source}_advice_date" for source in _ADVICE)]
    if not from_files:
        world["rounds"] = [
            {"name": "R-sealed", "cycle": "multi-agency", "sealed": True, "state": "open"},
            {"name": "R1", "cycle": "multi-agency", "sealed": True, "state": "closed"},
            {"name": "R2", "cycle": "multi-agency", "sealed": False, "state": "open"},
        ]
        _add_draws(world, random)
    for times in range(size):
        _add_audits(world, random, str(times), from_files=from_files)
    if not from_files and seed % 3:
        add_outcomes(world, seed)
    keys = sorted({audit["framework"] for audit in world["audits"]} | {"core-42/1", "weekly-18/1"})
    world["frameworks"] = [framework(key) for key in keys]
    return world


def empty_world(entries: list[Row]) -> World:
    """A workspace with a register alone, and the two frameworks that most audits use."""
    names = ("columns", "rounds", "draws", "places", "audits", "reviews", "outcomes", "adulthood")
    world: World = {name: [] for name in names}
    return world | {
        "today": TODAY,
        "entries": entries,
        "frameworks": [framework("core-42/1"), framework("weekly-18/1")],
    }


def add_outcomes(world: World, seed: int) -> None:
    """Outcomes of plans with their reviews, and young people near adulthood; other data stay as they were."""
    random = Random(f"outcomes {seed}")  # noqa: S311  invented data, no secret
    for entry in world["entries"]:
        if random.random() < 0.6:
            entry["date_of_birth"] = f"{random.randint(2006, 2013)}-{random.randint(1, 12):02}-15"
        if random.random() < 0.3:
            entry["last_review_date"] = _event(random)
        for number in range(random.choice((0, 0, 1, 2, 3))):
            one: Row = {"id": f"o{entry['id']}{number}", "plan": entry["id"], "number": str(number + 1)}
            one |= {"area": random.choice((*AREAS, None)), "agency": random.choice((*LEADS, None))}
            one["reviews"] = {_event(random): random.choice(PROGRESS) for _ in range(random.choice((0, 1, 2)))}
            world["outcomes"].append(one)
        if random.random() < 0.4:
            noted: Row = {"plan": entry["id"], "care": random.choice(("yes", "no", None))}
            noted |= {"health": random.choice(("yes", "no", "unknown"))}
            noted |= {name: random.choice((_event(random), None)) for name in ("due", "referred", "assessed")}
            world["adulthood"].append(noted)


def audited(world: World, plan: str, answers: Row, *, day: str = "2026-09-15", **other: Any) -> Row:
    """Add a submitted review of a plan to the world, weekly by one reviewer unless told otherwise; returns it."""
    audit: Row = {"plan": plan, "framework": "weekly-18/1", "cycle": "weekly", "round": "", "date": day}
    audit |= {"purpose": "sample", "abandoned": None}
    audit |= {name: value for name, value in other.items() if name in audit}
    held = next((one for one in world["audits"] if audit.items() <= one.items()), None)
    if held is None:
        held = {"id": f"a{len(world['audits'])}", **audit}
        world["audits"].append(held)
    review: Row = {
        "id": f"r{len(world['reviews']):03}",
        "audit": held["id"],
        "reviewer": "Ann",
        "agency": "coordinator",
    }
    review |= {"kind": "single", "source": "import", "state": "submitted", "on": day, "answers": answers}
    review |= {"override": None, "grid": {}, "states": {}, "late": 0}
    review |= {name: value for name, value in other.items() if name in review}
    world["reviews"].append(review)
    return review


def all_at(score: int | str, key: str = "weekly-18/1") -> Row:
    """Every marker of a framework at one answer."""
    return {marker["id"]: score for marker in framework(key)["markers"]}


def _entries(random: Random, number: int) -> list[Row]:
    entries = []
    for n in range(number):
        entry: Row = {
            "id": f"p{n:03}",
            "plan_ref": f"P{n:03}",
            "year_group": random.choice((-1, 0, 6, 7, 11, 12, None)),
        }
        entry |= {"casework_team": random.choice(TEAMS), "primary_need": random.choice(NEEDS)}
        for part in random.sample(_PARTS, random.choice((0, 1, 2, 3))):
            entry |= part(random, _event(random))
        if random.random() < 0.15:
            entry["ceased_date"] = _event(random)
        if random.random() < 0.1:
            entry["transferred_in"] = 1
        entries.append({name: value for name, value in entry.items() if value is not None})
    return entries


def _event(random: Random) -> str:
    """A day in a window, on its edge or just beside it; or near the day of the data."""
    first, last = random.choice(WINDOWS)
    inside = plus(first, random.randrange((date.fromisoformat(last) - date.fromisoformat(first)).days + 1))
    edges = (first, last, plus(first, -1), plus(last, 1), plus(TODAY, -1), TODAY, plus(TODAY, 1))
    return random.choice((inside, inside, random.choice(edges)))


def _issued(random: Random, event: str) -> Row:
    days = random.choice((139, 140, 141, 140, 30, 300, 0, -1))
    return {
        "request_date": random.choice((plus(event, -days), plus(event, -days), plus(event, -days), None)),
        "final_date": event,
        "exception": random.choice((None, None, None, "1", "a", "b", "c", "d")),
        "assessment_outcome": random.choice(("Y", "Y", "Y", "H", None)),
    }


def _decided(random: Random, event: str) -> Row:
    days = random.choice((41, 42, 43, 0, 100, -1))
    return {
        "request_date": random.choice((plus(event, -days), plus(event, -days), None)),
        "request_outcome_date": event,
        "request_outcome": random.choice(("Y", "N", "Y", "H")),
    }


def _no_plan(random: Random, event: str) -> Row:
    days = random.choice((111, 112, 113, 112, 20, -3))
    return {
        "request_date": random.choice((plus(event, -days), plus(event, -days), plus(event, -days), None)),
        "assessment_outcome_date": event,
        "assessment_outcome": random.choice(("N", "N", "N", "Y")),
    }


def _asked_for_advice(random: Random, event: str) -> Row:
    asked = plus(event, -42)
    row: Row = {"advice_requested_date": asked}
    for source in _ADVICE[:3]:
        days = random.choice((41, 42, 43, 5, None, None, -2))
        row[f"{source}_advice_date"] = None if days is None else plus(asked, days)
    return row


def _reviewed(random: Random, event: str) -> Row:
    meeting = plus(event, random.choice((-28, -84)))
    decided, final = random.choice((27, 28, 29, None, -1)), random.choice((83, 84, 85, None, 20, -5))
    return {
        "last_review_date": meeting,
        "review_outcome": random.choice(("A", "A", "A", "M", "C", None)),
        "review_decision_date": None if decided is None else plus(meeting, decided),
        "review_final_date": None if final is None else plus(meeting, final),
    }


def _transferred(random: Random, event: str) -> Row:
    due = random.choice((event, "2026-02-15", "2026-03-31", "2024-02-15", "2026-03-31"))
    done = random.choice((0, -1, 1, None, -200))
    return {"phase_transfer_due": due, "phase_transfer_final": None if done is None else plus(due, done)}


def _old(random: Random, event: str) -> Row:
    years = random.choice(("2023-10-31", "2023-10-30", "2023-11-01", "2021-02-28", "2020-02-29", "2023-09-20"))
    return {"final_date": years, "request_date": plus(years, -150)}


_PARTS = (_issued, _issued, _decided, _no_plan, _asked_for_advice, _reviewed, _transferred, _old)


def _add_draws(world: World, random: Random) -> None:
    """A weekly draw with replaced and closed places, now and then a second, and sometimes one of another cycle."""
    plans = [entry["id"] for entry in world["entries"]]
    asked = [("d1", "weekly", "2026-09-15", 400), ("d2", "multi-agency", "2026-09-01", 30)]
    if random.random() < 0.4:
        asked.append(("d3", "weekly", "2026-09-22", 390))
    if random.random() < 0.4:
        asked.append(("d4", "thematic", "2026-10-06", 44))
    for id_, cycle, day, frame in random.sample(asked, random.randint(0, len(asked))):
        world["draws"].append({"id": id_, "cycle": cycle, "on": day, "frame": frame})
        chosen = random.sample(plans, 9)
        for number, plan in enumerate(chosen, start=1):
            drawn = number <= 6
            place: Row = {"draw": id_, "number": number, "role": "drawn" if drawn else "reserve", "plan": plan}
            world["places"].append(place | {"by": None, "closed": None})
        places = {place["number"]: place for place in world["places"] if place["draw"] == id_}
        if random.random() < 0.7:
            places[2]["by"] = 7
        if random.random() < 0.3:
            places[2]["by"], places[7]["by"] = 7, 8
        if random.random() < 0.5:
            places[5]["closed"] = "The file could not be had."


def _add_audits(world: World, random: Random, name: str, *, from_files: bool) -> None:
    drawn = {cycle: [] for cycle in ("weekly", "multi-agency", "thematic")}  # type: dict[str, list[str]]
    for place in world["places"]:
        cycle = next(draw["cycle"] for draw in world["draws"] if draw["id"] == place["draw"])
        drawn[cycle].append(place["plan"])
    plans = [entry["id"] for entry in world["entries"]]
    for n in range(12):
        plan = random.choice(drawn["weekly"] or plans) if random.random() < 0.7 else random.choice(plans)
        key = random.choices(("weekly-18/1", "core-42/1"), (8, 1))[0]
        _add_audit(world, random, f"w{name}{n:02}", plan, "weekly", key, "", from_files=from_files)
    cores = ("core-42/1",) if from_files else ("core-42/1", "core-42/2")
    for n, plan in enumerate(random.sample(drawn["multi-agency"] + plans, random.choice((7, 11, 19)))):
        round_ = random.choice(("R1", "R1", "R1", "R2", "R-sealed", "")) if not from_files else "R1"
        key = random.choices(cores, (5, 1)[: len(cores)])[0]
        _add_audit(world, random, f"m{name}{n:02}", plan, "multi-agency", key, round_, from_files=from_files)
    if random.random() < 0.4:
        for n in range(2):
            _add_audit(
                world, random, f"t{name}{n}", random.choice(plans), "thematic", "weekly-18/1", "", from_files=from_files
            )


def _add_audit(
    world: World, random: Random, id_: str, plan: str, cycle: str, key: str, round_: str, *, from_files: bool
) -> None:
    day = plus("2026-09-01", random.randrange(61)) if random.random() < 0.6 else plus("2026-09-14", random.randrange(7))
    if random.random() < 0.12:
        day = random.choice(("2026-08-31", "2026-11-01", "2024-02-29", "2026-11-20", "2025-11-01"))
    if round_:
        day = "2026-09-24"
    taken = [one for one in world["audits"] if one["plan"] == plan and one["cycle"] == cycle]
    if any((one["date"] == day or (round_ and one["round"] == round_)) and from_files for one in taken):
        return  # in files nothing would tell two such audits apart
    odd = not from_files and random.random() < 0.08
    audit: Row = {"id": id_, "plan": plan, "framework": key, "cycle": cycle, "round": round_, "date": day}
    audit |= {"purpose": random.choice(("re-audit", "practice")) if odd else "sample"}
    audit |= {"abandoned": "The plan was withdrawn." if not from_files and random.random() < 0.06 else None}
    world["audits"].append(audit)
    for reviewer, agency, kind in _reviewers(random, cycle):
        _add_review(world, random, audit, reviewer, agency, kind, from_files=from_files)


def _reviewers(random: Random, cycle: str) -> list[tuple[str, str, str]]:
    if cycle == "weekly":
        return [("Ann", "coordinator", "single")] + ([("Ben", "education", "single")] if random.random() < 0.15 else [])
    people = [
        ("Edu", "education"),
        ("Hea", "health"),
        ("Soc", "social_care"),
        ("Par", "parent_carer"),
        ("Edu two", "education"),
    ]
    found = [(name, agency, "single") for name, agency in random.sample(people, random.choice((1, 2, 3, 3, 4)))]
    return found + ([("consensus", "", "consensus")] if random.random() < 0.7 else [])


def _add_review(
    world: World, random: Random, audit: Row, reviewer: str, agency: str, kind: str, *, from_files: bool
) -> None:
    truth = Random(f"{audit['id']} {len(world['entries'])}")  # noqa: S311  invented data, no secret
    markers = framework(audit["framework"])["markers"]
    poor, absent = random.random() < 0.12, random.choice((0.0, 0.02, 0.1))
    answers: Row = {}
    for marker in markers:
        score = truth.choice(_SCORES)
        if random.random() < 0.35:
            score = min(3, max(0, score + random.choice((-1, 1))))
        answers[marker["id"]] = _answer(random, score, 0.5 if poor else absent)
    state, source, submitted = "submitted", "app", plus(audit["date"], random.randrange(9))
    if not from_files:
        state = "open" if random.random() < 0.08 else "submitted"
        source = random.choices(("app", "import", "sheet", "table"), (7, 7, 2, 1))[0] if kind == "single" else "app"
    review: Row = {"id": f"r{len(world['reviews']):03}", "audit": audit["id"], "reviewer": reviewer, "agency": agency}
    review |= {"kind": kind, "source": source, "state": state, "on": f"{submitted}#{len(world['reviews']):03}"}
    review |= {"answers": answers, "override": None, "grid": {}, "states": {}, "late": 0}
    if not from_files:
        if random.random() < 0.1:
            review["override"] = random.choice(("good", "inadequate", "requires_improvement", "not_graded"))
        if random.random() < 0.6:
            asked = random.sample(SOURCES, random.randint(1, 5))
            review["grid"] = {
                one: {t: random.randint(0, 1) for t in ("listed", "dated", "current", "specific")} for one in asked
            }
        review["late"] = int(kind == "single" and truth.random() < 0.08)
        for section in random.sample("CD", random.choice((0, 1, 2))):
            review["states"][section] = random.choice(("needs", "needs", "checked_none", "unchecked_none", "blank"))
    world["reviews"].append(review)


def _answer(random: Random, score: int, absent: float) -> int | str | None:
    if random.random() < absent:
        return random.choice(("NE", None, None))
    return "NA" if random.random() < 0.08 else score

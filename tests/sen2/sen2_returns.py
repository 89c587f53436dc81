"""Fictional SEN2 returns of any size from a seed, as XML or as a COLLECT export, with the register they should give."""

import csv
import io
import random
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

REFERENCE = date(2026, 1, 15)
NEEDS = ("SPLD", "MLD", "SLD", "SEMH", "SLCN", "HI", "ASD", "PD")
CHAIN = {
    "person": "",
    "requests": "person",
    "assessment": "requests",
    "namedplan": "assessment",
    "plandetail": "namedplan",
    "activeplans": "requests",
    "placementdetail": "activeplans",
    "senneed": "activeplans",
}
TAGS = dict(
    zip(
        CHAIN,
        (
            *("Person", "Requests", "Assessment", "NamedPlan", "PlanDetail", "ActivePlans"),
            *("PlacementDetail", "SENneed"),
        ),
        strict=True,
    )
)

Row = dict[str, str | int]


@dataclass
class Module:
    """One module of a return as it is written: elements by name, and what stands in it."""

    kind: str
    values: dict[str, str]
    children: list["Module"] = field(default_factory=list)

    def add(self, kind: str, **values: str) -> "Module":
        """Put a module into this one; elements without a value are left out."""
        made = Module(kind, {name: value for name, value in values.items() if value})
        self.children.append(made)
        return made


@dataclass
class Child:
    """A fictional person, and the rows of the register that they should give."""

    module: Module
    rows: list[Row]


def person(number: int = 1, **more: str) -> Module:
    """One person as few elements as a sound return needs; further elements replace or add, empty ones leave out."""
    values = {
        "Surname": f"Surname{number}",
        "Forename": "Robin",
        "PersonBirthDate": "2015-03-01",
        "Sex": "F",
        "Ethnicity": "WBRI",
        "PostCode": "AB1 2CD",
        "UPN": f"A{number:012d}",
        **more,
    }
    return Module("person", {name: value for name, value in values.items() if value})


def request(child: Module, day: str = "2024-01-08", outcome: str = "Y", **more: str) -> Module:
    """A request in a person."""
    return child.add("requests", ReceivedDate=day, RequestOutcome=outcome, **more)


def plan(asked: Module, start: str = "2024-05-20", **more: str) -> Module:
    """A plan with an assessment, an active plan, a placement and a need in a request; returns the active plan."""
    assessed = asked.add("assessment", AssessmentOutcome="Y", AssessmentOutcomeDate="2024-04-15", Week20="0")
    assessed.add("namedplan", StartDate=start).add("plandetail", URN="100001", PlacementRank="1")
    active = asked.add("activeplans", **more)
    active.add("placementdetail", URN="100002", PlacementRank="1", EntryDate="2024-09-01")
    active.add("senneed", SENtype="ASD", SENtypeRank="1")
    return active


def planned(number: int = 1, **more: str) -> Module:
    """A person with one plan."""
    child = person(number, **more)
    plan(request(child))
    return child


def children(count: int, seed: int = 7) -> Iterator[Child]:
    """So many fictional persons with plans, open requests, refusals, history, ceased and transferred plans."""
    chance = random.Random(seed)  # noqa: S311 - made-up children, not secrets
    for number in range(1, count + 1):
        yield _child(number, chance)


def _child(number: int, chance: random.Random) -> Child:
    born = date(2008, 1, 1) + timedelta(days=chance.randrange(3500))
    child = person(number, PersonBirthDate=born.isoformat(), Sex=chance.choice("FM"))
    key = child.values["UPN"]
    if chance.random() < 0.05:
        del child.values["UPN"]
        key = child.values["UniqueLearnerNumber"] = f"{number:010d}"
    elif chance.random() < 0.03:
        del child.values["UPN"]
        child.values["UPNunknown"] = "UN1"
        key = ""
    known: Row = {"match_key": key} if key else {}
    known["name_key"] = f"Surname{number} Robin {born.isoformat()}"
    base: Row = {**known, "date_of_birth": born.isoformat(), "sex": child.values["Sex"]}
    rows = [base | one for one in _requests(child, chance)]
    return Child(child, rows)


def _requests(child: Module, chance: random.Random) -> Iterator[Row]:
    day = date(2019, 1, 7) + timedelta(days=chance.randrange(2000))
    if chance.random() < 0.15:
        refused = day - timedelta(days=400)
        decided = refused + timedelta(days=40)
        request(child, refused.isoformat(), "N", RequestOutcomeDate=decided.isoformat())
        yield {
            "request_date": refused.isoformat(),
            "request_outcome": "N",
            "request_outcome_date": decided.isoformat(),
        }
    decided = day + timedelta(days=chance.randrange(20, 60))
    asked = request(child, day.isoformat(), "Y", RequestOutcomeDate=decided.isoformat())
    row: Row = {"request_date": day.isoformat(), "request_outcome": "Y", "request_outcome_date": decided.isoformat()}
    yield row | (_plan(asked, day, chance) if chance.random() < 0.85 else {})


def _plan(asked: Module, day: date, chance: random.Random) -> Row:
    assessed_on = day + timedelta(days=chance.randrange(80, 110))
    start = day + timedelta(days=chance.randrange(115, 250))
    exception = chance.random() < 0.06
    assessed = asked.add(
        "assessment",
        AssessmentOutcome="Y",
        AssessmentOutcomeDate=assessed_on.isoformat(),
        Week20="1" if exception else "0",
    )
    named = assessed.add("namedplan", StartDate=start.isoformat(), PlanWBP="0")
    named.add("plandetail", URN="100001", PlacementRank="1")
    row: Row = {
        "assessment_outcome": "Y",
        "assessment_outcome_date": assessed_on.isoformat(),
        "final_date": start.isoformat(),
        "setting_urn": "100001",
    }
    if exception:
        row["exception"] = 1
    if chance.random() < 0.1:
        ceased = start + timedelta(days=90)
        named.values |= {"CeaseDate": ceased.isoformat(), "CeaseReason": "5"}
        return row | {"ceased_date": ceased.isoformat()}
    return row | _active(asked, start, chance)


def _active(asked: Module, start: date, chance: random.Random) -> Row:
    met = start + timedelta(days=300)
    moved = chance.random() < 0.05
    active = asked.add(
        "activeplans", ReviewMeeting=met.isoformat(), ReviewOutcome="M", TransferLA="888" if moved else ""
    )
    urn = str(chance.randrange(100_000, 150_000))
    primary, secondary = chance.sample(NEEDS, 2)
    active.add("placementdetail", URN="199999", PlacementRank="2", EntryDate=start.isoformat())
    active.add("placementdetail", URN="188888", PlacementRank="1", LeavingDate=start.isoformat())
    active.add("placementdetail", URN=urn, PlacementRank="1", EntryDate=start.isoformat(), WBP="0")
    active.add("senneed", SENtype=secondary, SENtypeRank="2")
    active.add("senneed", SENtype=primary, SENtypeRank="1")
    row: Row = {
        "last_review_date": met.isoformat(),
        "review_outcome": "M",
        "setting_urn": urn,
        "primary_need": primary,
        "secondary_need": secondary,
    }
    return row | ({"transferred_in": 1} if moved else {})


def xml_lines(persons: Iterator[Module] | Sequence[Module], namespace: str = "") -> Iterator[str]:
    """The lines of a return, without its declaration."""
    yield f'<Message xmlns="{namespace}">' if namespace else "<Message>"
    yield f"<Header><CollectionDetails><ReferenceDate>{REFERENCE}</ReferenceDate></CollectionDetails></Header>"
    yield "<Persons>"
    for one in persons:
        yield from _lines(one)
    yield "</Persons></Message>"


def _lines(module: Module) -> Iterator[str]:
    yield f"<{TAGS[module.kind]}>"
    yield from (f"<{name}>{value}</{name}>" for name, value in module.values.items())
    for one in module.children:
        yield from _lines(one)
    yield f"</{TAGS[module.kind]}>"


def write_xml(path: Path, persons: Iterator[Module] | Sequence[Module], *, namespace: str = "") -> Path:
    """A return as a file of UTF-8, written line by line."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write('<?xml version="1.0" encoding="utf-8"?>\n')
        file.writelines(f"{line}\n" for line in xml_lines(persons, namespace))
    return path


def collect_files(persons: Sequence[Module]) -> dict[str, str]:
    """The nine files of a COLLECT export by name, headings in small letters, dates as COLLECT writes them."""
    rows: dict[str, list[dict[str, str]]] = {kind: [] for kind in CHAIN}

    def put(module: Module, above: str) -> None:
        listed = rows[module.kind]
        key = str(len(listed) + 1)
        parent = {f"{CHAIN[module.kind]}tableid": above} if above else {}
        values = {name.lower(): _exported(value) for name, value in module.values.items()}
        listed.append({f"{module.kind}tableid": key, "NativeId": f"N{key}", **parent, **values})
        for one in module.children:
            put(one, key)

    for one in persons:
        put(one, "")
    texts = {f"Blade-Export_22-11-2026_{kind}.csv": _csv(kind, listed) for kind, listed in rows.items()}
    header = [{"sen2tableid": "1", "referencedate": _exported(REFERENCE.isoformat())}]
    return {"Blade-Export_22-11-2026_sen2.csv": _csv("sen2", header)} | texts


def _csv(kind: str, rows: Sequence[dict[str, str]]) -> str:
    stream = io.StringIO()
    columns = dict.fromkeys(name for row in rows for name in row) or {f"{kind}tableid": None}
    writer = csv.DictWriter(stream, list(columns), restval="")
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue()


def _exported(value: str) -> str:
    try:
        return date.fromisoformat(value).strftime("%Y-%b-%d 00:00:00")
    except ValueError:
        return value


def write_collect(folder: Path, persons: Sequence[Module]) -> Path:
    """An export as a folder."""
    folder.mkdir()
    for name, text in collect_files(persons).items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def write_collect_zip(path: Path, persons: Sequence[Module]) -> Path:
    """An export as a zip."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in collect_files(persons).items():
            archive.writestr(f"export/{name}", text)
    return path

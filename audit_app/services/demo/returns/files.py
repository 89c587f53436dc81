"""Writing a fictional return as XML, as the nine files of a COLLECT export, or as the five of analysts' tools.

Everything is written as it comes, so that memory does not grow with the return.
"""

import csv
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

from audit_app.intake.sen2.records import ELEMENTS, LABELS, PARENTS
from audit_app.services.demo.returns.modules import Module
from resources.register.returns import return_words

Persons = Iterable[Module]


def xml_lines(persons: Persons, on: date, namespace: str = "") -> Iterator[str]:
    """The lines of a return of the survey on a day, without the XML declaration."""
    yield f'<Message xmlns="{namespace}">' if namespace else "<Message>"
    yield f"<Header><CollectionDetails><ReferenceDate>{on}</ReferenceDate></CollectionDetails></Header>"
    yield "<Persons>"
    for one in persons:
        yield from _lines(one)
    yield "</Persons></Message>"


def _lines(module: Module) -> Iterator[str]:
    tag = LABELS[module.kind]
    yield f"<{tag}>"
    yield from (f"<{name}>{escape(value)}</{name}>" for name, value in module.values.items())
    for one in module.children:
        yield from _lines(one)
    yield f"</{tag}>"


def write_xml(path: Path, persons: Persons, on: date, namespace: str = "") -> None:
    """A return as a file of UTF-8."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write('<?xml version="1.0" encoding="utf-8"?>\n')
        file.writelines(f"{line}\n" for line in xml_lines(persons, on, namespace))


def elements_of(kind: str) -> tuple[str, ...]:
    """The elements of a module in small letters, in the order of its sheets."""
    headings = return_words().modules[kind].headings
    return tuple(dict.fromkeys(one for one in headings.values() if one in ELEMENTS and one != "gendercurrent"))


def write_collect(folder: Path, persons: Persons, on: date) -> None:
    """A COLLECT export as a folder that is made here: each module is a file, and each row names the one above it."""
    folder.mkdir()
    with ExitStack() as stack:
        writers = {kind: _Table(folder, kind, stack) for kind in PARENTS}
        for person in persons:
            _put(writers, person, "")
    text = f"sen2tableid,collection,referencedate\r\n1,SEN2,{exported(on.isoformat())}\r\n"
    _named(folder, "sen2").write_text(text, encoding="utf-8", newline="")


def _named(folder: Path, kind: str) -> Path:
    return folder / f"Blade-Export_22-11-2026_{kind}.csv"


class _Table:
    """One file of an export, written row by row."""

    def __init__(self, folder: Path, kind: str, stack: ExitStack) -> None:
        parent = (f"{PARENTS[kind]}tableid",) if PARENTS[kind] else ()
        columns = (f"{kind}tableid", "NativeId", *parent, *elements_of(kind))
        file = stack.enter_context(_named(folder, kind).open("w", encoding="utf-8", newline=""))
        self._rows = csv.DictWriter(file, columns, restval="")
        self._rows.writeheader()
        self._kind, self._above, self._count = kind, next(iter(parent), ""), 0

    def put(self, module: Module, above: str) -> str:
        """Write a module under the key of the one above it; its own key."""
        self._count += 1
        key = str(self._count)
        parent = {self._above: above} if self._above else {}
        values = {name.lower(): exported(value) for name, value in module.values.items()}
        self._rows.writerow({f"{self._kind}tableid": key, "NativeId": f"N{key}", **parent, **values})
        return key


def _put(writers: Mapping[str, _Table], module: Module, above: str) -> None:
    key = writers[module.kind].put(module, above)
    for one in module.children:
        _put(writers, one, key)


def exported(value: str) -> str:
    """A date as COLLECT writes it (2022-Sep-28 00:00:00); any other text as it is."""
    try:
        return date.fromisoformat(value).strftime("%Y-%b-%d 00:00:00") if value[4:5] == "-" else value
    except ValueError:
        return value


def pack(folder: Path, path: Path) -> None:
    """The files of a folder as a zip."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.iterdir()):
            archive.write(file, f"export/{file.name}")


def write_five(folder: Path, persons: Persons) -> None:
    """The five CSV files, in a folder that is made here: human headings, days first, joined by person and request."""
    words = return_words()
    folder.mkdir()
    with ExitStack() as stack:
        writers = {}
        for number, (kind, told_by) in enumerate(words.five_files.items(), start=1):
            file = stack.enter_context((folder / f"module {number}.csv").open("w", encoding="utf-8", newline=""))
            headings = _five_headings(kind, told_by)
            writers[kind] = csv.DictWriter(file, list(headings.values()), restval="", extrasaction="ignore")
            writers[kind].writerow(
                {title: _FIVE_TITLES.get(heading, heading.capitalize()) for heading, title in headings.items()}
            )
        for row in joined_rows(persons):
            if row.kind in writers:
                writers[row.kind].writerow({name: _day_first(value) for name, value in row.values.items()})


_NOT_IN_FIVE: Final = frozenset(  # which are of the shape of 2023
    (
        *("gendercurrent", "requestsource", "reviewmeeting", "reviewoutcome", "reviewdraft"),
        *("phasetransferduedate", "phasetransferfinaldate"),
    )
)
_FIVE_TITLES: Final = {"ehc plan": "EHC Plan (Transfer)"}


def _five_headings(kind: str, told_by: frozenset[str]) -> Mapping[str, str]:
    """A heading for each element of a module: the one by which the file is known, else the first."""
    found: dict[str, str] = {}
    for heading, element in return_words().modules[kind].headings.items():
        if element not in found.values() or heading in told_by:
            found = {one: name for one, name in found.items() if name != element} | {heading: element}
    return {one: name for one, name in found.items() if name not in _NOT_IN_FIVE}


def _day_first(value: str) -> str:
    try:
        return date.fromisoformat(value).strftime("%d/%m/%Y") if value[4:5] == "-" else value
    except ValueError:
        return value


def joined_rows(persons: Persons) -> Iterator[Module]:
    """Every module with the keys of its person and request, elements in small letters, without what stands in it."""
    requests = 0
    for number, person in enumerate(persons, start=1):
        for module in person.every():
            requests += module.kind == "requests"
            keys = {"persontableid": str(number)}
            if module is not person:
                keys["requeststableid"] = str(requests)
            yield Module(module.kind, keys | {name.lower(): value for name, value in module.values.items()})

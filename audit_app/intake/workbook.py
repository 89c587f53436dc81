"""The parts of a workbook around its cells: visible sheets, shared texts, date formats, epoch."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from audit_app.domain.problems import Place
from audit_app.intake.faults import refusal
from audit_app.intake.limits import Limits
from audit_app.intake.package import Package

_BUILT_IN_DATES: Final = frozenset({*range(14, 18), 22, *range(27, 32), 36, *range(50, 59)})
_MOST_TAGS: Final = 200_000  # Excel itself stops at 65,490 cell styles
_NOT_FORMAT: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_ESCAPE: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class Workbook:
    """What the cells of a workbook refer to; `date_styles` are the indices of cell styles that show a date."""

    sheets: tuple[tuple[str, str], ...]
    strings: tuple[str, ...]
    date_styles: frozenset[str]
    from_1904: bool


class _Tags:
    """Keeps the attributes of chosen tags of a small part, with the tag that encloses them."""

    def __init__(self, wanted: frozenset[str]) -> None:
        self._wanted = wanted
        self._path: list[str] = [""]
        self.found: list[tuple[str, str, dict[str, str]]] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name in self._wanted:
            self.found.append((self._path[-1], name, attributes))
            if len(self.found) > _MOST_TAGS:
                raise OverflowError(name)
        self._path.append(name)

    def end(self, _name: str) -> None:
        self._path.pop()

    def text(self, _data: str) -> None:
        """Text between the tags of these parts means nothing."""


class _Strings:
    """Gathers the shared texts: plain or rich, without the phonetic guides."""

    def __init__(self, cell: int, place: Place) -> None:
        self.strings: list[str] = []
        self._parts: list[str] = []
        self._length = 0
        self._in_text = False
        self._phonetic = 0
        self._cell = cell
        self._place = place

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        if name == "t":
            self._in_text = not self._phonetic
        elif name == "si":
            self._parts = []
            self._length = 0
        elif name == "rPh":
            self._phonetic += 1

    def end(self, name: str) -> None:
        if name == "t":
            self._in_text = False
        elif name == "si":
            self.strings.append(unescaped("".join(self._parts)))
        elif name == "rPh":
            self._phonetic -= 1

    def text(self, data: str) -> None:
        if self._in_text:
            self._parts.append(data)
            self._length += len(data)
            if self._length > self._cell:
                raise refusal(f"A cell is longer than {self._cell:,} characters. Shorten it.", self._place)


def unescaped(text: str) -> str:
    """Turn Excel's `_x000D_` into the character that it stands for; a lone surrogate stays one and is found later."""
    if "_x" not in text:
        return text
    return _ESCAPE.sub(lambda found: chr(int(found.group(1), 16)), text)


def read_workbook(package: Package, name: str, limits: Limits, *, with_hidden: bool = False) -> Workbook:
    """Read everything but the cells; hidden sheets are passed over unless asked for.

    Raises AppError for another kind of Office file or a damaged one.
    """
    part = _main_part(package, name, limits)
    related = _relations(package, part, limits)
    tags = _tags(package, part, limits, {"sheet", "workbookPr"})
    sheets = tuple(_visible(tags, related, with_hidden=with_hidden))
    if not sheets:
        raise refusal(
            "The workbook has no visible sheet. Unhide the sheet with the table and save it.", Place(file=name)
        )
    by_type = dict(related.values())
    strings = _Strings(limits.cell, Place(file=name))
    if by_type.get("sharedStrings") in package.names():
        for _ in package.parse(by_type["sharedStrings"], strings, limits.strings_bytes):
            pass
    styles = by_type.get("styles", "")
    dates = _date_styles(package, styles, limits) if styles in package.names() else frozenset[str]()
    return Workbook(sheets, tuple(strings.strings), dates, _is_1904(tags))


def sheet_names(package: Package, name: str, limits: Limits) -> tuple[str, ...]:
    """The names of the visible sheets, without reading what they hold. Raises AppError as `read_workbook` does."""
    part = _main_part(package, name, limits)
    tags = _tags(package, part, limits, {"sheet", "workbookPr"})
    return tuple(sheet for sheet, _ in _visible(tags, _relations(package, part, limits)))


def _tags(package: Package, part: str, limits: Limits, wanted: set[str]) -> list[tuple[str, str, dict[str, str]]]:
    tags = _Tags(frozenset(wanted))
    for _ in package.parse(part, tags, limits.part_bytes):
        pass
    return tags.found


def _main_part(package: Package, name: str, limits: Limits) -> str:
    for kind, target in _relations(package, "", limits).values():
        if kind == "officeDocument" and target in package.names() and posixpath.basename(target).startswith("workbook"):
            if target.endswith(".bin"):
                raise refusal("This is a binary workbook (.xlsb). Save it in Excel as .xlsx.", Place(file=name))
            return target
    raise refusal(_other_zip(package.names()), Place(file=name))


def _other_zip(names: frozenset[str]) -> str:
    if "word/document.xml" in names:
        return "This is a Word document, not a table. Save the table as .xlsx or CSV."
    if "content.xml" in names and "mimetype" in names:
        return "This is an OpenDocument file. Save it as .xlsx or CSV."
    return "This is a zip file and no Excel workbook. Unpack it and choose the table in it."


def _relations(package: Package, part: str, limits: Limits) -> dict[str, tuple[str, str]]:
    """The parts that a part refers to: id, then kind and name. What lies outside the file is passed over."""
    folder, base = posixpath.split(part)
    source = posixpath.join(folder, "_rels", f"{base}.rels")
    if source not in package.names():
        return {}
    found = {}
    for _, _, attributes in _tags(package, source, limits, {"Relationship"}):
        if attributes.get("TargetMode") == "External":
            continue
        target = attributes.get("Target", "")
        inside = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        found[attributes.get("Id", "")] = (attributes.get("Type", "").rpartition("/")[2], inside)
    return found


def _visible(
    tags: list[tuple[str, str, dict[str, str]]], related: dict[str, tuple[str, str]], *, with_hidden: bool = False
) -> Iterator[tuple[str, str]]:
    for _, tag, attributes in tags:
        if tag != "sheet" or (attributes.get("state", "visible") != "visible" and not with_hidden):
            continue
        reference = next((value for key, value in attributes.items() if key.endswith(" id")), "")
        kind, target = related.get(reference, ("", ""))
        if kind == "worksheet":
            yield attributes.get("name", ""), target


def _is_1904(tags: list[tuple[str, str, dict[str, str]]]) -> bool:
    return any(tag == "workbookPr" and attributes.get("date1904") in ("1", "true") for _, tag, attributes in tags)


def _date_styles(package: Package, part: str, limits: Limits) -> frozenset[str]:
    tags = _tags(package, part, limits, {"numFmt", "xf"})
    custom = {a.get("numFmtId", ""): a.get("formatCode", "") for _, tag, a in tags if tag == "numFmt"}
    styles = [a.get("numFmtId", "0") for parent, tag, a in tags if tag == "xf" and parent == "cellXfs"]
    return frozenset(str(index) for index, number in enumerate(styles) if _shows_date(number, custom))


def _shows_date(number: str, custom: dict[str, str]) -> bool:
    if number in custom:
        return is_date_format(custom[number])
    return number.isdigit() and int(number) in _BUILT_IN_DATES


def is_date_format(code: str) -> bool:
    """Say whether a number format shows a day or a year: `dd/mm/yyyy` does, `[h]:mm` and `0.00` do not."""
    shown = _NOT_FORMAT.sub("", code.split(";", 1)[0]).lower().replace("general", "")
    return "d" in shown or "y" in shown or "mmm" in shown

"""What a docx holds beside its body: styles, headers, footers, notes, pictures; the order of the body is elsewhere."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from scoring.plan.text import BlockKind

LOWEST_LEVEL: Final = 9
W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A_BLIP: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_HEADING: Final = re.compile(r"^(?:heading|überschrift|title)\s*(\d*)$", re.IGNORECASE)
_PARTS: Final = (
    ("header", "header", BlockKind.FURNITURE),
    ("footer", "footer", BlockKind.FURNITURE),
    ("footnotes", "footnotes", BlockKind.FOOTNOTE),
    ("endnotes", "endnotes", BlockKind.FOOTNOTE),
)
REFERENCES: Final = {f"{W}footnoteReference": "footnotes", f"{W}endnoteReference": "endnotes"}
"""What refers to a note, and the part that it stands in."""


@dataclass(frozen=True, slots=True)
class PartWords:
    """One part beside the body: its root element, what it is called in an address, what its text is."""

    element: Any
    part: str
    kind: BlockKind


class Styles:
    """The paragraph styles of a document: which are headings and of what level, which are lists."""

    def __init__(self, document: Any) -> None:
        """Read the style names once."""
        self._levels: dict[str, int] = {}
        self._lists: set[str] = set()
        for style in document.styles.element.iterfind(f"{W}style"):
            id_ = style.get(f"{W}styleId") or ""
            named = style.find(f"{W}name")
            name = (named.get(f"{W}val") if named is not None else "") or id_
            if found := _HEADING.match(name):
                self._levels[id_] = int(found[1][:1] or 1)
            elif (outline := style.find(f"{W}pPr/{W}outlineLvl")) is not None:
                self._levels[id_] = _outlined(outline)
            if "list" in name.casefold() or style.find(f"{W}pPr/{W}numPr") is not None:
                self._lists.add(id_)

    def level_of(self, paragraph: Any) -> int:
        """The level of a heading, 1 to 9; 0 where the paragraph is none."""
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return 0
        outline = properties.find(f"{W}outlineLvl")
        if outline is not None and (level := _outlined(outline)):
            return level
        return min(9, self._levels.get(_style(properties), 0))

    def list_depth(self, paragraph: Any) -> int:
        """How deep in a list a paragraph stands, from 1; 0 where it is in none."""
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return 0
        numbering = properties.find(f"{W}numPr")
        if numbering is not None:
            depth, number = numbering.find(f"{W}ilvl"), numbering.find(f"{W}numId")
            if number is None or number.get(f"{W}val") != "0":
                return whole_number(depth, 0, 8) + 1 if depth is not None else 1
            return 0
        return 1 if _style(properties) in self._lists else 0


def whole_number(element: Any, least: int, most: int) -> int:
    """The value of an element as a whole number within bounds; `least` where it holds none."""
    said = (element.get(f"{W}val") or "").strip()
    return max(least, min(most, int(said))) if re.fullmatch(r"\d{1,9}", said) else least


def _outlined(outline: Any) -> int:
    """The level that an outline gives, from 1; 0 for body text."""
    level = whole_number(outline, 0, 9) + 1 if outline.get(f"{W}val") else 0
    return level if level <= LOWEST_LEVEL else 0


def _style(properties: Any) -> str:
    style = properties.find(f"{W}pStyle")
    return (style.get(f"{W}val") or "") if style is not None else ""


class Notes:
    """The footnotes and endnotes of a document, each given out once: where it is referred to, else at the end."""

    def __init__(self, parts: Iterable[PartWords]) -> None:
        """Take the parts that hold notes."""
        self._left: dict[tuple[str, str], list[Any]] = {}
        for one in parts:
            for note in one.element:
                self._left.setdefault((one.part, str(note.get(f"{W}id"))), []).append(note)

    def __bool__(self) -> bool:
        """Whether any note is left."""
        return bool(self._left)

    def take(self, reference: Any) -> tuple[str, list[Any]]:
        """The part and the notes of an id that something refers to; none where they were given out."""
        part = REFERENCES[reference.tag]
        return part, self._left.pop((part, str(reference.get(f"{W}id"))), [])

    def rest(self) -> Iterator[tuple[str, Any]]:
        """What nothing refers to, with its part."""
        for (part, _), notes in self._left.items():
            yield from ((part, note) for note in notes)


def others_of(document: Any) -> Iterator[PartWords]:
    """Headers, footers, footnotes and endnotes with words in them, each part once."""
    seen: set[bytes] = set()
    for relation in document.part.rels.values():
        kind = relation.reltype.rsplit("/", 1)[-1]
        for name, part, block_kind in _PARTS:
            if kind != name or relation.is_external:
                continue
            blob = relation.target_part.blob
            if blob not in seen:
                seen.add(blob)
                yield PartWords(_parsed(blob), part, block_kind)


@lru_cache(maxsize=1)
def _parser() -> Any:
    from lxml import etree

    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def _parsed(blob: bytes) -> Any:
    from lxml import etree

    return etree.fromstring(blob, _parser())


def pictures_in(body: Any) -> int:
    """How many pictures the body holds."""
    return sum(1 for _ in body.iter(_A_BLIP, "{urn:schemas-microsoft-com:vml}imagedata"))


def textless(body: Any) -> Iterator[str]:
    """What the body holds that is not read, a sentence each."""
    deleted = sum(1 for _ in body.iter(f"{W}del", f"{W}moveFrom"))
    if deleted:
        yield (
            f"The document has tracked changes: {deleted} deleted pieces are left out, inserted ones are read. "
            "Check that this is the version that was issued."
        )
    if next(body.iter(f"{W}altChunk"), None) is not None:
        yield "A part of the document is another file within it and is not read. Open it in Word and save it again."
    comments = sum(1 for _ in body.iter(f"{W}commentReference"))
    if comments:
        yield f"The document has {comments} comment{'s' if comments > 1 else ''}, which are no part of the plan."

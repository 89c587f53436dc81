"""How the plans of the corpus look: elements of a document in both layout families, with the answer for each piece."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from plan_corpus import AREAS, PROVISION, Need, Outcome, Plan, Said

from scoring.thread.model import ItemRole

AREA_TITLES = {
    "communication": "Communication and interaction",
    "cognition": "Cognition and learning",
    "social": "Social, emotional and mental health",
    "sensory": "Sensory and/or physical needs",
}
TITLES = {
    "A": "The views, interests and aspirations of the child and their family",
    "A1": "History",
    "A2": "Views, interests, strengths and aspirations",
    "B": "Special educational needs",
    "C": "Health care needs which relate to SEN",
    "D": "Social care needs which relate to SEN or to a disability",
    "E": "Outcomes sought for the child or young person",
    "F": "Special educational provision",
    "G": "Health care provision",
    "H1": "Social care provision under section 2 of the Chronically Sick and Disabled Persons Act 1970",
    "H2": "Any other social care provision",
    "I": "Placement",
    "J": "Personal budget and direct payments",
    "K": "Advice and information",
}


@dataclass(frozen=True)
class Heading:
    """A heading; `is_bold` is one that is only set in bold."""

    words: str
    level: int = 1
    is_bold: bool = False


@dataclass(frozen=True)
class Text:
    """A paragraph."""

    words: str


@dataclass(frozen=True)
class Bullets:
    """A list."""

    items: tuple[str, ...]
    is_numbered: bool = False


@dataclass(frozen=True)
class Cell:
    """A cell of a table; `goes_on` is one that is merged with the cell above."""

    paragraphs: tuple[str, ...] = ()
    span: int = 1
    goes_on: bool = False


@dataclass(frozen=True)
class Grid:
    """A table; its first `heads` rows are repeated on every page."""

    rows: tuple[tuple[Cell, ...], ...]
    heads: int = 1
    ruled: bool = True


Element = Heading | Text | Bullets | Grid


@dataclass(frozen=True)
class TrueItem:
    """An item that a plan holds, as its document says it; `key` tells which need, outcome, wish or line it is."""

    role: ItemRole
    section: str
    words: str
    key: str


@dataclass
class Sheet:
    """One plan in one layout: what is drawn, which words stand in which section, and which items there are."""

    plan: Plan
    elements: list[Element] = field(default_factory=list)
    pieces: list[tuple[str, str]] = field(default_factory=list)
    items: list[TrueItem] = field(default_factory=list)
    together: list[tuple[str, ...]] = field(default_factory=list)
    letters: set[str] = field(default_factory=set)

    def heading(self, words: str, level: int = 1, *, is_bold: bool = False) -> None:
        """Draw a heading."""
        self.elements.append(Heading(words, level, is_bold))

    def text(self, words: str, section: str) -> None:
        """Draw a paragraph."""
        self.elements.append(Text(words))
        self.pieces.append((words, section))

    def bullets(self, items: Iterable[str], section: str, *, is_numbered: bool = False) -> None:
        """Draw a list."""
        every = tuple(items)
        if every:
            self.elements.append(Bullets(every, is_numbered))
            self.pieces.extend((words, section) for words in every)

    def grid(
        self,
        head: Sequence[str],
        rows: Iterable[Sequence[Cell]],
        sections: Sequence[str],
        *,
        ruled: bool = True,
        above: Sequence[Sequence[Cell]] = (),
    ) -> None:
        """Draw a table; `sections` are those of its columns, `above` rows of one cell each over the headings."""
        every = tuple(tuple(row) for row in rows)
        top = (*map(tuple, above), tuple(Cell((words,)) for words in head)) if head else ()
        self.elements.append(Grid((*top, *every), 0 if above else len(top), ruled))
        for row in every:
            for cell, section in zip(row, sections, strict=True):
                self.pieces.extend((words, section) for words in cell.paragraphs)

    def item(self, role: ItemRole, section: str, words: str, key: str) -> None:
        """Note an item."""
        self.items.append(TrueItem(role, section, words, key))


def need_key(plan: Plan, need: Need) -> str:
    """What a need is called in answers."""
    return f"need {plan.needs.index(need)}"


def outcome_key(plan: Plan, outcome: Outcome) -> str:
    """What an outcome is called in answers."""
    return f"outcome {next(at for at, one in enumerate(plan.outcomes) if one is outcome)}"


def line_key(plan: Plan, said: Said) -> str:
    """What a line of provision is called in answers."""
    every = [line for section in PROVISION for line in plan.lines_in(section)]
    return f"line {next(at for at, one in enumerate(every) if one is said)}"


def true_links(plan: Plan) -> set[tuple[str, str]]:
    """The links of a plan: need to outcome, outcome to provision, aspiration to outcome."""
    found = set()
    for need in plan.needs:
        for outcome in need.outcomes:
            key = outcome_key(plan, outcome)
            found.add((need_key(plan, need), key))
            found.update((key, line_key(plan, said)) for _, said in outcome.lines)
            found.update((need_key(plan, need), line_key(plan, said)) for _, said in outcome.lines)
            if outcome.wish:
                found.add((f"wish {outcome.wish - 1}", key))
    return found


def front(sheet: Sheet) -> None:
    """Title and personal details."""
    plan = sheet.plan
    sheet.heading(("Draft " if plan.draft else "") + "Education, Health and Care Plan")
    sheet.heading("Personal details", 2)
    rows = [("Name", plan.name), ("Date of birth", "14 March 2016"), ("NHS number", "000 000 0000")]
    sheet.grid((), [[Cell((one,)), Cell((other,))] for one, other in rows], ("", ""))


def views(sheet: Sheet, *, split: bool, without_history: bool = False) -> None:
    """What stands in section A, with sub-headings."""
    plan = sheet.plan
    if not without_history:
        if not split:
            sheet.heading("History", 3)
        sheet.text(" ".join(plan.about), "A")
    if split:
        sheet.heading(f"A2: {TITLES['A2']}", 2)
    sheet.heading("Interests", 3)
    sheet.text(plan.likes, "A")
    sheet.heading("Aspirations", 3)
    for at, words in enumerate(plan.wishes):
        sheet.text(words, "A")
        sheet.item(ItemRole.ASPIRATION, "A", words, f"wish {at}")


def ending(sheet: Sheet, head: Iterator[str]) -> None:
    """Sections I, J and K and the signature."""
    plan = sheet.plan
    sheet.heading(next(head))
    sheet.text(plan.place, "I")
    sheet.heading(next(head))
    sheet.text(plan.budget, "J")
    sheet.heading(next(head))
    rows = [[Cell((part,)) for part in row] for row in plan.advice]
    sheet.grid(("Advice", "Date received", "Who from", "Appended"), rows, ("K",) * 4)
    sheet.heading("Signature", 2)
    sheet.text("Signed by the officer for the authority on 1 September 2026.", "")
    sheet.letters |= {"I", "J", "K"}


def add_need(sheet: Sheet, need: Need) -> None:
    """Note a need as an item."""
    sheet.item(ItemRole.NEED, need.section, need.said.words, need_key(sheet.plan, need))


def add_outcome(sheet: Sheet, outcome: Outcome, words: str = "") -> None:
    """Note an outcome as an item."""
    sheet.item(ItemRole.OUTCOME, "E", words or outcome.said.words, outcome_key(sheet.plan, outcome))


def add_lines(sheet: Sheet, lines: Iterable[tuple[str, Said]]) -> None:
    """Note lines of provision as items."""
    for section, said in lines:
        sheet.item(ItemRole.PROVISION, section, said.words, line_key(sheet.plan, said))


def needs_of_area(plan: Plan, area: str) -> list[Need]:
    """The needs in B of one broad area."""
    return [need for need in plan.needs_in("B") if need.area == area]


def areas_of(plan: Plan) -> list[str]:
    """The broad areas in which the plan has needs, in the plan's order."""
    return [area for area in plan.strengths if area in AREAS]

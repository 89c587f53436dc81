"""How well the corpus is read: precision and recall of sections, items, elements, flags and links."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final

from plan_corpus import PROVISION, Plan, Said, plans
from plan_corpus_docx import as_docx, with_extras
from plan_corpus_families import STYLES, boxed, lettered, national, template
from plan_corpus_layouts import Sheet, TrueItem, line_key, need_key, outcome_key, true_links
from plan_corpus_pdf import as_pdf, as_printed

from audit_app.intake.plans.reading import read_plan
from audit_app.services.wording import flags_in, shipped_lexicon, shipped_phrases
from resources.thread import concepts_text
from scoring.plan.items import Proposal, propose
from scoring.plan.sections import PlanSections, sections_of
from scoring.plan.text import PlanText
from scoring.specific import ELEMENTS, TESTS, elements, outcome_hints
from scoring.thread.concepts import concepts_of
from scoring.thread.model import Item, ItemRole
from scoring.thread.suggest import suggest

VOCABULARY: Final = concepts_of(concepts_text())
LAYOUTS: Final[dict[str, tuple[Callable[[Plan], Sheet], ...]]] = {
    "rowan": (national, lambda plan: lettered(plan, STYLES["unruled"])),
    "ife": (lambda plan: lettered(plan, STYLES["section colon"]),),
    "tomasz": (lambda plan: lettered(plan, STYLES["rows"]), template),
    "maren": (lambda plan: national(plan, letters=False), lambda plan: lettered(plan, STYLES["dots"])),
    "callum": (lambda plan: lettered(plan, STYLES["together table"]),),
    "priya": (lambda plan: lettered(plan, STYLES["brackets"]),),
    "joss": (lambda plan: boxed(lettered(plan, STYLES["section colon"])),),
    "bethan": (lambda plan: lettered(plan, STYLES["words only"]),),
    "kofi": (lambda plan: lettered(plan, STYLES["dash"]),),
    "nell": (lambda plan: lettered(plan, STYLES["bold"]), lambda plan: national(plan, merged=True)),
    "amara": (lambda plan: lettered(plan, STYLES["dots"]),),
    "dylan": (lambda plan: national(plan, merged=True), lambda plan: lettered(plan, STYLES["unruled"])),
    "safiya": (lambda plan: lettered(plan, STYLES["together labelled"]),),
    "oskar": (lambda plan: lettered(plan, STYLES["outcomes first"]),),
    "wren": (lambda plan: boxed(lettered(plan, STYLES["rows"])),),
}

PRINTED: Final = frozenset({"rowan 0", "tomasz 1", "maren 1", "joss 0", "dylan 0", "safiya 0"})
"""Plans, each with the number of its layout, whose PDF is as a word processor prints it."""


@dataclass
class Tally:
    """Right, wrong and missed, with what was wrong in words."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    faults: list[str] = field(default_factory=list)

    def count(self, found: Iterable[str], wanted: Iterable[str], where: str) -> None:
        """Compare what was found with what was wanted, as bags."""
        has, needs = Counter(found), Counter(wanted)
        self.right += (has & needs).total()
        self.wrong += (has - needs).total()
        self.missed += (needs - has).total()
        self.faults += [f"{where} not wanted: {one}" for one in (has - needs).elements()]
        self.faults += [f"{where} missed: {one}" for one in (needs - has).elements()]

    @property
    def precision(self) -> float:
        """Right of what was found, 0.0 to 1.0."""
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """Right of what there is, 0.0 to 1.0."""
        return self.right / max(1, self.right + self.missed)

    def __str__(self) -> str:
        """As one line."""
        return f"precision {self.precision:.3f}, recall {self.recall:.3f} ({self.right} right)"


@dataclass(frozen=True)
class Read:
    """A plan as it was read, beside its sheet."""

    name: str
    sheet: Sheet
    text: PlanText
    sections: PlanSections
    proposals: tuple[Proposal, ...]


def read_all(*, held_out: bool, only: str = "") -> list[Read]:
    """Every plan of the corpus in each of its layouts, as docx and PDF."""
    found = []
    for plan in plans():
        if plan.held_out is held_out:
            for number, layout in enumerate(LAYOUTS[plan.key]):
                pdf = ("printed", as_printed) if f"{plan.key} {number}" in PRINTED else ("pdf", as_pdf)
                for kind, write in (("docx", with_extras if number == 0 else as_docx), pdf):
                    name = f"{plan.key} {number} {kind}"
                    if only in name:
                        sheet = layout(plan)
                        found.append(_read(name, sheet, write(sheet)))
    return found


def _read(name: str, sheet: Sheet, content: bytes) -> Read:
    text = read_plan(f"plan.{name}", content)
    sections = sections_of(text)
    return Read(name, sheet, text, sections, propose(text, sections))


def plain(words: str) -> str:
    """The words without what may differ: blanks, signs of lists, case."""
    return re.sub(r"\W+", " ", words).strip().casefold()


def sections_tally(read: Read) -> Tally:
    """Each piece of a plan counts once, by the sections of the blocks that hold its words."""
    tally = Tally()
    blocks = [(plain(read.text.block(one.block).text), one) for one in read.sections.placed]
    for words, section in read.sheet.pieces:
        wanted = plain(words)
        if not wanted:
            continue
        same = [one for said, one in blocks if said == wanted]
        holding = same or [one for said, one in blocks if wanted in said]
        holding = holding or [one for said, one in blocks if len(said) > 20 and said in wanted]
        sections = {one.section for one in holding if not one.is_label} or {"(label or lost)"}
        if section in sections and same:  # words such as “None” stand in several sections
            sections = {section}
        tally.count([f"{found or 'none'}: {words}" for found in sections], [f"{section or 'none'}: {words}"], read.name)
    return tally


def items_tally(read: Read) -> Tally:
    """The items proposed against those that there are, by role, section and words."""
    tally = Tally()
    found = [f"{one.role.value} {one.section}: {plain(one.words)}" for one in read.proposals]
    wanted = [f"{one.role.value} {one.section}: {plain(one.words)}" for one in read.sheet.items]
    tally.count(found, wanted, read.name)
    return tally


def elements_tally(every: Iterable[Plan]) -> Tally:
    """The elements found in each line of provision."""
    tally = Tally()
    for plan in every:
        for section in PROVISION:
            for said in plan.lines_in(section):
                found = elements(said.words, shipped_phrases(), shipped_lexicon(), section)
                tally.count([name for name in ELEMENTS if found.gives(name)], said.gives or (), said.words)
    return tally


def hints_tally(every: Iterable[Plan]) -> Tally:
    """The SMART tests that each outcome looks to meet, where that is clear."""
    tally = Tally()
    for plan in every:
        for outcome in plan.outcomes:
            if outcome.said.gives is not None:
                hints = outcome_hints(outcome.said.words, shipped_lexicon())
                found = [name for name in TESTS if hints[name].met]
                tally.count(found, outcome.said.gives, outcome.said.words)
    return tally


def flags_tally(every: Iterable[Plan]) -> Tally:
    """The phrases flagged in outcomes and provision; in needs and aspirations none."""
    tally = Tally()
    for plan in every:
        pieces: list[tuple[str, Said]] = [("E", outcome.said) for outcome in plan.outcomes]
        pieces += [(section, said) for section in PROVISION for said in plan.lines_in(section)]
        pieces += [(need.section, need.said) for need in plan.needs] + [("A", Said(words)) for words in plan.wishes]
        for section, said in pieces:
            found = [" ".join(flag.text.split()) for flag in flags_in(said.words, section)]
            tally.count(found, said.flagged, f"{section} {said.words}")
    return tally


def links_tally(read: Read, origin: str = "") -> Tally:
    """The links suggested between the items that were read right."""
    tally = Tally()
    by_words: dict[str, TrueItem] = {f"{one.role.value} {plain(one.words)}": one for one in read.sheet.items}
    known = {one.id: by_words.get(f"{one.role.value} {plain(one.words)}") for one in read.proposals}
    items = [Item(one.id, one.role, one.section, one.words, one.places, one.area) for one in read.proposals]
    rows = {one.id: one.row for one in read.proposals if one.row}
    wanted = true_links(read.sheet.plan)
    words = {one.key: one.words for one in read.sheet.items}
    for link in suggest(items, rows, (), VOCABULARY):
        if origin not in ("", link.origin):
            continue
        ends = [known[link.link.first], known[link.link.second]]
        pair = tuple(one.key if one else "?" for one in ends)
        is_right = pair in wanted
        said = f"{link.origin} {link.why} {words.get(pair[0], '?')} -> {words.get(pair[1], '?')}"
        tally.count([said], [said] if is_right else [], read.name)
    keys = {one.key for one in read.sheet.items}
    direct = {pair for pair in wanted if not (pair[0].startswith("need") and pair[1].startswith("line"))}
    tally.missed = max(0, len([pair for pair in direct if set(pair) <= keys]) - tally.right)
    return tally


def word_links_tally(plan: Plan) -> Tally:
    """The links that words alone suggest between all items of a plan, as if no table held them."""
    tally = Tally()
    wanted = true_links(plan)
    words = {item.id: item.words for item in _items(plan)}
    found = {(one.link.first, one.link.second): one for one in suggest(_items(plan), {}, (), VOCABULARY)}
    for pair, one in found.items():
        said = f"{words[pair[0]]} -> {words[pair[1]]}: {one.why}"
        tally.count([said], [said] if pair in wanted else [], f"{one.strength:.2f}")
    direct = {pair for pair in wanted if not (pair[0].startswith("need") and pair[1].startswith("line"))}
    tally.missed = len(direct - found.keys())
    return tally


def _items(plan: Plan) -> list[Item]:
    found = [Item(f"wish {at}", ItemRole.ASPIRATION, "A", words) for at, words in enumerate(plan.wishes)]
    found += [Item(need_key(plan, one), ItemRole.NEED, one.section, one.said.words) for one in plan.needs]
    found += [Item(outcome_key(plan, one), ItemRole.OUTCOME, "E", one.said.words) for one in plan.outcomes]
    return found + [
        Item(line_key(plan, said), ItemRole.PROVISION, section, said.words)
        for section in PROVISION
        for said in plan.lines_in(section)
    ]


def added(tallies: Iterable[Tally]) -> Tally:
    """Several as one."""
    total = Tally()
    for one in tallies:
        total.right += one.right
        total.wrong += one.wrong
        total.missed += one.missed
        total.faults += one.faults
    return total

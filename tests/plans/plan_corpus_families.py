"""The two layout families: the national template's tables, and lettered sections in their many forms."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from plan_corpus import PROVISION, Need, Outcome, Plan, Said
from plan_corpus_layouts import (
    AREA_TITLES,
    TITLES,
    Bullets,
    Cell,
    Element,
    Grid,
    Heading,
    Sheet,
    Text,
    add_lines,
    add_need,
    add_outcome,
    areas_of,
    ending,
    front,
    needs_of_area,
    views,
)

from scoring.plan.headings import letters_of

STATUTORY = {
    "C": "Health care needs which relate to their special educational needs",
    "D": "Social care needs which relate to the child or young person's special educational needs or to a disability.",
    "G": "Health care provision reasonably required by the learning difficulties or disabilities which result in the "
    "child or young person having special educational needs",
    "H1": "Any social care provision which must be made for a child or young person under 18 resulting from section 2 "
    "of the Chronically Sick and Disabled Persons Act 1970",
    "H2": "Other social care provision reasonably required by the learning difficulties or disabilities which result "
    "in the child or young person having special educational needs",
}
"""Headings of columns in full, as the template in use has them."""
DESCRIBED = "Children and young people with needs of this kind are described in the Code of Practice, chapter 6."
"""What stands under the name of an area there."""


def template(plan: Plan) -> Sheet:
    """The national template as authorities have it: one table an area with its name, strengths and headings in it."""
    sheet = Sheet(plan)
    front(sheet)
    sheet.grid((), [[Cell(("A1",)), Cell(("Summary of history",))]], ("", ""))
    sheet.pieces.clear()
    sheet.text(" ".join(plan.about), "A")
    sheet.heading(f"A2 SUMMARY of the {TITLES['A2'].upper()}", 2)
    views(sheet, split=False, without_history=True)
    sheet.letters |= {"A", "B", "E", "F"}
    head = ["B – Special Educational Needs", "F – Special Educational Provision", "E – Outcomes"]
    for area in areas_of(plan):
        above = ["Special Educational Needs and Provision (B-F-E)", f"{AREA_TITLES[area]}\n\n{DESCRIBED}", "Strengths"]
        rows = [[Cell((words,))] for words in (*above, plan.strengths[area])]
        sheet.pieces.append((plan.strengths[area], "B"))
        _rows(sheet, head, ("B", "F", "E"), needs_of_area(plan, area), above=rows)
    for group in (("C", "G"), ("D", "H1", "H2")):
        others = " and ".join(f"{one} ({'Health' if one == 'G' else 'Social'} care provision)" for one in group[1:])
        sheet.heading(f"Sections {group[0]} ({STATUTORY[group[0]]}) and {others}", 2)
        sheet.letters |= set(group)
        titles = [f"{one} – {STATUTORY[one]}" for one in group]
        if plan.needs_in(group[0]):
            _rows(sheet, [*titles, "E – Outcomes"], (*group, "E"), plan.needs_in(group[0]), above=[])
        else:
            sheet.grid(titles, [[Cell((plan.none.get(one, "None"),)) for one in group]], group)
    ending(sheet, iter(("I - Placement", "J - Direct Payments", "K - The advice and information gathered")))
    return sheet


def national(plan: Plan, *, letters: bool = True, merged: bool = False) -> Sheet:
    """The national template: a table of needs, provision and outcomes an area, C with G, D with H1 and H2."""
    sheet = Sheet(plan)
    front(sheet)
    sheet.heading(f"A1: {TITLES['A1']}", 2)
    views(sheet, split=True)
    sheet.heading("Special Educational Needs and Provision" + (" (B-F-E)" if letters else ""), 2)
    named = {"B": "Special educational needs", "F": "Special educational provision", "E": "Outcomes"}
    head = [f"{key}: {words}" for key, words in named.items()] if letters else ["Need", "Provision", "Outcome"]
    sheet.letters |= {"A", "B", "E", "F"}
    for area in areas_of(plan):
        sheet.heading(AREA_TITLES[area], 3)
        sheet.heading("Strengths", 4)
        sheet.text(plan.strengths[area], "B")
        _rows(sheet, head, ("B", "F", "E"), needs_of_area(plan, area), merged=merged)
    care = (("C", "G"), ("D", "H1", "H2"))
    for group in care:
        own = [one for one in group if one not in plan.absent]
        if group[0] in plan.absent:
            continue
        words = " and ".join(own)
        sheet.heading(f"Sections {words}: {'Health' if group[0] == 'C' else 'Social care'} needs and provision", 2)
        sheet.letters |= set(own)
        titles = [f"{one}: {TITLES[one]}" for one in own]
        if plan.needs_in(group[0]):
            _rows(sheet, [*titles, "E: Outcomes"], (*own, "E"), plan.needs_in(group[0]), merged=merged)
        else:
            sheet.grid(titles, [[Cell((plan.none.get(one, "None"),)) for one in own]], own)
    ending(sheet, iter(("I - Placement", "J - Direct Payments", "K - The advice and information gathered")))
    return sheet


def _rows(
    sheet: Sheet,
    head: list[str],
    columns: tuple[str, ...],
    needs: list[Need],
    *,
    merged: bool = False,
    above: list[list[Cell]] | None = None,
) -> None:
    """A table with a row for each need, or with `merged` one for each line beside a need that is merged down.

    `above` are rows of one cell each over the headings.
    """
    rows = []
    for need in needs:
        (outcome,) = need.outcomes
        add_need(sheet, need)
        homes = list(columns[1:-1])
        inside = {one: [said for where, said in outcome.lines if where == one] for one in homes}
        elsewhere = [(where, said) for where, said in outcome.lines if where not in homes]
        assert not elsewhere or need.section != "B"
        inside[homes[0]] += [said for _, said in elsewhere]
        add_lines(sheet, [(one, said) for one in homes for said in inside[one]])
        add_outcome(sheet, outcome)
        split = [[said] for said in inside[homes[0]]] if merged and len(homes) == 1 else [None]
        for at, lines in enumerate(split):
            own = {homes[0]: lines} if lines is not None else inside
            cells = [Cell(tuple(said.words for said in own[one])) for one in homes]
            goes_on = at > 0
            ends = [Cell(() if goes_on else (one.said.words,), goes_on=goes_on) for one in (need, outcome)]
            rows.append([ends[0], *cells, ends[1]])
        for one in homes:
            if not inside[one] and one in sheet.plan.none:
                rows[-1][columns.index(one)] = Cell((sheet.plan.none[one],))
    sheet.grid(head, rows, columns, above=above or [])


@dataclass(frozen=True)
class Style:
    """How an authority writes lettered sections.

    `heading` makes a heading from letter and title; `needs`, `outcomes` and `provision` say in which form they stand:
    "paragraphs", "prose" (several in one), "bullets", "numbered", "lead" (a sentence that leads into a list),
    "labelled" ("Outcome 1: …"), "table" (what, who, frequency), "rows" (outcome beside the provision).
    """

    heading: Callable[[str, str], str]
    order: str = "A B C D E F G H1 H2"
    needs: str = "paragraphs"
    outcomes: str = "numbered"
    provision: str = "bullets"
    together: bool = False
    is_bold: bool = False
    split_a: bool = False
    ruled: bool = True


def lettered(plan: Plan, style: Style) -> Sheet:
    """Lettered sections one after another; with `together` E and F are one."""
    sheet = Sheet(plan)
    front(sheet)
    for letter in style.order.split():
        if letter in plan.absent:
            continue
        sheet.letters.add(letter)
        if letter == "F" and style.together:
            continue
        if letter == "E" and style.together:
            _heading(sheet, style, "E and F", "Outcomes and provision")
            _together(sheet, style)
        elif letter == "A":
            shown = "A1" if style.split_a else "A"
            _heading(sheet, style, shown, TITLES[shown])
            views(sheet, split=style.split_a)
        else:
            _heading(sheet, style, letter, TITLES[letter])
            _section(sheet, style, letter)
    ending(sheet, iter([style.heading(letter, TITLES[letter]) for letter in "IJK"]))
    return sheet


def _heading(sheet: Sheet, style: Style, letter: str, title: str) -> None:
    sheet.heading(style.heading(letter, title), is_bold=style.is_bold)


def _section(sheet: Sheet, style: Style, letter: str) -> None:
    plan = sheet.plan
    if letter in plan.none:
        sheet.text(plan.none[letter], letter)
    elif letter == "B":
        for area in areas_of(plan):
            sheet.heading(AREA_TITLES[area], 2, is_bold=style.is_bold)
            sheet.heading("Strengths", 3, is_bold=style.is_bold)
            sheet.text(plan.strengths[area], "B")
            sheet.heading("Needs", 3, is_bold=style.is_bold)
            _needs(sheet, style, "B", needs_of_area(plan, area))
    elif letter in ("C", "D"):
        _needs(sheet, style, letter, plan.needs_in(letter))
    elif letter == "E":
        _outcomes(sheet, style)
    else:
        _provision(sheet, style, letter)


def _needs(sheet: Sheet, style: Style, section: str, needs: list[Need]) -> None:
    for need in needs:
        add_need(sheet, need)
    _written(sheet, style.needs, section, [need.said.words for need in needs], "Need")


def _outcomes(sheet: Sheet, style: Style) -> None:
    outcomes = sheet.plan.outcomes
    for outcome in outcomes:
        add_outcome(sheet, outcome)
    _written(sheet, style.outcomes, "E", [outcome.said.words for outcome in outcomes], "Outcome")


def _written(sheet: Sheet, form: str, section: str, every: list[str], label: str) -> None:
    if form == "prose":
        sheet.text(" ".join(every), section)
    elif form in ("bullets", "numbered"):
        sheet.bullets(every, section, is_numbered=form == "numbered")
    else:
        for at, words in enumerate(every, 1):
            sheet.text(f"{label} {at}: {words}" if form == "labelled" else words, section)


def _provision(sheet: Sheet, style: Style, section: str) -> None:
    lines = sheet.plan.lines_in(section)
    if not lines:
        return
    add_lines(sheet, [(section, said) for said in lines])
    if style.provision in ("table", "rows") and section == "F":
        names = ["Provision", "Who", "Frequency"]
        beside = [_beside(sheet.plan, said) for said in lines]
        head = ["Need/Outcome", *names] if style.provision == "rows" else names
        rows = [_columns(said) for said in lines]
        if style.provision == "rows":
            rows = [[Cell((words,)), *row] for words, row in zip(beside, rows, strict=True)]
        sheet.grid(head, rows, [section] * len(head), ruled=style.ruled)
    else:
        form = "bullets" if style.provision in ("table", "rows") else style.provision
        _written(sheet, form, section, [_full(said) for said in lines], "Provision")


def _full(said: Said) -> str:
    return said.words if said.words.endswith((".", "…")) else f"{said.words}"


def _columns(said: Said) -> list[Cell]:
    parts = said.parts
    return [Cell((part,)) for part in parts] if len(parts) == 3 else [Cell(parts), Cell(), Cell()]


def _beside(plan: Plan, wanted: Said) -> str:
    return next(
        f"Outcome {at}"
        for at, outcome in enumerate(plan.outcomes, 1)
        if any(said is wanted for _, said in outcome.lines)
    )


def _together(sheet: Sheet, style: Style) -> None:
    for outcome in sheet.plan.outcomes:
        add_outcome(sheet, outcome)
        add_lines(sheet, [(section, said) for section, said in outcome.lines if section == "F"])
    if style.provision == "rows":
        rows = [row for outcome in sheet.plan.outcomes for row in _rows_of(outcome)]
        head = ["Outcome", "Provision", "By whom", "How often"]
        sheet.grid(head, rows, ("E", "F", "F", "F"), ruled=style.ruled)
        return
    for at, outcome in enumerate(sheet.plan.outcomes, 1):
        sheet.text(f"Outcome {at}: {outcome.said.words}", "E")
        inside = [said.words for section, said in outcome.lines if section == "F"]
        if inside:
            sheet.heading("Provision:", 4, is_bold=True)
            _written(sheet, "bullets" if style.provision == "bullets" else "paragraphs", "F", inside, "Provision")


def _rows_of(outcome: Outcome) -> Iterable[list[Cell]]:
    inside = [said for section, said in outcome.lines if section == "F"]
    if not inside:
        yield [Cell((outcome.said.words,)), Cell(), Cell(), Cell()]
    for at, said in enumerate(inside):
        yield [Cell(() if at else (outcome.said.words,), goes_on=at > 0), *_columns(said)]


STYLES = {
    "section colon": Style(lambda letter, title: f"Section{'s' * (' ' in letter)} {letter}: {title}"),
    "rows": Style(
        lambda letter, title: f"Section {letter} – {title}", needs="numbered", outcomes="paragraphs", provision="rows"
    ),
    "together table": Style(
        lambda letter, title: f"SECTION{'S' * (' ' in letter)} {letter}: {title}", provision="rows", together=True
    ),
    "brackets": Style(
        lambda letter, title: f"({letter}) {title}",
        needs="prose",
        outcomes="bullets",
        provision="prose",
        split_a=True,
    ),
    "words only": Style(lambda _, title: title, needs="bullets", outcomes="numbered", provision="table"),
    "dash": Style(
        lambda letter, title: f"{letter} – {title}", needs="prose", outcomes="labelled", provision="paragraphs"
    ),
    "bold": Style(
        lambda letter, title: f"Part {letter}: {title}",
        needs="bullets",
        outcomes="bullets",
        is_bold=True,
        provision="paragraphs",
    ),
    "dots": Style(lambda letter, title: f"{letter}. {title}", needs="labelled", provision="numbered"),
    "together labelled": Style(
        lambda letter, title: f"Section{'s' * (' ' in letter)} {letter}: {title}", provision="bullets", together=True
    ),
    "outcomes first": Style(
        lambda letter, title: f"SECTION {letter} - {title.upper()}",
        order="A B D C E G F H2 H1",
        needs="prose",
        outcomes="prose",
        provision="prose",
    ),
    "unruled": Style(
        lambda letter, title: f"Section {letter}: {title}", outcomes="paragraphs", provision="table", ruled=False
    ),
}
assert set(PROVISION) <= set(TITLES)


def boxed(sheet: Sheet) -> Sheet:
    """The same with every section in a table of its own, its heading as the first row."""
    elements: list[Element] = []
    rows: list[tuple[Cell, ...]] = []
    inside: list[str] = []
    for one in [*sheet.elements, Heading("")]:
        if isinstance(one, Grid) or (isinstance(one, Heading) and one.level == 1):
            if rows:
                elements.append(Grid((*rows, (Cell(tuple(inside)),)), 0))
            elif inside:
                elements.extend(Text(words) for words in inside)
            rows, inside = [], []
            if isinstance(one, Grid):
                elements.append(one)
            elif one.words and letters_of(one.words):
                rows = [(Cell((one.words,)),)]
            elif one.words:
                elements.append(one)
        elif isinstance(one, Bullets):
            inside += [f"{at}. {words}" if one.is_numbered else f"• {words}" for at, words in enumerate(one.items, 1)]
        else:
            inside.append(f"{one.words}:" if isinstance(one, Heading) else one.words)
    sheet.elements = [one for one in elements if not isinstance(one, Grid) or any(row for row in one.rows)]
    return sheet

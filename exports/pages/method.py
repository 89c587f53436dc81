"""How the sample was drawn, how plans are graded, how to read the figures, and which data they come from."""

from collections.abc import Iterator

from exports.content import Content, DrawTold
from exports.document import Block, Bullets, Facts, Heading, Paragraph, Tone
from exports.pages.wording import AUDITED, count, exclusion_words
from forms.model import Framework
from scoring.days import day
from scoring.figures import AGENCIES, Audience

_DRAWN = (
    "Plans are drawn by chance: the frame is put into the order of SHA-256 over the seed and each reference, a start "
    "is taken from the seed, and every so many plans one is hit. Anybody with the same frame and seed draws the same "
    "plans. A plan that cannot be audited is replaced from the reserve, in its order and with a reason."
)
_READING = (
    "The unit is the plan. Under ten plans the count leads and the percentage follows.",
    "The 95 % interval is where the true share or average may well lie, given how few plans were looked at: Wilson's "
    "method for shares, Student's t for averages.",
    "Audits of two frameworks, versions or cycles are never counted together.",
    "A change is a change only where an interval leaves no doubt or a chart's rule says so; two reports side by side "
    "do not show one.",
)
_WITHHELD = {
    Audience.BOARD: "A withheld figure is marked c: its group has fewer than six plans, or it would give away another.",
    Audience.PUBLIC: "A withheld figure is marked c: it rests on a count of 1 to 5, or would give one away.",
}


def method(content: Content) -> Iterator[Block]:
    """The last part of every report."""
    yield Heading("How this report was made", new_page=bool(content.plans))
    if content.head.cycle or content.draws:
        yield Heading("The sample", 3)
        yield from _sample(content)
    yield from _data(content)
    if content.framework is not None:
        yield from _framework(content.framework)
    for told in content.papers:
        yield Heading(f"The sample of {AUDITED[told.cycle]}", 3)
        yield Paragraph(_UNIT[told.cycle])
        for draw in told.draws:
            yield from _draw(draw)
        yield from _framework(told.framework)
    yield Heading("Reading the figures", 3)
    withheld = _WITHHELD.get(content.head.audience)
    yield Bullets((*_READING, withheld) if withheld else _READING)


_UNIT = {
    "annual-review": "The unit is the plan, and what is audited is its last annual review: one whose meeting lies four "
    "weeks to twelve months before the draw, so that the decision after it is due.",
    "advice": "The unit is the plan, and what is audited is one report of advice, taken by chance, by the draw's seed, "
    "from those that came in for the plan during the twelve months before the draw.",
}


def _sample(content: Content) -> Iterator[Block]:
    if content.head.cycle:
        yield Paragraph(" ".join(part for part in (_DRAWN, _UNIT.get(content.head.cycle, "")) if part))
    if not content.draws and content.head.audience is not Audience.PUBLIC:
        yield Paragraph("No draw of this period is recorded, so how its plans were chosen cannot be shown.")
    for draw in content.draws:
        yield from _draw(draw)
    if content.auditors:
        yield Facts((("Audited by", _auditors(content.auditors)),))


def _auditors(auditors: tuple[tuple[str, int], ...]) -> str:
    """“5 people: 3 of education, 2 of health”; of one agency alone “3 people of the SEN team”."""
    people = count(sum(number for _, number in auditors), "person", "people")
    agencies = [AGENCIES.get(agency, agency) or "no recorded agency" for agency, _ in auditors]
    if len(auditors) == 1:
        return f"{people} of {agencies[0]}"
    of_each = (f"{number:,} of {agency}" for (_, number), agency in zip(auditors, agencies, strict=True))
    return f"{people}: {', '.join(of_each)}"


def _draw(draw: DrawTold) -> Iterator[Block]:
    rows = [
        ("Drawn on", f"{day(draw.on)}, {draw.drawn} of {count(draw.frame_size, 'plan')} in the frame"),
        ("Seed", draw.seed),
        ("Start, of the sum of weights", f"{draw.start} of {draw.weight_sum}"),
        ("Frame (SHA-256)", draw.frame_hash),
        ("Not drawn from", _excluded(draw)),
    ]
    lists = (("Replaced", draw.replaced), ("Closed without an audit", draw.closed))
    rows += [(label, "; ".join(texts)) for label, texts in lists if texts]
    if draw.waiting:
        rows.append(
            ("Still to be audited", ", ".join(f"{ref} (due {due})" if due else ref for ref, due in draw.waiting))
        )
    if draw.note:
        rows.append(("Note", draw.note))
    yield Facts(tuple(rows))


def _excluded(draw: DrawTold) -> str:
    named = [f"{number:,} {exclusion_words(reason, draw.months)}" for reason, number in draw.excluded if number]
    return ", ".join(named) or "no plan was left out"


def _framework(framework: Framework) -> Iterator[Block]:
    yield Heading(f"The framework: {framework.title}, version {framework.version}", 3)
    if framework.about:
        yield Paragraph(framework.about)
    bands = [f"{framework.label(band.grade)} {_from(band.from_percent)}" for band in framework.bands]
    yield Paragraph(
        f"A plan's percentage is the sum of weight × score over three times the sum of weights, of the markers with a "
        f"score. Bands: {', '.join(bands)}. With more than {framework.unscored_limit_percent} % of the markers that "
        f"apply without a score a plan is not graded. Limits only lower the grade:"
    )
    yield Bullets(tuple(limit.words for limit in framework.limits))


def _from(percent: int) -> str:
    return f"from {percent} %" if percent else "below that"


def _data(content: Content) -> Iterator[Block]:
    head = content.head
    yield Heading("The data", 3)
    rows = (
        ("Data up to", day(head.data_date)),
        ("State of the data", head.data_head),
        ("Made with", f"version {head.app_version} of the app, version {head.engine} of the grading rules"),
        ("Status", head.state),
    )
    yield Facts(rows)
    yield Paragraph(
        "The same data give the same report, byte for byte. The workbook and the CSV and JSON files of the same name "
        "hold the same figures with their ids.",
        Tone.NOTE,
    )

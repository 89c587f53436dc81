"""Made-up reports of every kind, rich and thin, as PDFs: what the pages' pictures are drawn from; no workspace."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from types import MappingProxyType

from export_builders import (
    LONG_NAME,
    SCOPE,
    content,
    draw,
    figures,
    head,
    months_of,
    plan,
    shortfall,
)
from made_parts import (
    FIRST,
    LAST,
    PLANS,
    SIXTY,
    actions,
    agreement,
    causes,
    challenges,
    heat,
    progress,
    recurring,
    restated,
    themes,
    timeliness,
    voice,
)

from exports.chase import ChaseLine, ChaseTold
from exports.commentary import CommentTold
from exports.content import Content
from exports.exceptions import ExceptionsTold, ExceptionTold
from exports.inspection import FolderFile, InspectionFolder, index_of
from exports.learning import LearningPage
from exports.learning_page import learning_pdf
from exports.pdf.build import pdf_bytes
from exports.report_files import report_pdf
from exports.themes import ThemesTold
from exports.voice import Quoted
from exports.you_said import YouSaidTold
from resources.theme import read_theme
from scoring.comparison import compare
from scoring.figures import (
    Audience,
    apply_audience,
    missing_figure,
    proportion_figure,
)

MANY = 300
_MOST_LOW = 4
Make = Callable[[], bytes]


def two_months(kind: str, audience: Audience = Audience.GROUP, organisation: str = "Ashford") -> Content:
    """A report of two months of this kind, with figures of 24 plans and nothing else."""
    of = replace(head(audience, kind, organisation), period="2026-09..2026-10", first=FIRST, last=LAST, data_date=LAST)
    return content([], audience, head=of, figures=figures(PLANS, audience), draws=(), auditors=(("coordinator", 3),))


def nothing(kind: str = "weekly") -> Content:
    """A period without a single audit."""
    whole = two_months(kind)
    empty = (missing_figure(one.id, SCOPE, "There were none.") for one in whole.figures if "@" not in one.id)
    return replace(whole, figures=tuple(empty), auditors=())


def withheld(kind: str = "weekly", audience: Audience = Audience.PUBLIC) -> Content:
    """Three plans, for readers who may see little or nothing of them."""
    return replace(two_months(kind, audience), figures=figures(3, audience), auditors=())


def commented(made: Content) -> Content:
    """With what went wrong, and what the owner of the figure says of it."""
    said = CommentTold(
        "plans.effective", "Plans that are effective", "Half of these plans were written before the new template.",
        "Head of the SEN team",
    )  # fmt: skip
    wrong = ExceptionTold("Below the share wanted", "Effective plans: 12 of 24, under the 60 % wanted.", said.id, said)
    return replace(made, commentary=(said,), exceptions=ExceptionsTold((wrong,), 41, 5))


def full(kind: str, audience: Audience = Audience.GROUP) -> Content:
    """Everything at once that a report of this kind tells; for the board without what names plans."""
    named = audience is Audience.GROUP
    strong, improve = themes()
    made = replace(
        two_months(kind, audience),
        draws=(draw(),),
        causes=causes() if named else None,
        recurring=recurring(),
        heat=heat(),
        trends=months_of([50, 52, 48, 55, 60, 58, 62, 65, 61, 70, 72, 74, 71, 75]),
        issued=restated(),
        timeliness=timeliness() if named else None,
    )
    if kind == "quarterly":
        told_of = {one.id: one for one in (*made.figures, *progress())}
        made = replace(made, figures=tuple(told_of.values()))
    if kind == "two-monthly":
        quotes = (Quoted("Somebody listened to what he likes.", "parent"),)
        told = ThemesTold(("2026-09",), strong, improve, names_plans=named)
        made = replace(made, themes=told, agreement=agreement(), quotes=quotes, actions=actions(4))
    return commented(made)


def week(kind: str = "weekly") -> Content:
    """A weekly report of six plans with a page each, challenges and good practice."""
    pages = tuple(plan(f"CK-{at:04}", shortfalls=(shortfall(),) * (at % 3 + 1)) for at in range(1, 7))
    return content(
        pages,
        challenges=challenges(),
        causes=causes(),
        recurring=recurring(),
        auditors=(("coordinator", 3),),
        head=head(kind=kind),
    )


def team() -> Content:
    """The file of one casework team."""
    return replace(week("team"), team=LONG_NAME)


def owed(lines: int) -> Content:
    """A chase list with so many lines, of two addressees."""
    due = date(2026, 10, 20)
    found = tuple(
        ChaseLine(
            "health" if at % 2 else "psychology", "Designated Clinical Officer" if at % 2 else "Educational psychology",
            str(at), f"CK-{at:04}", None if at == 1 else 9 + at % 8, "North", "Speech and language therapy",
            SIXTY if at == 2 else "Vale Community Trust", due - timedelta(days=42), due, 31 - at,
        )
        for at in range(1, lines + 1)
    )  # fmt: skip
    empty = nothing("chase")
    reason = "This kind of report has no cycle of audits."
    none = (
        *(missing_figure(one.id, SCOPE, reason) for one in empty.figures if not one.id.startswith("timeliness.")),
        proportion_figure("timeliness.exceptions", 11, 24, SCOPE, note="Left out: 2 without dates."),
    )
    of = replace(empty.head, cycle="", framework="")
    told = ChaseTold(LAST, LAST + timedelta(days=9), found, ("Virtual school",) if lines else ())
    return replace(empty, head=of, framework=None, figures=none, chase=told)


def note(audience: Audience, n: int, words: str) -> Content:
    """The note after a board, with so many conversations."""
    made = two_months("you-said", audience)
    every = apply_audience([*(one for one in figures(n) if not one.id.startswith("voice.")), *voice(n)], audience)
    told = YouSaidTold(compare((n // 2, n), (n // 3, n)), (date(2026, 7, 1), date(2026, 8, 31)), words, "SEN manager")
    quotes = (Quoted("Somebody listened to what he likes.", "parent"),) if n > 6 else ()
    return replace(made, figures=tuple(every), you_said=told if n > 6 else YouSaidTold(), quotes=quotes)


def learning(strengths: int, improve: int) -> LearningPage:
    """An agency's page."""
    strong, low = themes()
    return LearningPage(
        organisation="Ashford" if improve < _MOST_LOW else SIXTY,
        agency="social_care",
        round="2026-09",
        plans=("CK-0001", "CK-0002"),
        on=LAST,
        is_closed=improve > 0,
        grades=(("Good", 1), ("Requires improvement", 1)),
        strengths=(strong * 3)[:strengths],
        improve=(low * 2)[: min(improve, _MOST_LOW)],
        more_to_improve=max(improve - _MOST_LOW, 0),
        agreement=("52 of 96 scores were equal.",),
        following=("Talk this page through in your team.", "Redraft D1 of CK-0001 by 5 December."),
    )


def index(plans: int) -> bytes:
    """The index of a folder for inspection."""

    def files() -> Iterator[FolderFile]:
        for at in range(1, plans + 1):
            yield FolderFile(
                f"plans/CK-{at:04}.pdf",
                "draw, audits, consensus, changed grades, actions and re-audits, documents",
                bytes,
            )
            yield FolderFile(f"plans/CK-{at:04}-scores.csv", "every score with its evidence", bytes)

    whole = FolderFile("figures.csv", "every figure of the period", bytes)
    folder = InspectionFolder(
        "Ashford", "September to October 2026", f"{plans} plan{'s' * (plans > 1)}", LAST, "ab" * 32,
        (("The plans", tuple(files())), ("The figures and their rows", (whole,))),
        (("Mary", "desk-1", "412", "cd" * 32), (SIXTY, "desk-2", "7", "ef" * 32)),
        ("Documents are listed by name and digest and are not in this folder.",),
    )  # fmt: skip
    return pdf_bytes(index_of(folder), read_theme("light"), folder.data_date)


def _long(kind: str) -> Content:
    made = two_months(kind, organisation=SIXTY)
    return replace(made, figures=figures(6, team=SIXTY), plans=(plan("CK-0412", SIXTY),) if kind == "weekly" else ())


def _pdf(make: Callable[[], Content]) -> Make:
    return lambda: report_pdf(make())


_NEXT = "Every casework team gets one supervised redraft a month, and families see the draft first."
REPORTS: Mapping[str, Make] = MappingProxyType(
    {
        "weekly": _pdf(week),
        "weekly-one-plan": _pdf(lambda: content([plan()], figures=figures(1))),
        "weekly-no-plans": _pdf(nothing),
        "weekly-long-names": _pdf(lambda: _long("weekly")),
        "team": _pdf(team),
        "team-one-plan": _pdf(
            lambda: replace(
                content([plan(team=SIXTY)], figures=figures(1, team=SIXTY), head=head(kind="team")), team=SIXTY
            )
        ),
        "chase": _pdf(lambda: owed(28)),
        "chase-nothing": _pdf(lambda: owed(0)),
        "monthly": _pdf(lambda: full("monthly")),
        "monthly-board": _pdf(lambda: full("monthly", Audience.BOARD)),
        "monthly-one-plan": _pdf(lambda: replace(two_months("monthly"), figures=figures(1))),
        "monthly-no-plans": _pdf(lambda: nothing("monthly")),
        "monthly-all-withheld": _pdf(lambda: withheld("monthly")),
        "two-monthly": _pdf(lambda: full("two-monthly")),
        "two-monthly-many-actions": _pdf(lambda: replace(two_months("two-monthly"), actions=actions(MANY))),
        "two-monthly-board-few-plans": _pdf(lambda: withheld("two-monthly", Audience.BOARD)),
        "two-monthly-all-withheld": _pdf(lambda: withheld("two-monthly")),
        "quarterly": _pdf(lambda: full("quarterly")),
        "quarterly-long-names": _pdf(lambda: _long("quarterly")),
        "inspection": _pdf(lambda: full("inspection")),
        "inspection-index": lambda: index(24),
        "inspection-index-one-plan": lambda: index(1),
        "you-said": _pdf(lambda: note(Audience.BOARD, PLANS, _NEXT)),
        "you-said-all-withheld": _pdf(lambda: note(Audience.PUBLIC, 3, "")),
        "learning": lambda: learning_pdf(learning(2, 3)),
        "learning-nothing": lambda: learning_pdf(learning(0, 0)),
        "learning-fullest": lambda: learning_pdf(learning(3, 8)),
    }
)
"""Every kind of report, rich under its own name and thin under what it lacks: its PDF."""

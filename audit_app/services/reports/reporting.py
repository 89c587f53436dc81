"""A report's figures for one kind, period and audience, with the head and date of the data they come from."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date

from audit_app.domain.cycles import Cycle
from audit_app.domain.people import Act
from audit_app.domain.period import Period, parse_period, rolling_twelve_months
from audit_app.domain.problems import AppError
from audit_app.services.governance.lines import line_called
from audit_app.services.measures.told import measure_figures
from audit_app.services.reports import protecting
from audit_app.services.reports.data_stand import where_data_stand as where_data_stand
from audit_app.services.reports.released_again import printed_again, standing_release
from audit_app.services.reports.releasing import release
from audit_app.services.reports.restating import issued_told
from audit_app.services.samples.sampling import cycle_named
from audit_app.store.driver import Connection
from audit_app.store.figures.asked import CYCLE_OF_KIND, Asked
from audit_app.store.figures.counting import count_figures
from audit_app.store.figures.outcomes import plans_behind_progress
from audit_app.store.figures.weighted import weighed_back
from audit_app.store.ids import Ids
from audit_app.store.read_rounds import HeldRound, rounds_of
from audit_app.store.read_seats import rounds_held
from audit_app.store.workspace import Workspace
from audit_app.version import __version__
from exports.issued import IssuedTold
from exports.plain import file_name_part
from scoring.figures import Audience, Figure, FigureId, apply_audience
from scoring.grade import ENGINE

KINDS = tuple(CYCLE_OF_KIND)
AGAIN = ("you-said",)
"""The kinds of report for the public that between two releases print the figures of the last one, unchanged."""
WITH_AGREEMENT = ("two-monthly",)
"""The kinds of report that tell how far auditors agree in parts; the public is told the whole alone."""


@dataclass(frozen=True, slots=True)
class ReportAsked:
    """What a person asks for: a kind of KINDS, a period as typed, an audience, and for a round its name.

    `cycle` is whose audits it is about, empty for the one that the kind is usually about; `line` the body of the
    reporting line for which it is made, empty for none.
    """

    kind: str
    period: str
    audience: Audience = Audience.GROUP
    round: str = ""
    cycle: str = ""
    line: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """One report: its figures as its audience may see them, and what stands at its head.

    `data_head` is a digest of where every writer's chain stands and `data_date` the day of the latest change,
    releases and issues of figures aside: the same data give the same report, whenever it is made. `issued` is there
    once it was issued, and `state` says so. `released` is the period whose released figures it prints unchanged, None
    where its figures are of its own period.
    """

    kind: str
    period: Period
    audience: Audience
    organisation: str
    cycle: str
    framework: str
    round: str
    data_head: str
    data_date: date
    figures: tuple[Figure, ...]
    notes: tuple[str, ...] = ()
    state: str = "draft"
    issued: IssuedTold | None = None
    line: str = ""
    released: Period | None = None
    engine: str = ENGINE
    app_version: str = field(default=__version__)

    @property
    def series(self) -> str:
        """What makes reports follow one another: the kind, with the cycle where that is not the kind's usual one."""
        return self.kind if self.cycle == usual_cycle(self.kind) else f"{self.kind}_{self.cycle}"

    @property
    def stem(self) -> str:
        """The name of the report's files without an ending; those of two bodies lie beside each other."""
        parts = [self.series, self.period.text.replace("..", "_to_"), self.audience.value]
        more = [*([_plain(self.round)] if self.round else []), *([file_name_part(self.line)] if self.line else [])]
        return "_".join([*parts, *more])

    def rows(self) -> list[dict[str, object]]:
        """The figures as plain objects, their fields in the order of files."""
        return [asdict(figure) for figure in self.figures]

    def head(self) -> Mapping[str, object]:
        """What stands at the head of the report, as plain values."""
        return {
            "kind": self.kind,
            "period": self.period.text,
            "first": self.period.first.isoformat(),
            "last": self.period.last.isoformat(),
            "audience": self.audience.value,
            "organisation": self.organisation,
            "cycle": self.cycle,
            "framework": self.framework,
            "round": self.round,
            "line": self.line,
            "state": self.state,
            "issued_on": self.issued.on.isoformat() if self.issued else "",
            "restated": self.issued.plain if self.issued else [],
            "data_head": self.data_head,
            "data_date": self.data_date.isoformat(),
            "engine": self.engine,
            "app_version": self.app_version,
            "notes": list(self.notes),
        }


def report(workspace: Workspace, asked: ReportAsked) -> Report:
    """Count a report's figures and withhold what its audience may not see.

    A public report is over the twelve months that end with the period asked for; it is kept as a release, and one
    that overlaps an earlier release without equalling it is refused, but for the kinds in AGAIN, which print what was
    released. Raises PeriodError, AppError.
    """
    made = looked_at(workspace, asked)
    hand_out(workspace, made)
    return made


def hand_out(workspace: Workspace, made: Report) -> None:
    """A report that was looked at goes out: released where it is for the public, and noted. Raises ReleaseRefused."""
    if made.audience is Audience.PUBLIC and made.released is None:
        release(workspace, made.series, made.period, made.data_date, made.figures)
    workspace.note_access("report", made.stem)


def looked_at(workspace: Workspace, asked: ReportAsked) -> Report:
    """The same report, to be looked at and not handed out: nothing is released. Raises PeriodError, AppError."""
    workspace.demand(Act.REPORT)
    if asked.kind not in CYCLE_OF_KIND:
        raise AppError(f"There is no kind of report called {asked.kind}. Choose one of {', '.join(KINDS)}.")
    body = _line(workspace, asked)
    period = parse_period(asked.period)
    if asked.audience is Audience.PUBLIC:
        made = _for_public(workspace, asked, period)
    else:
        made = _counted(workspace, asked, period, [])
    return with_state(workspace, replace(made, line=body))


def _for_public(workspace: Workspace, asked: ReportAsked, period: Period) -> Report:
    """Over twelve months; or what was released last, where these may not be released and the kind prints it again."""
    wider = rolling_twelve_months(period)
    told = f"Public figures are over twelve months: {wider.first:%d/%m/%Y} to {wider.last:%d/%m/%Y}."
    made = _counted(workspace, asked, wider, [told] if wider != period else [])
    if asked.kind not in AGAIN or asked.round:
        return made
    held = standing_release(workspace.conn, made.series, wider, made.figures)
    if held is None:
        return made
    # counted for the ids and their order alone: no number of today's data is printed
    known = made if held.period == wider else _counted(workspace, asked, held.period, [])
    figures = printed_again(held, known.figures)
    return replace(made, period=period, released=held.period, figures=figures, framework=known.framework,
        notes=(held.sentence,))  # fmt: skip


def with_state(workspace: Workspace, made: Report) -> Report:
    """The report with what is known of its having been issued."""
    asked = (made.series, made.period.text, made.audience.value, made.round)
    told = issued_told(workspace.conn, Ids(workspace.id), asked, made.figures)
    return made if told is None else replace(made, issued=told, state=told.state)


def rounds(workspace: Workspace, kind: str, cycle: str = "") -> tuple[HeldRound, ...]:
    """The rounds that a report of this kind can be narrowed to, the latest first; none where its cycle has none."""
    about = Cycle(cycle) if cycle else CYCLE_OF_KIND.get(kind)
    return rounds_of(workspace.conn, about) if about is Cycle.MULTI_AGENCY else ()


def usual_cycle(kind: str) -> str:
    """The cycle that a kind of report is about where no other is chosen; empty where it is about none."""
    return CYCLE_OF_KIND.get(kind) or ""


def cycle_asked(asked: ReportAsked) -> Cycle | None:
    """The cycle that the report is about; raises AppError where its kind has none to choose."""
    usual = CYCLE_OF_KIND[asked.kind]
    if not asked.cycle:
        return usual
    if usual is None:
        raise AppError(f"A report of the kind {asked.kind} is about no cycle of audits. Leave the cycle out.")
    return cycle_named(asked.cycle)


def _counted(workspace: Workspace, asked: ReportAsked, period: Period, notes: list[str]) -> Report:
    conn = workspace.conn
    cycle = cycle_asked(asked)
    _demand_round(conn, asked.round, asked.cycle and cycle)
    data_head, data_date = where_data_stand(conn)
    for_public = asked.audience is Audience.PUBLIC
    in_parts = asked.kind in WITH_AGREEMENT and not for_public
    over = Asked(period, cycle, data_date, asked.round, agreement_in_parts=in_parts)
    figures = weighed_back(conn, over, count_figures(conn, over), for_public=for_public)
    figures = [*figures, *measure_figures(workspace, asked.kind, period.last, asked.audience)]
    if for_public:
        shown = protecting.for_public(conn, over, figures)
    else:
        shown = apply_audience(figures, asked.audience, _plans_behind(figures) | plans_behind_progress(conn, over))
    framework = next((figure.framework for figure in shown if figure.id == "plans.effective"), "")
    return Report(
        kind=asked.kind,
        period=period,
        audience=asked.audience,
        organisation=_organisation(conn),
        cycle=cycle.value if cycle else "",
        framework=framework,
        round=asked.round,
        data_head=data_head,
        data_date=data_date,
        figures=shown,
        notes=(*notes, *_unsealed(conn, over)),
    )


def _line(workspace: Workspace, asked: ReportAsked) -> str:
    """The body of the line that is asked for; raises AppError where there is none, or it has other readers."""
    if not asked.line:
        return ""
    line = line_called(workspace, asked.line)
    if line.audience is not asked.audience:
        raise AppError(
            f"The reporting line to {line.body} is for the {line.audience.value}, and the report for the "
            f"{asked.audience.value}. Make it for the {line.audience.value}, or for no line in particular."
        )
    return line.body


def _unsealed(conn: Connection, asked: Asked) -> Iterator[str]:
    """That a round of the report was not sealed, which every report of it says."""
    names = {asked.round} if asked.round else {one.name for one in rounds_of(conn, asked.cycle)} if asked.cycle else ()
    for held in rounds_held(conn):
        inside = asked.period.first.isoformat() <= held.opened_on <= asked.period.last.isoformat()
        if held.name in names and held.design and not held.is_sealed and (inside or asked.round):
            yield f"The round {held.name} was not sealed: it had no keyholder, so the chair alone could open it."


def _demand_round(conn: Connection, round_: str, cycle: str | None) -> None:
    sql = "SELECT 1 FROM audit WHERE round = ? AND (? = '' OR cycle = ?) LIMIT 1"
    if round_ and not conn.execute(sql, (round_, cycle or "", cycle or "")).fetchone():
        raise AppError(f"There is no audit of a round called {round_}. Look at the names of the rounds and try again.")


def _organisation(conn: Connection) -> str:
    row = conn.execute("SELECT organisation FROM workspace").fetchone()
    return str(row[0]) if row and row[0] else ""


def _plain(name: str) -> str:
    return "".join(letter if letter.isalnum() or letter in "-." else "-" for letter in name)


def _plans_behind(figures: Iterable[Figure]) -> dict[str, int]:
    """How many plans stand behind each broken-down figure of the thread, whose items are no plans."""
    ids = [(figure, FigureId.parse(figure.id)) for figure in figures]
    sizes = {known.suffix: int(figure.denominator or 0) for figure, known in ids if known.base == "thread.complete"}
    return {figure.id: sizes[known.suffix] for figure, known in ids if known.breakdown and known.suffix in sizes}

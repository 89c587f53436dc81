"""Presence of health and social care, and the advice grid, in one pool of audits."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from audit_app.store.driver import Connection
from audit_app.store.figures.audits import Pool, ReviewRow
from audit_app.store.figures.quality import PoolCount
from audit_app.store.log.canonical import encode
from scoring.figures import ADVICE_SOURCES, Figure, counted_note, proportion_figure
from scoring.thread.counts import care_provided
from scoring.thread.model import Thread

STATED = frozenset({"needs", "checked_none"})

_SCORES = (
    "SELECT f.review_no, m.marker, f.value FROM fact_marker m JOIN score_fact f ON f.marker_no = m.no "
    "WHERE m.framework = ? AND m.marker IN ('C1', 'D1', 'G1', 'H1a', 'H2a') AND f.value >= 0 "
    "AND f.review_no IN (SELECT value FROM json_each(?))"
)
_STATES = (
    "SELECT r.no, s.section, s.state FROM section_state s JOIN review r ON r.id = s.review_id "
    "WHERE s.state IS NOT NULL AND r.no IN (SELECT value FROM json_each(?))"
)
_GRID = (
    "SELECT a.source, count(*), coalesce(sum(a.listed), 0), coalesce(sum(a.current), 0), coalesce(sum(a.specific), 0) "
    "FROM advice a JOIN review r ON r.id = a.review_id "
    "WHERE a.erased IS NULL AND r.no IN (SELECT value FROM json_each(?)) GROUP BY a.source"
)
_WITH_GRID = (
    "SELECT count(DISTINCT a.review_id) FROM advice a JOIN review r ON r.id = a.review_id "
    "WHERE a.erased IS NULL AND r.no IN (SELECT value FROM json_each(?))"
)


class _Agency(NamedTuple):
    figure: str
    section: str
    marker: str
    provision: tuple[str, ...]


_AGENCIES = (_Agency("health", "C", "C1", ("G1",)), _Agency("social_care", "D", "D1", ("H1a", "H2a")))


def presence_figures(conn: Connection, count: PoolCount, threads: Mapping[int, Thread]) -> Iterator[Figure]:
    """The presence figures and, for each source, the advice grid's; `threads` are the confirmed ones by review."""
    yield from _presence(conn, count, threads)
    yield from _advice(conn, count)


def present_in(conn: Connection, pool: Pool) -> dict[str, tuple[int, int]]:
    """Of both figures of presence: how many plans have it, of how many where that is known."""
    found = {}
    for figure, answers in presence_of(conn, pool.counted, pool.framework).items():
        known = [answer for answer in answers if answer is not None]
        found[figure] = (sum(known), len(known))
    return found


def presence_of(conn: Connection, rows: Sequence[ReviewRow], framework: str) -> dict[str, tuple[bool | None, ...]]:
    """Of both figures of presence, whether each of these audits has it; None where that is not known."""
    scores, states = _given(conn, rows, framework)
    return {
        f"presence.{agency.figure}": tuple(
            _present(states.get((row.review_no, agency.section)), scores[row.review_no], agency) for row in rows
        )
        for agency in _AGENCIES
    }


def _given(
    conn: Connection, rows: Sequence[ReviewRow], framework: str
) -> tuple[dict[int, dict[str, int]], dict[tuple[int, str], str]]:
    """The scores that tell of presence by review and marker, and the states by review and section."""
    numbers = encode([row.review_no for row in rows])
    scores: dict[int, dict[str, int]] = {row.review_no: {} for row in rows}
    for review, marker, value in conn.execute(_SCORES, (framework, numbers)):
        scores[review][marker] = value
    return scores, {(review, section): state for review, section, state in conn.execute(_STATES, (numbers,))}


def _presence(conn: Connection, count: PoolCount, threads: Mapping[int, Thread]) -> Iterator[Figure]:
    scores, states = _given(conn, count.pool.counted, count.pool.framework)
    present = [_present(states.get((no, a.section)), scores[no], a) for a in _AGENCIES for no in scores]
    provided = [
        _by_thread(threads.get(no), a) or _provided(states.get((no, a.section)), scores[no], a)
        for a in _AGENCIES
        for no in scores
    ]
    for place, agency in enumerate(_AGENCIES):
        part = slice(place * len(scores), (place + 1) * len(scores))
        yield _of(count, f"presence.{agency.figure}", present[part], "without a state or score")
    for place, agency in enumerate(_AGENCIES):
        part = slice(place * len(scores), (place + 1) * len(scores))
        known = [value for value in provided[part] if value != "no needs"]
        answers = [None if value == "unknown" else value == "yes" for value in known]
        yield _of(count, f"presence.{agency.figure}_provision", answers, "with needs but neither thread nor score")


def _of(count: PoolCount, figure: str, answers: list[bool | None], left_out: str) -> Figure:
    known = [answer for answer in answers if answer is not None]
    note = counted_note((len(answers) - len(known), left_out))
    return proportion_figure(count.id(figure), sum(known), len(known), count.scope, note=note, draw=count.draw)


def _present(state: str | None, scores: Mapping[str, int], agency: _Agency) -> bool | None:
    """Whether the section states needs or checked none; an imported audit says so by its marker at 2 or 3."""
    if state is not None:
        return state in STATED
    score = scores.get(agency.marker)
    return None if score is None else score >= 2


def _by_thread(thread: Thread | None, agency: _Agency) -> str:
    """What a confirmed thread says of provision: yes, no or no needs; "" without one."""
    if thread is None:
        return ""
    answer = care_provided(thread, agency.section)
    return "no needs" if answer is None else "yes" if answer else "no"


def _provided(state: str | None, scores: Mapping[str, int], agency: _Agency) -> str:
    """Whether needs are met by provision: yes, no, unknown, or no needs at all.

    Without a section state a scored provision marker says that there are needs, since it is NA where there are none.
    """
    given = [scores[marker] for marker in agency.provision if marker in scores]
    if state is not None and state != "needs":
        return "no needs"
    if not given:
        return "unknown" if state == "needs" else "no needs"
    return "yes" if max(given) >= 2 else "no"


def _advice(conn: Connection, count: PoolCount) -> Iterator[Figure]:
    numbers = encode([row.review_no for row in count.pool.counted])
    with_grid = conn.execute(_WITH_GRID, (numbers,)).fetchone()[0]
    ticks = {source: row for source, *row in conn.execute(_GRID, (numbers,))}
    note = counted_note((len(count.pool.counted) - with_grid, "without a grid"))
    for place, tick in enumerate(("present", "current", "specific"), 1):
        for source in ADVICE_SOURCES:
            figure = count.id(f"advice.{tick}@source={source}")
            ticked = int(ticks[source][place]) if source in ticks else 0
            yield proportion_figure(figure, ticked, with_grid, count.scope, note=note, draw=count.draw)

"""Draws of annual reviews and of advice reports on the days of the demo, by the rules of the domain."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from audit_app.domain.cycles import Subject, due_date, subject_of
from audit_app.domain.draw import draw
from audit_app.domain.frame import frame
from audit_app.domain.papers import Paper, one_of, papers_of
from audit_app.services.demo.changes import Cast
from audit_app.services.demo.drawing import Asked, Drawn, candidate, draw_id_of, place_ops, record_op
from audit_app.services.demo.imports import Import, import_on
from audit_app.services.samples.draw_frames import ALREADY_DRAWN, NO_PAPER
from audit_app.store.log.rights import Op
from audit_app.store.read_draws import PAPERS


class PaperDraws:
    """Draws in the two cycles, and remembers whose review or report was audited when."""

    def __init__(self, known: Sequence[Import], cast: Cast) -> None:
        self._known = known
        self._cast = cast
        self._audited: dict[Subject, dict[str, tuple[date, ...]]] = defaultdict(dict)

    def draw(self, asked: Asked) -> Drawn:
        """Draw, and say how it is recorded; each drawn plan counts as audited on that day."""
        held, subject = import_on(self._known, asked.on), subject_of(asked.cycle)
        audited = self._audited[subject]
        papers = {ref: own for ref, row in held.rows.items() if (own := papers_of(subject, row, (), asked.on))}
        known = (candidate(ref, row, held.day, audited.get(ref, ())) for ref, row in held.rows.items())
        found = frame(known, asked.on, asked.barred)
        plans = tuple(plan for plan in found.plans if plan.plan_ref in papers)
        excluded = {reason.name.lower(): len(refs) for reason, refs in found.excluded}
        excluded |= {ALREADY_DRAWN: 0, NO_PAPER[subject]: len(found.plans) - len(plans)}
        result = draw(plans, asked.seed, asked.size)
        draw_id = draw_id_of(self._cast, asked, result)
        drawn, reserve = (tuple(one.plan_ref for one in some) for some in (result.hits, result.reserve))
        audited.update({ref: (*audited.get(ref, ()), asked.on) for ref in drawn})
        design = Op("draw", draw_id, "design", {PAPERS: _papers(papers, asked.seed, (*drawn, *reserve))})
        record = record_op(draw_id, asked, excluded, result, self._cast)
        ops = (record, design, *place_ops(draw_id, result, self._cast))
        return Drawn(draw_id, drawn, reserve, due_date(asked.cycle, asked.on), ops)


def _papers(papers: Mapping[str, tuple[Paper, ...]], seed: str, refs: Sequence[str]) -> list[list[object]]:
    return [[number, one_of(papers[ref], seed, ref).plain()] for number, ref in enumerate(refs, 1)]

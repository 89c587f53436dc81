"""A sealed round to its end: what came out of the boxes is agreed on and closed, and a check still finds nothing."""

from pathlib import Path

from sealed_world import make_sealed
from service_world import faults, passphrase_of

from audit_app.services.consensus import agreeing, closing, learning
from audit_app.services.consensus.reveal_table import revealed_rounds, table
from audit_app.services.rounds.revealing import reveal_here
from forms.model import NotScore
from scoring.consensus import CellKind


def test_sealed_scores_are_agreed_on_and_the_round_closes_whole(tmp_path: Path) -> None:
    sealed = make_sealed(tmp_path, plans=2)
    sealed.join("Ed Hall")
    sealed.score("Ed Hall", level=3)
    sealed.take(sealed.send_back("Ed Hall"))
    sealed.everybody_returns("Ed Hall", level=1)
    with sealed.chair() as workspace:
        assert revealed_rounds(workspace) == ()
        reveal_here(workspace, sealed.round_id, sealed.people["Kay"], passphrase_of("Kay"))
        shown = table(workspace, sealed.round_id)
        assert [one.label for one in shown.members] == ["Education", "Health", "Social care"]
        assert {one.cell.gap for plan in shown.plans for one in plan.cells if one.cell.kind is CellKind.WIDE} == {2}
        agreeing.carry_over(workspace, sealed.round_id)
        for plan in table(workspace, sealed.round_id).plans:
            for one in plan.cells:
                if one.cell.kind is CellKind.NOBODY:
                    agreeing.settle(workspace, plan.audit_id, one.marker.id, NotScore.NE, "", "Nobody scores it here.")
                elif not one.is_settled:
                    answer = min(vote.answer for vote in one.cell.votes if isinstance(vote.answer, int))
                    agreeing.settle(workspace, plan.audit_id, one.marker.id, answer, "specialist_knowledge")
            agreeing.submit(workspace, plan.audit_id)
        closing.close_round(workspace, sealed.round_id)
        assert [one.agency for one in learning.pages(workspace, sealed.round_id)] == [
            *("education", "health", "social_care")
        ]
        assert faults(workspace) == []

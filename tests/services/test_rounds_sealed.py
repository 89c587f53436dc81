"""S6 and trust §2: a sealed round is opened by chair and keyholder together once the rule is met, whole or not at all."""

from pathlib import Path

import pytest
from sealed_world import MEMBERS, Sealed, digests_of, every_text, make_sealed, said_by
from service_world import faults, passphrase_of

from audit_app.domain.problems import AppError
from audit_app.domain.rounds import RoundState
from audit_app.services.rounds.progress import progress
from audit_app.services.rounds.revealing import reveal_here, reveal_unsealed, rule


@pytest.fixture
def sealed(tmp_path: Path) -> Sealed:
    return make_sealed(tmp_path, plans=2)


def test_scores_come_back_sealed_and_open_with_chair_and_keyholder(sealed: Sealed) -> None:
    sealed.everybody_returns(level=1)
    with sealed.chair() as workspace:
        assert rule(workspace, sealed.round_id).is_met
        done = reveal_here(workspace, sealed.round_id, sealed.people["Kay"], passphrase_of("Kay"))
        assert (done.reviews, done.absent) == (6, ())
        assert progress(workspace, sealed.round_id).state is RoundState.REVEALED
        assert faults(workspace) == []
        held = workspace.conn.execute(
            "SELECT r.reviewer, r.state, r.grade IS NOT NULL, r.source, count(s.score) FROM review r "
            "JOIN score s ON s.review_id = r.id GROUP BY r.id ORDER BY 1"
        ).fetchall()
        assert {row[0] for row in held} == set(MEMBERS)
        assert all(row[1:4] == ("submitted", 1, "app") and row[4] > 5 for row in held)

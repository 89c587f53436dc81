"""What agreement rests on: plans that several people scored, how blind they were, who gave nothing, what came late."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from audit_app.store.driver import Connection
from audit_app.store.figures.agreement_units import Compared, ReviewSeen, absent_members, reviews_seen
from audit_app.store.figures.asked import Asked
from audit_app.store.figures.audits import sealed_rounds
from scoring.figures import AGENCIES

ENCRYPTED, OPEN, IMPORTED, SHEET, TABLE = "encrypted", "open", "import", "sheet", "table"
"""How blind a review was: sealed until the reveal; given in the app unsealed; imported; by sheet; round a table."""


@dataclass(frozen=True, slots=True)
class Basis:
    """Counts of plans and reviews. `single` and `several` are audited plans with one reviewer and with more in any of
    their audits.

    `blind` counts reviews by how blind they were; `late` came after the reveal and are left out; `absent` are members
    without any score in time, by agency; `sealed` rounds are not open yet.
    """

    single: int
    several: int
    rounds: int
    blind: tuple[tuple[str, int], ...]
    late: int
    absent: tuple[tuple[str, int], ...]
    sealed: int

    @property
    def plans(self) -> int:
        """Audited plans in all, each once."""
        return self.single + self.several


def basis_of(conn: Connection, asked: Asked, compared: Compared) -> Basis:
    """What stands behind agreement in these audits, whichever way they were scored."""
    seen = reviews_seen(conn, asked, compared)
    in_time = [one for one in seen if not one.is_late]
    reviewers = Counter((one.plan, one.audit) for one in in_time)
    several = {plan for (plan, _), number in reviewers.items() if number > 1}
    members: defaultdict[str, int] = defaultdict(int)
    for _, agency, number in absent_members(conn, asked, compared):
        members[agency] += number
    return Basis(
        single=len({plan for plan, _ in reviewers} - several),
        several=len(several),
        rounds=len({one.round for one in in_time if one.round}),
        blind=_blind(in_time),
        late=len(seen) - len(in_time),
        absent=tuple((agency, members[agency]) for agency in (*AGENCIES, "") if members.get(agency)),
        sealed=sealed_rounds(conn, asked).get(compared.cycle, 0),
    )


def _blind(seen: Iterable[ReviewSeen]) -> tuple[tuple[str, int], ...]:
    ways = Counter(_way(one) for one in seen)
    return tuple((way, ways[way]) for way in (ENCRYPTED, OPEN, IMPORTED, SHEET, TABLE) if ways[way])


def _way(one: ReviewSeen) -> str:
    if one.source in (IMPORTED, SHEET, TABLE):
        return one.source
    return ENCRYPTED if one.was_sealed else OPEN

"""How many people of each agency wrote the reviews behind a period's figures; who may be told is not known here."""

from typing import Final

from audit_app.store.driver import Connection
from audit_app.store.figures.asked import Asked
from audit_app.store.figures.audits import pools
from audit_app.store.log.canonical import encode

_AUDITORS: Final = (
    "SELECT coalesce(r.agency, ''), count(DISTINCT coalesce(r.person_id, r.reviewer)) FROM review c "
    "JOIN review r ON r.audit_id = c.audit_id WHERE c.no IN (SELECT value FROM json_each(?)) "
    "AND r.state = 'submitted' AND r.kind <> 'consensus' AND r.erased IS NULL "
    "AND coalesce(r.person_id, r.reviewer) IS NOT NULL GROUP BY 1 ORDER BY 1 = '', 1"
)


def auditors_by_agency(conn: Connection, asked: Asked, framework: str) -> tuple[tuple[str, int], ...]:
    """Each agency with how many of its people reviewed a plan that counts, those without an agency last, as ''.

    A consensus is left out: it was written by one person for all. Who scored under two names counts twice.
    """
    if asked.cycle is None:
        return ()
    pool = pools(conn, asked).get((asked.cycle.value, framework))
    if pool is None:
        return ()
    numbers = encode([row.review_no for row in pool.counted])
    return tuple((agency, people) for agency, people in conn.execute(_AUDITORS, (numbers,)))

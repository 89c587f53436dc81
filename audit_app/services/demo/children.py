"""Who the fictional children are: age, need, team, officer and settings after the national profile; no dates of plans.

Shares: DfE, Education, health and care plans, January 2025 (domain.md §4.4). Nobody in it exists.
"""

from datetime import date, timedelta

from audit_app.domain.register import RegisterRow
from audit_app.services.demo.dice import Dice
from audit_app.services.demo.lifelines import Lifeline, stage_of
from audit_app.services.demo.span import year_group
from resources.demo import Partnership, Setting

_OLDEST = 24
_BOYS = 0.72
_SECOND_NEED = 0.45
_WROTE_IT_THEMSELVES = 0.85
_KNOWN_TO_HEALTH = 0.48
_KNOWN_TO_SOCIAL_CARE = 0.3
_STAYS_IN_MAINSTREAM = 0.82
_MOSTLY_SPECIAL = {"PMLD": 0.95, "SLD": 0.9, "MSI": 0.6}
_AGES = (
    *((2, 3.0), (3, 9.0), (4, 11.0), (5, 10.0), (6, 9.0), (7, 9.0), (8, 8.0), (9, 8.0), (10, 8.0), (11, 7.0)),
    *((12, 6.0), (13, 6.0), (14, 5.0), (15, 4.0), (16, 3.0), (17, 1.5), (18, 0.8)),
)
"""Ages at request with their weights."""
_STAGES = ("early", "primary", "secondary", "post_16")


def child(words: Partnership, dice: Dice, request: date, last: date) -> Lifeline:
    """A child for whom a plan was asked on a day, and who is under 25 on the last day of the demo."""
    years = (last - request).days / 365.25
    ages = [(age, weight) for age, weight in _AGES if age + years + 1 < _OLDEST] or [_AGES[0]]
    born = request - timedelta(days=round(365.25 * dice.weighted(ages)) + dice.whole(1, 364))
    team = dice.weighted([(team, team.share) for team in words.teams])
    officer = dice.pick(team.officers)
    need = dice.weighted([*words.needs, ("", 100 - sum(share for _, share in words.needs))])
    line = Lifeline(born, _fixed(words, dice, born, team.name, officer, need))
    line.settings = _settings(words, dice, need, stage_of(year_group(born, request)))
    return line


def _fixed(words: Partnership, dice: Dice, born: date, team: str, officer: str, need: str) -> RegisterRow:
    """The fields that never change; looked after, child protection, child in need and ethnicity are not imported."""
    row: RegisterRow = {
        "date_of_birth": born.isoformat(),
        "sex": "M" if dice.chance(_BOYS) else "F",
        "casework_team": team,
        "case_officer": officer,
        "written_by": officer if dice.chance(_WROTE_IT_THEMSELVES) else dice.pick(words.writers),
    }
    if need:
        row["primary_need"] = need
    if need and dice.chance(_SECOND_NEED):
        row["secondary_need"] = dice.weighted([(other, share) for other, share in words.needs if other != need])
    if dice.chance(_KNOWN_TO_HEALTH):
        row["known_to_health"] = 1
    if dice.chance(_KNOWN_TO_SOCIAL_CARE):
        row["known_to_social_care"] = 1
    return row


def _settings(words: Partnership, dice: Dice, need: str, first: str) -> dict[str, Setting]:
    """A setting for the stage of the request and every later one; a special school keeps its children."""
    found: dict[str, Setting] = {}
    kind = ""
    held: Setting | None = None
    for stage in _STAGES[_STAGES.index(first) :]:
        kind = _kind(words, dice, need, stage, kind)
        if choice := words.settings.get((stage, kind), ()):
            held = held if held in choice else dice.pick(choice)
            found[stage] = held
    return found


def _kind(words: Partnership, dice: Dice, need: str, stage: str, before: str) -> str:
    shares = words.placement[stage]
    kinds = {kind for kind, _ in shares}
    if before == "special" or dice.chance(_MOSTLY_SPECIAL.get(need, 0.0)):
        return "special"
    if before == "mainstream" and stage == "secondary":
        return "mainstream" if dice.chance(_STAYS_IN_MAINSTREAM) else "special"
    return before if before == "elsewhere" and before in kinds else dice.weighted(shares)

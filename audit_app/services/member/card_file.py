"""The calibration card as it is told, and as a file that the member alone writes; each export is noted before."""

from pathlib import Path

from audit_app.domain.people import Act
from audit_app.files import write_whole
from audit_app.services.member.calibration import Beside, CalibrationCard, ToRevisit, card
from audit_app.store.workspace import Workspace
from exports.calibration import CardTold, LineTold, RevisitTold, card_document, card_list
from exports.lists import ListFile, write_list
from forms.model import answer_text


def told_of(found: CalibrationCard) -> CardTold:
    """A card in the words in which screen and files tell it."""
    name = found.name if found.is_sealed else f"{found.name}, which was not sealed"
    return CardTold(
        *(found.organisation, found.person, name, found.plans, found.here.overall, found.here.without_level),
        parts=found.sections,
        revisit=tuple(_revisit(one) for one in found.revisit),
        over_rounds=found.over_rounds,
        lines=tuple(_line(one) for one in found.lines),
    )


def card_file(workspace: Workspace, round_id: str) -> ListFile:
    """The card as a list; noted in the access log. Raises AppError where it cannot be noted or there is no card."""
    return card_list(_leaving(workspace, round_id))


def write_card(workspace: Workspace, round_id: str, path: Path) -> None:
    """Write the card as the path's suffix says: .pdf, .xlsx or .csv; noted in the access log before.

    Whoever calls this has asked the machine's policy first. Raises AppError as `card_file` does, and where the file
    cannot be written.
    """
    today = workspace.means.now().date()
    if path.suffix.casefold() != ".pdf":
        write_list(path, card_file(workspace, round_id), today)
        return
    from exports.pdf.build import pdf_bytes
    from resources.theme import read_theme

    made = card_document(_leaving(workspace, round_id))
    write_whole(path, pdf_bytes(made, read_theme("light"), today))


def _leaving(workspace: Workspace, round_id: str) -> CardTold:
    workspace.demand(Act.EXPORT)
    workspace.demand_writing()  # an export that cannot be noted must not be made
    found = card(workspace, round_id)
    workspace.note_access("export", f"calibration card of the round {found.name}")
    return told_of(found)


def _revisit(one: ToRevisit) -> RevisitTold:
    why = "Two levels or more off." if one.is_far else f"Off in {one.rounds} rounds."
    return RevisitTold(one.marker, one.question, why, tuple(_line(place) for place in one.places))


def _line(one: Beside) -> LineTold:
    own, agreed = answer_text(one.own), answer_text(one.agreed)
    return LineTold(one.round, one.plan_ref, one.marker, own, agreed, one.own_words, one.agreed_words, one.code)

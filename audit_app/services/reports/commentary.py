"""What owners say of figures in one period: kept, changed, taken away; told in reports of the group and the board."""

from collections.abc import Mapping
from typing import Final

from audit_app.domain.people import Act
from audit_app.domain.period import parse_period
from audit_app.domain.problems import AppError
from audit_app.services.reports.no_plans import plan_named
from audit_app.services.reports.reporting import Report
from audit_app.store.ids import Ids
from audit_app.store.log.rights import Op
from audit_app.store.read_issued import HeldCommentary, commentaries_of, mark_of
from audit_app.store.workspace import Workspace
from exports.commentary import CommentTold
from exports.plain import one_line, visible
from scoring.figures import Audience, Figure, FigureId, definition

WITH_COMMENTARY: Final = ("monthly", "quarterly")
"""The kinds of report that tell it."""
MOST_LETTERS: Final = 600
MOST_OWNER: Final = 80


def topic_of(figure: Figure) -> str:
    """What a commentary on this figure is kept under: its id with its cycle, since a bare id means each report's."""
    asked = FigureId.parse(figure.id)
    return str(asked.with_(cycle=figure.cycle) if figure.cycle else asked)


def commentary(workspace: Workspace, period: str) -> tuple[HeldCommentary, ...]:
    """What is said of figures in a period. Raises PeriodError, AppError."""
    workspace.demand(Act.REPORT)
    return commentaries_of(workspace.conn, parse_period(period).text)


def comment(workspace: Workspace, period: str, topic: str, words: str, owner: str) -> None:
    """Keep what the owner of a figure, by their role, says of it in a period, in place of what was said before.

    What is held just so already writes nothing. Raises AppError where it is empty, too long or names a plan.
    """
    workspace.demand(Act.COMMENT)
    kept, role = visible(words).strip(), one_line(owner)
    _demand_fit(workspace, kept, role)
    text, id_ = _period_and_id(workspace, period, topic)
    held = next((one for one in commentaries_of(workspace.conn, text) if one.id == id_), None)
    if held is not None and (held.words, held.owner) == (kept, role):
        return
    value = {"period": text, "topic": topic, "words": kept, "owner": role}
    verb = "Change" if held is not None else "Add"
    workspace.door.write(
        f"{verb} the commentary on {label_of(topic)}, {text}", [Op("commentary", id_, "record", value)]
    )


def remove_comment(workspace: Workspace, period: str, topic: str) -> None:
    """Take away what is said of a figure in a period; undo brings it back. Raises AppError where nothing is."""
    workspace.demand(Act.COMMENT)
    text, id_ = _period_and_id(workspace, period, topic)
    if all(one.id != id_ for one in commentaries_of(workspace.conn, text)):
        raise AppError("Nothing is said of this figure any more. Look at the list again.")
    # emptied and not deleted: whoever comments may do so, and the log keeps what it was
    label = f"Remove the commentary on {label_of(topic)}, {text}"
    workspace.door.write(label, [Op("commentary", id_, "record", None)])


def publish(workspace: Workspace, period: str, topic: str, may: bool) -> None:
    """Let the public read what is said of a figure in a period, or no longer. Other words are not marked.

    What stands just so already writes nothing. Raises AppError where nothing is said, or the words carry a number.
    """
    workspace.demand(Act.ISSUE_REPORT)
    text, id_ = _period_and_id(workspace, period, topic)
    held = next((one for one in commentaries_of(workspace.conn, text) if one.id == id_), None)
    if held is None:
        raise AppError("Nothing is said of this figure any more. Look at the list again.")
    if held.is_public == may:
        return
    if may:
        _demand_public(workspace, held)
    verb = "Let the public read" if may else "Let the public no longer read"
    mark = mark_of(held.words, held.owner) if may else None
    workspace.door.write(f"{verb} the commentary on {label_of(topic)}, {text}", [Op("commentary", id_, "public", mark)])


def commentary_told(workspace: Workspace, report: Report) -> tuple[CommentTold, ...]:
    """What a report tells of it, in the order of its figures; the public is told none here.

    Nor is a word on a figure that these readers do not see: it may say the number.
    """
    if report.kind not in WITH_COMMENTARY or report.audience is Audience.PUBLIC:
        return ()
    held: Mapping[str, HeldCommentary] = {one.topic: one for one in commentaries_of(workspace.conn, report.period.text)}
    seen = (figure for figure in report.figures if figure.withheld != "c")
    pairs = ((figure, held.get(topic_of(figure))) for figure in seen) if held else ()
    return tuple(
        CommentTold(figure.id, figure.label, one.words, one.owner, one.is_public)
        for figure, one in pairs
        if one is not None
    )


def label_of(topic: str) -> str:
    """What a figure counts, in the words of the definitions."""
    try:
        return definition(topic).label
    except ValueError:
        return topic


def _period_and_id(workspace: Workspace, period: str, topic: str) -> tuple[str, str]:
    text = parse_period(period).text
    try:
        definition(topic)
    except ValueError:
        raise AppError(f"There is no figure called {topic[:80]}. Choose one of the report's figures.") from None
    return text, Ids(workspace.id).commentary(text, topic)


def _demand_public(workspace: Workspace, held: HeldCommentary) -> None:
    _demand_fit(workspace, held.words, held.owner)
    if any(letter.isnumeric() for letter in f"{held.words}{held.owner}"):
        raise AppError(
            "Public words carry no numbers, since a number can give away what is withheld. Write them without digits, "
            "the role too, keep them, and let the public read them then."
        )


def _demand_fit(workspace: Workspace, words: str, owner: str) -> None:
    if not words:
        raise AppError("Nothing is written yet. Say what the figure's owner says of it, or remove the commentary.")
    if len(words) > MOST_LETTERS:
        raise AppError(f"The commentary has {len(words)} letters. Say it in {MOST_LETTERS} at most.")
    if not owner:
        raise AppError("Name the role of whoever answers for the figure, such as SEN manager.")
    if len(owner) > MOST_OWNER:
        raise AppError(f"The role has {len(owner)} letters. Say it in {MOST_OWNER} at most.")
    if called := plan_named(workspace.conn, f"{words} {owner}"):
        raise AppError(
            f"The commentary names the plan {called}. The board reads it and sees no plan: leave the reference out."
        )

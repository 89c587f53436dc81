"""Logo and colour of a workspace's reports: chosen, described, taken away, and how a first page begins with them."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from audit_app.domain.people import Act
from audit_app.domain.problems import AppError
from audit_app.domain.report_look import MOST_WORDS, ReportLook, colour_of, logo_text, look_of
from audit_app.intake.logo import read_logo
from audit_app.store.read_home import organisation
from audit_app.store.read_settings import held_look, look_ops
from audit_app.store.workspace import Workspace
from exports.document import Document, Heading, Paragraph, TitleBlock
from exports.plain import one_line

if TYPE_CHECKING:
    from exports.pdf.pictures import Picture  # which is loaded only while a page is drawn

_LOGO, _WORDS, _COLOUR = "logo", "logo_words", "colour"
_ANY_DAY: Final = date(2000, 1, 1)


def report_look(workspace: Workspace) -> ReportLook:
    """What reports look like."""
    return look_of(held_look(workspace.conn), organisation(workspace.conn))


def logo_words(workspace: Workspace) -> str:
    """What was said of the logo; empty where the organisation's name stands for it."""
    return held_look(workspace.conn).get(_WORDS, "")


def choose_logo(workspace: Workspace, path: Path) -> None:
    """Keep the picture in a file as the logo, drawn anew. Raises AppError where it is not to be had from the file."""
    workspace.demand(Act.EDIT_WORKSPACE)
    _keep(workspace, "Logo of reports: chosen", **{_LOGO: logo_text(read_logo(path))})


def remove_logo(workspace: Workspace) -> None:
    """Reports have no logo any more; the words for it go with it."""
    workspace.demand(Act.EDIT_WORKSPACE)
    _keep(workspace, "Logo of reports: taken away", **{_LOGO: "", _WORDS: ""})


def describe_logo(workspace: Workspace, words: str) -> None:
    """Say what the logo shows; nothing stands for the organisation's name. Raises AppError for too many words."""
    workspace.demand(Act.EDIT_WORKSPACE)
    said = one_line(words)
    if len(said) > MOST_WORDS:
        raise AppError(f"These are {len(said):,} letters. Say in {MOST_WORDS} or fewer what the logo shows.")
    _keep(
        workspace, f"Logo of reports: described as “{said}”" if said else "Logo of reports: by name", **{_WORDS: said}
    )


def choose_colour(workspace: Workspace, typed: str) -> None:
    """Give reports a colour as typed; nothing gives them the app's own. Raises AppError where it cannot be read."""
    workspace.demand(Act.EDIT_WORKSPACE)
    colour = colour_of(typed) if typed.strip() else ""
    _keep(workspace, f"Colour of reports: {colour or 'as the app has it'}", **{_COLOUR: colour})


def first_page(workspace: Workspace, width: int) -> "Picture":
    """A made-up report's first page as it would be drawn now, so many pixels wide."""
    from exports.pdf.build import pdf_bytes
    from exports.pdf.pictures import picture
    from resources.theme import read_theme

    named = one_line(organisation(workspace.conn)) or "No organisation named"
    facts = (("For", "The SEND Programme Board."), ("Status", "An example, not a report."))
    made = Document(
        title=TitleBlock(named, "Monthly quality and timescales", "1 to 31 October 2026", facts),
        running="",
        foot="",
        subject="",
        blocks=(Heading("In brief"), Paragraph("Headings, bands and lines have the colour of your reports.")),
        look=report_look(workspace),
    )
    return picture(pdf_bytes(made, read_theme("light"), _ANY_DAY), 0, width)


def _keep(workspace: Workspace, label: str, **parts: str) -> None:
    """Change parts of the look as one change; what is the same writes nothing."""
    held = held_look(workspace.conn)
    changed = {name: part for name, part in parts.items() if part != held.get(name, "")}
    if changed:
        workspace.door.write(label, look_ops(workspace.id, changed))

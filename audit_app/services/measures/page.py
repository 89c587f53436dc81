"""The scorecard as a page to print: the same section that the reports have, of the day on which it is asked for."""

from datetime import date
from pathlib import Path

from audit_app.domain.people import Act
from audit_app.files import write_whole
from audit_app.services.measures.reading import read_measures
from audit_app.services.measures.scorecard import scorecard
from audit_app.services.measures.told import told_of
from audit_app.services.report_look import report_look
from audit_app.services.reports.data_stand import where_data_stand
from audit_app.store.read_subject import organisation
from audit_app.store.workspace import Workspace
from exports.document import Document, TitleBlock
from exports.pages.scorecard import scorecard_blocks
from exports.plain import one_line
from scoring.days import day
from scoring.figures import Audience

TITLE = "Performance framework"


def scorecard_document(workspace: Workspace, on: date) -> Document:
    """The page for the audit group. Raises AppError where the person may not take data out."""
    workspace.demand(Act.EXPORT)
    told = told_of(scorecard(read_measures(workspace, on)), Audience.GROUP)
    head, data_date = where_data_stand(workspace.conn)
    name = one_line(organisation(workspace.conn)) or "No organisation named"
    as_of = f"As of {day(on)}"
    facts = (("For", "The audit group. It names schools with few pupils behind their days: keep it within the group."),)
    return Document(
        title=TitleBlock(name, TITLE, as_of, facts),
        running=f"{TITLE} · {as_of}",
        foot=f"Data up to {day(data_date)}, state {head[:12]}",
        subject=f"{TITLE}, {as_of.lower()}",
        blocks=tuple(scorecard_blocks(told)),
        look=report_look(workspace),
    )


def write_page(path: Path, made: Document, on: date) -> None:
    """Write it as a PDF, whole or not at all."""
    from exports.pdf.build import pdf_bytes
    from resources.theme import read_theme

    write_whole(path, pdf_bytes(made, read_theme("light"), on))

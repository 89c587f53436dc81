"""What stands around the text of a Word file: margins, running head, foot with page numbers, properties."""

from datetime import date, datetime
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from exports.document import Document
from exports.plain import one_line, shortened

WIDTH = 481.0
"""The width of the text in points, as in the PDF."""
_LONGEST = 255
"""A property of the file holds so many characters."""


def furnish(document: Any, asked: Document, made_on: date) -> None:
    """A4, who reports and for whom at the head of each page, state and page at its foot, title and language told."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Pt((595.28 - WIDTH) / 2)
    section.top_margin, section.bottom_margin = Mm(24), Mm(22)
    whose = " · ".join(part for part in (asked.title.organisation, asked.title.part) if part)
    section.header.paragraphs[0].text = one_line(f"{whose} · {asked.running}")
    foot = section.footer.paragraphs[0]
    foot.text = one_line(asked.foot) + " · Page "
    _field(foot, "PAGE")
    foot.add_run(" of ")
    _field(foot, "NUMPAGES")
    _tell(document.core_properties, asked, made_on)


def _tell(properties: Any, asked: Document, made_on: date) -> None:
    title = asked.title
    told = (part for part in (title.heading, title.part, title.period) if part)
    properties.title = shortened(one_line(", ".join(told)), _LONGEST)
    properties.author = properties.last_modified_by = shortened(one_line(title.organisation), _LONGEST)
    properties.subject = shortened(one_line(asked.subject), _LONGEST)
    properties.language, properties.comments, properties.keywords = asked.language, "", ""
    properties.created = properties.modified = datetime(made_on.year, made_on.month, made_on.day)
    properties.revision = 1


def _field(paragraph: Any, code: str) -> None:
    """A number that Word works out itself."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    paragraph._p.append(field)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)

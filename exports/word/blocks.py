"""A document's blocks as the body of a Word file, in the same order."""

import io
from dataclasses import dataclass
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.shared import Pt

from audit_app.domain.report_look import Logo
from exports import document as told
from exports.document import Block, Bullets, Chart, Facts, GradeBanner, Heading, Links, Quote, TitleBlock, Tone
from exports.plain import one_line, visible
from exports.word.furniture import WIDTH
from exports.word.picture import png_of
from exports.word.tables import facts_xml, table_xml, tiles_xml
from resources.theme import Colour, Theme

_STYLES = {Tone.LEAD: "Normal", Tone.TEXT: "Normal", Tone.NOTE: "Caption"}


@dataclass(frozen=True, slots=True)
class Body:
    """The body that blocks are added to."""

    document: Any
    theme: Theme

    def title(self, title: TitleBlock, logo: Logo | None = None) -> None:
        """What stands at the top, under the logo where there is one."""
        if logo is not None:
            self._picture(logo.png, logo.printed[0], logo.words).alignment = WD_ALIGN_PARAGRAPH.RIGHT
        self._say(title.organisation, "Subtitle")
        self._say(title.heading, "Title")
        for text in (title.part, title.period):
            if text:
                self._say(text, "Subtitle")
        if title.facts:
            self._table(facts_xml(Facts(title.facts), WIDTH, self._line))

    def add(self, block: Block) -> None:
        """One block below the others."""
        match block:
            case Heading():
                made = self._say(one_line(block.text), f"Heading {block.level - 1}")
                made.paragraph_format.page_break_before = block.new_page
            case told.Paragraph():
                self._paragraph(block)
            case Quote():
                self._say(f"{block.text}  ({block.place})" if block.place else block.text, "Quote")
            case Bullets():
                for text in block.items:
                    self._say(text, "List Bullet")
            case Links():
                for text, target in block.items:
                    self._say(f"{text} ({target})", "List Bullet")
            case Facts():
                self._table(facts_xml(block, WIDTH, self._line), block.caption)
            case told.Table():
                self._table(table_xml(block, WIDTH, self._line), block.caption)
            case told.Tiles():
                self._table(tiles_xml(block, WIDTH, self._line))
            case GradeBanner():
                made = self._say("", "Normal")
                made.add_run(visible(f"{block.words}. ")).bold = True
                made.add_run(visible(block.detail))
            case Chart():
                self._chart(block)

    @property
    def _line(self) -> str:
        return self.theme[Colour.LINE][1:]

    def _say(self, text: str, style: str) -> Any:
        return self.document.add_paragraph(visible(text), style)

    def _paragraph(self, block: told.Paragraph) -> None:
        made = self._say(block.text, _STYLES[block.tone])
        if block.tone is Tone.LEAD:
            for run in made.runs:
                run.bold = True

    def _table(self, xml: str, caption: str = "") -> None:
        """A table with its caption above, and a little room below: two tables that touch would become one."""
        if caption:
            self._say(caption, "Caption").paragraph_format.keep_with_next = True
        room = self._say("", "Caption")
        room._p.addprevious(parse_xml(xml))

    def _chart(self, block: Chart) -> None:
        """The drawing as a picture, with its text alternative."""
        self._say(block.title, "Caption").paragraph_format.keep_with_next = True
        self._picture(png_of(block.scene, self.theme), block.scene.width, block.scene.alternative, block.title)
        if block.note:
            self._say(block.note, "Caption")

    def _picture(self, png: bytes, width: float, alternative: str, title: str = "") -> Any:
        """A picture in a paragraph of its own, with the words for those who cannot see it."""
        holder = self._say("", "Normal")
        shape = holder.add_run().add_picture(io.BytesIO(png), width=Pt(width))
        shape._inline.docPr.set("descr", one_line(alternative))
        if title:
            shape._inline.docPr.set("title", one_line(title))
        return holder

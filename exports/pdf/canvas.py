"""The canvas of a report: each page goes into the file when it is done, fonts and page numbers when all are."""

from __future__ import annotations

from array import array
from datetime import date
from urllib.parse import quote

from reportlab.lib.colors import Color
from reportlab.pdfbase import pdfdoc, pdfmetrics

from exports.document import Document
from exports.pdf import fonts
from exports.pdf.bookmarks import Bookmarks
from exports.pdf.file import Out, PdfFile, number, text
from exports.pdf.metadata import write_info, write_metadata
from exports.pdf.structure import Structure
from exports.pdf.tags import Tag, TaggedCanvas
from exports.plain import one_line

SIZE = 8.5
"""The size of what stands at the head and foot of a page."""
NUMBER_ROOM = 90
"""The most room that a page's number takes."""
INSIDE = "#"
"""Before the heading that a link leads to, where that is no file beside this one."""
_PRINTED = 4  # the flag that an annotation prints


class ReportCanvas(TaggedCanvas):
    """Draws into a file that is written page by page. Of a page that is done, only its object's number is kept.

    Reportlab keeps fonts and pictures as objects of its own, numbered with ours; they are written last.
    """

    foot_colour: Color

    def __init__(self, *arguments: object, out: Out, about: Document, made_on: date, **options: object) -> None:
        super().__init__(*arguments, **options)
        self._about, self._made_on = about, made_on
        self.file = PdfFile(out, self._next)
        self.tree: Structure = Structure(self.file)
        self._bookmarks = Bookmarks(self.file)
        self._page_tree, self._fonts = self._next(), self._number_of("BasicFonts")
        self._pages, self._numbers = array("I"), array("I")
        self._links: list[int] = []
        self._headings: dict[str, str] = {}  # that links lead to, each with its place once it came
        self.page = self._next()

    def bookmark(self, title: str, level: int, height: float) -> None:
        """A bookmark to the present place, `height` points above the present origin; level 0 is the highest."""
        left, top = self.absolutePosition(0, height + 6)
        place = f"{self.page} 0 R/XYZ {number(left)} {number(top)} 0"
        self._bookmarks.add(title, level, place)
        if self._headings.get(title) == "":
            self._headings[title] = place

    def lead(self, tag: Tag, target: str, box: tuple[float, float, float, float]) -> None:
        """Let a box of the page lead to a file beside this one, or, with INSIDE before it, to a heading further on.

        `tag` is the link's, which must be marked already.
        """
        name = self._next()
        key = self.tree.link(tag, self.page, name)
        corners = (*self.absolutePosition(*box[:2]), *self.absolutePosition(*box[2:]))
        self.file.put(
            name,
            f"<</Type/Annot/Subtype/Link/Rect[{' '.join(map(number, corners))}]/Border[0 0 0]/F {_PRINTED}"
            f"/A<<{self._way_to(target)}>>/Contents{text(one_line(tag.alternative))}/StructParent {key}>>",
        )
        self._links.append(name)

    def _way_to(self, target: str) -> str:
        if not target.startswith(INSIDE):
            return f"/S/URI/URI{text(quote(target))}"
        heading = target.removeprefix(INSIDE)
        self._headings.setdefault(heading, "")
        return f"/S/GoTo/D{text(heading)}"

    def number_here(self) -> None:
        """Put the page's number here, its right end at the origin: it is drawn when the number of pages is known."""
        self._numbers.append(self._next())
        self.add("/Number Do")

    def showPage(self) -> None:  # noqa: N802  the name is reportlab's
        """Write the page, and what of the structure is whole by now."""
        contents = self._next()
        width, height = self._pagesize
        self.file.stream(contents, "", "\n".join(self._code).encode("latin-1"))
        drawn = "".join(f"/FormXob.{name} {self._number_of(f'FormXob.{name}')} 0 R" for name in self._used())
        links = f"/Annots[{' '.join(f'{name} 0 R' for name in self._links)}]" if self._links else ""
        self.file.put(
            self.page,
            f"<</Type/Page/Parent {self._page_tree} 0 R/MediaBox[0 0 {number(width)} {number(height)}]"
            f"/Resources<</Font {self._fonts} 0 R/XObject<</Number {self._numbers[-1]} 0 R{drawn}>>>>"
            f"/Contents {contents} 0 R/StructParents {self.tree.end_page()}/Tabs/S{links}>>",
        )
        self._pages.append(self.page)
        self._links.clear()
        self.page = self._next()
        self._startPage()

    def save(self) -> None:
        """Write what belongs to the whole: page numbers, fonts, structure, bookmarks, and what the file says of itself.

        What reportlab would have written is not.
        """
        for page, name in enumerate(self._numbers, 1):
            self._write_number(name, f"Page {page} of {len(self._pages)}")
        for font in self._doc.delayedFonts:
            font.addObjects(self._doc)
        self._write_reportlabs()
        self.tree.finish()
        self._bookmarks.finish()
        kids = " ".join(f"{page} 0 R" for page in self._pages)
        self.file.put(self._page_tree, f"<</Type/Pages/Count {len(self._pages)}/Kids[{kids}]>>")
        self.file.finish(self._write_catalog(), write_info(self.file, self._about, self._made_on))

    def _write_number(self, name: int, words: str) -> None:
        font = pdfmetrics.getFont(fonts.REGULAR)
        ((subset, codes),) = font.splitString(words, self._doc)
        family = font.getSubsetInternalName(subset, self._doc)
        colour = " ".join(map(number, self.foot_colour.rgb()))
        left = number(-fonts.width(words, fonts.REGULAR, SIZE))
        drawn = b"%b rg BT %b %b Tf %b 0 Td (%b) Tj ET" % (
            *(part.encode() for part in (colour, family, number(SIZE), left)),
            codes,
        )
        box = f"[{-NUMBER_ROOM} -4 4 {number(SIZE)}]"
        self.file.stream(name, f"/Type/XObject/Subtype/Form/BBox{box}/Resources<</Font {self._fonts} 0 R>>", drawn)

    def _write_reportlabs(self) -> None:
        """Write reportlab's own objects, among them those that come up on the way; only embedded fonts."""
        doc = self._doc
        kept = doc.idToObject["BasicFonts"].dict
        for name in [name for name, font in kept.items() if not hasattr(font, "FontDescriptor")]:
            del kept[name]
        written: set[int] = set()
        while waiting := sorted(doc.numberToId.keys() - written):
            for name in waiting:
                found = doc.idToObject[doc.numberToId[name]]
                if isinstance(found, pdfdoc.PDFStream) and not found.filters:
                    found.filters = [pdfdoc.PDFZCompress]
                self.file.whole(name, pdfdoc.format(found, doc, toplevel=1).rstrip(b"\n"))
            written.update(waiting)

    def _write_catalog(self) -> int:
        name = self._next()
        about = write_metadata(self.file, self._about, self._made_on)
        self.file.put(
            name,
            f"<</Type/Catalog/Pages {self._page_tree} 0 R/Outlines {self._bookmarks.root} 0 R"
            f"/StructTreeRoot {self.tree.root} 0 R/MarkInfo<</Marked true>>/Lang{text(self._about.language)}"
            f"/ViewerPreferences<</DisplayDocTitle true>>/Metadata {about} 0 R{self._places()}>>",
        )
        return name

    def _places(self) -> str:
        """Where the headings are that links lead to; one that never came is taken for the first page."""
        first = f"{self._pages[0]} 0 R/Fit" if self._pages else ""
        pairs = " ".join(f"{text(name)}[{place or first}]" for name, place in sorted(self._headings.items()))
        return f"/Names<</Dests<</Names[{pairs}]>>>>" if pairs else ""

    def _next(self) -> int:
        """The next free number of an object."""
        self._doc.objectcounter += 1
        return int(self._doc.objectcounter)

    def _number_of(self, name: str) -> int:
        """The number of one of reportlab's own objects."""
        return int(self._doc.idToObjectNumberAndVersion[name][0])

    def _used(self) -> list[str]:
        """The pictures that the page shows, by reportlab's names."""
        return sorted(set(self._formsinuse))

"""Writes the tree of tags while the pages are drawn: an element goes out as soon as nothing more can come into it.

What is read comes in its order, so that an element is whole once a later one lies beside it. Of what is written, the
number alone is kept.
"""

from __future__ import annotations

from array import array

from exports.pdf.file import PdfFile, number, text
from exports.pdf.tags import Tag
from exports.plain import one_line


class Structure:
    """The tree of a file, and to which element each piece of content and each link belongs."""

    def __init__(self, file: PdfFile) -> None:
        self._file = file
        self.root = file.take()
        self._tree = Tag("Document", number=file.take())
        self._owners = array("I")  # of the present page's pieces, by their numbers
        self._keys = array("I")  # of pages their pieces' owners, of links their element: in the order they came

    def place(self, tag: Tag) -> None:
        """Put the tag into the tree, after everything that its parent holds by now; a second time does nothing."""
        if tag.number:
            return
        parent = tag.parent or self._tree
        if not parent.number:
            self.place(parent)
        tag.number = self._file.take()
        parent.kids.append(tag)

    def piece(self, tag: Tag, page: int) -> int:
        """The number of the page's next piece of content, which belongs to the tag; pages by their objects."""
        self.place(tag)
        piece = len(self._owners)
        self._owners.append(tag.number)
        tag.page = tag.page or page
        tag.kids.append(str(piece) if tag.page == page else f"<</Type/MCR/Pg {page} 0 R/MCID {piece}>>")
        return piece

    def link(self, tag: Tag, page: int, annotation: int) -> int:
        """Make an annotation of the page a part of the tag; returns the key by which it is found again."""
        tag.kids.append(f"<</Type/OBJR/Obj {annotation} 0 R/Pg {page} 0 R>>")
        self._keys.append(tag.number)
        return len(self._keys) - 1

    def end_page(self) -> int:
        """Write what the page has completed; returns the key by which the owners of its pieces are found."""
        owners = self._file.take()
        self._file.put(owners, f"[{_references(self._owners)}]")
        del self._owners[:]
        self._keys.append(owners)
        self._write_but_last(self._tree)
        return len(self._keys) - 1

    def finish(self) -> None:
        """Write the rest, and the way from pages to elements."""
        self._element(self._tree, self.root)
        parents = self._file.take()
        keys = " ".join(f"{key} {owner} 0 R" for key, owner in enumerate(self._keys))
        self._file.put(parents, f"<</Nums[{keys}]>>")
        self._file.put(
            self.root,
            f"<</Type/StructTreeRoot/K[{self._tree.number} 0 R]/ParentTree {parents} 0 R"
            f"/ParentTreeNextKey {len(self._keys)}>>",
        )

    def _write_but_last(self, tag: Tag) -> None:
        """Write all in the tag but what lies last: more may come into that."""
        if not tag.kids:
            return
        *done, last = tag.kids
        if done:
            tag.written = tag.written or bytearray()
            tag.written += b"".join(self._kid(kid, tag.number).encode() + b" " for kid in done)
        tag.kids = [last]
        if isinstance(last, Tag):
            self._write_but_last(last)

    def _kid(self, kid: Tag | str, parent: int) -> str:
        return self._element(kid, parent) if isinstance(kid, Tag) else kid

    def _element(self, tag: Tag, parent: int) -> str:
        """Write the element; returns the reference to it."""
        kids = (tag.written or b"").decode() + " ".join(self._kid(kid, tag.number) for kid in tag.kids)
        tag.kids, tag.written = [], None
        entries = f"/Type/StructElem/S/{tag.kind}/P {parent} 0 R"
        if tag.alternative:
            entries += f"/Alt{text(one_line(tag.alternative))}"
        if tag.scope:
            entries += f"/A<</O/Table/Scope/{tag.scope}>>"
        if tag.box is not None:
            entries += f"/A<</O/Layout/BBox[{' '.join(map(number, tag.box))}]/Placement/Block>>"
        if tag.page:
            entries += f"/Pg {tag.page} 0 R"
        self._file.put(tag.number, f"<<{entries}/K[{kids}]>>")
        return f"{tag.number} 0 R"


def _references(names: array[int]) -> str:
    return " ".join(f"{name} 0 R" for name in names)

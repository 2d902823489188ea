"""The structure tree of a tagged PDF: which drawn text is a heading, a paragraph, a cell of which row.

fpdf2's own tree is flat; this one nests, so that a reader of a table knows its rows.
"""

from __future__ import annotations

from collections.abc import Iterator

from fpdf.structure_tree import StructElem, StructureTreeBuilder
from fpdf.syntax import PDFObject


class Structure(StructureTreeBuilder):
    """Built while drawing: `open` and `close` elements, `mark` what is drawn within the innermost."""

    def __init__(self) -> None:
        super().__init__()
        self._stack: list[StructElem] = [self.doc_struct_elem]
        self._nested: list[StructElem] = []
        self._marks: dict[int, int] = {}

    def open(self, tag: str, page: int, page_object: PDFObject, alt: str = "") -> None:
        """Open an element that begins on `page`."""
        parent = self._stack[-1]
        element = StructElem(f"/{tag}", parent, [], page_number=page, alt=alt or None)
        element.pg = page_object  # type: ignore[assignment]  # declared for pages of fpdf2's own
        parent.k.append(element)
        if parent is not self.doc_struct_elem:
            self._nested.append(element)
        self._stack.append(element)

    def close(self) -> None:
        """Close the innermost element."""
        self._stack.pop()

    def mark(self, page: int) -> tuple[int, int]:
        """The next marked content on `page` belongs to the innermost element: its number, and the page's."""
        element = self._stack[-1]
        number = self._marks.get(page, 0)
        self._marks[page] = number + 1
        own = self.spid_per_page_number.setdefault(page, len(self.spid_per_page_number))
        element.k.append(number)
        self.struct_tree_root.parent_tree.nums[own].append(element)
        return number, own

    def __iter__(self) -> Iterator[PDFObject]:
        yield from super().__iter__()
        yield from self._nested

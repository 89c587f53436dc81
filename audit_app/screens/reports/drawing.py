"""The behaviour of the pages: they are made in a job, in memory, given up when another report is asked for."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject

from audit_app.domain.problems import AppError
from audit_app.jobs import Job
from audit_app.screens.reports.pages import Wanted
from audit_app.screens.reports.pages_card import PagesCard
from audit_app.services.progress import Progress
from audit_app.ui.page_picture import image_of
from audit_app.ui.screen import ScreenContext
from exports.content import Content
from exports.pdf.pictures import PageTold, Picture, pages_told, picture
from exports.report_files import report_pdf


@dataclass(frozen=True, slots=True, eq=False)
class MadePages:
    """A report's PDF, held in memory only, and what its pages say."""

    data: bytes
    pages: tuple[PageTold, ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """Pictures of pages, by their numbers, in the order and the width in which they were wanted."""

    made: MadePages
    wanted: Wanted
    pictures: tuple[Picture, ...]


class PagesPresenter(QObject):
    """Lives as long as its card."""

    def __init__(self, card: PagesCard, context: ScreenContext) -> None:
        super().__init__(card)
        self._card, self._context = card, context
        self._told: tuple[Content, ...] = ()
        self._made: MadePages | None = None
        self._making: Job | None = None
        self._drawing: Job | None = None
        card.team_chosen.connect(self.make)
        card.pages.wanted.connect(self.draw)

    def show(self, told: Sequence[Content]) -> None:
        """Show the pages of a report, of the first file where it has several."""
        self._told = tuple(told)
        self.make(0)

    def make(self, number: int) -> None:
        """Make the pages of one of the files; earlier ones that are still being made are given up."""
        self.give_up()
        if number >= len(self._told):
            return
        content = self._told[number]
        self._card.show_no_pages("The pages are being made…", "They come in a moment.")
        self._making = self._context.jobs.start(
            lambda progress: made_pages(content, progress), on_success=self._show, on_failure=self._fail
        )

    def draw(self, wanted: Wanted) -> None:
        """Draw pages that came into view; one batch at a time, and what is still missing then is asked for again."""
        made = self._made
        if made is None or (self._drawing is not None and self._drawing.is_running):
            return
        self._drawing = self._context.jobs.start(
            lambda progress: drawn(made, wanted, progress), on_success=self._put, on_failure=self._fail
        )

    def give_up(self) -> None:
        """Nothing that is under way is wanted any more, and nothing is kept."""
        for job in (self._making, self._drawing):
            if job is not None:
                job.cancel()
        self._making = self._drawing = self._made = None

    def forget(self) -> None:
        """The workspace is locked."""
        self.give_up()
        self._told = ()

    def _show(self, made: MadePages) -> None:
        self._made = made
        self._card.show_pages(made.pages)

    def _put(self, batch: Drawn) -> None:
        if batch.made is not self._made:
            return
        self._drawing = None
        for number, one in zip(batch.wanted.numbers, batch.pictures, strict=True):
            self._card.pages.show_picture(number, image_of(one), batch.wanted.width)
        self._card.pages.ask()

    def _fail(self, error: AppError) -> None:
        self._card.show_no_pages("The pages cannot be shown", f"{error.message} The report can be saved all the same.")


def made_pages(content: Content, progress: Progress) -> MadePages:
    """The PDF of one file and its pages, on a job's thread."""
    data = report_pdf(content, progress)
    return MadePages(data, pages_told(data))


def drawn(made: MadePages, wanted: Wanted, progress: Progress) -> Drawn:
    """The pages that are wanted, on a job's thread."""
    pictures: list[Picture] = []
    for number in wanted.numbers:
        progress(len(pictures), len(wanted.numbers))
        pictures.append(picture(made.data, number, wanted.width))
    return Drawn(made, wanted, tuple(pictures))

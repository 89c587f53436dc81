"""Room for the plan beside the form: side by side where both can be read, else one over the other; it knows no plan."""

from PySide6.QtWidgets import QSplitter, QWidget

from audit_app.ui.theme import measures, scaled

_LEAST_FOR_BOTH = 860
"""In pixels at the normal size of type: narrower than this, the plan comes over the form."""
_LEAST, _USUAL, _MOST = 320, 0.4, 0.6
_WIDEST = 720


class PlanRoom(QSplitter):
    """Form and plan in a row with a handle between them.

    The plan is `wanted` while there is a document and nobody closed it, `asked` where somebody opened it without
    one, and `on_top` while it is read where there is no room for both.
    """

    def __init__(self, form: QWidget, plan: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form, self.plan = form, plan
        self.wanted, self.asked, self.on_top, self.is_there = True, False, False, False
        self.wide = 0
        for part in (form, plan):
            self.addWidget(part)
        self.setChildrenCollapsible(False)
        self.setProperty("role", "room")
        self.setHandleWidth(measures().spacing[2])
        self.setStretchFactor(0, 1)
        self.setStretchFactor(1, 0)
        self.splitterMoved.connect(self._moved)
        plan.hide()

    @property
    def is_open(self) -> bool:
        """Whether the plan is to be seen, as far as there is room."""
        return (self.is_there and self.wanted) or self.asked

    @property
    def is_narrow(self) -> bool:
        """Whether there is no room for both."""
        return self.width() < scaled(self, _LEAST_FOR_BOTH)

    @property
    def is_shown(self) -> bool:
        """Whether the plan stands on the screen."""
        return not self.plan.isHidden()

    def arrange(self) -> None:
        """Show what there is room for; nothing to do where no review is open."""
        if self.isHidden():
            return
        shows_plan = self.is_open and (self.on_top or not self.is_narrow)
        shows_form = not (shows_plan and self.is_narrow)
        is_new = shows_plan and self.plan.isHidden()
        if self.plan.isHidden() is shows_plan:
            self.plan.setVisible(shows_plan)
        if self.form.isHidden() is shows_form:
            self.form.setVisible(shows_form)
        if is_new or (shows_plan and shows_form and self.sizes()[1] < _LEAST // 2):
            self._share()

    def widen(self, by: int) -> None:
        """Give the plan so many pixels more, or less."""
        if not self.form.isHidden() and not self.plan.isHidden():
            self.wide = max(self.sizes()[1] + scaled(self, by), _LEAST)
            self._share()

    def _share(self) -> None:
        usual = min(round(self.width() * _USUAL), scaled(self, _WIDEST))
        wide = min(max(self.wide or usual, _LEAST), round(self.width() * _MOST))
        self.setSizes([self.width() - wide - self.handleWidth(), wide])

    def _moved(self, _place: int, _index: int) -> None:
        self.wide = self.sizes()[1]

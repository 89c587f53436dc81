"""The notice of a personal data breach, as it goes to the data protection officer; it names no child, sends nothing."""

from dataclasses import dataclass
from datetime import date

from audit_app.services.review_page import ReviewPage
from audit_app.ui.days import full_day

TITLE = "Another child's data"


@dataclass(frozen=True, slots=True)
class Notice:
    """What was found, line by line with what each is, and what to do today."""

    found: tuple[tuple[str, str], ...]
    today: str

    @property
    def text(self) -> str:
        """The notice as it is copied into a message."""
        lines = "\n".join(f"{name}: {value}" for name, value in self.found)
        return (
            "To the data protection officer\n\nA plan holds another child's data: a personal data breach.\n\n"
            f"{lines}\n\nToday: {self.today}\n\nNo details of a child are in this notice."
        )


def notice_of(page: ReviewPage) -> Notice | None:
    """The notice that a review asks for, None where it asks for none."""
    if not page.breaches:
        return None
    rule = page.breaches[0]
    marker = page.found.framework.marker(rule.marker)
    found = (
        ("Plan", page.plan_ref),
        ("Found at", f"{marker.id}: {marker.question}"),
        ("Audited as of", full_day(date.fromisoformat(page.found.audit.date))),
        ("Found by", page.found.review.reviewer),
    )
    return Notice(found, rule.action)

"""The golden thread in pictures: proposed, linked, suggestions, levels, the list, locked, and far too much."""

from picture_machine import NOW
from picture_stage import Stage

from audit_app.screens.thread.keys import Act
from audit_app.screens.thread.screen import ThreadScreen
from audit_app.services.auditing import abandon, open_audit
from audit_app.services.thread import items, links
from audit_app.services.thread.desk import Desk
from audit_app.services.thread.items import NewItem
from audit_app.store.read_thread import held_thread
from audit_app.store.workspace import Workspace
from scoring.thread.model import ItemRole, Link

NEEDS, OUTCOMES, LINES = 40, 40, 80
_BEGUN = (
    "SELECT r.id FROM review r JOIN audit a ON a.id = r.audit_id JOIN document d ON d.plan_id = a.plan_id "
    "WHERE coalesce(r.state, 'open') = 'open' AND a.cycle = 'weekly' ORDER BY a.date DESC, r.id LIMIT 1"
)
_LONG = (
    "finds it hard to attend to what is said in a busy room, to hold it in mind and to act on it in order, above all "
    "in the afternoon, when the lesson is long, or when somebody who is not known to the class teaches it"
)


def nothing(stage: Stage) -> None:
    """No review is open."""
    stage.go("thread", ThreadScreen)


def blank(stage: Stage) -> None:
    """A review whose plan has no document yet."""
    ref = str(stage.window.session.workspace.conn.execute("SELECT MAX(plan_ref) FROM entry").fetchone()[0])
    opened = stage.window.session.write(lambda held: open_audit(held, plan_ref=ref, cycle="weekly", on=NOW.date()))
    stage.go("thread", ThreadScreen, review_id=opened.review_id)


def proposed(stage: Stage) -> None:
    """The plan's document was read: everything is proposed, nothing counts."""
    stage.go("thread", ThreadScreen, review_id=open_review_with_plan(stage)).take_focus()


def open_review_with_plan(stage: Stage) -> str:
    """The newest weekly review under way whose plan has a document."""
    return str(stage.window.session.workspace.conn.execute(_BEGUN).fetchone()[0])


def thread(stage: Stage) -> None:
    """Accepted, and linked where the plan's rows say so; some of it is broken."""
    screen = stage.screen(ThreadScreen)
    screen.hands.accept_all()
    rows = [(one.link, one.origin) for one in screen.presenter.offers if one.origin == "row"]
    screen.acting.accept_links(rows)
    screen.presenter.go_to(_card(screen, ItemRole.NEED, 1))
    screen.hands.linking.unlink()
    screen.presenter.go_to(_card(screen, ItemRole.PROVISION, 1))
    stage.quiet()
    screen.take_focus()


def suggested(stage: Stage) -> None:
    """A suggested link is looked at."""
    screen = stage.screen(ThreadScreen)
    screen.hands.do(Act.SUGGEST)
    stage.quiet()


def levels(stage: Stage) -> None:
    """What the thread says of the form."""
    screen = stage.screen(ThreadScreen)
    screen.hands.do(Act.CANCEL)
    for at in range(3):
        screen.facets.check_line(_card(screen, ItemRole.PROVISION, at), countable=True)
    stage.quiet()
    screen.open_levels()


def listed(stage: Stage) -> None:
    """The same as a list."""
    screen = stage.screen(ThreadScreen)
    screen.levels.close_button.click()
    screen.show_form("list")
    screen.take_focus()


def locked(stage: Stage) -> None:
    """The audit was given up: the thread can only be read."""
    screen = stage.screen(ThreadScreen)
    page = screen.presenter.page
    assert page is not None
    screen.show_form("board")
    audit = page.found.audit.id
    stage.window.session.write(lambda workspace: abandon(workspace, audit, "The child moved to another area."))
    screen.take_focus()


def overfull(stage: Stage) -> None:
    """Forty needs and outcomes, eighty lines, a hundred and sixty links."""
    review = stage.window.session.write(fill)
    stage.go("thread", ThreadScreen, review_id=review).take_focus()


def fill(workspace: Workspace) -> str:
    """A review with more on its board than any plan has."""
    ref = str(workspace.conn.execute("SELECT plan_ref FROM entry ORDER BY plan_ref LIMIT 1").fetchone()[0])
    review = open_audit(workspace, plan_ref=ref, cycle="multi-agency", on=NOW.date()).review_id
    counts = ((ItemRole.NEED, "BCD", NEEDS), (ItemRole.OUTCOME, "E", OUTCOMES), (ItemRole.PROVISION, "FG", LINES))
    new = [
        NewItem(role, sections[at % len(sections)], f"{role.value.capitalize()} {at + 1}: the pupil {_LONG}.")
        for role, sections, count in counts
        for at in range(count)
    ]
    items.accept(Desk(workspace, review), new)
    ids = [held.item.id for held in held_thread(workspace.conn, review).items]
    needs, outcomes, lines = ids[:NEEDS], ids[NEEDS : NEEDS + OUTCOMES], ids[NEEDS + OUTCOMES :]
    made = {Link(one, outcomes[at]) for at, one in enumerate(needs[:-4])}
    made |= {Link(outcomes[at // 2], one) for at, one in enumerate(lines[:-6])}
    made |= {Link(needs[at // 2], one) for at, one in enumerate(lines[: 160 - len(made)])}
    links.link(Desk(workspace, review), dict.fromkeys(sorted(made), "hand"))
    return review


def _card(screen: ThreadScreen, role: ItemRole, at: int) -> str:
    return screen.presenter.board.columns[role][at].id

"""Workspaces to measure on: made in a temporary folder with light keys, filled through the one door."""

import itertools
import random
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from audit_app.store.creating import Founder, create_workspace
from audit_app.store.grades import result_value
from audit_app.store.keys.passphrase import KdfSettings
from audit_app.store.log.rights import Op
from audit_app.store.means import Means
from audit_app.store.workspace import Workspace
from forms.model import Framework, NotScore, framework_toml, read_framework
from resources.frameworks import framework_text, resolve
from scoring.grade import Grader

PASSPHRASE = "benchmarks only"  # noqa: S105 - opens nothing but a folder that is gone when the run ends
_ANSWERS = (0, 1, 2, 2, 2, 3, 3, NotScore.NA, NotScore.NE)


def means(folder: Path) -> Means:
    """A machine whose keys cost nothing, so that the rest can be seen."""
    return Means(
        lambda: datetime.now(UTC),
        secrets.token_bytes,
        "bench",
        folder / "anchors",
        lambda _: None,
        KdfSettings(1, 64, 1),
    )


@contextmanager
def workspace() -> Iterator[Workspace]:
    """An empty workspace that is gone afterwards."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        made, _ = create_workspace(folder / "bench", Founder("Bench", "Mary", PASSPHRASE), means(folder))
        with made:
            yield made


def core_42() -> Framework:
    """The shipped framework of the multi-agency cycle."""
    return read_framework(framework_text("core-42"), resolve)


def fill(place: Workspace, audits: int, *, already: int = 0, own: bool = False) -> None:
    """Add audits of Core-42, each with 42 answers and submitted, as one change for each thousand of them."""
    framework = core_42()
    grader = Grader(framework)
    chance = random.Random(already)  # noqa: S311 - made-up scores, not secrets
    if not already:
        record = {"framework": framework.id, "version": framework.version, "text": framework_toml(framework)}
        place.door.write("Framework", [Op("framework", framework.key, "record", record)])
    numbers = iter(range(already, already + audits))
    while part := list(itertools.islice(numbers, 1000)):
        ops = [op for number in part for op in _audit(number, framework, grader, chance)]
        place.door.write("Import audits", ops, sign="import")
    if own:
        place.door.write("Open an audit", [*_opened("own", framework), _record("own", place.person.id, "app")])


def _audit(number: int, framework: Framework, grader: Grader, chance: random.Random) -> Iterator[Op]:
    name = f"{number:032x}"
    answers = {marker.id: chance.choice(_ANSWERS) for marker in framework.markers}
    yield from _opened(name, framework)
    yield _record(name, None, "import")
    for marker, answer in answers.items():
        yield Op("score", f"r{name}.{marker}", "score", answer)
    yield Op("review", f"r{name}", "state", {"state": "submitted", "detail": {"on": "2026-09-15"}})
    yield Op("review", f"r{name}", "result", result_value(grader.grade(answers)))


def _opened(name: str, framework: Framework) -> Iterator[Op]:
    yield Op("entry", f"p{name}", "row", {"plan_ref": f"P-{name}", "final_date": "2026-09-01"})
    audit = {
        "plan_id": f"p{name}",
        "framework": framework.key,
        "cycle": "multi-agency",
        "round": "Sep",
        "date": "2026-09-15",
        "purpose": "sample",
    }
    yield Op("audit", f"a{name}", "record", audit)


def _record(name: str, person: str | None, source: str) -> Op:
    value = {
        "audit_id": f"a{name}",
        "reviewer": "one",
        "person_id": person,
        "agency": "education",
        "kind": "single",
        "source": source,
    }
    return Op("review", f"r{name}", "record", value)

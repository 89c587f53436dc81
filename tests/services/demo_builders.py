"""Means of a made-up machine for the demo, and its story without any workspace."""

import secrets
from datetime import UTC, datetime
from pathlib import Path

from audit_app.domain.cycles import DEFAULTS
from audit_app.services.demo.changes import Cast
from audit_app.services.demo.span import Span, span_to
from audit_app.services.demo.story import Story, whole_story
from audit_app.store.keys.passphrase import KdfSettings
from audit_app.store.means import Means
from forms.model import Framework, read_framework
from resources.demo import partnership
from resources.frameworks import framework_text, resolve

NOW = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)
WORKSPACE = "5" * 32


def demo_means(folder: Path, now: datetime = NOW) -> Means:
    """A machine on which guessing a passphrase costs next to nothing, at this moment."""
    return Means(
        clock=lambda: now,
        random=secrets.token_bytes,
        host="desk",
        anchors=folder / "anchors",
        unsuitable=lambda _path: None,
        kdf=KdfSettings(time_cost=1, memory_kib=64, parallelism=1),
    )


def shipped(framework_id: str) -> Framework:
    """A framework that the app ships."""
    return read_framework(framework_text(framework_id), resolve)


def story_at(now: datetime, seed: str = "demo", cast: Cast | None = None) -> tuple[Span, Story]:
    """The two years that end at a moment, as nobody has written them yet."""
    words, span = partnership(), span_to(now)
    members = {member.key: member for member in words.people}
    cast = cast or Cast(members, {key: f"id of {key}" for key in members}, WORKSPACE)
    frameworks = {cycle: shipped(start.framework_id) for cycle, start in DEFAULTS.items()}
    return span, whole_story(words, span, cast, frameworks, seed)

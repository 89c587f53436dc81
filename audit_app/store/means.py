"""What a workspace needs of the machine and the moment, handed over by the composition root and by tests."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from audit_app.machine.policy import Policy
from audit_app.store.keys.passphrase import KdfSettings
from audit_app.store.log.chain import Clock, Random


@dataclass(frozen=True, slots=True)
class Means:
    """Clock (UTC), random bytes, this computer's name, the folder of anchors, which places will not do, what its
    policy allows.

    `unsuitable` gives the reason why a live workspace may not lie at a path, None where it may.
    """

    clock: Clock
    random: Random
    host: str
    anchors: Path
    unsuitable: Callable[[Path], str | None]
    kdf: KdfSettings = field(default_factory=KdfSettings)
    policy: Policy = field(default_factory=Policy)

    def now(self) -> datetime:
        """The moment, in UTC."""
        return self.clock()

"""One module of a fictional return as it is written: elements by name, and what stands in it; it knows no file."""

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(slots=True)
class Module:
    """A person, request, assessment and so on: `kind` as `intake.sen2.records` calls it, elements as the DfE does."""

    kind: str
    values: dict[str, str]
    children: list["Module"] = field(default_factory=list)

    def add(self, kind: str, **values: str) -> "Module":
        """Put a module into this one; elements without a value are left out."""
        made = Module(kind, {name: value for name, value in values.items() if value})
        self.children.append(made)
        return made

    def every(self) -> Iterator["Module"]:
        """This module and all that stand in it, in the order of the file."""
        yield self
        for one in self.children:
            yield from one.every()

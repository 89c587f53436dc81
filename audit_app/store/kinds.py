"""How the vocabulary of the change log is told: kinds, fields and where their values lie. It knows none of them."""

from dataclasses import dataclass

from audit_app.domain.people import Act


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field of a kind.

    `columns` pairs each key of an object value with its column; a plain value has the one key "".
    `states` is the declared order of a state field: of two concurrent values the furthest stands.
    """

    act: Act
    columns: tuple[tuple[str, str], ...]
    states: tuple[str, ...] = ()
    undoable: bool = True

    @property
    def is_object(self) -> bool:
        """Whether the value is an object whose keys are spread over columns."""
        return self.columns[0][0] != ""


@dataclass(frozen=True, slots=True)
class KindSpec:
    """One kind of entity: its table, its key columns (two where the id is PARENT.CHILD) and its fields."""

    table: str
    key: tuple[str, ...]
    fields: dict[str, FieldSpec]
    of_review: bool = False


def plain(act: Act, column: str, *, undoable: bool = True) -> FieldSpec:
    return FieldSpec(act, (("", column),), undoable=undoable)


def record_of(act: Act, *columns: str, undoable: bool = True) -> FieldSpec:
    return FieldSpec(act, tuple((column, column) for column in columns), undoable=undoable)

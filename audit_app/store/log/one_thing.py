"""What an id means: one thing, except that what is noted beside a plan's entry has the plan's own id."""

from collections.abc import Mapping
from typing import Final

from audit_app.store.vocabulary import KINDS

HOSTS: Final[Mapping[str, str]] = {"adulthood": "entry"}
"""Kinds whose things have the id of another: erased with it, by its one operation, since the log knows ids."""


def host_of(kind: str) -> str:
    """The kind that an id of this kind stands for."""
    return HOSTS.get(kind, kind)


def thing_of(kind: str, field: str) -> str:
    """The same of one field: one that the host has too is not shared, else a right over one would reach into it."""
    host = host_of(kind)
    return kind if host != kind and field in KINDS[host].fields else host

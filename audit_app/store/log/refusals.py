"""Why changes from another replica are refused; each is whole, and the workspace stays as it was."""

from audit_app.domain.problems import AppError


class MergeRefused(AppError):
    """The changes were refused whole; the workspace is as it was."""


class OtherWorkspace(MergeRefused):
    """The changes belong to another workspace."""


class Forked(MergeRefused):
    """One writer wrote two different changes under one number: a copied workspace went on twice."""


class Gap(MergeRefused):
    """Changes in between are missing."""


class Altered(MergeRefused):
    """A change does not hold together."""


class Unsigned(MergeRefused):
    """The end of a chain carries no signature of its writer."""


class Newer(MergeRefused):
    """The changes speak a newer vocabulary."""

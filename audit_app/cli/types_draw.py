"""The kinds of arguments that say how a sample is parted and weighed: each turns a word into a value."""

from argparse import ArgumentTypeError

from audit_app.domain.draw_design import MOST_WEIGHT
from audit_app.domain.features import Feature, Trait

_FIELDS = ", ".join(feature.value for feature in Feature)


def feature(text: str) -> Feature:
    """A field by which plans are parted into strata."""
    found = next((one for one in Feature if one.value == text.strip().casefold()), None)
    if found is None:
        raise ArgumentTypeError(f"{text!r} is no field. Give one of {_FIELDS}.")
    return found


def trait(text: str) -> Trait:
    """A trait: `tribunal`, `phase=post-16`."""
    try:
        return Trait.parse(text)
    except ValueError:
        raise ArgumentTypeError(
            f"{text!r} is no trait. Give FIELD=VALUE, such as phase=post-16, or a field of yes or no alone, such as "
            f"tribunal. The fields are {_FIELDS}."
        ) from None


def quota(text: str) -> tuple[str, int]:
    """A stratum's number of plans, `post-16=2`."""
    name, _, number = text.rpartition("=")
    if not name.strip() or not number.strip().isdecimal():
        raise ArgumentTypeError(f"{text!r} is no quota. Give a stratum and a number of plans, such as post-16=2.")
    return name.strip(), int(number)


def weight(text: str) -> tuple[Trait, int]:
    """A trait and how many times as likely it makes a plan, `nearing-adult=3`."""
    name, _, times = text.rpartition("=")
    if not times.strip().isdecimal() or not 1 <= int(times) <= MOST_WEIGHT:
        raise ArgumentTypeError(
            f"{text!r} is no weight. Give a trait and a whole number from 1 to {MOST_WEIGHT}, such as nearing-adult=3."
        )
    return trait(name), int(times)

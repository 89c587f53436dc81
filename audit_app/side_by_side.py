"""Makes sure at start that the app's five packages are its own; knows nothing of what is in them.

Their names are generic: another distribution can bring a package of the same name, and Python might take that one.
"""

from importlib.util import find_spec
from pathlib import Path

from audit_app.domain.problems import AppError

PACKAGES = ("audit_app", "forms", "scoring", "exports", "resources")


def check_packages_lie_side_by_side() -> None:
    """Looks where Python would take each of the five packages from, without importing them.

    Raises:
        AppError: one of them is missing, or lies elsewhere than this module's own package.
    """
    home = Path(__file__).resolve().parent.parent
    for name in PACKAGES:
        spec = find_spec(name)
        places = [Path(place).resolve().parent for place in spec.submodule_search_locations or ()] if spec else []
        if home in places[:1]:
            continue
        found = f"was found in {places[0]}" if places else "is missing"
        raise AppError(
            f"The app's part '{name}' {found}, but it belongs in {home}. Another program may have replaced it. "
            "Install EHC plan audit again, in an environment of its own, and start it from there."
        )

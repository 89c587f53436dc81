"""What the bundle is made of and called: which modules, data and plugins go in; it builds nothing itself."""

import platform
import sys
from collections.abc import Collection, Mapping
from pathlib import Path, PurePath

PACKAGES = ("audit_app", "forms", "scoring", "exports", "resources")
FONTS = ("fontpkg_atkinson_hyperlegible", "fontpkg_noto_sans")
COMMAND, WINDOW = "ehcp-audit", "ehcp-audit-window"

LEFT_OUT = (
    *("PySide6.QtNetwork", "ssl", "_ssl"),  # the app has no use for a network
    *("tkinter", "_tkinter", "curses", "_curses", "readline"),  # another toolkit, and a library under the GPL
    *("pytest", "_pytest", "xdist", "execnet", "hypothesis", "setuptools", "pip", "PyInstaller", "mypy"),
)
"""Modules that libraries would bring along although nothing of the app needs them."""

# Qt's plugins that stay, by kind; of the others some open ports (vnc, tuio), some read files that the app never shows.
PLUGINS: Mapping[str, tuple[str, ...]] = {
    "platforms": ("qwindows", "qcocoa", "qxcb", "qwayland", "qoffscreen"),
    "platformthemes": ("qxdgdesktopportal",),
    "platforminputcontexts": ("composeplatforminputcontextplugin", "ibusplatforminputcontextplugin"),
    "iconengines": ("qsvgicon",),
    "imageformats": ("qsvg", "qico"),
    "printsupport": ("",),
    "styles": ("",),
    "wayland-decoration-client": ("",),
    "wayland-graphics-integration-client": ("",),
    "wayland-shell-integration": ("",),
    "xcbglintegrations": ("",),
}
"""Each kind with the beginnings of the names that stay; an empty one keeps all of the kind."""


def platform_name(system: str = sys.platform, machine: str = "") -> str:
    """The platform in the bundle's name: linux-x86_64, windows-amd64, macos-arm64."""
    names = {"win32": "windows", "darwin": "macos"}
    return f"{names.get(system, system)}-{(machine or platform.machine()).lower()}"


def bundle_name(version: str) -> str:
    """The name of the bundle's folder."""
    return f"ehcp-audit-{version}-{platform_name()}"


def executable(folder: Path, name: str) -> Path:
    """One of the two programs of a bundle."""
    return folder / (f"{name}.exe" if sys.platform == "win32" else name)


def is_wanted(target: str) -> bool:
    """Whether a file goes into the bundle, by where it would lie in it: all but unused plugins and translations."""
    parts = PurePath(target.replace("\\", "/")).parts
    if "PySide6" not in parts:
        return True
    if "translations" in parts:
        return False
    if "plugins" not in parts[:-2]:
        return True
    kind = parts[parts.index("plugins") + 1]
    return parts[-1].removeprefix("lib").startswith(PLUGINS.get(kind, ())) if kind in PLUGINS else False


def orphans(needs: Mapping[str, Collection[str]], dropped: Collection[str]) -> set[str]:
    """The libraries that only what was dropped has need of, themselves dropped files included.

    `needs` says of each file which others it loads. What nothing loads at all is loaded by name, and stays.
    """
    gone = set(dropped)
    needed_by: dict[str, set[str]] = {}
    for name, wanted in needs.items():
        for one in wanted:
            needed_by.setdefault(one, set()).add(name)
    while True:
        more = {name for name in needs if name not in gone and needed_by.get(name) and needed_by[name] <= gone}
        if not more:
            return gone
        gone |= more

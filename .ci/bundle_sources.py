"""Finds out what a bundle's files belong to: distributions, Python, Qt, packages of the system, and what is in them."""

import os
import platform
import re
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib.metadata import Distribution, PackageMetadata, distributions
from pathlib import Path, PurePath
from urllib.parse import quote

from bundle_components import Component, python_purl

HERE = Path(__file__).resolve().parent
_TEXT = re.compile(r"(licen[cs]e|copying|notice|copyright)", re.IGNORECASE)
_BRIEF = 80
# What the makers state elsewhere than in their metadata.
_LICENCES: Mapping[str, str] = {
    "sqlcipher3": "Zlib",
    "pyinstaller": "GPL-2.0-or-later WITH Bootloader-exception",
    "pyinstaller-hooks-contrib": "Apache-2.0",  # what of it goes into a bundle
    "reportlab": "BSD-3-Clause",
}
_QT_LICENCE = "LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only"
_LGPL = tuple(HERE / "bundle_licences" / name for name in ("LGPL-3.0.txt", "GPL-3.0.txt"))


def components_of(sources: Iterable[str | Path], own: Path) -> list[Component]:
    """What these files belong to, each component once, with what is linked into it; `own` is the project's folder.

    Raises LookupError for a file that belongs to nothing known: a list with gaps would be no list.
    """
    owners, rest = _by_distribution(sources, own)
    found = [_distribution(one) for one in owners]
    found += _python_and_system(rest)
    names = {one.name.lower().replace("_", "-") for one in found}
    found += [part for part in linked_in() if part.inside.lower() in names]
    return sorted(set(found))


def _by_distribution(sources: Iterable[str | Path], own: Path) -> tuple[list[Distribution], list[Path]]:
    """The distributions that own some of the files, and the files that none owns nor the project."""
    known: dict[str, Distribution] = {}
    for one in distributions():
        home = Path(str(one.locate_file(""))).resolve()
        known.update((os.path.normpath(home / file), one) for file in one.files or ())  # quicker than asking the disk
    owners: dict[str, Distribution] = {}
    rest = []
    site = Path(sysconfig.get_path("purelib")).resolve()
    for source in sources:
        path = Path(os.path.realpath(source))
        owner = known.get(str(path))
        if owner is not None:
            owners[owner.metadata["Name"]] = owner
        elif path.is_relative_to(site) or not path.is_relative_to(own):
            rest.append(path)
    return list(owners.values()), rest


def _distribution(one: Distribution) -> Component:
    name, version = one.metadata["Name"], one.version
    is_qt = name.lower() in ("pyside6-essentials", "pyside6_essentials", "shiboken6")
    texts = tuple(Path(str(one.locate_file(file))) for file in one.files or () if _is_text(file))
    licence = _QT_LICENCE if is_qt else _LICENCES.get(name.lower()) or _stated(one.metadata)
    return Component(name, version, licence, python_purl(name, version), texts=texts or (_LGPL if is_qt else ()))


def _is_text(file: PurePath) -> bool:
    """Whether a file of a distribution is the text of a licence: beside its metadata, or in their folder for it."""
    if not any(part.endswith(".dist-info") for part in file.parts):
        return False
    return "licenses" in file.parts or bool(_TEXT.search(file.name))


def _stated(metadata: PackageMetadata) -> str:
    """The licence as a distribution states it: an expression, a few words, or the classifiers' names."""
    for field in ("License-Expression", "License"):
        words = str(metadata[field] or "").strip() if field in metadata else ""
        if words and words != "Dual License" and len(words) <= _BRIEF and "\n" not in words:
            return words
    classifiers = metadata.get_all("Classifier") or []
    return ", ".join(sorted(one.rsplit(" :: ", 1)[1] for one in classifiers if one.startswith("License ::")))


def _python_and_system(files: Iterable[Path]) -> list[Component]:
    base = Path(os.path.realpath(sys.base_prefix))
    found: dict[str, Component] = {}
    for path in files:
        if path.is_relative_to(base) or path.name == "base_library.zip":
            licence = Path(sysconfig.get_path("stdlib"), "LICENSE.txt")
            texts = (licence,) if licence.is_file() else ()
            one = Component("Python", platform.python_version(), "PSF-2.0", texts=texts)
        else:
            one = _of_the_system(path)
        found[one.ref] = one
    return list(found.values())


def _of_the_system(path: Path) -> Component:
    """The package of a Debian system, or the library's own name on a system whose makers license all of it."""
    if sys.platform != "linux":
        return Component(path.name, platform.version(), "as the system's own")
    named = [line.split(": ")[0] for name in _names(path) for line in _said("dpkg-query", "-S", name).splitlines()]
    if not named:
        raise LookupError(
            f"{path} belongs to no distribution and to no package of this system, so it cannot be listed."
        )
    package = named[0]
    name, version, architecture = _said(
        "dpkg-query", "-W", "-f", "${Package}|${Version}|${Architecture}", package
    ).split("|")
    text = Path("/usr/share/doc", name, "copyright")
    purl = f"pkg:deb/debian/{quote(name)}@{quote(version)}?arch={architecture}"
    return Component(name, version, of_debian(text), purl, texts=(text,) if text.is_file() else ())


def _names(path: Path) -> tuple[str, ...]:
    """The ways in which the list of packages may name a file since /lib became a link."""
    plain = str(path)
    return (plain, plain.removeprefix("/usr")) if plain.startswith("/usr/lib") else (plain,)


def of_debian(text: Path) -> str:
    """The licence of most of a package's files, as its copyright file states it; empty where there is none."""
    if not text.is_file():
        return ""
    words = text.read_text(encoding="utf-8", errors="replace")
    main = re.search(r"^Files: \*\n(?:.+\n)*?License: *(\S.*)$", words, re.MULTILINE)
    return main[1].strip() if main else "as in its copyright file"


def _said(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout if done.returncode == 0 else ""


def linked_in() -> Iterator[Component]:
    """What is part of other components' files, by what these say of themselves."""
    for inside, name, licence, ask in _INSIDE:
        yield Component(name, ask(), licence, inside=inside)


def _cipher(pragma: str) -> str:
    import sqlcipher3

    with sqlcipher3.connect(":memory:") as connection:
        return str(connection.execute(pragma).fetchone()[0])


def _qt() -> str:
    from PySide6.QtCore import qVersion

    return str(qVersion())


def _openssl() -> str:
    from cryptography.hazmat.backends.openssl.backend import backend

    return backend.openssl_version_text().split()[1]


def _pdfium() -> str:
    import pypdfium2

    return str(pypdfium2.PDFIUM_INFO)


def _lxml(name: str) -> str:
    from lxml import etree

    return ".".join(map(str, getattr(etree, name)))


def _pillow(name: str) -> str:
    """What Pillow says of a library in it: of HarfBuzz nothing where the system has no FriBidi to begin it with."""
    import PIL
    from PIL import features

    return features.version(name) or f"{PIL.__version__} of Pillow"


_INSIDE: tuple[tuple[str, str, str, Callable[[], str]], ...] = (
    ("PySide6-Essentials", "Qt", _QT_LICENCE, _qt),
    ("sqlcipher3", "SQLCipher", "BSD-3-Clause", lambda: _cipher("PRAGMA cipher_version").split()[0]),
    ("sqlcipher3", "SQLite", "blessing", lambda: _cipher("SELECT sqlite_version()")),
    ("cryptography", "OpenSSL", "Apache-2.0", _openssl),
    ("pypdfium2", "PDFium", "BSD-3-Clause AND Apache-2.0", _pdfium),
    ("lxml", "libxml2", "MIT", lambda: _lxml("LIBXML_VERSION")),
    ("lxml", "libxslt", "MIT", lambda: _lxml("LIBXSLT_VERSION")),
    ("pillow", "FreeType", "FTL", lambda: _pillow("freetype2")),
    ("pillow", "HarfBuzz", "MIT", lambda: _pillow("harfbuzz")),
    ("pillow", "libjpeg-turbo", "BSD-3-Clause AND IJG", lambda: _pillow("libjpeg_turbo")),
    ("pillow", "OpenJPEG", "BSD-2-Clause", lambda: _pillow("jpg_2000")),
    ("pillow", "libtiff", "libtiff", lambda: _pillow("libtiff")),
    ("pillow", "libwebp", "BSD-3-Clause", lambda: _pillow("webp")),
    ("pillow", "libavif", "BSD-2-Clause", lambda: _pillow("avif")),
    ("pillow", "Little CMS", "MIT", lambda: _pillow("littlecms2")),
    ("pillow", "zlib-ng", "Zlib", lambda: _pillow("zlib_ng")),
)
"""The component that holds it, its name, its licence, and how its version is asked."""

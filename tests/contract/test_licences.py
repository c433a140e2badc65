"""What the package depends on may be used, changed and passed on by anyone who uses the package."""

from __future__ import annotations

import importlib.metadata as metadata
import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
# LGPL is left alone: it binds changes to the library itself, not the programs that import it.
COPYLEFT = re.compile(r"(?<![A-Za-z])A?GPL|GNU (?:Affero )?General Public", re.IGNORECASE)
REVIEWED = {
    "numpy": "wheels carry GCC's runtime libraries, whose exception frees programs that use them",
    "scipy": "wheels carry GCC's runtime libraries, whose exception frees programs that use them",
}


def canonical_name(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


# Their packages carry a text of a licence and no field that names it: MIT and Apache 2.0.
UNNAMED = {"axe-playwright-python", "atheris"}
WHICH = ("dependencies", "build", "dev")


def declared(which: str = "dependencies") -> list[str]:
    """What the package needs to run, or what one group of its developers' tools names."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = {"dependencies": project["project"]["dependencies"], **project["dependency-groups"]}
    return [Requirement(line).name for line in groups[which]]


def installed_with(names: list[str]) -> dict[str, metadata.Distribution]:
    """The named distributions and all that they need on this machine."""
    found: dict[str, metadata.Distribution] = {}
    waiting = list(names)
    while waiting:
        name = canonical_name(waiting.pop())
        if name in found:
            continue
        try:
            found[name] = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue
        for line in found[name].requires or ():
            need = Requirement(line)
            if need.marker is None or need.marker.evaluate({"extra": ""}):
                waiting.append(need.name)
    return found


def licences_of(distribution: metadata.Distribution) -> list[str]:
    """The expression where there is one, else the first line of the text and the classifiers."""
    about = distribution.metadata
    expression = about.get("License-Expression")
    if expression:
        return [expression]
    first = (about.get("License") or "").strip().splitlines()[:1]
    return first + [c for c in about.get_all("Classifier") or [] if c.startswith("License ::")]


def is_copyleft(licences: list[str]) -> bool:
    """Whether the GNU GPL or AGPL applies, and no other licence may be chosen instead.

    >>> is_copyleft(["MPL-1.1 OR GPL-2.0-only"]), is_copyleft(["MIT AND GPL-3.0-only"])
    (False, True)
    """
    return any(
        all(COPYLEFT.search(choice) for choice in re.split(r"\s+OR\s+", licence))
        for licence in licences
    )


@pytest.mark.parametrize(
    ("licence", "expected"),
    [
        ("MIT", False),
        ("GPL-3.0-or-later", True),
        ("AGPL-3.0-only", True),
        ("LGPL-2.1-or-later", False),
        ("MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later", False),
        ("MIT AND GPL-2.0-only", True),
        ("License :: OSI Approved :: GNU General Public License v3 (GPLv3)", True),
    ],
)
def test_copyleft_is_told_from_a_choice(licence: str, expected: bool) -> None:
    assert is_copyleft([licence]) is expected


@pytest.mark.parametrize("which", WHICH)
def test_no_dependency_is_under_the_gpl(which: str) -> None:
    names = installed_with(declared(which))
    assert names, "the dependencies are not installed"
    wrong = {
        name: licences_of(one)
        for name, one in names.items()
        if is_copyleft(licences_of(one)) and name not in REVIEWED
    }
    assert not wrong


@pytest.mark.parametrize("which", WHICH)
def test_every_dependency_states_a_licence(which: str) -> None:
    found = installed_with(declared(which))
    assert not [name for name, one in found.items() if not licences_of(one) and name not in UNNAMED]

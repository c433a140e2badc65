"""What the package is made of is known: locked with hashes, and listed in a bill of materials."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PINNED = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)", re.MULTILINE)


def pinned(name: str) -> dict[str, str]:
    """By package: its version in a lock file."""
    return dict(PINNED.findall((ROOT / name).read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-test.lock"])
def test_every_locked_package_has_a_hash(name: str) -> None:
    blocks = re.split(r"(?m)^(?=[A-Za-z0-9])", (ROOT / name).read_text(encoding="utf-8"))
    packages = [block for block in blocks if PINNED.match(block)]
    assert len(packages) > 20
    assert not [block.split()[0] for block in packages if "--hash=sha256:" not in block]


def test_the_bill_of_materials_lists_every_locked_package_with_its_hashes(tmp_path: Path) -> None:
    target = tmp_path / "bom.json"
    words = ["requirements", str(ROOT / "requirements.lock"), "--output-reproducible"]
    command = [sys.executable, "-m", "cyclonedx_py", *words, "--of", "JSON", "-o", str(target)]
    subprocess.run(command, check=True, capture_output=True)
    bill = json.loads(target.read_text(encoding="utf-8"))
    assert bill["bomFormat"] == "CycloneDX"
    listed = {one["name"].lower(): one for one in bill["components"]}
    for name, version in pinned("requirements.lock").items():
        one = listed[name.lower()]
        assert one["version"] == version
        hashes = [each for place in one["externalReferences"] for each in place.get("hashes", ())]
        assert hashes, name

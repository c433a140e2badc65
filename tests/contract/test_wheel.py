"""The wheel holds everything that the program reads, and works where it is installed."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import detente

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "detente"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from the working tree."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    built = subprocess.run([*command, str(ROOT)], capture_output=True, text=True)
    assert built.returncode == 0, built.stdout + built.stderr
    return next(folder.glob("*.whl"))


def test_wheel_runs_on_any_platform(wheel: Path) -> None:
    assert wheel.name == f"detente-{detente.__version__}-py3-none-any.whl"


def test_wheel_holds_every_file_of_the_package_and_nothing_else(wheel: Path) -> None:
    expected = {
        f"detente/{path.relative_to(PACKAGE).as_posix()}"
        for path in PACKAGE.rglob("*")
        if path.is_file() and not {".mypy_cache", ".ruff_cache", "__pycache__"} & set(path.parts)
    }
    held = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert held == expected
    assert any(name.endswith("likelihood.tsv") for name in held)
    assert "detente/py.typed" in held


def test_wheel_names_command_licence_and_needs(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    names = {name.split(".dist-info/")[1]: name for name in archive.namelist() if "-info/" in name}
    assert "detente = detente.cli:main" in archive.read(names["entry_points.txt"]).decode()
    assert "MIT" in archive.read(names["licenses/LICENSE"]).decode()
    about = archive.read(names["METADATA"]).decode()
    assert "Requires-Python: >=3.11" in about
    assert "Requires-Dist: spacy" in about


def test_installed_wheel_runs_away_from_the_source(wheel: Path, tmp_path: Path) -> None:
    place = tmp_path / "site"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([*pip, "--target", str(place), str(wheel)], check=True, cwd=tmp_path)
    program = "import detente, detente.cli; print(detente.__file__); detente.cli.main()"
    ran = subprocess.run(
        [sys.executable, "-c", program, "actors", "Vietnam"],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(place)},
    )
    assert ran.returncode == 0, ran.stderr
    assert str(place) in ran.stdout
    assert "VNM" in ran.stdout

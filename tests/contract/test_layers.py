"""The layer rule of docs/architecture.md, checked against every import."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "detente"


def read_layers() -> list[list[set[str]]]:
    """The layers from the lowest up; each is a list of groups that may not import each other."""
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    block = text.split("```layers\n")[1].split("```")[0]
    return [
        [{name.strip() for name in group.split(",")} for group in line.split("|")]
        for line in block.strip().splitlines()
    ]


def imports_of(path: Path) -> set[str]:
    """First parts below ``detente`` of everything a module imports, at any depth."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module]
            if node.module == "detente":
                names = [f"detente.{alias.name}" for alias in node.names]
        for name in names:
            parts = name.split(".")
            if parts[0] == "detente" and len(parts) > 1:
                found.add(parts[1])
    return found


def place_of(part: str, layers: list[list[set[str]]]) -> tuple[int, int]:
    part = "pipeline" if part.startswith("pipeline_") else part
    for level, groups in enumerate(layers):
        for at, group in enumerate(groups):
            if part in group:
                return level, at
    raise AssertionError(f"{part} stands in no layer of docs/architecture.md")


def test_imports_point_downwards_and_siblings_stay_apart() -> None:
    layers = read_layers()
    wrong: list[str] = []
    for path in sorted(SOURCE.rglob("*.py")):
        part = path.relative_to(SOURCE).parts[0].removesuffix(".py")
        if part == "__init__":
            continue
        level, group = place_of(part, layers)
        for other in imports_of(path) - {part, "__version__"}:
            other_level, other_group = place_of(other, layers)
            same_group = (level, group) == (other_level, other_group)
            if other_level > level or (other_level == level and not same_group):
                wrong.append(f"{path.relative_to(SOURCE)} imports {other}")
    assert not wrong, "\n".join(wrong)


def test_every_part_of_the_package_has_a_layer() -> None:
    layers = read_layers()
    for path in SOURCE.iterdir():
        part = path.name.removesuffix(".py")
        if not part.startswith("_") and path.suffix in ("", ".py"):
            place_of(part, layers)

"""The shape of errors: one tree, drawn where it is defined; messages that say what to do next."""

from __future__ import annotations

import ast
import inspect
import re
from pathlib import Path

from detente import errors

SOURCE = Path(__file__).parents[2] / "src" / "detente"
TREE_LINE = re.compile(r"^[│ ]*[├└]── (\w+)", re.MULTILINE)


def error_classes() -> dict[str, type[Exception]]:
    return {
        name: thing
        for name, thing in vars(errors).items()
        if inspect.isclass(thing) and issubclass(thing, errors.DetenteError)
    }


def test_every_error_stands_in_the_tree() -> None:
    drawn = set(TREE_LINE.findall(errors.__doc__ or "")) | {"DetenteError"}
    assert drawn == set(error_classes())


def test_the_tree_is_drawn_as_it_is() -> None:
    """A child stands deeper than its parent, below it."""
    stack: list[tuple[int, str]] = [(0, "DetenteError")]
    for line in (errors.__doc__ or "").splitlines():
        found = TREE_LINE.match(line.removeprefix("    "))
        if found is None:
            continue
        depth = line.index(found[1])
        while stack and stack[-1][0] >= depth:
            stack.pop()
        parent = error_classes()[stack[-1][1]]
        assert error_classes()[found[1]].__bases__ == (parent,), found[1]
        stack.append((depth, found[1]))


def test_every_error_explains_itself() -> None:
    for name, error in error_classes().items():
        assert "__doc__" in vars(error) and error.__doc__, f"{name} has no docstring"


def test_no_error_is_defined_elsewhere() -> None:
    for path in SOURCE.rglob("*.py"):
        if path.name == "errors.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                bases = {ast.unparse(base) for base in node.bases}
                wrong = {base for base in bases if base.endswith(("Error", "Exception"))}
                assert not wrong, f"{path.name} defines the error {node.name}"


def test_raised_errors_have_a_message() -> None:
    names = set(error_classes())
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Raise) and node.exc is not None:
                raised = node.exc
                named = raised.func if isinstance(raised, ast.Call) else raised
                if isinstance(named, ast.Name) and named.id in names:
                    place = f"{path.relative_to(SOURCE)}:{node.lineno}"
                    assert isinstance(raised, ast.Call) and raised.args, f"{place} says nothing"

"""House rules that a reader can rely on: sizes, names, docstrings, where things may happen."""

from __future__ import annotations

import ast
import importlib
import inspect
import io
import re
import tokenize
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "detente"
FILES = sorted(SOURCE.rglob("*.py"))
STAGES = ("documents", "statements", "judgements", "events", "relations", "signals", "outlook")
MOST_FILE_LINES = 350
MOST_FUNCTION_LINES = 60
MOST_PARAMETERS = 5
DOCSTRING_FROM_LINES = 8
FORBIDDEN_NAMES = frozenset(
    "utils util helpers helper common core base misc manager handler processor service info data "
    "stuff tools lib".split()
)
# What opens connections or serves; `urllib.parse` and `http.HTTPStatus` only read text.
NETWORK = frozenset(
    "httpx requests aiohttp socket ssl ftplib smtplib telnetlib urllib3 urllib.request "
    "http.client http.server websockets".split()
)
UNFINISHED = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b|(?i:not implemented|placeholder|for now\b)")
# A rule that a later change breaks in one of these places names the place in its message.
Function = ast.FunctionDef | ast.AsyncFunctionDef
Rule = Callable[[Path], Iterable[str]]


@cache
def tree_of(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"))


def folder_of(path: Path) -> str:
    """First part of the path below the package: the folder, or the file's own name."""
    return path.relative_to(SOURCE).parts[0]


def broken(rule: Rule) -> list[str]:
    """Everything that a rule finds, with the file it is in."""
    return [f"{path.relative_to(SOURCE)}: {found}" for path in FILES for found in rule(path)]


def docstring_lines(tree: ast.Module) -> set[int]:
    """The lines of all docstrings."""
    return {
        line
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
        for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    }


def code_lines(path: Path) -> int:
    """Lines that hold code: no blank lines, comments or docstrings."""
    lines: set[int] = set()
    layout = (tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT)
    text = path.read_text(encoding="utf-8")
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type not in (*layout, tokenize.ENDMARKER):
            lines.update(range(token.start[0], token.end[0] + 1))
    return len(lines - docstring_lines(tree_of(path)))


def functions(path: Path) -> Iterator[Function]:
    """Every function of a file, nested ones too."""
    return (node for node in ast.walk(tree_of(path)) if isinstance(node, Function))


def public_functions(path: Path) -> Iterator[Function]:
    """Functions of the module and methods of its classes, without private ones."""
    bodies = [tree_of(path).body]
    bodies += [
        node.body
        for node in tree_of(path).body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    ]
    for node in (node for body in bodies for node in body):
        if isinstance(node, Function) and not node.name.startswith("_"):
            yield node


def length_of(function: Function) -> int:
    """Lines from the signature on, without the docstring."""
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function, clean=False) is not None:
        lines -= (first.end_lineno or first.lineno) - first.lineno + 1
    return lines


def calls_in(path: Path) -> Iterator[tuple[int, str]]:
    """Line and name of everything that a file calls."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Call):
            yield node.lineno, ast.unparse(node.func)


def unseeded(path: Path) -> set[int]:
    """Lines on which a generator of chance is made without a seed."""
    return {
        node.lineno
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).endswith("default_rng")
        and not node.args
        and not node.keywords
    }


def imported_by(path: Path) -> set[str]:
    """Full names of what a file imports, modules and their parts alike."""
    found: set[str] = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def test_files_are_short_enough_to_read() -> None:
    sizes = {path: code_lines(path) for path in FILES}
    long = {path.name: size for path, size in sizes.items() if size > MOST_FILE_LINES}
    assert not long, f"more than {MOST_FILE_LINES} lines of code: {long}"


def test_functions_fit_on_a_screen() -> None:
    def rule(path: Path) -> Iterator[str]:
        for one in functions(path):
            if length_of(one) > MOST_FUNCTION_LINES:
                yield f"{one.name} has {length_of(one)} lines"

    assert not broken(rule)


def test_functions_take_few_positional_arguments() -> None:
    def rule(path: Path) -> Iterator[str]:
        # Typer reads the options of a command from its parameters, one each.
        for one in functions(path) if folder_of(path) != "cli" else ():
            names = [arg.arg for arg in one.args.args if arg.arg not in ("self", "cls")]
            if len(names) > MOST_PARAMETERS:
                yield f"{one.name} takes {', '.join(names)}"

    assert not broken(rule)


def test_modules_are_named_after_what_they_make() -> None:
    for path in FILES:
        parts = {part.removesuffix(".py") for part in path.relative_to(SOURCE).parts}
        assert not parts & FORBIDDEN_NAMES, path


def test_long_public_functions_have_docstrings() -> None:
    def rule(path: Path) -> Iterator[str]:
        for one in public_functions(path):
            if length_of(one) > DOCSTRING_FROM_LINES and not ast.get_docstring(one):
                yield f"{one.name} has no docstring"

    assert not broken(rule)


def test_modules_and_public_classes_have_docstrings() -> None:
    def rule(path: Path) -> Iterator[str]:
        if not ast.get_docstring(tree_of(path)):
            yield "the module has no docstring"
        for node in tree_of(path).body:
            named = isinstance(node, ast.ClassDef) and not node.name.startswith("_")
            if named and isinstance(node, ast.ClassDef) and not ast.get_docstring(node):
                yield f"{node.name} has no docstring"

    assert not broken(rule)


@pytest.mark.parametrize(
    "package",
    sorted({path.parent for path in FILES if path.name == "__init__.py"}),
    ids=lambda path: path.name,
)
def test_exports_exist_and_explain_themselves(package: Path) -> None:
    name = ".".join(("detente", *package.relative_to(SOURCE).parts))
    module = importlib.import_module(name)
    for export in getattr(module, "__all__", ()):
        thing = getattr(module, export)
        if inspect.isclass(thing) or inspect.isfunction(thing):
            assert inspect.getdoc(thing), f"{name}.{export} has no docstring"


def test_only_adapters_touch_the_network() -> None:
    def rule(path: Path) -> Iterator[str]:
        if folder_of(path) != "adapters":
            yield from sorted(
                name
                for name in imported_by(path)
                if name in NETWORK or name.split(".")[0] in NETWORK
            )

    assert not broken(rule)


def test_only_the_command_line_prints() -> None:
    def rule(path: Path) -> Iterator[str]:
        # A benchmark is a program of its own: `python -m` runs it and reads what it prints.
        for line, name in calls_in(path) if folder_of(path) not in ("cli", "web", "bench") else ():
            if name in ("print", "input", "breakpoint"):
                yield f"{name} in line {line}"

    assert not broken(rule)


def test_stages_read_no_clock_and_no_chance() -> None:
    clocks = (".now", ".today", ".utcnow", "time.time", "time.monotonic")

    def rule(path: Path) -> Iterator[str]:
        if folder_of(path) in (*STAGES, "codebook", "briefing", "pipeline.py"):
            for line, name in calls_in(path):
                seeded = name == "np.random.default_rng" and line not in unseeded(path)
                if name.endswith(clocks) or (
                    name.startswith(("random.", "np.random.")) and not seeded
                ):
                    yield f"{name} in line {line}; hand in what it needs"

    assert not broken(rule)


def test_nothing_is_left_unfinished() -> None:
    def rule(path: Path) -> Iterator[str]:
        yield from UNFINISHED.findall(path.read_text(encoding="utf-8"))

    assert not broken(rule)


def test_no_exception_is_swallowed_whole() -> None:
    def rule(path: Path) -> Iterator[str]:
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.ExceptHandler):
                caught = ast.unparse(node.type) if node.type else "everything"
                silent = all(isinstance(part, ast.Pass) for part in node.body)
                if silent and caught in ("everything", "Exception", "BaseException"):
                    yield f"line {node.lineno} swallows {caught}"

    assert not broken(rule)


@pytest.mark.parametrize(
    ("text", "n_lines"),
    [
        ('"""Doc."""\n\nx = 1\n', 1),
        ("# only a comment\n\n", 0),
        ('def f() -> None:\n    """Doc\n    of two lines."""\n    return None\n', 2),
        ('TEXT = """one\ntwo\n"""\n', 3),
    ],
)
def test_code_lines_leave_out_what_is_no_code(tmp_path: Path, text: str, n_lines: int) -> None:
    path = tmp_path / "module.py"
    path.write_text(text, encoding="utf-8")
    assert code_lines(path) == n_lines

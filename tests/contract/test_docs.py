"""The pages of docs/ say what the code says, and every link and example in them leads somewhere."""

from __future__ import annotations

import importlib.util
import json
import re
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [
    *sorted((ROOT / "docs").rglob("*.md")),
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")),
]
LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#\s]*)(?:#([^)\s]+))?\)")
COMMAND = re.compile(r"^\s*(?:\$ )?detente ([a-z]+)(?: ([a-z]+(?:-[a-z]+)*))?", re.MULTILINE)
METHOD_PARTS = (
    "In plain words",
    "Question",
    "Formula",
    "Assumptions",
    "Misleads when",
    "Sources",
    "Evidence",
)


def load_tool(name: str) -> ModuleType:
    """A script of tools/, which is no package."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def headings(page: Path) -> set[str]:
    """The fragments that links may name, as Markdown renderers make them."""
    titles = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-") for title in titles}


def test_generated_pages_are_current() -> None:
    stale = load_tool("make_docs").stale_pages()
    assert not stale, f"out of date: {', '.join(stale)}; run: python tools/make_docs.py"


def test_check_finds_a_page_that_was_edited_by_hand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tool = load_tool("make_docs")
    monkeypatch.setattr(tool, "DOCS", tmp_path)
    for path, text in tool.made_pages().items():
        path.write_text(text, encoding="utf-8")
    assert tool.stale_pages() == []
    (tmp_path / "settings.md").write_text("by hand", encoding="utf-8")
    assert tool.stale_pages() == ["settings.md"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_to_files_and_headings(page: Path) -> None:
    for place, fragment in LINK.findall(page.read_text(encoding="utf-8")):
        target = (page.parent / place).resolve() if place else page
        assert target.exists(), f"{page.name} links to {place}, which does not exist"
        if fragment:
            assert fragment in headings(target), f"{page.name}: no heading #{fragment} in {target}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_pages_name_only_commands_that_exist(page: Path) -> None:
    known = {name for name, _ in load_tool("make_docs").commands_of(command_tree())}
    for first, second in COMMAND.findall(page.read_text(encoding="utf-8")):
        names = {f"detente {first}", f"detente {first} {second}"}
        assert names & known, f"{page.name} names the unknown command {first} {second}"


def command_tree() -> object:
    """The whole command line."""
    from typer.main import get_command

    from detente.cli import app

    return get_command(app)


@pytest.mark.parametrize(
    "page", sorted((ROOT / "docs" / "methods").glob("*.md")), ids=lambda page: page.stem
)
def test_method_page_has_every_part(page: Path) -> None:
    found = re.findall(r"^## (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    missing = [part for part in METHOD_PARTS if part not in found]
    assert not missing, f"{page.name} lacks: {', '.join(missing)}"


def test_every_method_is_in_the_index() -> None:
    index = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    for page in (ROOT / "docs").rglob("*.md"):
        name = page.relative_to(ROOT / "docs").as_posix()
        assert name == "index.md" or f"({name})" in index, f"docs/index.md does not lead to {name}"


def test_every_list_of_a_briefing_has_a_page_on_its_method() -> None:
    from detente.briefing.sections import SECTIONS

    pages = [page.read_text("utf-8") for page in (ROOT / "docs" / "methods").glob("*.md")]
    without = [
        one.key
        for one in SECTIONS
        if not any(re.search(rf"(`|\\| ){one.key}(`|:? )", page) for page in pages)
    ]
    # These are explained under names of their own.
    named = {"scores", "calendar", "expectations", "scenarios", "track_records", "outlook"}
    assert set(without) <= named, without


def test_every_setting_and_list_is_explained_somewhere() -> None:
    from detente.briefing.page import LISTS
    from detente.settings import Settings

    settings = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    briefing = (ROOT / "docs" / "briefing.md").read_text(encoding="utf-8")
    for name, field in Settings.model_fields.items():
        assert field.description, f"the setting {name} has no description"
        assert f"`{name}`" in settings
    for name in LISTS:
        assert f"\n## {name}\n" in briefing


def measured_in_readme() -> dict[str, float]:
    """The numbers of the README's table by slice of the accuracy gate."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    block = readme.split("<!-- measured:begin -->")[1].split("<!-- measured:end -->")[0]
    found: dict[str, float] = {}
    rows = re.findall(r"^\| ([a-z ]+) \| ([\d.]+)[^|]*\| ([\d.]+)", block, re.MULTILINE)
    for name, recall, precision in rows:
        kind = name.removesuffix(" statements")
        found |= {f"{kind} recall": float(recall), f"{kind} precision": float(precision)}
    return found


def test_measured_numbers_of_the_readme_fit_the_floors_of_the_gate() -> None:
    """Floors stand a little under what was measured: numbers far off them are old."""
    history = json.loads((ROOT / "tests" / "gate" / "floors.json").read_text(encoding="utf-8"))
    floors = history["history"][-1]["floors"]
    measured = measured_in_readme()
    assert {"all recall", "all precision", "event recall", "forecast recall"} <= set(measured)
    stale = {
        name: (value, floors[name])
        for name, value in measured.items()
        if name in floors and not floors[name] <= value <= floors[name] + 0.15
    }
    assert not stale, f"README, Measured: (said, floor) {stale}; run: make gate"

"""What is remembered of datasets equals what is computed, whatever happens to the folder."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from detente import pipeline
from detente.bench.generated_files import generate
from detente.bench.generating import Plan, dyads_of
from detente.briefing import render_json
from detente.pipeline_datasets import Asked, import_datasets
from detente.pipeline_project import Project, open_project

NOW = datetime(2020, 1, 1, tzinfo=UTC)
AS_OF = date(2016, 3, 8)
ACTOR = dyads_of(6)[0][0]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    folder = tmp_path_factory.mktemp("derived")
    with open_project(folder / "project") as opened:
        bring_in(opened, folder / "one.csv", seed=3)
        yield opened


def bring_in(project: Project, file: Path, *, seed: int) -> None:
    generate(file, "plain", Plan(rows=1500, days=500, start=date(2015, 1, 1), dyads=6, seed=seed))
    import_datasets(project, [file], Asked("plain"), now=NOW, tell=lambda *_: None)


def page(project: Project, *, as_of: date = AS_OF) -> str:
    picture = pipeline.draw_picture(project, ACTOR, as_of=as_of)
    return render_json(pipeline.write_briefing(project, picture))


def derived(project: Project) -> list[Path]:
    return sorted((project.path / "derived").iterdir())


def test_a_remembered_picture_is_the_computed_one(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    computed = page(project)
    kinds = {path.name.split("-")[0] for path in derived(project)}
    assert kinds == {"series", "tracks", "lines"}

    def never(*_: object, **__: object) -> None:
        raise AssertionError("computed again")

    with monkeypatch.context() as patched:
        for place in ("relations.estimate_tracks", "signals.coupling.find_couplings"):
            patched.setattr(f"detente.{place}", never)
        patched.setattr("detente.pipeline_derived.read_series", never)
        assert page(project) == computed
    for path in derived(project):
        path.unlink()
    assert page(project) == computed


def test_torn_results_are_made_again(project: Project) -> None:
    computed = page(project)
    for path in derived(project):
        path.write_bytes(path.read_bytes()[:-200])
    assert page(project) == computed


def test_another_day_is_not_answered_from_the_first(project: Project) -> None:
    assert page(project) != page(project, as_of=date(2015, 9, 1))


def test_another_import_makes_a_new_picture_and_removes_what_is_superseded(
    project: Project, tmp_path: Path
) -> None:
    before, held = page(project), set(derived(project))
    bring_in(project, tmp_path / "two.csv", seed=4)
    assert page(project) != before
    assert not held.intersection(derived(project))

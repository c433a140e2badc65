"""Where files are dropped: documents and event datasets, with what has been taken in so far."""

from __future__ import annotations

from detente.adapters.datasets.sniffing import FORMS
from detente.documents.reading import SUFFIXES
from detente.pipeline_datasets import held_datasets
from detente.pipeline_project import statement_counts
from detente.web.asking import Ask
from detente.web.page import Page
from detente.web.serving import MEGABYTE

MOST_JOBS = 12


def show(ask: Ask) -> Page:
    """The form, the datasets of the project, and the newest jobs."""
    settings = ask.project.settings
    jobs = [
        {"id": one.id, "title": one.title, "status": one.status, "asked_at": one.asked_at,
         "told": one.outcome.told or one.error}
        for one in ask.jobs.all()[:MOST_JOBS]
    ]  # fmt: skip
    datasets = [
        {
            "name": one.name,
            "kinds": one.kinds,
            "files": one.files,
            "rows": one.rows,
            "rejected": one.rejected,
            "events": one.events,
            "first_day": one.first_day,
            "last_day": one.last_day,
        }
        for one in held_datasets(ask.project)
    ]
    values = {
        "documents": len(statement_counts(ask.project)),
        "datasets": datasets,
        "jobs": jobs,
        "kinds": [{"kind": kind, "form": form} for kind, form in FORMS.items()],
        "endings": sorted(SUFFIXES),
        "most_megabytes": ask.serving.most_upload_bytes // MEGABYTE,
        "most_file_megabytes": settings.max_file_bytes // 1_000_000,
    }
    return Page("import.html.j2", "Import", values, place="import")

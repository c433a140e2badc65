"""How a statement was decided, found by coding its document once more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.errors import NotReady
from detente.pipeline_coding import coding_settings
from detente.pipeline_once import explanations_of
from detente.tables import canonical, plain
from detente.web.asking import Ask, address_of
from detente.web.jobs import Outcome

if TYPE_CHECKING:
    from detente.judgements import Ruled
    from detente.model import Document
    from detente.pipeline_project import Progress, Project

# Coding takes about a second for so much; a page may not take longer.
MOST_CHARS_AT_ONCE = 12_000
FIELDS = {
    "mood": "Mood",
    "kind": "Kind",
    "code": "Action",
    "source": "Who",
    "target": "Whom",
}
Told = dict[tuple[str, str], object]


def explanation_of(ask: Ask, document: Document, one: Ruled) -> dict[str, object]:
    """The words that decided, each step, and what else the sentence held.

    Beside the keys of ``detente code --explain --json`` stands ``found``: whether the coder as it
    is now still finds the statement. A person's corrections are not part of it.

    Raises:
        NotReady: with a job, where the document is long and was not explained before.
    """
    settings = ask.project.settings
    key = ("explanations", document.id, ask.codebook.version, canonical(coding_settings(settings)))

    def explain() -> Told:
        found = explanations_of([document], settings=settings)
        return {name: plain(told) for name, told in found.items()}

    def begin() -> Told:
        """Explain a short document now, a long one in a job."""
        if len(document.text) <= MOST_CHARS_AT_ONCE:
            return explain()

        def work(project: Project, tell: Progress) -> Outcome:
            told = explain()
            ask.desk.thing(key, lambda: told)
            back = address_of("statements", one.row.key, explain="show") + "#explained"
            return Outcome("The document has been coded once more.", back)

        title = f"Explaining {document.title or document.origin}"
        running = (job for job in ask.jobs.all() if job.title == title and not job.over)
        job = next(running, None) or ask.jobs.start(title, work)
        raise NotReady("the document is being coded once more, to explain it", job=job.id)

    told = ask.desk.thing(key, begin).get((one.coded.key, one.coded.trigger))
    if not isinstance(told, dict):
        return {"found": False, "triggers": [], "steps": [], "dropped": []}
    return {"found": True, **told, "fields": FIELDS}

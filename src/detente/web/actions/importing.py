"""Files dropped on the page and addresses typed there: kept, then taken in behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.pipeline_adding import said_by_user
from detente.pipeline_asked import asked_day
from detente.pipeline_uploads import ByHand, Taken, check_addresses, check_said, store_upload, take
from detente.web.asking import Ask, Form
from detente.web.desk import this_moment
from detente.web.jobs import Outcome
from detente.web.page import Done

if TYPE_CHECKING:
    from detente.pipeline_project import Progress, Project

EMPTY = "the file is empty; save it again where it was made"


def act(ask: Ask, form: Form) -> Done:
    """Keep the files, and start a job that takes them in.

    Raises:
        InputError: if nothing was given, or what was said about it can't be.
    """
    addresses = check_addresses(form.get("addresses"))
    metadata = said_by_user(
        published=form.get("published"), publisher=form.get("publisher"), option="published"
    )
    files = tuple(
        store_upload(ask.project.path, one.name, one.content) for one in form.files if one.content
    )
    start = asked_day(form.get("start"), "the day of time 0") if form.get("start") else None
    said = ByHand(files, addresses, form.get("kind"), form.get("dataset"), metadata, start)
    check_said(said)
    desk, as_of = ask.desk, ask.as_of
    empty = [
        {"what": one.name, "reason": EMPTY, "number": 1} for one in form.files if not one.content
    ]

    def work(project: Project, tell: Progress) -> Outcome:
        """Take up what was dropped and named, and record its forecasts."""
        from detente.pipeline_outlook import read_book

        now = this_moment()
        with desk.holding(project, now=now):
            taken = take(project, said, now=now, progress=tell)
            # Recorded here, so that looking at the outlook has nothing left to record.
            tell("recording forecasts", 0, 0)
            read_book(project, as_of=as_of, now=now)
        taken.left_out[:0] = empty
        return Outcome(told_of(taken), "/import", tuple(taken.left_out))

    count = len(files) + len(addresses)
    noun = "file or address" if count == 1 else "files and addresses"
    job = ask.jobs.start(f"Import of {count} {noun}", work)
    return Done(f"/jobs/{job.id}", "", {"job": job.id})


def told_of(taken: Taken) -> str:
    """What came of an import, in a sentence or two.

    >>> from detente.pipeline_adding import Added
    >>> told_of(Taken(Added(new=2, unchanged=1)))
    '2 documents added, 1 there already.'
    """
    added = taken.added
    parts = []
    if added.new or not (added.changed or added.unchanged or taken.imported):
        parts.append(f"{added.new} document{'s' if added.new != 1 else ''} added")
    if added.changed:
        parts.append(f"{added.changed} changed")
    if added.unchanged:
        parts.append(f"{added.unchanged} there already")
    sentences = [", ".join(parts) + "."] if parts else []
    for name, done in taken.imported.items():
        again = f", {len(done.skipped)} file there already" if done.skipped else ""
        sentences.append(
            f"Dataset {name}: {done.taken:,} of {done.read:,} rows taken{again}; it has "
            f"{taken.events.get(name, 0):,} events now."
        )
    left = sum(int(str(row["number"])) for row in taken.left_out)
    if left:
        sentences.append(f"{left:,} left out; the table says why.")
    return " ".join(sentences)

"""The briefing as a STIX 2.1 bundle: who, what is said of them, and in which report."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Mapping
from datetime import date

from detente.briefing.line_view import parties_of
from detente.briefing.notes import folded, safe_address
from detente.briefing.page import Briefing
from detente.briefing.portfolio import matrix_of
from detente.briefing.wording import capital
from detente.model import Document, Evidence, Item

# Names are made from this and from what they name, so that the same briefing has the same ids.
SPACE = uuid.UUID("5f0c1e0a-7a55-5c0e-9d4f-6f6b1f2f7d11")
OWN_LISTS = ("portfolio", "publications", "rejected", "takeaways")
Thing = dict[str, object]


def render_stix(
    briefing: Briefing, documents: Mapping[str, Document], states: Iterable[str] = ()
) -> str:
    """A bundle whose report refers to everything in it; the same briefing gives the same bytes.

    Actors are ``identity``, each relation a ``relationship`` (``related-to``) whose description
    has level and interval, each line a ``note`` on its parties with its sources as external
    references; what is denied is an ``opinion`` of the side that denies it.

    Args:
        states: codes that are states; other actors are organisations or groups.
    """
    made = _Bundle(briefing, documents, frozenset(states))
    made.relations()
    for name in briefing.order:
        for item in briefing.lists.get(name, ()) if name not in OWN_LISTS else ():
            made.note(item)
    bundle = {
        "type": "bundle",
        "id": _named("bundle", briefing.actor, briefing.as_of.isoformat()),
        "objects": made.objects(),
    }
    return json.dumps(bundle, ensure_ascii=False, indent=1) + "\n"


def _named(kind: str, *parts: str) -> str:
    return f"{kind}--{uuid.uuid5(SPACE, chr(31).join((kind, *parts)))}"


def _instant(day: date) -> str:
    return f"{day.isoformat()}T00:00:00.000Z"


class _Bundle:
    """The objects of a bundle by id, in the order in which they were made."""

    def __init__(
        self, briefing: Briefing, documents: Mapping[str, Document], states: frozenset[str]
    ) -> None:
        self._briefing = briefing
        self._documents = documents
        self._states = states
        self._made: dict[str, Thing] = {}
        self._at = _instant(briefing.as_of)
        self._actor = self.identity(briefing.actor)

    def objects(self) -> list[Thing]:
        """Everything, with the report that refers to all of it."""
        name = f"{capital(self._briefing.actor_name)}: foreign relations"
        opening = (folded(item.text) for item in self._briefing.lists.get("takeaways", ()))
        report = self._thing(
            "report",
            _named("report", self._briefing.actor, self._at),
            name=name,
            description=" ".join(opening) or name,
            published=self._at,
            object_refs=list(self._made),
        )
        return [report, *self._made.values()]

    def identity(self, code: str) -> str:
        """The id of an actor."""
        name = _named("identity", code)
        if name not in self._made:
            is_state = code in self._states
            self._made[name] = self._thing(
                "identity",
                name,
                name=capital(self._briefing.names.get(code, code)),
                identity_class="organization" if not is_state else "class",
                sectors=["government"] if is_state else [],
                external_references=[
                    {
                        "source_name": "iso-3166" if is_state else "detente-actors",
                        "external_id": code,
                    }
                ],
            )
        return name

    def relations(self) -> None:
        """A relationship for each row of the matrix."""
        rows = self._briefing.lists.get("portfolio", ())
        for row in matrix_of(rows, self._briefing.names).rows:
            cell = row.overall
            proofs = "piece" if cell.n == 1 else "pieces"
            said = (
                f"Level {cell.level:+.1f} ({cell.low:+.1f} to {cell.high:+.1f}) on a scale from "
                f"-10 (open conflict) to +10 (alliance); {cell.direction}, probability "
                f"{cell.p_direction:.2f}; {cell.n} {proofs} of evidence."
            )
            name = _named("relationship", self._briefing.actor, row.counterpart, self._at)
            self._made[name] = self._thing(
                "relationship",
                name,
                relationship_type="related-to",
                source_ref=self._actor,
                target_ref=self.identity(row.counterpart),
                description=said,
                external_references=self._sources(cell.evidence),
            )

    def note(self, item: Item) -> None:
        """A note on the parties of a line, and an opinion for each side that denies it."""
        known = [code for code in sorted(parties_of(item.fields)) if code in self._briefing.names]
        about = [self.identity(code) for code in known] or [self._actor]
        key = item.id or item.text
        name = _named("note", self._briefing.actor, item.list, key, self._at)
        self._made[name] = self._thing(
            "note",
            name,
            abstract=item.list.partition("-")[0].capitalize(),
            content=folded(item.text),
            object_refs=about,
            external_references=self._sources(item.evidence),
        )
        denying = item.fields.get("denied_by")
        for side in denying if isinstance(denying, list | tuple) else ():
            code = str(side)
            if code in self._briefing.names:
                opinion = _named("opinion", name, code)
                self._made[opinion] = self._thing(
                    "opinion",
                    opinion,
                    opinion="disagree",
                    explanation=f"Denied by {self._briefing.names[code]}.",
                    created_by_ref=self.identity(code),
                    object_refs=[name],
                )

    def _thing(self, kind: str, own_id: str, **fields: object) -> Thing:
        head = {"type": kind, "spec_version": "2.1", "id": own_id}
        times = {"created": self._at, "modified": self._at}
        return {**head, **times, **{key: value for key, value in fields.items() if value}}

    def _sources(self, found: Iterable[Evidence]) -> list[Thing]:
        told: list[Thing] = []
        for one in found:
            if one.document:
                document = self._documents[one.document]
                source: Thing = {
                    "source_name": folded(one.publisher or document.publisher or document.origin),
                    "description": folded(one.quote),
                    "external_id": f"{one.document}:{one.start}-{one.end}",
                }
                if safe_address(one.url or document.url):
                    source["url"] = safe_address(one.url or document.url)
                told.append(source)
            else:
                told.append({"source_name": one.dataset, "external_id": one.row})
        return told

"""What the clause leaves open is filled from the sentence, then from the document, and says so."""

from __future__ import annotations

from collections.abc import Sequence

from detente.codebook.algebra import COOPERATION
from detente.statements.answers import answered
from detente.statements.assessing import FOR_WHOM
from detente.statements.clauses import ClauseReader
from detente.statements.discourse import NAMELESS, Party
from detente.statements.drafts import Draft
from detente.statements.helping import as_help
from detente.statements.nameless import other_within
from detente.statements.recasting import recast, recast_sides
from detente.statements.targets import AT_HOME
from detente.statements.third_parties import against_third, between_two
from detente.statements.weapons import by_nature, strikes

# These acts can stand without anyone they are aimed at.
OWN_ACTS = tuple((code,) for code in ("MOBILIZE", "ASSAULT", "COERCE", "PROTEST", "CONSULT"))
TRAVEL = frozenset("visit come arrive travel return".split())


BETWEEN = "those between whom it stands"
DONE_BY_A_FOE = tuple((code,) for code in ("ASSAULT", "COERCE", "SANCTION"))


def complete(drafts: Sequence[Draft], reader: ClauseReader) -> list[Draft]:
    """Give every draft the parties that its clause leaves to the context; drop those left alone."""
    kept: list[Draft] = []
    for draft in drafts:
        if draft.kind == "event" and by_nature(reader.tree, draft.predicate) and not draft.source:
            draft.reasons.append("dropped: done by nature or chance")
            continue
        as_help(draft, reader)
        answered(draft, reader)
        recast_sides(draft, reader)
        _reach_home(draft, reader)
        _fill(draft, reader)
        if not draft.source and not (draft.target and _done_by_someone(draft, reader)):
            draft.reasons.append("dropped: nobody named as doing it, not even in the context")
            continue
        if draft.meaning.frame == "o>s" and not draft.way and draft.source and draft.target:
            # "Gained support": who gained is told, the giver comes from the context.
            draft.source, draft.target = draft.target, draft.source
        _decide_direction(draft, reader)
        recast(draft, reader)
        loose = _is_loose(draft, reader) and not draft.way
        if loose and draft.guessed and draft.kind == "event":
            draft.reasons.append("dropped: a participle whose parties would be a guess")
            continue
        alone = len({p.code for p in draft.source + draft.target}) < 2
        open_ends = any(p.code == NAMELESS for p in draft.source + draft.target)
        open_ends = open_ends or draft.way == AT_HOME
        meets = draft.kind == "event" and draft.codes[:1] == ("CONSULT",)
        if alone and meets and not open_ends and not _is_session(draft, reader):
            other = reader.discourse.counterpart((draft.source or draft.target)[0].code)
            if (
                draft.meaning.frame == "mutual"
                or not other
                or not draft.source
                or (
                    draft.source[0].owner or reader.tree.tokens[draft.predicate].lemma not in TRAVEL
                )
            ):
                draft.reasons.append("dropped: a meeting with nobody else")
                continue
            draft.target = (Party(other),)
            draft.reasons.append("target from the document's context")
        if _repeats(draft, kept):
            draft.reasons.append("dropped: the same judgement again")
        else:
            kept.append(draft)
    return kept


def _is_session(draft: Draft, reader: ClauseReader) -> bool:
    """ "The bloc's council meets on 4 December": a body meets by itself, and it is ahead."""
    kinds = {reader.codebook.actors.actor(p.code).kind for p in draft.source}
    return draft.mood.tense == "present" and kinds <= {"org", "bloc"} and bool(kinds)


def _is_loose(draft: Draft, reader: ClauseReader) -> bool:
    """Whether a participle only goes along; "answered by expelling two envoys" is the act."""
    tree = reader.tree
    token = tree.tokens[draft.predicate]
    by = token.dep == "pcomp" and tree.tokens[token.head].lemma == "by"
    return token.tag == "VBG" and not by


def _reach_home(draft: Draft, reader: ClauseReader) -> None:
    """In a text of one state what two of its own do together is between them."""
    home = reader.discourse.home
    if not home or draft.kind != "event" or draft.target or not draft.codes:
        return
    if draft.codes[0] not in COOPERATION or {p.code for p in draft.source} != {home}:
        return
    offices = reader.codebook.offices
    other = other_within(reader.tree, draft.predicate, offices, home=home)
    if other is not None:
        draft.target, draft.way = (other,), AT_HOME
        draft.reasons.append("between two of one state")


def _done_by_someone(draft: Draft, reader: ClauseReader) -> bool:
    """Whether an act without a doer is told as one: "three Kenyans were killed"."""
    return (
        draft.kind != "event"
        or reader.tree.is_noun(draft.predicate)
        or reader.who.is_passive(draft.predicate)
        or strikes(reader.tree, draft.predicate) >= 0
    )


def _repeats(draft: Draft, kept: Sequence[Draft]) -> bool:
    """A judgement that adds no act and no condition to one of the same parties and phrase."""
    if draft.kind not in ("forecast", "recommendation", "assessment"):
        return False
    return any(
        other.kind == draft.kind
        and _same_sides(draft, other)
        and other.mood.phrase == draft.mood.phrase
        and other.condition == draft.condition
        and (not draft.codes or draft.codes[:1] == other.codes[:1])
        for other in kept
    )


def _same_sides(draft: Draft, other: Draft) -> bool:
    """Whether two judgements are about the same; "X gains, Y loses" are two, though of one pair."""
    ours, theirs = (
        ({p.code for p in d.source}, {p.code for p in d.target}) for d in (draft, other)
    )
    if draft.kind == "assessment" and draft.directed and other.directed:
        apart = draft.predicate != other.predicate and ours[0].isdisjoint(theirs[0])
        if apart and not draft.guessed:
            return False
    return ours[0] | ours[1] == theirs[0] | theirs[1]


def _fill(draft: Draft, reader: ClauseReader) -> None:
    named = reader.finder.mentioned(list(range(len(reader.tree.tokens))))
    if draft.kind == "recommendation":
        _address(draft, reader)
    if not draft.source and len({p.code for p in draft.target}) > 1:
        draft.source = draft.target
    if not draft.source and not draft.target:
        _from_context(draft, reader, named)
    own = {p.code for p in draft.source}
    both = between_two(draft, reader) if own and not draft.target else ()
    if both:
        draft.target = both
        draft.reasons.append(BETWEEN)
        return
    if len(own) > 1 and not draft.target:
        against_third(draft, reader, named)
        return
    if draft.way == AT_HOME:
        return
    if draft.source and not draft.target:
        others = tuple(p for p in named if p.code not in own)
        if others and _reaches(draft) and draft.codes[:1] not in OWN_ACTS[:1]:
            draft.target = _provokers(draft, others, reader) or others[:2]
            draft.reasons.append("target from the rest of the sentence")
    if not draft.source and draft.target:
        if _concerned(draft, reader):
            draft.source, draft.target = draft.target[:1], draft.target[1:]
            draft.reasons.append("the one it concerns is its party")
            _fill(draft, reader)
            return
        _actor_for(draft, reader, named)
    if (
        draft.source
        and not draft.target
        and (draft.kind != "event" or draft.codes[:1] not in OWN_ACTS or _shown_to(draft, reader))
    ):
        others = reader.discourse.opposite({p.code: p for p in draft.source})
        if _at_home(draft, reader, named):
            draft.target = (draft.source[0],)
            draft.reasons.append("a matter within one state")
        elif others:
            draft.target = others
            draft.guessed = True
            draft.reasons.append("target from the document's context")


DOMESTIC = frozenset(
    "domestic parliament parliamentary legislative legislature election electoral electorate voter "
    "coalition opposition majority reform reformist hardliner hardline conservative cleric "
    "constituency citizen population resident succession constitution constitutional inflation "
    "propaganda cabinet senate referendum unrest protester middle-class class elite faction "
    "internal internally domestically nationwide unemployment judiciary".split()
)


def _at_home(draft: Draft, reader: ClauseReader, named: tuple[Party, ...]) -> bool:
    """Whether a judgement is on what goes on within the one state that its sentence names."""
    if draft.kind not in ("forecast", "assessment", "recommendation"):
        return False
    if draft.way == FOR_WHOM:
        return False
    if {p.code for p in named} - {draft.source[0].code} or len(draft.source) > 1:
        return False
    tree = reader.tree
    when = {
        n
        for at in draft.tokens
        if tree.tokens[at].dep == "prep" and tree.tokens[at].lemma in ("before", "after", "since")
        for n in tree.subtree(at)
    }
    return any(tree.tokens[n].lemma in DOMESTIC for n in draft.tokens if n not in when)


def _shown_to(draft: Draft, reader: ClauseReader) -> bool:
    """Whether force is shown to the other of the two that a text is about; a test is to no one."""
    noun = draft.meaning.noun
    posture = draft.codes[:1] == ("MOBILIZE",) and (noun is None or noun.noun_class != "test")
    alone = len({p.code for p in draft.source}) == 1
    return posture and alone and draft.source[0].code in reader.discourse.dyad()


def _concerned(draft: Draft, reader: ClauseReader) -> bool:
    """ "The benefits for the North would change its calculus": a judgement on one, by no one."""
    if draft.kind not in ("forecast", "assessment"):
        return False
    if reader.who.is_passive(draft.predicate):
        return False
    if draft.kind == "forecast" and reader.who.has_own_subject(draft.predicate):
        # "Hardship could drive Chadians into Niger": what is nobody's act concerns its object.
        return True
    return draft.way not in ("object", "preposition", "complement")


def _provokers(draft: Draft, others: tuple[Party, ...], reader: ClauseReader) -> tuple[Party, ...]:
    """Who acts in the clause of time beside an act: "when Spain endorsed the plan, Algeria …"."""
    codes = {p.code for p in others}
    tree = reader.tree
    for other in reader.drafts:
        token = tree.tokens[other.predicate]
        beside = token.dep == "advcl" and token.head == draft.predicate
        if beside and any(
            tree.tokens[k].lemma in ("when", "after", "since") for k in tree.children[token.number]
        ):
            return tuple(p for p in other.source if p.code in codes)
    return ()


def _reaches(draft: Draft) -> bool:
    """Whether an act may be aimed at someone named elsewhere in the sentence."""
    return draft.kind != "event" or draft.codes[:1] != ("CONSULT",)


def _address(draft: Draft, reader: ClauseReader) -> None:
    """An impersonal call is addressed to whom the document has been advising."""
    discourse = reader.discourse
    own = {p.code for p in draft.source}
    direct = bool(own) and not all(p.owner for p in draft.source)
    if direct and len(own) == 1:
        discourse.addressee = next(iter(own))
        return
    if direct or not discourse.addressee:
        return
    others = tuple(p for p in draft.source + draft.target if p.code != discourse.addressee)
    draft.source = (Party(discourse.addressee),)
    draft.target = others
    draft.reasons.append("addressed to whom the document advises")


def _from_context(draft: Draft, reader: ClauseReader, named: tuple[Party, ...]) -> None:
    """A judgement without parties is about those of its sentence, else those just spoken of."""
    if draft.codes[:1] == ("THREATEN",) and draft.speaker_code:
        draft.source = (Party(draft.speaker_code, person=draft.speaker),)
        draft.target = tuple(p for p in named if p.code != draft.speaker_code)
        draft.speaker, draft.speaker_code = "", ""
        draft.reasons.append("the speaker threatens")
        return
    two = reader.discourse.dyad()
    inside = reader.finder.mentioned(draft.tokens)
    if two and not inside and {p.code for p in named}.isdisjoint(two) and named:
        # "This could deepen bilateral mistrust, an opening for Peru": Peru is no side of it.
        draft.source = tuple(map(Party, two))
    elif two and len({p.code for p in named}) > 2 and {p.code for p in named}.issuperset(two):
        draft.source = tuple(p for p in named if p.code in two)
    elif len({p.code for p in named}) > 1 or (named and draft.kind != "event"):
        draft.source = named[:2]
    elif named:
        other = reader.finder.main_other(named[0].code)
        draft.source = (named[0], Party(other)) if other else ()
    elif reader.discourse.pair or len(reader.discourse.several()) > 1:
        draft.source = reader.discourse.pair or reader.discourse.several()
    draft.guessed = True
    draft.reasons.append("parties from the context")


def _actor_for(draft: Draft, reader: ClauseReader, named: tuple[Party, ...]) -> None:
    """Who acts in a passive without an agent: another of the sentence, else the last subject."""
    aimed = {p.code for p in draft.target}
    others = tuple(p for p in named if p.code not in aimed)
    before = tuple(p for p in reader.discourse.subject if p.code not in aimed)
    if draft.kind != "event" and (others or before):
        draft.source = (others or before)[:1]
    elif draft.kind == "event" and before and not others:
        draft.source = before[:1]
    elif draft.codes[:1] in DONE_BY_A_FOE and aimed < set(reader.discourse.dyad()):
        # "The soldiers killed by a mine": by the other of the two, where it is named beside them.
        draft.source = tuple(p for p in others if p.code in reader.discourse.dyad())[:1]
        if not draft.source:
            return
    else:
        return
    draft.reasons.append("actor from the context")


# With an object of their own these are done to it by several, not to each other.
STRIKING = (("ASSAULT",), ("COERCE",))
TOGETHER = ("CONSULT", "AGREE", "SUPPORT", "COOPERATE")
DIRECT = ("object", "preposition")


def _to_do(draft: Draft, reader: ClauseReader) -> bool:
    """ "A and B agreed to arm C", "pledged aid for C": aimed at C; "agreed that C was" is not."""
    at = draft.meaning.complement
    if draft.way == "object's phrase" and draft.meaning.operator == "=PROMISE":
        return "AID" in draft.codes
    return draft.way == "complement" and at >= 0 and not reader.tree.kids(at, "nsubj", "mark")


def _decide_direction(draft: Draft, reader: ClauseReader) -> None:
    several = len({p.code for p in draft.source}) > 1
    noun = draft.meaning.noun
    drilled = noun is not None and noun.noun_class == "drill" and draft.codes[:1] == ("MOBILIZE",)
    if several and drilled and draft.kind == "event":
        draft.codes = ("COOPERATE", *draft.codes)
    told = draft.kind in ("event", "scheduled")
    together = bool(draft.codes) and draft.codes[0] in TOGETHER and told
    backed = draft.codes[:1] == ("SUPPORT",) and draft.meaning.frame == "s>o"
    backed = backed and draft.way in ("object's phrase", "owner of the object")
    if BETWEEN in draft.reasons:
        # A mediator meets both; what the two have with each other is told apart.
        return
    aimed = draft.way in DIRECT or _to_do(draft, reader)
    if several and together and not backed and not aimed:
        draft.target = ()
    codes = {p.code for p in draft.source}
    if draft.way == AT_HOME:
        return
    if several and not draft.target and draft.codes[:1] == ("REQUEST",):
        # What two call for together, of nobody in particular, is what they agree on.
        draft.codes = ("AGREE", "SUPPORT", *draft.codes)
    objects = draft.meaning.objects
    acted = draft.kind == "event" and bool(objects) and draft.predicate not in objects
    struck = acted and draft.codes[:1] in STRIKING and draft.meaning.frame != "mutual"
    if (len(codes) > 1 and not draft.target and not struck) or (
        draft.meaning.frame == "mutual" and codes and draft.target
    ):
        draft.directed = False
    elif not draft.directed:
        return
    elif codes and codes == {p.code for p in draft.target}:
        draft.directed = False

"""Acts whose root or whose doer depends on what stands around them.

The tables say what a verb does to an object; who acts and in what manner may make another act of
it: soldiers who are flown to a border are shown as force by their own state, a plan dropped "in a
U-turn" gives way, a diplomat who is told to leave is expelled.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from detente.statements.discourse import Party
from detente.statements.drafts import Draft
from detente.statements.joining import as_joint
from detente.statements.targets import AT_HOME
from detente.statements.weapons import fired_from, strikes

if TYPE_CHECKING:
    from detente.statements.clauses import ClauseReader

PEACEKEEPING = frozenset("peacekeeper peacekeeping peacekeepers".split())
DEMONSTRATORS = frozenset(
    "protester demonstrator rioter striker marcher mob crowd student worker monk unionist".split()
)
HELPERS = frozenset(
    "doctor nurse medic paramedic surgeon firefighter fireman rescuer lifeguard midwife".split()
)
CREWS = frozenset("team crew worker brigade squad unit".split())
HELPFUL = frozenset("rescue search relief aid medical firefighting humanitarian".split())
REACHING = frozenset(
    "arrive land reach fly come head travel deploy go touch rush hurry set turn".split()
)
GIVING_WAY = frozenset(
    "climbdown u turn about-face volte-face about-turn reversal backdown concession capitulation "
    "face retreat gesture turnaround sop bow".split()
)
OPPOSING = ("REJECT", "SANCTION", "COERCE")
ENVOYS = frozenset(
    "ambassador envoy diplomat consul charge d'affaires attache attaché staff representative "
    "mission embassy officer".split()
)
LEAVING = frozenset("leave depart go pack quit exit".split())
TIMES = frozenset("hour day week month time".split())
HOLDING = frozenset(
    "hold detain jail imprison arrest capture kidnap seize abduct intern intercept".split()
)
ARMS = frozenset(
    "weapon gun rifle mortar arm machine firearm ammunition landmine mine grenade launcher "
    "explosive kalashnikov".split()
)
SURRENDERING = frozenset("hand turn give surrender yield deliver".split())
EMBLEMS = frozenset("flag effigy portrait picture poster".split())
ABROAD = frozenset(
    "ambassador envoy embassy consulate border frontier crossing tariff import export trade "
    "sanction relation tie airspace embargo visa diplomat".split()
)
FORCES = ("forces",)
PROTESTING = frozenset("protest demonstrate rally picket".split())
DEPARTING = frozenset("leave depart quit vacate exit".split())
VEHICLES = frozenset(
    "plane aircraft ship vessel convoy lorry truck train flight helicopter boat freighter "
    "airliner planeload shipload consignment shipment".split()
)
LAW = ("justice ministry", "security forces", "court", "armed forces", "interior ministry")


def recast_sides(draft: Draft, reader: ClauseReader) -> None:
    """Give a passive its doer where what it tells, not an agent, says who that is."""
    if draft.kind != "event" or draft.mood.negated:
        return
    _withdraws(draft, reader)
    _goes_to_protest(draft, reader)
    if not draft.codes:
        return
    _weapon_strikes(draft, reader)
    _shown_by_its_own(draft, reader)
    _freed_by_its_holder(draft, reader)
    _expelled_by_its_host(draft, reader)
    _people_of_the_place(draft, reader)


def recast(draft: Draft, reader: ClauseReader) -> None:
    """Change the root of an act by who does it and in what manner."""
    if draft.kind != "event":
        return
    _gives_way(draft, reader)
    as_joint(draft, reader)
    _carries_help(draft, reader)
    if not draft.codes:
        return
    _hackers_intrude(draft, reader)
    _helpers_come(draft, reader)
    _demonstrators_protest(draft, reader)
    _emblems_stand_for_states(draft, reader)
    _arms_are_given_up(draft, reader)
    _restricts_at_home(draft, reader)


def _turn(draft: Draft, root: str, reason: str) -> None:
    draft.codes = (root, *[code for code in draft.codes if code != root])
    draft.reasons.append(reason)


def _subjects(draft: Draft, reader: ClauseReader) -> list[int]:
    return reader.tree.kids(draft.predicate, "nsubj", "nsubjpass")


def _shown_by_its_own(draft: Draft, reader: ClauseReader) -> None:
    """ "Chadian troops were moved to the border with Niger": moved by Chad, seen by Niger."""
    moved = draft.codes[0] == "MOBILIZE" and reader.who.is_passive(draft.predicate)
    if not moved or draft.source or not draft.target:
        return
    codes = {p.code for p in draft.target}
    offices = reader.codebook.offices
    for subject in reader.tree.kids(draft.predicate, "nsubjpass"):
        office = offices.lookup(reader.tree.tokens[subject].text)
        own = {p.code for p in reader.finder.parties(subject)}
        if own == codes and (office is None or office.kind in FORCES):
            draft.source = draft.target
            draft.target, draft.way = reader.who.target(
                draft.predicate, draft.meaning, draft.source
            )
            draft.reasons.append("force that is moved acts for its own state")


def _freed_by_its_holder(draft: Draft, reader: ClauseReader) -> None:
    """ "Two Danes held by Chad were freed", "regained their freedom": freed by who held them."""
    if draft.codes[0] != "CONCEDE":
        return
    tree = reader.tree
    for subject in _subjects(draft, reader):
        freed = reader.finder.parties(subject)
        for verb in tree.kids(subject, "acl", "relcl"):
            if tree.tokens[verb].lemma not in HOLDING or tree.tokens[verb].tag != "VBN":
                continue
            holders = _behind(verb, ("by",), reader) or _behind(verb, ("in",), reader)
            holders = tuple(p for p in holders if p.code not in {q.code for q in freed})
            if holders and freed:
                draft.source, draft.target = holders, freed
                draft.reasons.append("freed by who held them")
                return


def _behind(head: int, words: tuple[str, ...], reader: ClauseReader) -> tuple[Party, ...]:
    """The states behind a preposition, as parties or as places."""
    tree = reader.tree
    found: list[Party] = []
    for prep in tree.kids(head, "prep", "agent"):
        for pobj in tree.kids(prep, "pobj") if tree.tokens[prep].lemma in words else ():
            mention = tree.tokens[pobj].mention
            placed = [Party(c, "", pobj) for c in mention.codes] if mention is not None else []
            found += list(reader.finder.parties(pobj)) or placed
    return tuple(found)


def _expelled_by_its_host(draft: Draft, reader: ClauseReader) -> None:
    """ "Chad's envoy in Niger was told to leave", "given two days to go": expelled by Niger."""
    tree, verb = reader.tree, draft.predicate
    told = draft.codes[0] in ("REQUEST", "THREATEN", "SANCTION")
    heads = [*_subjects(draft, reader), *tree.kids(verb, "dobj", "dative")]
    before = [t.number for t in tree.tokens[:verb]]
    him = any(tree.tokens[h].text.lower() in ("him", "her", "them") for h in heads)
    heads = before if him else heads
    envoys = [h for h in heads if tree.tokens[h].lemma.lower() in ENVOYS]
    below = [n for k in tree.kids(verb, "xcomp", "ccomp", "advcl", "dobj") for n in tree.subtree(k)]
    leaving = any(tree.tokens[n].lemma in LEAVING and tree.is_verb(n) for n in below)
    leaving = leaving or any(tree.tokens[n].text.lower() == "gone" for n in below)
    if not (told and envoys and leaving) or not (draft.source or draft.target):
        return
    sent = {p.code for h in envoys for p in reader.finder.parties(h)}
    _turn(draft, "SANCTION", "an envoy who is told to leave is expelled")
    if draft.source or not sent:
        return
    hosts = tuple(p for h in (*envoys, verb) for p in _behind(h, ("in", "to"), reader))
    hosts += tuple(
        p
        for n in below
        if tree.tokens[n].dep == "dobj"
        for p in reader.finder.parties(n)
        if tree.tokens[n].mention is not None
    )
    draft.source = tuple(p for p in hosts if p.code not in sent)[:1]


def _people_of_the_place(draft: Draft, reader: ClauseReader) -> None:
    """ "Worshippers in Chad burned flags", "women held a sit-in in Lima": locals protest."""
    if draft.codes[0] != "PROTEST" or draft.source or reader.who.is_passive(draft.predicate):
        return
    tree = reader.tree
    for subject in tree.kids(draft.predicate, "nsubj"):
        if tree.tokens[subject].tag != "NNS":
            continue
        code = _place_of(draft.predicate, reader) or reader.discourse.home
        if code:
            draft.source = (Party(code, "people", subject),)
            draft.reasons.append("people of the place protest")


def _place_of(predicate: int, reader: ClauseReader) -> str:
    """The state that a clause says an act happens in, by its name or capital; empty for none."""
    tree = reader.tree
    for number in tree.subtree(predicate, stop=("relcl", "advcl", "ccomp", "conj")):
        token = tree.tokens[number]
        inside = token.dep == "pobj" and tree.tokens[token.head].lemma in ("in", "across")
        if inside and token.mention is not None and token.mention.kind in ("capital", "name"):
            return token.mention.codes[0] if len(token.mention.codes) == 1 else ""
    return ""


def _withdraws(draft: Draft, reader: ClauseReader) -> None:
    """ "The last French soldiers left Mali", "flew home from Congo": forces that withdraw."""
    tree, verb = reader.tree, draft.predicate
    if (draft.codes and draft.codes[0] != "CONSULT") or not draft.source or not draft.target:
        return
    inner = draft.meaning.complement
    lemmas = {tree.tokens[n].lemma for n in (verb, inner) if n >= 0}
    home = any(tree.tokens[k].lemma == "home" for k in tree.kids(verb, "advmod", "npadvmod"))
    offices = reader.codebook.offices
    kinds = (offices.lookup(tree.tokens[s].text) for s in tree.kids(verb, "nsubj"))
    forces = any(office is not None and office.kind in FORCES for office in kinds)
    if forces and (lemmas & DEPARTING or (home and _behind(verb, ("from",), reader))):
        draft.directed = True
        _turn(draft, "CONCEDE", "forces that leave withdraw")


def _goes_to_protest(draft: Draft, reader: ClauseReader) -> None:
    """ "Farmers drove to the capital to protest": the going is the protest."""
    tree = reader.tree
    if not draft.source or (draft.codes and draft.codes[0] != "CONSULT"):
        return
    for aim in tree.kids(draft.predicate, "advcl", "xcomp"):
        if tree.tokens[aim].lemma not in PROTESTING or tree.tokens[aim].tag != "VB":
            continue
        draft.target, draft.way = reader.who.target(aim, reader.frames.meaning(aim), draft.source)
        draft.directed = True
        _turn(draft, "PROTEST", "they go to protest")
        return


def _weapon_strikes(draft: Draft, reader: ClauseReader) -> None:
    """ "A missile slammed into a car", "shells fired from X landed in Y": an attack."""
    tree = reader.tree
    weapon = strikes(tree, draft.predicate)
    if weapon < 0:
        return
    if draft.codes[0] != "ASSAULT":
        _turn(draft, "ASSAULT", "a weapon strikes")
        draft.directed = True
    aimed = {p.code for p in draft.target}
    shot = [p for n in fired_from(tree, weapon) for p in reader.finder.parties(n)]
    firing = tuple(p for p in shot if p.code not in aimed)
    if firing and not draft.source:
        draft.source = firing
        draft.reasons.append("fired from there")


def _hackers_intrude(draft: Draft, reader: ClauseReader) -> None:
    """What hackers do to the systems of others is no attack with arms."""
    tree = reader.tree
    words = {
        tree.tokens[n].lemma
        for s in tree.kids(draft.predicate, "nsubj")
        for n in (s, *tree.kids(s, "compound", "amod"))
    }
    if draft.codes[0] == "ASSAULT" and words & {"hacker", "hacking", "hack"}:
        _turn(draft, "COERCE", "hackers intrude")


def _carries_help(draft: Draft, reader: ClauseReader) -> None:
    """ "A Chadian plane carrying tents landed in Bangui": what is carried is brought as help."""
    tree = reader.tree
    coming = tree.tokens[draft.predicate].lemma in REACHING | {"dock", "berth", "moor"}
    one_way = not draft.codes or draft.codes[0] in ("CONSULT", "MOBILIZE", "COOPERATE")
    if not (coming and one_way and draft.source and draft.target):
        return
    for subject in tree.kids(draft.predicate, "nsubj"):
        inside = tree.subtree(subject)
        if not VEHICLES & {tree.tokens[n].lemma for n in inside}:
            continue
        senses = [reader.frames.noun_sense(n) for n in inside if tree.is_noun(n)]
        if any(s is not None and s.noun_class in ("aid", "aidgood") for s in senses):
            draft.directed = True
            _turn(draft, "AID", "what is carried is brought as help")
            return


def _helpers_come(draft: Draft, reader: ClauseReader) -> None:
    """Peacekeepers are sent, and doctors and rescuers come, to help."""
    tree = reader.tree
    lemmas = {tree.tokens[n].lemma.lower() for n in draft.tokens}
    sent = draft.codes[0] in ("MOBILIZE", "CONSULT") and bool(draft.target)
    hostile = draft.codes[0] in ("ASSAULT", "COERCE", "SANCTION", "PROTEST")
    noun = draft.predicate in draft.meaning.objects
    if sent and draft.directed and lemmas & PEACEKEEPING and not noun:
        _turn(draft, "AID", "peacekeepers are sent to help")
        return
    coming = tree.tokens[draft.predicate].lemma in REACHING and bool(draft.source)
    if (
        coming
        and draft.target
        and not hostile
        and any(_helps(s, reader) for s in _subjects(draft, reader))
    ):
        draft.directed = True
        _turn(draft, "AID", "helpers come to help")


def _helps(number: int, reader: ClauseReader) -> bool:
    """Whether a noun names helpers: "nurses", "a rescue team", "a brigade of doctors"."""
    tree = reader.tree
    token = tree.tokens[number]
    if token.lemma in HELPERS:
        return True
    inside = [p for k in tree.kids(number, "prep") for p in tree.kids(k, "pobj")]
    named = any(tree.tokens[k].lemma in HELPFUL for k in tree.kids(number, "compound", "amod"))
    return (token.lemma in CREWS and named) or any(tree.tokens[k].lemma in HELPERS for k in inside)


def _demonstrators_protest(draft: Draft, reader: ClauseReader) -> None:
    if draft.codes[0] not in ("COERCE", "ASSAULT") or reader.who.is_passive(draft.predicate):
        return
    own = {p.code for p in draft.source}
    at_home = not draft.target or {p.code for p in draft.target} <= own
    subjects = reader.tree.kids(draft.predicate, "nsubj")
    # Demonstrators who storm an embassy protest; those who kill strangers attack.
    at_home = at_home or draft.codes[0] == "COERCE"
    if at_home and any(reader.tree.tokens[s].lemma in DEMONSTRATORS for s in subjects):
        _turn(draft, "PROTEST", "demonstrators protest")


def _emblems_stand_for_states(draft: Draft, reader: ClauseReader) -> None:
    """ "Burned Danish flags in anger at a raid on Mali": against Denmark."""
    if draft.codes[0] != "PROTEST":
        return
    tree = reader.tree
    objects = [*tree.kids(draft.predicate, "dobj"), *draft.meaning.objects]
    owners = [
        p
        for o in objects
        if tree.tokens[o].lemma in EMBLEMS
        for k in tree.kids(o, "amod", "poss", "compound", "nmod")
        if tree.tokens[k].mention is not None
        for p in reader.finder.parties(k)
    ]
    others = tuple(replace(p, owner=False) for p in owners)
    if others:
        draft.target = others
        draft.reasons.append("an emblem stands for its state")


def _gives_way(draft: Draft, reader: ClauseReader) -> None:
    """ "In a climbdown, the ministry cancelled the reform": dropped under pressure."""
    tree = reader.tree
    if draft.codes and draft.codes[0] not in OPPOSING:
        return
    for prep in tree.kids(draft.predicate, "prep"):
        for noun in tree.kids(prep, "pobj") if tree.tokens[prep].lemma in ("in", "as") else ():
            if tree.tokens[noun].lemma.lower() in GIVING_WAY and tree.kids(noun, "det"):
                _turn(draft, "CONCEDE", f"done as a {tree.tokens[noun].lemma}")
                return


def _arms_are_given_up(draft: Draft, reader: ClauseReader) -> None:
    """ "The rebels handed over their rifles": their own arms, so they give up."""
    tree = reader.tree
    if draft.codes[0] == "CONCEDE" or tree.tokens[draft.predicate].lemma not in SURRENDERING:
        return
    for noun in tree.kids(draft.predicate, "dobj"):
        own = any(tree.tokens[k].tag == "PRP$" for k in tree.kids(noun, "poss"))
        at_home = {p.code for p in draft.target} <= {p.code for p in draft.source}
        if own and at_home and tree.tokens[noun].lemma in ARMS:
            _turn(draft, "CONCEDE", "their own arms are given up")


def _restricts_at_home(draft: Draft, reader: ClauseReader) -> None:
    """ "Prosecutors froze the group's accounts" within one state: repression, no broken tie."""
    if draft.codes[0] != "SANCTION":
        return
    codes = {p.code for p in draft.source + draft.target}
    within = draft.way == AT_HOME or (
        bool(draft.target) and codes == {p.code for p in draft.target} == {reader.discourse.home}
    )
    by_law = not draft.target and codes == {reader.discourse.home}
    within = within or (by_law and all(p.role in LAW for p in draft.source))
    lemmas = {reader.tree.tokens[n].lemma.lower() for n in draft.tokens}
    if within and len(codes) == 1 and not lemmas & ABROAD:
        _turn(draft, "COERCE", "a penalty within one state")

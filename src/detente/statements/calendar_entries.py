"""Entries of the calendar: dated occurrences ahead, told by a noun or by a verb in the present."""

from __future__ import annotations

from collections.abc import Sequence

from detente.statements.clauses import ClauseReader
from detente.statements.dates import DateMention
from detente.statements.discourse import Party
from detente.statements.drafts import Draft
from detente.statements.frames import Meaning
from detente.statements.modality import Mood, auxiliaries
from detente.statements.noun_sides import sides_of_noun
from detente.statements.trees import Tree

CALENDAR = frozenset(("talk", "visit", "event", "exercise", "agreement", "deal", "meeting"))
# These come to be by the act that is told of, as a summit does not by attending it.
MADE = frozenset(("agreement", "deal"))
CLOCKED = ("absolute", "relative", "until")
# What may stand between an occurrence and its date, wherever the parser hung the date.
LINKS = frozenset("in on at for of during the this next late early mid end".split())
REACH = 6
# A period still running holds what is to come only where it is long.
LONG_DAYS = 20
# "Has an election later this year", "faces a vote this autumn": not over, or it would be past.
HELD = frozenset("have hold face go host vote elect".split())
OPENING = frozenset(
    "open begin start end expire close run last conclude finish convene fall resume return lapse "
    "mature enter take come assume inaugurate celebrate mark turn vote elect go hold have face "
    "chair host meet gather travel fly visit arrive depart sit swear launch cease kick".split()
)
# These are dealings or states unless what they take is an occurrence ("has an election").
LIGHT = frozenset("have take come enter go hold face mark celebrate turn fall assume".split())
OCCURRING = frozenset(
    "office effect force place over presidency chair chairmanship helm seat reins poll election "
    "referendum vote anniversary session congress summit meeting talk".split()
)
POLLS = frozenset("runoff ballot hearing deadline talks inauguration ceremony visit round".split())


def ahead_of(reader: ClauseReader, number: int, dates: Sequence[DateMention]) -> Draft | None:
    """A meeting, vote or congress with a future date of its own."""
    sense = reader.frames.noun_sense(number)
    if sense is None or sense.noun_class not in CALENDAR:
        return None
    tree = reader.tree
    below = tree.subtree(number, stop=("relcl", "conj"))
    made = sense.noun_class in MADE
    if any(_told(d, number) or (made and _is_foretold(d, number)) for d in reader.drafts):
        return None
    if not any(_belongs(reader, number, below, d) for d in _ahead(reader, dates)):
        return None
    actors, target, mutual = sides_of_noun(reader, number, sense.target_prepositions, sense.mutual)
    parties = actors + target or _placed(reader, number) or reader.subject
    parties = parties or _of_the_rest(reader) or reader.discourse.subject
    if not parties:
        return None
    meaning = Meaning(
        codes=(sense.code,) if sense.code else (),
        frame="mutual" if mutual else "s>o",
        objects=(number,),
        noun=sense,
        why=f"dated noun {sense.noun!r} (nouns.tsv line {sense.line})",
    )
    return Draft(
        "scheduled",
        actors or parties,
        target,
        number,
        below,
        meaning,
        Mood("scheduled", tense="future"),
        codes=meaning.codes,
        reasons=[meaning.why],
        directed=not (mutual and len({p.code for p in actors + target}) > 1),
    )


def _told(draft: Draft, number: int) -> bool:
    """Whether a draft tells of the occurrence: "will host the summit" is one entry."""
    if draft.predicate == number:
        return True
    told = draft.kind in ("event", "scheduled") or draft.mood.modal == "will"
    return told and number in draft.meaning.objects


def _is_foretold(draft: Draft, number: int) -> bool:
    """ "Are likely to sign a treaty in 2027": there is none before it is signed."""
    return draft.kind == "forecast" and number in draft.tokens


def _ahead(reader: ClauseReader, dates: Sequence[DateMention]) -> list[DateMention]:
    published = reader.discourse.published
    return [
        d
        for d in dates
        if published is not None
        and d.kind in CLOCKED
        and (d.begins_on if d.kind != "until" else d.ends_on or d.begins_on) is not None
        and ((d.ends_on if d.kind == "until" else d.begins_on) or published) > published
    ]


def _running(reader: ClauseReader, dates: Sequence[DateMention]) -> list[DateMention]:
    """Months and years that are not over yet: "has an election this year"."""
    published = reader.discourse.published
    return [
        d
        for d in dates
        if published is not None
        and d.kind in CLOCKED
        and d.begins_on is not None
        and d.ends_on is not None
        and d.begins_on <= published < d.ends_on
        and (d.ends_on - d.begins_on).days >= LONG_DAYS
    ]


def _belongs(reader: ClauseReader, number: int, below: Sequence[int], mention: DateMention) -> bool:
    """Whether a date hangs on a noun, or follows it with nothing but prepositions between."""
    tree = reader.tree
    base = tree.sentence.start
    first, last = tree.span(list(below))
    start, end = base + mention.start, base + mention.end
    if mention.kind == "until":
        return False
    if first <= start and end <= last + 1:
        return True
    between = [t for t in tree.tokens[number + 1 :] if t.start < start]
    if tree.tokens[number].start > start or len(between) > REACH:
        return False
    return bool(between) and all(
        t.text.lower() in LINKS or (t.mention is not None and t.tag.startswith("NNP"))
        for t in between
    )


def _placed(reader: ClauseReader, number: int) -> tuple[Party, ...]:
    """ "The elections in Kosovo": where it takes place is whose it is."""
    tree = reader.tree
    return tuple(
        p
        for prep in tree.kids(number, "prep")
        if tree.tokens[prep].lemma in ("in", "at")
        for o in tree.kids(prep, "pobj")
        for p in reader.finder.parties(o)
    )


def _of_the_rest(reader: ClauseReader) -> tuple[Party, ...]:
    """The one whose judgement the occurrence stands in, where the sentence has one."""
    for draft in reader.drafts:
        if draft.source:
            return draft.source
    return ()


def opens_ahead(reader: ClauseReader, dates: Sequence[DateMention]) -> Draft | None:
    """ "The fair opens in Belgrade on 15 May 2027": told in the present, dated ahead."""
    tree = reader.tree
    if any(d.kind == "scheduled" for d in reader.drafts):
        return None
    base = tree.sentence.start
    ahead = _ahead(reader, dates)
    for mention in (*ahead, *_running(reader, dates)):
        inside = [t.number for t in tree.tokens if t.end - base > mention.start]
        verb = tree.clause_of(inside[0]) if inside else -1
        if verb < 0 or not _tells_now(reader, verb):
            continue
        if mention not in ahead and tree.tokens[verb].lemma not in HELD:
            continue
        below = tree.subtree(verb, stop=("advcl", "parataxis", "conj"))
        own, others = _named(reader, verb, below)
        if own or others:
            why = f"{tree.tokens[verb].text!r} with a date ahead"
            return Draft(
                "scheduled",
                own or others[:1],
                others if own else others[1:],
                verb,
                below,
                Meaning(why=why),
                Mood("scheduled", tense="future"),
                reasons=[why],
            )
    return None


def _tells_now(reader: ClauseReader, verb: int) -> bool:
    """Whether a verb in the present tells of an opening, an end, a journey or an occurrence."""
    tree = reader.tree
    token = tree.tokens[verb]
    helpers = auxiliaries(tree, verb)
    simple = token.tag in ("VBZ", "VBP") and not helpers
    going = token.tag == "VBG" and any(tree.tokens[a].tag in ("VBZ", "VBP") for a in helpers)
    if not (simple or going) or tree.kids(verb, "neg"):
        return False
    if verb in reader.barred or any(
        d.predicate == verb and d.kind != "assessment" for d in reader.drafts
    ):
        return False
    return is_occurrence(tree, verb) or _is_fixed(reader, verb)


# What these tell of now is a wish, a view or a word, whenever it is to come.
MINDED = frozenset(
    "=WANT =EXPECT =JUDGE =SAY =SEEK =PROMISE =OFFER =DEMAND =REFUSE =THREATEN =DENY =DISCUSS "
    "=FAIL =BE =BECOME =CAUSE =BLOCK =NONE".split()
)


def _is_fixed(reader: ClauseReader, verb: int) -> bool:
    """ "Joins the euro on 1 January", "the runoff is on 13 April": told now, dated by its own."""
    tree = reader.tree
    subjects = tree.kids(verb, "nsubj", "nsubjpass")
    if tree.tokens[verb].lemma == "be":
        dated = any(tree.tokens[p].lemma in ("on", "in") for p in tree.kids(verb, "prep"))
        held = any(tree.tokens[s].lemma in OCCURRING | POLLS for s in subjects)
        return dated and held and not tree.kids(verb, "acomp", "attr")
    meaning = reader.frames.meaning(verb)
    return meaning.known and meaning.operator not in MINDED and bool(subjects)


def is_occurrence(tree: Tree, verb: int) -> bool:
    """Whether a verb tells of what a calendar holds: an opening, an end, an election held."""
    if tree.tokens[verb].lemma not in OPENING:
        return False
    if tree.tokens[verb].lemma not in LIGHT:
        return True
    taken = [o for k in tree.kids(verb, "dobj", "prep", "prt") for o in (k, *tree.kids(k, "pobj"))]
    return any(tree.tokens[o].lemma in OCCURRING for o in taken)


def _named(
    reader: ClauseReader, verb: int, below: Sequence[int]
) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """Whose occurrence it is, from its subject, and who else its clause names."""
    tree = reader.tree
    subjects = tree.kids(verb, "nsubj", "nsubjpass")
    own = tuple(p for s in subjects for p in reader.finder.parties(s))
    if not own and any(tree.tokens[s].tag in ("WDT", "WP") for s in subjects):
        own = reader.finder.parties(tree.tokens[verb].head)
    within = [n for s in subjects for n in tree.subtree(s)]
    own = own or reader.finder.mentioned(within)
    codes = {p.code for p in own}
    others = tuple(p for p in reader.finder.mentioned(list(below)) if p.code not in codes)
    if not own and not others:
        own = reader.discourse.pair or reader.discourse.subject
    return own, others

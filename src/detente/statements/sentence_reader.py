"""One parsed sentence to its statements: clauses, nominals, then dates, sectors and text fields."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from detente.model import Document, Sentence, Statement
from detente.statements.allegations import find_allegations
from detente.statements.calendar_entries import is_occurrence, opens_ahead
from detente.statements.clauses import ClauseReader
from detente.statements.conditions import (
    Condition,
    find_conditions,
    left_over,
    scenario_of,
)
from detente.statements.content_nouns import find_content_nouns
from detente.statements.dates import DateMention
from detente.statements.descriptions import learn_epithets
from detente.statements.discourse import Discourse, Party
from detente.statements.drafts import Draft, Setting
from detente.statements.exchanges import find_exchanges
from detente.statements.fallbacks import complete
from detente.statements.firsts import find_firsts
from detente.statements.floor_talk import without_floor_talk
from detente.statements.helping import find_help
from detente.statements.imperatives import CALL, follow_headings, imperative_of, told_to
from detente.statements.kinds import SCHEDULABLE
from detente.statements.listed_verbs import with_listed_verbs
from detente.statements.mentions import Mention
from detente.statements.missed import without_missed
from detente.statements.modality import Mood
from detente.statements.mutual_views import find_mutual_view
from detente.statements.named_drills import with_named_drills
from detente.statements.nominals import find_nominals
from detente.statements.prominence import without_faint
from detente.statements.realizing import realized
from detente.statements.reattaching import reattached
from detente.statements.settling import merged, settle_draft
from detente.statements.silences import find_silences
from detente.statements.speech import (
    Speaker,
    is_trailing,
    label_of,
    voice_in,
)
from detente.statements.standing import find_standing, find_view
from detente.statements.target_choice import choose_target
from detente.statements.time_frames import (
    carried,
    inherited_time,
    note_period,
    note_unsaid,
    remember,
    still_to_come,
)
from detente.statements.timing import NO_TIME, When, sentence_dates, time_for
from detente.statements.trees import Token, Tree
from detente.statements.unknown_acts import name_acts
from detente.statements.viewpoints import viewpoint

if TYPE_CHECKING:
    from detente.statements.coder import Coder

# Sentences for which the one who spoke last stays "he".
VOICE_MEMORY = 2

# What is said is said before the day that it is about: "asked that the ship call in January".
SAID_NOW = (("REQUEST",), ("REJECT",), ("ACCUSE",), ("THREATEN",))
PLURALS = ("NNS", "NNPS")


def read_sentence(
    tree: Tree,
    mentions: list[Mention],
    discourse: Discourse,
    *,
    coder: Coder,
    document: Document,
    spans: Mapping[str, tuple[date, date | None]],
) -> list[Statement]:
    """The statements of one sentence; the discourse is updated with what it said."""
    text = tree.sentence.text
    _begin(tree.sentence, mentions, discourse, document)
    tree = without_missed(realized(with_listed_verbs(reattached(tree))))
    conditions = find_conditions(tree, coder.openers)
    reader = ClauseReader(tree, discourse, coder.codebook, conditions)
    reader.trace = trace = coder.trace
    _follow_scenario(text, reader, discourse)
    drafts = _told(reader.read(_setting(tree, reader, discourse)), reader)
    dates = _dates(reader, document, spans)
    drafts = with_named_drills(reader, _with_allegations(drafts, reader))
    drafts += [*find_firsts(reader), *find_content_nouns(reader), *find_nominals(reader, dates)]
    drafts += [*find_silences(reader, drafts), *find_help(reader, drafts)]
    ahead = opens_ahead(reader, dates)
    if ahead is not None and not any(d.kind == "scheduled" for d in drafts):
        drafts = [d for d in drafts if d.predicate != ahead.predicate] + [ahead]
    if trace is not None:
        trace.watch(drafts, reader)
    _note_doers(drafts, discourse)
    _condition_on_scenario(text, drafts)
    _share_conditions(drafts, conditions)
    said = voice_in(tree, reader.finder, reader.speech)
    if said is not None and is_trailing(tree, said):
        _attribute(drafts, said)
    drafts = complete(drafts, reader)
    drafts += _voiced(find_standing(reader, drafts), said, tree)
    drafts += [] if drafts else _voiced(find_view(reader), said, tree)
    drafts += [] if drafts else _voiced(find_mutual_view(reader), said, tree)
    drafts += find_exchanges(reader, drafts)
    for draft in drafts:
        choose_target(draft, reader)
    name_acts(drafts, reader)
    drafts = _without_unnamed(drafts, reader, mentions)
    statements = _finish(drafts, reader, document, dates)
    if trace is not None:
        trace.close(tree.sentence, statements)
    discourse.hear(mentions, reader.subject)
    learn_epithets(tree, discourse, coder.codebook)
    _remember_office(reader, discourse)
    _remember_lists(reader, discourse)
    _follow_quotation(text, drafts, discourse)
    _follow_voice(said, discourse)
    _remember_told(drafts, statements, discourse)
    return statements


def hear_question(
    sentence: Sentence, mentions: list[Mention], discourse: Discourse, document: Document
) -> None:
    """Take note of whom a question names; it states nothing, so that it needs no tree."""
    _begin(sentence, mentions, discourse, document)
    discourse.hear(mentions, ())


def _begin(
    sentence: Sentence, mentions: Sequence[Mention], discourse: Discourse, document: Document
) -> None:
    if "\n" in document.text[max(0, sentence.start - 3) : sentence.start]:
        discourse.begin_paragraph()
    name, _ = label_of(sentence.text)
    if name and not mentions and not discourse.author:
        discourse.speaker, discourse.speaker_code = name, ""


def _condition_on_scenario(text: str, drafts: Sequence[Draft]) -> None:
    marker = scenario_of(text)
    for draft in drafts:
        if marker and draft.kind == "forecast" and not draft.condition:
            draft.condition = marker


def _without_unnamed(
    drafts: Sequence[Draft], reader: ClauseReader, mentions: Sequence[Mention]
) -> list[Draft]:
    """The drafts of parties that the sentence names or may leave unnamed.

    Whoever answers questions says "we" of the own state.
    """
    discourse = reader.discourse
    open_to = discourse.open_at(reader.tree.sentence.start)
    own = {discourse.author} - {""}
    kept = without_faint(drafts, mentions, open_to | own)
    return without_floor_talk(kept, reader, mentions) if discourse.is_talk else kept


def _remember_told(
    drafts: Sequence[Draft], statements: Sequence[Statement], discourse: Discourse
) -> None:
    """Between whom the sentence told something, for the next ones."""
    if statements:
        discourse.told = tuple((frozenset(s.source), frozenset(s.target)) for s in statements)
    together = [d for d in drafts if d.kind == "event" and not d.directed]
    if together:
        both = merged(together[0].source + together[0].target)
        discourse.group = tuple(replace(party, token=-1) for party in both)
        discourse.group_age = 0


def _with_allegations(drafts: list[Draft], reader: ClauseReader) -> list[Draft]:
    """What is alleged is the act of the accused alone, whoever else the clause could be read of."""
    alleged = find_allegations(reader)
    done = {draft.predicate for draft in alleged}
    return [*(draft for draft in drafts if draft.predicate not in done), *alleged]


def _remember_lists(reader: ClauseReader, discourse: Discourse) -> None:
    """Who "they", "the former" and "the latter" will be in the next sentences."""
    discourse.they = _many_of_one(reader)
    listed = reader.finder.refer.together(len(reader.tree.tokens), two=True)
    discourse.listed = tuple(replace(p, token=-1) for p in listed) or discourse.listed
    for several in reader.finder.refer.lists():
        discourse.lists[len(several)] = tuple(replace(p, token=-1) for p in several)


def _share_conditions(drafts: Sequence[Draft], conditions: Sequence[Condition]) -> None:
    """Give a condition that the parser hung elsewhere to the judgement beside it."""
    judged = sorted(
        (d for d in drafts if d.kind in ("forecast", "recommendation")), key=lambda d: d.predicate
    )
    pairs = [(d.predicate, d.condition) for d in judged]
    for at, condition in left_over(conditions, pairs):
        judged[at].condition, judged[at].condition_verb = condition.words, condition.verb


def _attribute(drafts: Sequence[Draft], said: Speaker) -> None:
    """ "…, Diallo said": the judgements before it are the speaker's, however it was parsed."""
    for draft in drafts:
        judged = draft.kind in ("forecast", "recommendation", "assessment")
        own = said.code and said.code in {p.code for p in draft.source}
        if judged and not draft.speaker and draft.predicate < said.verb and not own:
            draft.speaker, draft.speaker_code = said.name, said.code


def _voiced(standing: list[Draft], said: Speaker | None, tree: Tree) -> list[Draft]:
    """Judgements that a noun makes inside of what someone says are that one's."""
    for draft in standing:
        if said is not None and said.verb >= 0 and said.verb in tree.ancestors(draft.predicate):
            draft.speaker, draft.speaker_code = said.name, said.code
    return standing


def _follow_voice(said: Speaker | None, discourse: Discourse) -> None:
    """Who spoke last is "he" for a few sentences and goes on in the next quotation."""
    if said is not None:
        discourse.voice, discourse.voice_age = (said.name, said.code), 0
        return
    discourse.voice_age += 1
    if discourse.voice_age > VOICE_MEMORY:
        discourse.voice = None


def _follow_quotation(text: str, drafts: Sequence[Draft], discourse: Discourse) -> None:
    """A quotation goes on into the next sentence that opens with a quotation mark."""
    speakers = [d for d in drafts if d.speaker]
    if speakers and re.search(r"[“\"]", text):
        discourse.speaker = speakers[0].speaker
        discourse.speaker_code = speakers[0].speaker_code
    elif not re.match(r"\s*[“\"]", text) and not label_of(text)[0]:
        discourse.speaker, discourse.speaker_code = "", ""


def _is_plural(token: Token) -> bool:
    return token.tag in PLURALS or token.text.lower() == "they"


def _remember_office(reader: ClauseReader, discourse: Discourse) -> None:
    """ "Invited Peru's president. He accepted": whoever an office names is "he", if nobody else."""
    if discourse.salience:
        return
    held = reader.finder.refer.offices_held()
    if len(held) == 1:
        discourse.person = replace(held[0], token=-1)


def _many_of_one(reader: ClauseReader) -> tuple[Party, ...]:
    """The subject where it is a plural of one actor, for "they" in the next sentence."""
    tokens = reader.tree.tokens
    plural = [p for p in reader.subject if p.token >= 0 and _is_plural(tokens[p.token])]
    one = len({p.code for p in reader.subject}) == 1 and not any(p.owner for p in plural)
    return tuple(replace(p, token=-1) for p in plural) if one else ()


def _note_doers(drafts: Sequence[Draft], discourse: Discourse) -> None:
    """Who last did an act of each kind, for "condemned the drills" in a later sentence."""
    for draft in drafts:
        acted = draft.kind == "event" and not all(p.owner for p in draft.source)
        if acted and draft.codes:
            # A token number means nothing in a later sentence.
            doers = tuple(replace(party, token=-1) for party in draft.source)
            discourse.doers[draft.codes[0]] = doers


def _told(drafts: list[Draft], reader: ClauseReader) -> list[Draft]:
    """What is told to do is no act yet, to whomever it is told."""
    told = imperative_of(reader.tree)
    if told < 0 or reader.discourse.author:
        return drafts
    asked = {told, *reader.tree.kids(told, "conj")}
    return [d for d in drafts if d.kind != "event" or d.predicate not in asked]


def _setting(tree: Tree, reader: ClauseReader, discourse: Discourse) -> Setting:
    follow_headings(reader, discourse)
    addressed = told_to(reader, discourse)
    if addressed is not None:
        return Setting(mood=CALL, subject=addressed)
    said = viewpoint(tree, reader.finder)
    mood = None
    if discourse.scenario:
        mood = Mood("forecast", discourse.scenario_phrase, False, "future", "scenario")
    if said is not None:
        return Setting(speaker=said.name, speaker_code=said.code, mood=mood)
    quoted = tree.sentence.text.lstrip().startswith(("“", '"'))
    if quoted and discourse.speaker:
        return Setting(speaker=discourse.speaker, speaker_code=discourse.speaker_code, mood=mood)
    if quoted and discourse.voice and voice_in(tree, reader.finder, reader.speech) is None:
        name, code = discourse.voice
        return Setting(speaker=name, speaker_code=code, mood=mood)
    return Setting(mood=mood)


def _follow_scenario(text: str, reader: ClauseReader, discourse: Discourse) -> None:
    """A scenario opened by "in this case" lasts until a sentence steps out of it."""
    marker = scenario_of(text)
    if marker:
        discourse.scenario = marker
    elif re.match(r"\s*(?:Of course|After all|But|However|In short|Ultimately|In summary)\b", text):
        discourse.scenario = ""


def _dates(
    reader: ClauseReader, document: Document, spans: Mapping[str, tuple[date, date | None]]
) -> tuple[DateMention, ...]:
    return sentence_dates(
        reader.tree,
        reader.discourse,
        precision=document.published_precision or "day",
        spans=spans,
    )


def _finish(
    drafts: Sequence[Draft],
    reader: ClauseReader,
    document: Document,
    dates: Sequence[DateMention],
) -> list[Statement]:
    tree, discourse = reader.tree, reader.discourse
    note_period(dates, discourse)
    statements: list[Statement] = []
    for draft in drafts:
        meeting = carried(draft, discourse)
        usable = [d for d in dates if not _lies_ahead(d, draft, discourse)]
        when = time_for(draft, usable, tree, drafts, meeting=meeting, published=discourse.published)
        _reschedule(draft, when, discourse, tree, dates=dates)
        own = when not in (NO_TIME, meeting)
        when = still_to_come(draft, when, discourse)
        if when == NO_TIME:
            when = inherited_time(draft, reader, document)
        statements.append(settle_draft(draft, when, reader, document))
        if reader.trace is not None:
            reader.trace.settle(draft, statements[-1], reader)
        remember(draft, when, reader, own=own)
    if not drafts:
        note_unsaid(tree, dates, discourse)
    return _distinct(statements, drafts, tree)


def _reschedule(
    draft: Draft,
    when: When,
    discourse: Discourse,
    tree: Tree,
    *,
    dates: Sequence[DateMention],
) -> None:
    """A dated future act told with "will" is an entry of the calendar, not a judgement."""
    begins, published = when[1], discourse.published
    ahead = begins is not None and published is not None and begins > published
    arranged = draft.mood.phrase.lower().endswith(" set to") and not draft.mood.negated
    if draft.kind == "forecast" and ahead and arranged and _is_a_day(when):
        draft.kind = "scheduled"
        draft.codes = draft.meaning.codes or draft.codes
        draft.reasons.append("set for a day")
    rest = any(d.time == when[0] and d.words.lower().startswith("later") for d in dates)
    if draft.kind in ("forecast", "event") and (ahead or rest) and draft.mood.modal == "will":
        known = bool(draft.codes) and (
            draft.codes[0] in SCHEDULABLE or draft.meaning.noun is not None
        )
        opening = is_occurrence(tree, draft.predicate)
        actor_led = any(not p.owner for p in draft.source)
        fixed = opening or (known and actor_led)
        if fixed and draft.mood.phrase.lower() in ("will", "will be", "'ll", "’ll"):
            draft.kind = "scheduled"
            draft.codes = draft.meaning.codes or draft.codes
            draft.reasons.append("a dated future act told as a fact")
    if draft.kind == "event" and ahead and not _is_told(draft):
        draft.kind = "scheduled"
        draft.reasons.append("dated after the document")


def _is_told(draft: Draft) -> bool:
    """Whether a verb tells of an act that is done, whatever it was done about."""
    nominal = draft.predicate in draft.meaning.objects
    past = draft.mood.tense == "past" and not nominal
    return past and (not draft.meaning.operator or draft.codes[:1] in SAID_NOW)


def _lies_ahead(mention: DateMention, draft: Draft, discourse: Discourse) -> bool:
    """ "Freed ten men ahead of the June summit": what is done was not done on a day to come."""
    first, published = mention.begins_on, discourse.published
    ahead = first is not None and published is not None and first > published
    return ahead and draft.kind == "event" and draft.mood.mode == "fact" and _is_told(draft)


def _is_a_day(when: When) -> bool:
    """Whether a time is a day, and no longer span."""
    return when[1] is not None and when[1] == when[2]


def _distinct(
    statements: Sequence[Statement], drafts: Sequence[Draft], tree: Tree
) -> list[Statement]:
    """One statement for each predicate; a noun that repeats what a verb said is dropped."""
    seen: dict[tuple[object, ...], Statement] = {}
    told: set[tuple[object, ...]] = set()
    for statement, draft in zip(statements, drafts, strict=True):
        sides: object = (
            (statement.source, statement.target) if statement.directed else statement.parties
        )
        what = (statement.kind, sides, statement.codes[:1])
        joint = not statement.directed and tree.tokens[draft.predicate].tag == "VBG"
        again = joint or draft.predicate in draft.meaning.objects
        if again and what in told:
            continue
        told.add(what)
        seen.setdefault((*what, statement.directed, draft.predicate), statement)
    return sorted(seen.values(), key=lambda s: (s.start, s.end, s.kind))

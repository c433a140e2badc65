"""What a document has said so far: who "it", "both sides" and "the regime" are, and when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from detente.statements.mentions import PEOPLE, Mention

# How many sentences may lie between a set of actors and the "they" that refers to it.
GROUP_MEMORY = 0
# Sentences that must set the same two beside each other before a document is about them.
OFTEN = 3
# How much more often than the next pair, so that a text is about these two.
CLEAR_LEAD = 1.5


# What being named in the sentence before weighs, in sentences in which two are named together.
RECENT = 2


# What a person told of keeps from one sentence to the next, and what acting in one adds to it.
FADING = 0.6
ACTING = 2.0

NAMELESS = "---"


@dataclass(frozen=True, slots=True)
class Party:
    """One side of a statement: who, in which role, and the token that named it."""

    code: str
    role: str = ""
    token: int = -1
    person: str = ""
    owner: bool = False


@dataclass(slots=True)
class Discourse:
    """The memory of the coder within one document.

    Attributes:
        nameless: whether nouns stand for parties although the text names none.
        home: the one state that the text names, where nouns may stand for parties within it.
        open_at: whom the sentence that begins at an offset may mean without naming them.
        is_talk: whether the document is made of questions and answers.
        author: code of the state whose body publishes the document, or empty.
        topics: how often each actor is named in the document.
        subject: parties of the last main clause's subject.
        pair: the two that the paragraph is about, once a sentence of it names just two.
        they: the last sentence's subject where it was a plural of one actor ("Chadians").
        listed: the last two named side by side, for "the former" and "the latter"; ``lists`` the
            last named so by how many they are, for "the three countries".
        group: the last set of two or more parties that acted together.
        person: the last person named; ``state`` the last single state named, ``body`` the last
            organisation, bloc or armed group.
        speaker: name and code of who is being quoted across sentences.
        voice: name and code of who spoke last, ``voice_age`` sentences ago.
        heard: everyone named so far, the last one last; ``epithets`` what the text calls whom.
        told: the two sides of each statement of the last sentence that made any.
        salience: by name each person told of, with how much the text has had to do with them.
        advised: whom the list is for that a heading opened, ``advised_age`` sentences ago.
        scenario: the marker and phrase of a scenario that is being told.
        year_told: the year that opened a sentence of this paragraph ("In 2019, ties collapsed").
        when: the last date that an event was given, as ``(time, begins_on, ends_on)``, and
            ``when_sentence`` the number of the last sentence whose own words gave one,
            ``when_depth`` how many asides its predicate stood in, and ``when_here`` whether that
            was in this paragraph.
    """

    author: str = ""
    nameless: bool = False
    home: str = ""
    open_at: Callable[[int], frozenset[str]] = field(default=lambda _: frozenset())
    is_talk: bool = False
    published: date | None = None
    topics: Counter[str] = field(default_factory=Counter)
    partners: dict[str, Counter[str]] = field(default_factory=dict)
    subject: tuple[Party, ...] = ()
    group: tuple[Party, ...] = ()
    person: Party | None = None
    state: Party | None = None
    body: Party | None = None
    last_codes: tuple[str, ...] = ()
    people: tuple[Party, ...] = ()
    speaker: str = ""
    speaker_code: str = ""
    voice: tuple[str, str] | None = None
    voice_age: int = 0
    scenario: str = ""
    scenario_phrase: str = ""
    when: tuple[str, date | None, date | None] | None = None
    when_sentence: int = -1
    year_told: tuple[date, date] | None = None
    when_depth: int = 0
    when_here: bool = False
    meeting: tuple[frozenset[str], str, date | None, date | None] | None = None
    period: tuple[str, date | None, date | None] | None = None
    addressee: str = ""
    advised: tuple[Party, ...] = ()
    advised_age: int = 0
    pair: tuple[Party, ...] = ()
    titles: dict[str, Party] = field(default_factory=dict)
    doers: dict[str, tuple[Party, ...]] = field(default_factory=dict)
    pairs: Counter[tuple[str, ...]] = field(default_factory=Counter)
    group_age: int = 0
    listed: tuple[Party, ...] = ()
    lists: dict[int, tuple[Party, ...]] = field(default_factory=dict)
    they: tuple[Party, ...] = ()
    heard: dict[str, None] = field(default_factory=dict)
    epithets: dict[str, str] = field(default_factory=dict)
    salience: dict[str, tuple[Party, float]] = field(default_factory=dict)
    told: tuple[tuple[frozenset[str], frozenset[str]], ...] = ()

    def begin_paragraph(self) -> None:
        """A new paragraph falls back on what the whole document is about."""
        self.pair = ()
        self.when_here = False
        self.year_told = None
        self.group_age += 1

    def told_codes(self) -> frozenset[str]:
        """Of whom the last sentence that told something told it."""
        return frozenset(code for sides in self.told for side in sides for code in side)

    def several(self) -> tuple[Party, ...]:
        """Who "they", "both" and "the agreement" are: those just told of, else the main pair.

        A set named some sentences ago gives way to the two states that the document sets beside
        each other most often.
        """
        if self.group and self.group_age <= GROUP_MEMORY:
            return self.group
        for codes, count in self.pairs.most_common(1):
            if count >= OFTEN:
                return tuple(Party(code) for code in codes)
        return self.group or self.subject

    def two(self) -> tuple[Party, ...]:
        """Who "both" and "the two nations" are: as `several`, but never more than a pair."""
        found = self.several()
        if len({party.code for party in found}) < 2 and len(self.listed) == 2:
            return self.listed
        if len({party.code for party in found}) < 3:
            return found
        among = {party.code for party in found}
        for codes, _ in self.pairs.most_common(5):
            if among.issuperset(codes):
                return tuple(Party(code) for code in codes)
        return found

    def counterpart(self, code: str) -> str:
        """Whom the text most recently, else most often, sets against an actor; may be empty.

        A government's own text speaks for itself: its counterpart is the other of every dealing.
        """
        if self.author and self.author != code:
            return self.author
        beside = self.partners.get(code)
        if beside:
            last = set(self.last_codes)
            # In the order in which the text first names them, so that names decide no tie.
            named = [o for o in self.topics if o in beside]
            return max(named, key=lambda o: (beside[o] + RECENT * (o in last), self.topics[o]))
        for other in reversed(self.last_codes):
            if other != code:
                return other
        for other, _ in self.topics.most_common(3):
            if other != code:
                return other
        return ""

    def dyad(self) -> tuple[str, ...]:
        """The two states that the whole text is about; empty where no two stand out."""
        first, *others = [*self.pairs.most_common(2), ((), 0)]
        if first[1] < OFTEN or first[1] < CLEAR_LEAD * others[0][1]:
            return ()
        return first[0]

    def opposite(self, own: Iterable[str]) -> tuple[Party, ...]:
        """Whom some are set against: for a third party the two that the text is about.

        A third party that the text names beside one of them far more often faces that one.
        """
        codes = tuple(own)
        two = self.dyad()
        if self.author or not two or not set(two).isdisjoint(codes):
            other = self.counterpart(codes[0]) if len(codes) == 1 else ""
            return (Party(other),) if other else ()
        beside = Counter(two)
        for code in codes:
            named = self.partners.get(code, Counter())
            beside.update({side: named[side] for side in two})
        (first, most), (_, least) = beside.most_common(2)
        return (Party(first),) if most > CLEAR_LEAD * least + 1 else tuple(map(Party, two))

    def hear(self, mentions: list[Mention], subject: tuple[Party, ...]) -> None:
        """Update the memory with a sentence that has been read."""
        before = self.group
        codes: list[str] = []
        states: list[str] = []
        for mention in mentions:
            if mention.kind == "region":
                continue
            codes.extend(mention.codes)
            if mention.kind not in ("org", "bloc", "capital", "company", "group"):
                states.extend(mention.codes)
            if mention.kind in PEOPLE:
                self._meet(mention)
            elif len(mention.codes) == 1 and not mention.adjectival:
                self.state = Party(mention.codes[0], mention.role)
            if mention.kind in ("org", "bloc", "group"):
                self.body = Party(mention.codes[0], mention.role)
            if len(mention.codes) > 1:
                self.group = tuple(Party(code) for code in mention.codes)
        self._follow_people(subject)
        for code in codes:
            self.heard.pop(code, None)
            self.heard[code] = None
        if codes:
            self.last_codes = tuple(codes)
        if not self.pair and len(set(codes)) == 2:
            self.pair = tuple(Party(code) for code in dict.fromkeys(codes))
        if len(set(states)) == 2 and len({p.code for p in self.group}) <= 2:
            self.group = tuple(Party(code) for code in dict.fromkeys(states))
        if subject:
            subject = tuple(replace(party, token=-1) for party in subject)
            self.subject = subject
            direct = {party.code for party in subject if not party.owner}
            if len(direct) > 1:
                self.group = subject
        self.group_age = 0 if self.group is not before else self.group_age + 1

    def _follow_people(self, subject: tuple[Party, ...]) -> None:
        """People fade from sentence to sentence; who acts in one comes to the fore."""
        self.salience = {c: (p, FADING * s) for c, (p, s) in self.salience.items()}
        for party in subject:
            if party.person:
                _, before = self.salience.get(party.code, (party, 0.0))
                self.salience[party.code] = (replace(party, token=-1), before + ACTING)

    def protagonist(self) -> Party | None:
        """The person whom "he" most likely means: told of last and often, above all as acting."""
        best = max(self.salience.values(), key=lambda told: told[1], default=None)
        return best[0] if best is not None else self.person

    def _meet(self, mention: Mention) -> None:
        self.person = Party(mention.codes[0], mention.role, person=mention.words)
        _, before = self.salience.get(self.person.code, (self.person, 0.0))
        self.salience[self.person.code] = (self.person, before + 1.0)
        others = [p for p in self.people if p.code != self.person.code]
        self.people = tuple([*others, self.person][-2:])


def distinct(parties: list[Party]) -> tuple[Party, ...]:
    """Parties by code, each once; one that has a role goes before one without."""
    seen: dict[str, Party] = {}
    for party in parties:
        if party.code and (party.code not in seen or (party.role and not seen[party.code].role)):
            seen[party.code] = party
    return tuple(seen.values())

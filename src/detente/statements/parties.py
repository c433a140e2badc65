"""Noun phrases to parties: who stands behind "the South Korean government", "it", "both sides"."""

from __future__ import annotations

from dataclasses import replace

from detente.codebook import Codebook
from detente.statements.antecedents import Antecedents
from detente.statements.companions import companions, exemplars, leaders_of
from detente.statements.descriptions import Described, office_at
from detente.statements.discourse import Discourse, Party, distinct
from detente.statements.mentions import Mention
from detente.statements.nameless import nameless_party
from detente.statements.party_words import (
    BODY_NOUNS,
    COUNTABLE,
    DEFINITE,
    FIRST,
    GROUP_NOUNS,
    MODIFIERS,
    OWN,
    PAIRING,
    PEOPLE_NOUNS,
    PERSONAL,
    PLURAL,
    RELATION_NOUNS,
    RELATIVES,
    SETS_OF_POWERS,
    SINGULAR,
    STATE_NOUNS,
    TAKES_PART,
    WHERE,
)
from detente.statements.referring import (
    antecedent,
    background,
    blamed,
    definite_or_bare,
    has_with,
    refers_back,
)
from detente.statements.trees import Tree


class PartyFinder:
    """Resolves the tokens of one tree within the discourse."""

    def __init__(self, tree: Tree, discourse: Discourse, codebook: Codebook) -> None:
        self.tree = tree
        self.discourse = discourse
        self.codebook = codebook
        self._resolving: set[int] = set()
        self.refer = Antecedents(tree, discourse, self.parties, codebook.offices)
        self.described = Described(tree, discourse, codebook, self.parties)

    def parties(self, number: int, *, owners: bool = True) -> tuple[Party, ...]:
        """The actors that a noun phrase stands for, coordination included.

        With ``owners``, a thing stands for whose it is ("China's trade policy" for China),
        marked as such in `Party.owner`.
        """
        if number in self._resolving:
            # "Their" may ask for a subject whose owner is "their": that says nothing.
            return ()
        self._resolving.add(number)
        try:
            found: list[Party] = []
            together = self.tree.conjuncts(number)
            for at in together:
                found.extend(self._one(at, owners=owners))
            if len(together) > 1:
                found = self._holders(together, found)
        finally:
            self._resolving.discard(number)
        return distinct(found)

    def _one(self, number: int, *, owners: bool) -> list[Party]:
        token = self.tree.tokens[number]
        if token.mention is not None:
            found = self._of_mention(token.mention, number)
            self._remember_title(number, found)
            return found
        described = self._described(number)
        if described is not None:
            return described
        listed = self._exemplars(number)
        if listed and not (self.role_of(number) is not None and self._modifiers(number)):
            return listed
        if token.lemma in ("former", "latter") and self._definite(number):
            return self._former_or_latter(number)
        if token.lemma in COUNTABLE and self._definite(number):
            counted = self.refer.counted(number)
            if counted:
                return [replace(p, token=number) for p in counted]
        role = self.role_of(number)
        if role is not None:
            named = self._modifiers(number)
            if named:
                return [replace(p, role=role or p.role, token=number) for p in named]
            return self._unnamed(number) or self._nameless(number)
        if token.tag in ("WDT", "WP") and token.dep == "pobj":
            noun = antecedent(self.tree, token.head)
            return list(self.parties(noun)) if noun is not None else []
        if self._stands_alone(number):
            return self._pronoun(number)
        if token.lemma.lower() in GROUP_NOUNS | STATE_NOUNS | BODY_NOUNS:
            named = self._modifiers(number)
            return named or self._unnamed(number) or self._nameless(number)
        for kid in self.tree.kids(number, "appos"):
            if self.tree.tokens[kid].mention is not None:
                # "Two partners: X and Y" are both.
                return [
                    party
                    for one in self.tree.conjuncts(kid)
                    for party in self._of_mention(self.tree.tokens[one].mention, one)
                ]
            if self.role_of(kid) is not None:
                office = self._modifiers(kid)
                if office:
                    return [replace(p, token=number) for p in office]
        if self.discourse.nameless and token.tag in ("NNP", "NNPS"):
            return self._nameless(number)
        if owners:
            owned = self._owners(number)
            shared = token.lemma in RELATION_NOUNS and definite_or_bare(self.tree, number)
            if not owned and shared and refers_back(self.tree, number):
                owned = self._doer(number) or self.refer.together(number)
                owned = owned or list(self._plural_before())
            elif not owned:
                owned = self._doer(number)
            elif shared and len({p.code for p in owned}) == 1 and has_with(self.tree, number):
                other = self.main_other(owned[0].code)
                owned += [Party(other)] if other else []
            return [replace(p, owner=True) for p in owned]
        return []

    def _stands_alone(self, number: int) -> bool:
        """Whether a word stands for a party by itself, as pronouns do; "the two" is a noun."""
        token = self.tree.tokens[number]
        if token.lemma == "two" and self._definite(number):
            return False
        return token.tag in ("PRP", "PRP$", "DT", "CD") or token.text.lower() in PLURAL

    def _holders(self, numbers: list[int], found: list[Party]) -> list[Party]:
        """ "The President and Prime Minister" who met are of two states, not both of one."""
        if any(self._modifiers(n) or not self._title(n) for n in numbers):
            return found
        pair = self.discourse.two() if len({p.code for p in found}) < 2 else ()
        return list(pair) if len(pair) == 2 else found

    def _described(self, number: int) -> list[Party] | None:
        """Whom a noun describes rather than names; None where it does not."""
        if self.described.is_other_side(number):
            facing = self.described.other_side(number)
            return [facing] if facing is not None else []
        if self.described.is_relative(number):
            named = self._modifiers(number)
            other = None if named else self.described.relative(number)
            return named or ([other] if other is not None else [])
        typed = self.described.typed(number)
        return [typed] if typed is not None else self.described.seated(number) or None

    def _former_or_latter(self, number: int) -> list[Party]:
        """One of the two named last: "the former" the first of them, "the latter" the second."""
        here = self.mentioned(list(range(number)))
        pair = here if len(here) == 2 else self.discourse.listed or self.discourse.group
        if len(pair) != 2:
            return []
        return [replace(pair[self.tree.tokens[number].lemma == "latter"], token=number)]

    def main_other(self, code: str) -> str:
        """The actor that the document is about, unless it is the one named."""
        top = [c for c, _ in self.discourse.topics.most_common(1) if c != code]
        return top[0] if top else self.discourse.counterpart(code)

    def _doer(self, number: int) -> list[Party]:
        """ "This launch", "these sanctions": whoever was last told of doing so."""
        words = {self.tree.tokens[k].text.lower() for k in self.tree.kids(number, "det")}
        if not words & {"this", "these", "that", "those"}:
            return []
        sense = self.codebook.lexicon.noun(self.tree.tokens[number].lemma)
        return list(self.discourse.doers.get(sense.code, ())) if sense and sense.code else []

    def _exemplars(self, number: int) -> list[Party]:
        """ "Third countries such as Vietnam", "powers, including China": the named ones."""
        return [
            p
            for at in exemplars(self.tree, number)
            for p in self._of_mention(self.tree.tokens[at].mention, at)
        ]

    def companions(self, subject: int) -> tuple[Party, ...]:
        """Who acts together with a subject without being coordinated with it."""
        return tuple(
            p for at in companions(self.tree, subject) for p in self.parties(at, owners=False)
        )

    def _of_mention(self, mention: Mention | None, number: int) -> list[Party]:
        if mention is None or mention.kind == "region" or self._is_region(mention, number):
            return []
        if mention.leaning and self.tree.tokens[number].dep in MODIFIERS:
            # "The pro-Russian party" is not Russia's.
            return []
        person = mention.words if mention.person else ""
        codes = [c for code in mention.codes for c in self._parties_of(code)]
        return [Party(code, mention.role, number, person) for code in codes]

    def _is_region(self, mention: Mention, number: int) -> bool:
        """ "In South Asia", "the Asian power": where someone is; as a subject it may act."""
        if self.codebook.actors.actor(mention.codes[0]).kind != "region":
            return False
        return self.tree.tokens[number].dep not in ("nsubj", "nsubjpass", "conj", "agent")

    def _parties_of(self, code: str) -> tuple[str, ...]:
        """A set of powers that negotiates as several parties stands for its members."""
        if code not in SETS_OF_POWERS:
            return (code,)
        return self.codebook.actors.members(code, self.discourse.published) or (code,)

    def role_of(self, number: int) -> str | None:
        """The role of an office or agent noun ("ministry", "troops"); None for other words."""
        token = self.tree.tokens[number]
        if token.mention is not None or not self.tree.is_noun(number):
            return None
        for head in (token.text.lower(), token.lemma):
            office = office_at(self.tree, number, self.codebook.offices, head=head)
            if office is not None:
                return office.role
        return None

    def _modifiers(self, number: int) -> list[Party]:
        """Actors in the adjectives, possessives and of-phrases of an agent noun."""
        found: list[Party] = []
        opposite = self.tree.tokens[number].lemma.lower() in RELATIVES
        for kid in self.tree.kids(number, *MODIFIERS, "appos"):
            token = self.tree.tokens[kid]
            if opposite and token.dep == "poss":
                # "Her Chadian counterpart" is not she.
                continue
            if token.mention is not None:
                found.extend(self._of_mention(token.mention, kid))
                for other in self.tree.conjuncts(kid)[1:]:
                    found.extend(self._of_mention(self.tree.tokens[other].mention, other))
            elif token.tag == "PRP$":
                found.extend(self._pronoun(kid))
            elif token.dep == "nmod" and self.role_of(kid) is not None:
                # "The Colombian government and FARC rebels" as the parser joins them.
                found.extend(self.parties(kid, owners=False))
        found.extend(p for at in leaders_of(self.tree, number) for p in self.parties(at))
        if found:
            return list(distinct(found))
        for prep in self.tree.kids(number, "prep"):
            if self.tree.tokens[prep].lemma in ("of", "from", "for", "in"):
                for pobj in self.tree.kids(prep, "pobj"):
                    found.extend(self.parties(pobj, owners=False))
        found = found or self._right_behind(number)
        return list(distinct(found))

    def _right_behind(self, number: int) -> list[Party]:
        """ "Recognised the regime in Minsk": whose it is, though the parser hung it on the verb."""
        tokens = self.tree.tokens
        prep = number + 1
        if prep >= len(tokens) or tokens[prep].lemma not in ("in", "from", "of"):
            return []
        behind = [k for k in self.tree.kids(prep, "pobj") if tokens[k].mention is not None]
        return [p for at in behind for p in self._of_mention(tokens[at].mention, at)]

    def _owners(self, number: int) -> list[Party]:
        """Whose a thing is: possessive, adjective, "of"; looks one thing further down."""
        found: list[Party] = []
        for kid in self.tree.kids(number, "poss", "amod", "compound", "nmod"):
            token = self.tree.tokens[kid]
            if self.is_place(kid):
                continue
            if token.dep == "poss" or token.mention is not None:
                found.extend(self.parties(kid))
        found.extend(p for at in leaders_of(self.tree, number) for p in self.parties(at))
        for kid in self.tree.kids(number, "acl"):
            # "The missiles fired by the army": whose doing a thing is.
            if self.tree.tokens[kid].tag == "VBN":
                for by in self.tree.kids(kid, "agent"):
                    found.extend(p for o in self.tree.kids(by, "pobj") for p in self.parties(o))
        shared = self.tree.tokens[number].lemma in RELATION_NOUNS
        if found and not shared:
            return list(distinct(found))
        for prep in self.tree.kids(number, "prep"):
            if self.tree.tokens[prep].lemma in ("of", "between", "among", "by") or (
                shared and self.tree.tokens[prep].lemma == "with"
            ):
                for pobj in self.tree.kids(prep, "pobj"):
                    found.extend(self.parties(pobj))
        return list(distinct(found))

    def _unnamed(self, number: int) -> list[Party]:
        """ "The regime", "both sides", "the ministers": who the document was speaking of."""
        token = self.tree.tokens[number]
        noun = token.lemma.lower()
        # "The Foreign Ministers" in capitals may be tagged as one name.
        plural = token.tag in ("NNS", "NNPS") or noun in ("both", "two")
        plural = plural or (token.tag == "NNP" and noun.endswith("s") and noun in GROUP_NOUNS)
        plural = plural or any(
            self.tree.tokens[k].lemma in ("neither", "either", "each")
            for k in self.tree.kids(number, "det")
        )
        acting = token.dep in ("nsubj", "pobj") and self.role_of(number) is not None
        if plural and noun in GROUP_NOUNS and (self._definite(number) or acting):
            people = self.discourse.people
            many = len({p.code for p in self.discourse.group}) > 2
            two = self.discourse.dyad()
            # A mediator met since is not one of "the leaders" of a quarrel between two.
            many = many or (bool(two) and {p.code for p in people} != set(two))
            if noun in PEOPLE_NOUNS and len(people) == 2 and not many:
                return [replace(p, token=number) for p in people]
            both = {self.tree.tokens[k].text.lower() for k in self.tree.children[number]}
            pair = bool(both & PAIRING) or token.lemma.lower() in ("both", "two")
            before = self.refer.together(number, two=pair) if pair or self._is_plain(number) else []
            before = before or list(self.discourse.two() if pair else self._plural_before())
            return [replace(p, token=number) for p in before]
        if not plural and self._definite(number) and token.lemma != "counterpart":
            title = self._title(number)
            party = self.discourse.titles.get(title) if title else None
            if party is None and title and self.discourse.author:
                party = Party(self.discourse.author)
            party = party or self.refer.state(number)
            if party is not None:
                return [replace(party, token=number)]
        return []

    def _is_plain(self, number: int) -> bool:
        """Whether nothing describes a noun: "the leaders", not "the military governments"."""
        return not self.tree.kids(number, "amod", "compound")

    def _nameless(self, number: int) -> list[Party]:
        home = self.discourse.home
        if not (self.discourse.nameless or home):
            return []
        return nameless_party(self.tree, number, self.codebook.offices, home=home)

    def _title(self, number: int) -> str:
        """The person's office that a noun with the words before it names, else empty."""
        head = self.tree.tokens[number].text.lower()
        office = office_at(self.tree, number, self.codebook.offices, head=head)
        return office.noun if office is not None and office.kind == "person" else ""

    def _remember_title(self, number: int, found: list[Party]) -> None:
        """ "Vice President Kamala Harris" is "the Vice President" from then on."""
        kids = self.tree.kids(number, "compound")
        if kids and found and found[0].person:
            words = " ".join(self.tree.tokens[k].text.lower() for k in kids)
            office = self.codebook.offices.lookup(words)
            if office is not None:
                self.discourse.titles[office.noun] = replace(found[0], token=-1)

    def _definite(self, number: int) -> bool:
        tokens = self.tree.tokens
        near = self.tree.children[number]
        if tokens[number].dep == "conj":
            # "The President and Prime Minister".
            near = near + self.tree.kids(tokens[number].head, "det")
        return any(tokens[k].text.lower() in DEFINITE for k in near)

    def _pronoun(self, number: int) -> list[Party]:
        word = self.tree.tokens[number].text.lower()
        if self.discourse.nameless:
            return self._nameless(number) if word in PERSONAL or word in PLURAL else []
        if word in PERSONAL:
            person = self.refer.person(number)
            return [replace(person, token=number)] if person else []
        if word in SINGULAR:
            state = blamed(self.tree, number) or self.refer.state(number)
            return [replace(state, token=number)] if state else []
        if word in PLURAL:
            before = self._two_before(number) if word == "both" else self.refer.several(number)
            return [replace(p, token=number) for p in before or self._plural_before()]
        if word in FIRST or self.tree.tokens[number].text in OWN:
            code = self.discourse.speaker_code or self.discourse.author
            return [Party(code, token=number)] if code else []
        return []

    def _plural_before(self) -> tuple[Party, ...]:
        """Several who last acted together or were set beside each other."""
        return self.discourse.several()

    def _two_before(self, number: int) -> list[Party]:
        """ "X sided with Y because both …": the last two named before in the sentence."""
        named = [
            p
            for token in self.tree.tokens[:number]
            if not self.is_place(token.number) and not background(self.tree, token.number)
            for p in self._of_mention(token.mention, token.number)
        ]
        last = list({p.code: p for p in reversed(named)}.values())[:2]
        return last[::-1] if len(last) == 2 else []

    def mentioned(self, numbers: list[int]) -> tuple[Party, ...]:
        """Every actor named among some tokens, places excluded."""
        found: list[Party] = []
        for at in numbers:
            mention = self.tree.tokens[at].mention
            if mention is not None and not self.is_place(at) and not background(self.tree, at):
                found.extend(self._of_mention(mention, at))
        return distinct(found)

    def is_place(self, number: int) -> bool:
        """Whether a mention is where something happens rather than who takes part."""
        token = self.tree.tokens[number]
        if token.mention is None or token.mention.kind not in ("capital", "name"):
            return False
        head = self.tree.tokens[token.head]
        if token.mention.kind == "capital" and token.dep == "poss":
            return head.tag in ("NNP", "NNPS") and head.mention is None
        if token.mention.kind == "capital" and token.dep not in TAKES_PART:
            return True
        if token.dep == "appos" or (token.dep == "npadvmod"):
            return self.is_place(token.head) if token.head != number else False
        if token.dep != "pobj":
            return False
        prep = self.tree.tokens[token.head]
        return prep.lemma in WHERE and token.mention.kind == "capital"

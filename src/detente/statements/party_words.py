"""Nouns that stand for parties, and nouns of what is between them."""

from __future__ import annotations

GROUP_NOUNS = frozenset(
    "side sides two both leader leaders country countries nation nations party parties neighbor "
    "neighbour neighbors neighbours capital capitals government governments minister ministers "
    "president presidents delegation delegations official officials principal principals pair "
    "ally allies rival rivals power powers adviser advisor advisers advisors team teams "
    "counterpart counterparts partner partners state states signatory signatories republic "
    "republics kingdom kingdoms junta juntas regime regimes monarchy monarchies foe foes economy "
    "economies participant participants attendees".split()
)
STATE_NOUNS = frozenset(
    "country nation regime government state leadership administration authorities kingdom "
    "republic island alliance capital north south".split()
)
EXEMPLIFYING = ("as", "like", "including")
BODY_NOUNS = frozenset("bloc group organization organisation movement militia union court".split())
COUNTED = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "trio": 3, "quartet": 4}
COUNTABLE = GROUP_NOUNS | COUNTED.keys()
DEFINITE = frozenset("the both two these those this that its their neither either each".split())
# With these a noun means each of two: "neither government".
PAIRING = frozenset("both two neither either each".split())
RELATION_NOUNS = frozenset(
    "relation relationship tie cooperation partnership alliance dialogue talk negotiation deal "
    "agreement treaty pact contact hostility conflict rivalry summit meeting outcome exchange "
    "diplomacy accord visit discussion trade border bilateral memorandum mou arrangement "
    "feud standoff stand-off row rift quarrel dispute rapprochement thaw friendship tension "
    "reconciliation truce ceasefire armistice trust mistrust distrust suspicion animosity enmity "
    "detente détente deadlock stalemate impasse".split()
)
PEOPLE_NOUNS = frozenset("leader president premier minister chief principal two both".split())
SINGULAR = ("it", "its", "itself")
PERSONAL = ("he", "she", "him", "her", "his", "hers", "himself", "herself")
PLURAL = ("they", "them", "their", "theirs", "themselves", "both")
FIRST = ("we", "us", "our", "ours", "ourselves")
OWN = ("I", "me", "my")
MODIFIERS = ("amod", "compound", "nmod", "poss", "nummod")
TAKES_PART = ("nsubj", "nsubjpass", "dobj", "pobj", "conj", "appos", "npadvmod", "ROOT", "attr")
SETS_OF_POWERS = frozenset(("P5", "P5PLUS1", "E3"))
BACKGROUND = frozenset("war conflict crisis invasion".split())
WHERE = ("in", "at", "near", "outside", "inside", "around", "within", "across", "over")
# What someone is to someone else: "its ally" is never the one whose ally it is.
RELATIVES = frozenset(
    "neighbour neighbor ally rival host guest patron partner counterpart creditor debtor customer "
    "adversary foe enemy opponent interlocutor protector backer sponsor supplier besieger "
    "antagonist tormentor benefactor suzerain overlord friend visitor occupier attacker "
    "aggressor invader nemesis archrival arch-rival paymaster guarantor challenger "
    "competitor opposite successor predecessor".split()
)
# What binds whoever makes it to an act towards someone: "its commitment to help X".
PLEDGES = frozenset(
    "commitment readiness willingness determination intention resolve pledge promise vow".split()
)

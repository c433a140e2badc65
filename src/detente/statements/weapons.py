"""What acts without anyone's will or hand in a sentence: weapons, and the forces of nature."""

from __future__ import annotations

from detente.statements.trees import Tree

WEAPONS = frozenset(
    "bomb missile shell rocket drone mortar round projectile grenade torpedo warhead shrapnel "
    "bullet airstrike strike shelling".split()
)
STRIKING = frozenset(
    "tear slam hit strike smash rip plough plow punch crash land fall explode detonate burst "
    "destroy damage wound kill injure pierce flatten level gut rain shatter demolish obliterate "
    "tore slammed".split()
)
FIRED = frozenset("fire launch lob shoot drop release hurl".split())
# Nobody does what these do.
NATURE = frozenset(
    "rain flood flooding floodwater storm thunderstorm cyclone typhoon hurricane tornado monsoon "
    "landslide mudslide avalanche earthquake quake tremor aftershock tsunami volcano eruption "
    "heatwave heat drought wildfire fire blaze cold snow snowstorm blizzard lightning hail fog "
    "disease outbreak epidemic pandemic virus cholera malaria dengue ebola measles flu famine "
    "hunger accident crash derailment collision stampede collapse".split()
)


def by_nature(tree: Tree, verb: int) -> bool:
    """Whether a verb tells what nature or an accident does: "floods killed thirty"."""
    token = tree.tokens[verb]
    heads = tree.kids(verb, "nsubj")
    if not heads and token.dep == "acl" and tree.kids(verb, "dobj"):
        heads = [token.head]
    return any(tree.tokens[h].lemma.lower() in NATURE for h in heads)


def strikes(tree: Tree, verb: int) -> int:
    """The weapon that is the subject of an active verb of striking, or -1."""
    token = tree.tokens[verb]
    if token.lemma not in STRIKING or tree.kids(verb, "auxpass", "nsubjpass", "neg"):
        return -1
    return next((s for s in tree.kids(verb, "nsubj") if tree.tokens[s].lemma in WEAPONS), -1)


def fired_from(tree: Tree, weapon: int) -> list[int]:
    """The nouns that tell from where or by whom a weapon was fired: "shells fired from X"."""
    return [
        pobj
        for verb in tree.kids(weapon, "acl", "relcl")
        if tree.tokens[verb].lemma in FIRED
        for prep in tree.kids(verb, "prep", "agent")
        if tree.tokens[prep].lemma in ("from", "by")
        for pobj in tree.kids(prep, "pobj")
    ]

"""No rule knows a state by name: other names give the same rows with other codes."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from detente.bench.record_floors import annotated_files, read_document
from detente.codebook import Codebook, load_codebook
from detente.model import Document, Statement
from detente.statements import Coder

ROOT = Path(__file__).parents[3]
# The two Koreas are told apart by words that no other pair of states shares.
CASES = [
    path
    for _, path, _ in annotated_files(ROOT / "tests" / "gate", ROOT / "examples")
    if not path.name.startswith("korea")
]
DAY = date(2025, 5, 15)


@dataclass(frozen=True)
class Names:
    """What a text calls a state: name, adjective, capital, leader in full and by family name."""

    code: str
    name: str
    adjective: str
    capital: str
    leader: str
    family: str
    title: str


PERU = Names("PER", "Peru", "Peruvian", "Lima", "Dina Boluarte", "Boluarte", "President")
KENYA = Names("KEN", "Kenya", "Kenyan", "Nairobi", "William Ruto", "Ruto", "President")
FINLAND = Names("FIN", "Finland", "Finnish", "Helsinki", "Alexander Stubb", "Stubb", "President")
VIETNAM = Names("VNM", "Vietnam", "Vietnamese", "Hanoi", "Luong Cuong", "Cuong", "President")
EGYPT = Names("EGY", "Egypt", "Egyptian", "Cairo", "Abdel Fattah el-Sisi", "Sisi", "President")
POLAND = Names("POL", "Poland", "Polish", "Warsaw", "Andrzej Duda", "Duda", "President")
SETS = [
    (KENYA, FINLAND, VIETNAM),
    (FINLAND, EGYPT, PERU),
    (VIETNAM, POLAND, KENYA),
    (EGYPT, PERU, POLAND),
    (POLAND, VIETNAM, EGYPT),
]

WIRE = (
    "{a.title} {a.leader} visited {b.capital} on 3 May 2025 and met {b.title} {b.leader}. The two "
    "leaders signed a treaty on grain. {a.family} praised {b.name} for its patience. {c.name} "
    "condemned the treaty the following day, and {c.capital} recalled its ambassador from "
    "{a.capital}. {b.adjective} officials rejected the criticism. If {c.name} closes the border, "
    "{a.name} will probably send the grain by ship. {c.name} has not replied to an offer of talks."
)
ANALYSIS = (
    "Relations between {a.name} and {b.name} have been cold since 2019. {a.capital} depends on "
    "{b.adjective} gas, while {b.name} needs {a.adjective} ports. In March 2025 {b.name} cut its "
    "gas deliveries to {a.name} by 20 %. {c.name} offered to mediate, but {b.capital} "
    "refused. It is "
    "unlikely that {b.family} will meet {a.family} this year. {a.name} should look for other "
    "sellers. As long as {b.name} blocks the port, {c.name} may supply {a.name} with oil."
)
SPEECH = (
    '"{b.name} has attacked our ships," {a.adjective} foreign minister Ines Moll said on Monday. '
    "{b.title} {b.leader} denied the attack and accused {a.capital} of lying. {c.name} urged both "
    "sides to hold talks in {c.capital}. The {a.adjective}-{b.adjective} border was closed in "
    "April 2025. {c.adjective} troops will train with {a.adjective} forces in July "
    '2025. "{a.name} could '
    'reopen the border once {b.name} apologises," said Ola Berg, a researcher.'
)


def told(rows: tuple[Statement, ...], coder: Coder, document: Document, codes: dict[str, str]):
    """Rows by sentence, with the codes renamed."""
    numbers = {s.start: s.number for s in coder.split(document)}
    return Counter(
        (
            numbers[max(s for s in numbers if s <= row.sentence_start)],
            row.kind,
            tuple(sorted(codes.get(code, code) for code in row.source)),
            tuple(sorted(codes.get(code, code) for code in row.target)),
            row.codes,
            row.directed,
            row.time,
            row.phrase,
            row.sectors,
            row.change,
            bool(row.condition),
            row.denies,
        )
        for row in rows
    )


@pytest.mark.parametrize("text", [WIRE, ANALYSIS, SPEECH], ids=["wire", "analysis", "speech"])
@pytest.mark.parametrize("names", SETS, ids=lambda names: "-".join(n.code for n in names))
def test_the_same_text_about_other_states_gives_the_same_rows(coder, text, names):
    first = (PERU, KENYA, FINLAND)
    found = []
    for three in (first, names):
        a, b, c = three
        document = Document("d", "d.txt", text.format(a=a, b=b, c=c), published=DAY)
        codes = {state.code: slot for state, slot in zip(three, "abc", strict=True)}
        found.append(told(coder.code(document).rows, coder, document, codes))
    assert len(found[0]) >= 5
    assert found[0] == found[1]


# A family name that begins in lower case ("al-…") opens no sentence.
PLACES = "ARG KAZ GHA FIN PER NPL ZMB MNG UZB CHL NAM EST BOL LAO URY JOR".split()
# Their names hold words of other names, or forms that no other state has.
KEPT = frozenset("USA KOR PRK GBR COD ARE".split())


def forms_of(book: Codebook, code: str, day: date | None) -> dict[str, list[str]]:
    """Written forms of a state by kind, those of its leaders on a day by office."""
    found: dict[str, list[str]] = {}
    for alias in book.actors.aliases():
        if alias.code == code and alias.kind in ("name", "adjective", "demonym", "capital"):
            kind = (
                f"{alias.kind} {alias.form[-1] == 's'}" if alias.kind == "demonym" else alias.kind
            )
            found.setdefault(kind, []).append(alias.form)
    for leader in book.actors.leaders(code, day):
        found.setdefault("leader", []).append(leader.name)
        found.setdefault("family", []).append(leader.name.split()[-1])
    return found


def renaming(book: Codebook, states: dict[str, str], day: date | None) -> dict[str, str]:
    """Every form of the states by the form of the state that takes its place."""
    found: dict[str, str] = {}
    for one, other in states.items():
        old, new = forms_of(book, one, day), forms_of(book, other, day)
        for kind, forms in old.items():
            for number, form in enumerate(forms):
                if kind in new:
                    among = new[kind] if kind in ("leader", "family") else new[kind][:1]
                    found.setdefault(form, among[min(number, len(among) - 1)])
    return found


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
@pytest.mark.parametrize("shift", [0, 7])
def test_renamed_examples_give_the_same_rows(coder, path, shift):
    book = load_codebook()
    document = replace(read_document(path), furniture=())
    named = Counter(
        code for row in coder.code(document).rows for code in (*row.source, *row.target)
    )
    states = [
        code
        for code, _ in named.most_common()
        if code in book.actors.codes()
        and book.actors.actor(code).kind == "state"
        and code not in KEPT
    ]
    places = [code for code in PLACES[shift:] + PLACES[:shift] if code not in states]
    codes = dict(zip(states, places, strict=False))
    forms = renaming(book, codes, document.published)
    longest = sorted(map(re.escape, forms), key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(longest)})(?!\w)")
    text = pattern.sub(lambda match: forms[match.group()], document.text)
    renamed = replace(document, text=text)
    before = told(coder.code(document).rows, coder, document, codes)
    after = told(coder.code(renamed).rows, coder, renamed, {})
    lost = before - after
    # Bodies and cities that stand for a state ("the Kremlin", "Odesa") have no partner to take.
    assert sum(lost.values()) <= 0.1 * sum(before.values()), lost
    assert abs(sum(after.values()) - sum(before.values())) <= 0.05 * sum(before.values()) + 1

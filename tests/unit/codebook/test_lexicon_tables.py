"""A user's own tables: what replaces the shipped ones, and how mistakes in them are named."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.codebook.lexicon import load_lexicon
from detente.errors import CodebookError

VERBS = "verb\tobject\tcode\tframe\tsectors\tchange\tnote\n"
NOUNS = "noun\tcode\tclass\tframe\tevent\tsectors\tnote\n"


def write(folder: Path, name: str, text: str) -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_own_table_replaces_the_shipped_one_and_others_stay(tmp_path: Path) -> None:
    folder = write(tmp_path, "verbs.tsv", VERBS + "\n# own\nzorble\t\tAID\ts>o/to\tmilitary\n")
    lexicon = load_lexicon(folder)
    (sense,) = lexicon.verb("zorble")
    assert (sense.code, sense.frame, sense.target_prepositions) == ("AID", "s>o", ("to",))
    assert (sense.sectors, sense.change, sense.line) == (("military",), "", 4)
    assert lexicon.verb("attack") == ()
    assert lexicon.noun("summit") is not None


@pytest.mark.parametrize(
    ("name", "text", "place", "value"),
    [
        ("verbs.tsv", VERBS + "zorble\t\tAIDING\ts>o\n", "verbs.tsv:2", "AIDING"),
        ("verbs.tsv", VERBS + "zorble\t\tAID\ts>>o\n", "verbs.tsv:2", "s>>o"),
        ("verbs.tsv", VERBS + "zorble\t@nosuch\tAID\ts>o\n", "verbs.tsv:2", "@nosuch"),
        ("verbs.tsv", VERBS + "zorble\t\tAID\ts>o\tnaval\n", "verbs.tsv:2", "naval"),
        ("verbs.tsv", VERBS + "zorble\t\tAID\ts>o\t\tup\n", "verbs.tsv:2", "up"),
        ("verbs.tsv", VERBS + "\t\tAID\ts>o\n", "verbs.tsv:2", "verb"),
        ("verbs.tsv", VERBS + "go\t\tAID\ts\ngo\t\tREJECT\ts\n", "verbs.tsv:3", "line 2"),
        ("verbs.tsv", VERBS + "go\ta|b\tAID\ts\ngo\tb\tREJECT\ts\n", "verbs.tsv:3", "go + b"),
        ("verbs.tsv", VERBS + "analyse\t\tAID\ts\nanalyze\t\tAID\ts\n", "verbs.tsv:3", "line 2"),
        ("nouns.tsv", NOUNS + "zorble\tAID\taid\tby>to\tmaybe\n", "nouns.tsv:2", "maybe"),
        ("nouns.tsv", NOUNS + "zorble\tAID\taid\tto\tyes\n", "nouns.tsv:2", "to"),
        ("nouns.tsv", NOUNS + "zorble\tAID\t\tby>to\tyes\n", "nouns.tsv:2", "class"),
        ("nouns.tsv", NOUNS + "x\t\ty\tmutual\tno\nX\t\ty\tmutual\tno\n", "nouns.tsv:3", "x"),
        ("relations.tsv", "term\tlevel\tkind\tsectors\tnote\nzorble\t11\tlabel\n", ":2", "11"),
        ("relations.tsv", "term\tlevel\tkind\tsectors\tnote\nzorble\t1\tname\n", ":2", "name"),
        ("motives.tsv", "cue\trole\tframe\tnote\nzorble\treason\ts\n", "motives.tsv:2", "reason"),
        ("cues.tsv", "cue\tcategory\tnote\nzorble\thint\n", "cues.tsv:2", "hint"),
        ("sectors.tsv", "word\tsector\tweight\tnote\nzorble\tnaval\t1\n", ":2", "naval"),
        ("sectors.tsv", "word\tsector\tweight\tnote\nzorble\tlegal\t9\n", ":2", "9"),
    ],
)
def test_mistake_is_named_with_file_line_and_value(
    tmp_path: Path, name: str, text: str, place: str, value: str
) -> None:
    folder = write(tmp_path, name, text)
    with pytest.raises(CodebookError) as caught:
        load_lexicon(folder)
    assert name in str(caught.value)
    assert place in str(caught.value)
    assert value in str(caught.value)


def test_prefix_words_do_not_count_as_the_verb(tmp_path: Path) -> None:
    folder = write(tmp_path, "verbs.tsv", VERBS + "co act with\t\tAID\ts\ngo on\t\tAID\ts\n")
    lexicon = load_lexicon(folder)
    assert [sense.particle for sense in lexicon.verb("act")] == ["co with"]
    assert [sense.particle for sense in lexicon.verb("go")] == ["on"]

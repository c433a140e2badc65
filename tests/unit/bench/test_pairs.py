"""Tables of given pairs read, and roots scored."""

from __future__ import annotations

import pytest

from detente.bench.pair_rows import PairRow, read_pairs, unmarked
from detente.bench.pairs import annotators_root, score_pairs
from detente.codebook import load_codebook
from detente.errors import InputError
from detente.statements.pair_spans import Pair
from detente.statements.pairing import PairReading

HEAD = "sentence\tmarked_sentence\tsource\ttarget\tgold_root\n"
PAIR = Pair("Chile thanked Peru.", (0, 5), (14, 18))


def table(tmp_path, *lines):
    path = tmp_path / "pairs.tsv"
    path.write_text(HEAD + "\n".join(lines), encoding="utf-8")
    return read_pairs(path)


def rows_of(*roots):
    return [PairRow(number, PAIR, root) for number, root in enumerate(roots)]


def test_spans_come_from_the_tags(tmp_path):
    marked = "Peru met Chile. <s>Chile</s> thanked <t>Peru</t>."
    result, _ = table(tmp_path, f"ignored\t{marked}\tChile\tPeru\tSUPPORT")
    pair = result.rows[0].pair
    assert pair.text[slice(*pair.source)] == "Chile"
    assert pair.source[0] > len("Peru met Chile.")


def test_without_tags_the_words_are_looked_for(tmp_path):
    result, _ = table(tmp_path, "Chile thanked Peru.\t\tChile\tPeru\tSUPPORT")
    assert result.rows[0].pair == PAIR


def test_a_party_that_is_not_named_may_be_left_open(tmp_path):
    result, _ = table(
        tmp_path, "Chile resigned.\t<s>Chile</s> resigned.\tChile\ta recipient\tYIELD"
    )
    assert result.rows[0].pair.target is None
    assert result.rows[0].root == "CONCEDE"


def test_rows_that_cannot_be_used_keep_their_line_and_number(tmp_path):
    good = "Chile thanked Peru.\t\tChile\tPeru\tSUPPORT"
    result, count = table(tmp_path, "A\t\tChile\tPeru\tSUPPORT", "A\t\tA\tA\tHUG", good)
    assert count == 3
    assert [row.number for row in result.rows] == [2]
    assert [row.where for row in result.rejected] == ["pairs.tsv:2", "pairs.tsv:3"]
    assert "not in the sentence" in result.rejected[0].reason


def test_a_table_without_usable_rows_is_an_error(tmp_path):
    with pytest.raises(InputError, match="no row can be used"):
        table(tmp_path, "A\t\tA\tA\tHUG")


def test_an_unclosed_tag_marks_nothing():
    assert unmarked("<s>Chile thanked <t>Peru</t>.") == ("Chile thanked Peru.", {"t": (14, 18)})


def test_macro_f1_is_the_mean_over_what_occurs_in_the_gold():
    rows = rows_of("AID", "AID", "ACCUSE")
    scores = score_pairs(rows, ["AID", "CONCEDE", "ACCUSE"], codebook=load_codebook())
    assert scores["macro_f1_root"] == pytest.approx((2 * 1 / (1 + 2) + 1) / 2)
    # CONCEDE and AID are both material cooperation.
    assert scores["macro_f1_quad"] == scores["macro_f1_binary"] == 1.0


def test_nothing_decided_is_an_error_on_every_level():
    scores = score_pairs(rows_of("AID", "ACCUSE"), ["AID", ""], codebook=load_codebook())
    assert scores["macro_f1_binary"] == pytest.approx(0.5)


def test_the_annotators_terms_are_used_where_they_differ():
    assert annotators_root(PairReading("SANCTION", trigger="imposed sanctions")) == "COERCE"
    assert annotators_root(PairReading("SANCTION", trigger="suspended aid")) == "SANCTION"
    assert annotators_root(PairReading("COERCE", trigger="imposed blockade")) == "ASSAULT"

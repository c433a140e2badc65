"""Who is hardly spoken of in a text is not filled in elsewhere in it."""

from __future__ import annotations

from collections.abc import Callable

from detente.model import Sentence, Statement
from detente.statements.mentions import Mention
from detente.statements.prominence import LONG_AGO, Prominence

Code = Callable[..., tuple[Statement, ...]]

AT_HOME = (
    "The government will raise the minimum wage next year. "
    "They promised to help families who cannot pay their rent. "
    "The president wants every school to be open by April. "
    "We will keep supporting small shops. "
    "He condemned the delays at the hospitals. "
    "It must work with the provinces on clean water. "
)


def sentences(number: int) -> list[Sentence]:
    """So many of ten characters each."""
    return [Sentence("d", n, 10 * n, 10 * n + 10, "A sentence") for n in range(number)]


def named(code: str, *places: int) -> list[Mention]:
    """Mentions of an actor in sentences of those numbers."""
    return [
        Mention(10 * n + 1, 10 * n + 4, codes=(code,), role="", kind="name", words=code)
        for n in places
    ]


def test_the_actor_named_most_and_the_author_may_stay_unnamed_everywhere() -> None:
    seen = Prominence(sentences(40), named("PER", 0, 1, 2) + named("CHL", 3), author="BOL")
    assert seen.open_at(395) == {"PER", "BOL"}


def test_who_is_named_often_is_open_near_where_it_is_named() -> None:
    often = named("CHL", 0, 1, 2, 3, 4, 5)
    seen = Prominence(sentences(60), named("PER", *range(0, 60, 2)) + often, author="")
    assert seen.open_at(10 * (5 + LONG_AGO)) == {"PER", "CHL"}
    assert seen.open_at(10 * (6 + LONG_AGO)) == {"PER"}


def test_nobody_is_open_before_being_named() -> None:
    seen = Prominence(sentences(4), named("PER", 0, 1) + named("CHL", 3), author="")
    assert seen.open_at(10) == {"PER"}


def test_a_text_that_names_no_one_leaves_no_one_open() -> None:
    assert Prominence(sentences(3), [], author="").open_at(0) == frozenset()


def test_one_far_question_does_not_make_a_country_the_other_side_of_home_affairs(
    code: Code,
) -> None:
    text = "Peru protested to Chile over the border. " + "Peru held elections. " + 3 * AT_HOME
    told = [row.sentence_start for row in code(text) if "CHL" in row.parties]
    assert told
    assert set(told) == {0}


def test_a_text_about_two_goes_on_about_both(code: Code) -> None:
    told = code(
        "Peru and Chile met in Lima on Monday. Peru thanked Chile for its help. "
        "They agreed to open a third crossing."
    )
    assert any(row.parties == {"PER", "CHL"} and row.trigger == "agreed" for row in told)

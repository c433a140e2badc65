"""Made-up texts: as many as asked for, none like another, the same for the same seed."""

from __future__ import annotations

from detente.bench.written_documents import written_documents

STATES = [f"State {number}" for number in range(40)]
CITIES = ["Geneva", "Vienna"]


def test_no_two_texts_are_alike() -> None:
    made = list(written_documents(300, states=STATES, cities=CITIES))

    assert len({one.text for one in made}) == len({one.name for one in made}) == 300


def test_the_same_seed_gives_the_same_texts() -> None:
    first, again, other = (
        list(written_documents(20, states=STATES, cities=CITIES, seed=seed)) for seed in (3, 3, 4)
    )

    assert first == again != other


def test_the_first_states_are_spoken_of_most() -> None:
    texts = " ".join(one.text for one in written_documents(200, states=STATES, cities=CITIES))

    assert texts.count("State 0 ") > 5 * texts.count("State 30 ")

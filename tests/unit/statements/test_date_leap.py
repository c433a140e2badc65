"""A leap day without a year."""

from datetime import date

from detente.statements.dates import find_dates


def test_leap_day_is_the_last_one_that_there_was() -> None:
    (mention,) = find_dates(
        "They signed a pact on Feb. 29.", published=date(2018, 5, 1), future=False
    )
    assert mention.time == "2016-02-29"


def test_leap_day_ahead_is_the_next_one() -> None:
    (mention,) = find_dates(
        "They will sign a pact on 29 February.", published=date(2018, 5, 1), future=True
    )
    assert mention.time == "2020-02-29"

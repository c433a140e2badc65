"""What sentences of political prose say about time, read on Wednesday 28 August 2024."""

from __future__ import annotations

from datetime import date

import pytest

from detente.statements.dates import find_dates

PUBLISHED = date(2024, 8, 28)

# sentence, words of the mentions joined by " | ", times joined by " | "
ABSOLUTE = [
    ("They met on 27 August 2024 in Oslo.", "27 August 2024", "2024-08-27"),
    ("They met on August 27, 2024, in Oslo.", "August 27, 2024", "2024-08-27"),
    ("They met on the 27th of August, 2024.", "the 27th of August, 2024", "2024-08-27"),
    ("They met on Aug. 27-28 in Oslo.", "Aug. 27-28", "2024-08-27/2024-08-28"),
    ("They met on August 27 and 28, 2023.", "August 27 and 28, 2023", "2023-08-27/2023-08-28"),
    ("Signed 2024-08-27 in Oslo.", "2024-08-27", "2024-08-27"),
    ("Signed 27/08/2024 in Oslo.", "27/08/2024", "2024-08-27"),
    ("Signed 8/27/2024 in Oslo.", "8/27/2024", "2024-08-27"),
    ("Signed 27.08.2024 in Oslo.", "27.08.2024", "2024-08-27"),
    ("Signed 05/05/2024 in Oslo.", "05/05/2024", "2024-05-05"),
    ("On March 10<sup>th</sup>, it answered.", "March 10<sup>th</sup>", "2024-03-10"),
    ("On Sept. 2, 2023 it answered.", "Sept. 2, 2023", "2023-09-02"),
    ("On Wednesday, August 21, 2024, it answered.", "Wednesday, August 21, 2024", "2024-08-21"),
    ("It answered on Monday (Aug. 26).", "Monday (Aug. 26)", "2024-08-26"),
    ("The accord of 1 May 2019 lapsed.", "1 May 2019", "2019-05-01"),
    ("The accord of may 2019 lapsed.", "may 2019", "2019-05"),
    ("In August 2023 they met.", "August 2023", "2023-08"),
    ("In August of 2023 they met.", "August of 2023", "2023-08"),
    ("In OCTOBER 2023 they met.", "OCTOBER 2023", "2023-10"),
    ("In 2019 they met.", "2019", "2019"),
    ("The 2019 summit failed.", "2019", "2019"),
    ("The 1947 partition left scars.", "1947", "1947"),
    ("The Peace of 1648 ended it.", "1648", "1648"),
    ("Their pact (1992) holds.", "1992", "1992"),
    ("In the year 2030 it ends.", "the year 2030", "2030"),
    ("The fall of 1989 changed it.", "The fall of 1989", "1989-09/1989-11"),
    ("In the summer of 2023 she left.", "the summer of 2023", "2023-06/2023-08"),
    ("In spring 2018 she left.", "spring 2018", "2018-03/2018-05"),
    ("In winter 2023-24 prices rose.", "winter 2023-24", "2023-12/2024-02"),
    ("In the third quarter of 2024 it rose.", "the third quarter of 2024", "2024-07/2024-09"),
    ("In Q1 2025 it rose.", "Q1 2025", "2025-01/2025-03"),
    ("In Q3 it rose.", "Q3", "2024-07/2024-09"),
    ("In the first half of 2025 it rose.", "the first half of 2025", "2025-01/2025-06"),
    ("In H2 2023 it rose.", "H2 2023", "2023-07/2023-12"),
    ("In the first half of August it rose.", "the first half of August", "2024-08-01/2024-08-15"),
    ("The FY2025 budget passed.", "FY2025", "2025"),
    ("The fiscal year 2025 budget passed.", "The fiscal year 2025", "2025"),
    ("In early 2024 they met.", "early 2024", "2024-01/2024-04"),
    ("In mid-2023 they met.", "mid-2023", "2023-05/2023-08"),
    ("In late 2023 they met.", "late 2023", "2023-09/2023-12"),
    ("At the end of 2023 they met.", "the end of 2023", "2023-12"),
    ("At the beginning of 2023 they met.", "the beginning of 2023", "2023-01"),
    ("In late October 2023 they met.", "late October 2023", "2023-10-21/2023-10-31"),
    ("In early May 2023 they met.", "early May 2023", "2023-05-01/2023-05-10"),
    ("In mid-May 2023 they met.", "mid-May 2023", "2023-05-11/2023-05-20"),
    ("In the first week of March 2023.", "the first week of March 2023", "2023-03-01/2023-03-07"),
    ("In the last two months of 2023.", "the last two months of 2023", "2023-11/2023-12"),
    ("In the week of August 12 it met.", "the week of August 12", "2024-08-12/2024-08-18"),
    ("In the 1990s ties were warm.", "the 1990s", "1990/1999"),
    ("The early 1990s were warm.", "The early 1990s", "1990/1993"),
    ("In the mid-1990s ties were warm.", "the mid-1990s", "1994/1996"),
    ("The late 1980s were warm.", "The late 1980s", "1987/1989"),
    ("Since 9/11 it has changed.", "Since 9/11", "2001-09-11/2024-08-28"),
    ("This is 2020's deal and not 2019's.", "2020's | 2019", "2020 | 2019"),
    ("Closed on Christmas Eve 2023.", "Christmas Eve 2023", "2023-12-24"),
    ("Marches on May Day drew few.", "May Day", "2024-05-01"),
]

RANGES = [
    ("It peaks in mid to late 2025.", "mid to late 2025", "2025-05/2025-12"),
    ("In January-July 2024 trade rose.", "January-July 2024", "2024-01/2024-07"),
    ("The April-June quarter was poor.", "April-June", "2024-04/2024-06"),
    ("In the first two quarters of 2024.", "the first two quarters of 2024", "2024-01/2024-06"),
    ("In May, June and July 2022.", "May | June | July 2022", "2022-05 | 2022-06 | 2022-07"),
    ("His visit in May and hers in June 2022.", "May | June 2022", "2022-05 | 2022-06"),
    ("On 9 May — 8 May, sorry — it fell.", "9 May | 8 May", "2024-05-09 | 2024-05-08"),
    ("30 September – 2 October 2024", "30 September – 2 October 2024", "2024-09-30/2024-10-02"),
    ("From 3 to 5 May 2024 they met.", "3 to 5 May 2024", "2024-05-03/2024-05-05"),
    ("The May 3-5 summit ended.", "May 3-5", "2024-05-03/2024-05-05"),
    ("From May 3 through May 5 they met.", "From May 3 through May 5", "2024-05-03/2024-05-05"),
    ("From 3 May to 5 June 2023.", "From 3 May to 5 June 2023", "2023-05-03/2023-06-05"),
    ("Aug. 30-Sept. 2 is busy.", "Aug. 30-Sept. 2", "2024-08-30/2024-09-02"),
    ("Between March and June 2024 it fell.", "Between March and June 2024", "2024-03/2024-06"),
    ("From November to February 2024.", "From November to February 2024", "2023-11/2024-02"),
    ("From 2019 to 2021 it fell.", "From 2019 to 2021", "2019/2021"),
    ("Between 2019 and 2021 it fell.", "Between 2019 and 2021", "2019/2021"),
    ("The 2019-2021 talks failed.", "2019-2021", "2019/2021"),
    ("The 2023–24 season was cold.", "2023–24", "2023/2024"),
    ("The 1914-18 war ended.", "1914-18", "1914/1918"),
    ("From late 2023 to early 2024.", "From late 2023 to early 2024", "2023-09/2024-04"),
    ("From 2019 to the present it held.", "From 2019 to the present", "2019/2024-08-28"),
    ("From Monday to Wednesday they met.", "From Monday to Wednesday", "2024-08-26/2024-08-28"),
    ("After the October 7th attacks it struck.", "October 7th", "2024-10-07"),
    ("In 2022, 2023 and 2024 it fell.", "2022 | 2023 | 2024", "2022 | 2023 | 2024"),
]

RELATIVE = [
    ("Today they met.", "Today", "2024-08-28"),
    ("They met yesterday.", "yesterday", "2024-08-27"),
    ("They meet tomorrow.", "tomorrow", "2024-08-29"),
    ("They met the day before yesterday.", "the day before yesterday", "2024-08-26"),
    ("Shells fell overnight.", "overnight", "2024-08-28"),
    ("Shells fell last night.", "last night", "2024-08-27"),
    ("They met this morning.", "this morning", "2024-08-28"),
    ("They met this week.", "this week", "2024-08-26/2024-09-01"),
    ("They met last week.", "last week", "2024-08-19/2024-08-25"),
    ("They meet next week.", "next week", "2024-09-02/2024-09-08"),
    ("They meet early next week.", "early next week", "2024-09-02/2024-09-03"),
    ("They met last weekend.", "last weekend", "2024-08-24/2024-08-25"),
    ("They met over the weekend.", "the weekend", "2024-08-24/2024-08-25"),
    ("They met last month.", "last month", "2024-07"),
    ("They met this month.", "this month", "2024-08"),
    ("They meet next month.", "next month", "2024-09"),
    ("They met last year.", "last year", "2023"),
    ("They meet next year.", "next year", "2025"),
    ("They met late last year.", "late last year", "2023-09/2023-12"),
    ("They met last Tuesday.", "last Tuesday", "2024-08-27"),
    ("They met last Wednesday.", "last Wednesday", "2024-08-21"),
    ("They meet next Friday.", "next Friday", "2024-08-30"),
    ("They met last October.", "last October", "2023-10"),
    ("They meet this November.", "this November", "2024-11"),
    ("They met this past May.", "this past May", "2024-05"),
    ("He visits this fall.", "this fall", "2024-09/2024-11"),
    ("He visited last winter.", "last winter", "2023-12/2024-02"),
    ("He visits next summer.", "next summer", "2025-06/2025-08"),
    ("He visited in October last year.", "October last year", "2023-10"),
    ("He visited in the summer of last year.", "the summer of last year", "2023-06/2023-08"),
    (
        "It rose in the last quarter of last year.",
        "the last quarter of last year",
        "2023-10/2023-12",
    ),
    (
        "It rose in the fourth quarter of last year.",
        "the fourth quarter of last year",
        "2023-10/2023-12",
    ),
    ("It grows in the second half of the year.", "the second half of the year", "2024-07/2024-12"),
    ("They met two weeks ago.", "two weeks ago", "2024-08-12/2024-08-18"),
    ("They met three days ago.", "three days ago", "2024-08-25"),
    ("They met two months ago.", "two months ago", "2024-06"),
    ("They met a year ago.", "a year ago", "2023"),
    ("They met a decade ago.", "a decade ago", "2014"),
    ("They met a year and a half ago.", "a year and a half ago", "2023-02"),
    ("It fell in the past three years.", "the past three years", "2021-08/2024-08"),
    ("It fell over the last year.", "the last year", "2023-08/2024-08"),
    ("It fell over the past decade.", "the past decade", "2014/2024"),
    ("It fell in the last 24 hours.", "the last 24 hours", "2024-08-27/2024-08-28"),
    ("It grows over the next six months.", "the next six months", "2024-08/2025-02"),
    ("A call is due in the coming weeks.", "the coming weeks", "2024-08/2024-10"),
    ("A call is due in the coming months.", "the coming months", "2024-08/2025-02"),
    ("A call is due in the coming days.", "the coming days", "2024-08-28/2024-09-04"),
    ("Ties soured in recent weeks.", "recent weeks", "2024-07/2024-08"),
    ("Ties soured in recent years.", "recent years", "2019/2024"),
    ("They meet later this year.", "later this year", "2024-08/2024-12"),
    ("They met earlier this year.", "earlier this year", "2024-01/2024-08"),
    ("They met earlier this month.", "earlier this month", "2024-08-01/2024-08-28"),
    ("They met earlier today.", "earlier today", "2024-08-28"),
    ("They pause for the rest of the year.", "the rest of the year", "2024-08/2024-12"),
    ("They meet in two weeks.", "two weeks", "2024-09-09/2024-09-15"),
    ("They meet in three years.", "three years", "2027"),
    ("They meet within two months.", "two months", "2024-08/2024-10"),
    ("They meet two years from now.", "two years from now", "2026"),
    ("They met on the 15th of last month.", "the 15th of last month", "2024-07-15"),
    ("They meet Friday next week.", "Friday next week", "2024-09-06"),
    ("By year-end they meet.", "By year-end", "2024-08-28/2024-12"),
    ("They meet at 9:30 a.m. on Thursday.", "9:30 a.m. on Thursday", "2024-08-29"),
    ("They met Tuesday morning.", "Tuesday morning", "2024-08-27"),
]

LIMITS = [
    ("The rest of 2024 is quiet.", "The rest of 2024", "2024-08/2024-12"),
    ("It is closed until Tuesday.", "until Tuesday", "2024-08-28/2024-09-03"),
    ("Talks end no later than 15 November.", "no later than 15 November", "2024-08-28/2024-11-15"),
    ("It is closed between now and 2030.", "between now and 2030", "2024-08-28/2030"),
    ("After 2019, ties cooled.", "After 2019", "2019/2024-08-28"),
    ("It has held since 2019.", "since 2019", "2019/2024-08-28"),
    ("It has held since at least 2019.", "since at least 2019", "2019/2024-08-28"),
    ("It has held since March.", "since March", "2024-03/2024-08-28"),
    ("It has held since early 2024.", "since early 2024", "2024-01/2024-08-28"),
    ("It has held since the 1990s.", "since the 1990s", "1990/2024-08-28"),
    ("It has held since last year.", "since last year", "2023/2024-08-28"),
    ("From 2014 on it held.", "From 2014 on", "2014/2024-08-28"),
    ("Post-2015 trade grew.", "Post-2015", "2015/2024-08-28"),
    ("It holds until the end of 2026.", "until the end of 2026", "2024-08-28/2026-12"),
    ("It holds through 2026.", "through 2026", "2024-08-28/2026"),
    ("It held until 2014.", "until 2014", "2014"),
    ("It will end by November.", "by November", "2024-08-28/2024-11"),
    ("It will end by 2030.", "by 2030", "2024-08-28/2030"),
    ("It will end by the end of the decade.", "by the end of the decade", "2024-08-28/2029"),
    ("It will end before 2030.", "before 2030", "2024-08-28/2029"),
]


@pytest.mark.parametrize(("text", "words", "times"), ABSOLUTE + RANGES + RELATIVE + LIMITS)
def test_sentence_gives_these_dates(text: str, words: str, times: str) -> None:
    found = find_dates(text, published=PUBLISHED)
    assert " | ".join(mention.words for mention in found) == words
    assert " | ".join(mention.time for mention in found) == times


@pytest.mark.parametrize(
    "text",
    [
        "They may meet again.",
        "May the talks succeed!",
        "Theresa May spoke for the cabinet.",
        "Troops march to the border.",
        "The March on Rome is remembered.",
        "An august body of judges spoke.",
        "June Carter sang at the reception.",
        "The 2+2 format resumed.",
        "The 9th Congress opened.",
        "Talks with Vision 2030 planners went on.",
        "Support stood in the 30s.",
        "A question by April Ryan stood out.",
        "The pause will last until it ends.",
        "The P5+1 and the P5 + 1 agreed.",
        "Some 24 countries agreed.",
        "In 24 countries prices rose.",
        "It sent 2,019 troops.",
        "It sent 2019 troops.",
        "It cost $2024 or €1999.",
        "Trade rose 2024 percent.",
        "Resolution 2231 was adopted.",
        "Resolution 1874 was adopted.",
        "Resolutions 1718, 1874 and 2094 were adopted.",
        "The 1874 committee met.",
        "Article 5 and Article 1949 apply.",
        "An Il-76, an F-16 and a Su-57 landed.",
        "Flight MH17 and Flight 1982 were named.",
        "COVID-19 closed the border.",
        "The G20 and the Group of 77 met.",
        "The Sunday Times wrote about it.",
        "The Arab Spring is over.",
        "The fall of Kabul shook them.",
        "Prices fall and hopes spring up.",
        "The second test failed.",
        "He sat in room 2019.",
        "The Winter Olympics were praised.",
        "Three quarters of the oil was lost.",
        "He reads the Daily News.",
        "They will act as soon as they can.",
        "Signed 03/04/2024 in Oslo.",
        "File 20240827 was closed.",
        "Call 555-2019 for help.",
        "It weighed 1950 kg.",
        "Version 3.2019 was shown.",
    ],
)
def test_what_only_looks_like_a_date_is_not_read(text: str) -> None:
    assert find_dates(text, published=PUBLISHED) == ()


@pytest.mark.parametrize(
    ("text", "words", "kind", "value"),
    [
        ("It lasted for three years.", "three years", "duration", "P3Y"),
        ("A three-day visit ended.", "three-day", "duration", "P3D"),
        ("After 40 hours of talks they agreed.", "40 hours", "duration", "PT40H"),
        ("It is the first time in three years.", "three years", "duration", "P3Y"),
        ("It lasted for decades.", "decades", "duration", "PXDE"),
        ("They drill every year.", "every year", "set", "P1Y"),
        ("The annual drill began.", "annual", "set", "P1Y"),
        ("They meet twice a month.", "a month", "set", "P1M"),
        ("They now agree.", "now", "vague", "PRESENT_REF"),
        ("They recently agreed.", "recently", "vague", "PAST_REF"),
        ("They agree in the near future.", "the near future", "vague", "FUTURE_REF"),
        ("They agreed years ago.", "years ago", "vague", "PAST_REF"),
        ("In the 21st century they agree.", "the 21st century", "vague", "20"),
    ],
)
def test_time_without_days_has_a_kind_and_no_time(
    text: str, words: str, kind: str, value: str
) -> None:
    (mention,) = find_dates(text, published=PUBLISHED)
    assert (mention.words, mention.kind, mention.value) == (words, kind, value)
    assert (mention.time, mention.begins_on, mention.ends_on) == ("", None, None)


def test_amount_before_an_event_is_left_to_the_caller_with_its_direction() -> None:
    (mention,) = find_dates("Two days after the summit it fired.", published=PUBLISHED)
    assert (mention.words, mention.kind, mention.time) == ("Two days after", "vague", "")
    assert (mention.unit, mention.amount, mention.direction) == ("day", 2.0, 1)


def test_amount_before_a_date_is_counted_from_it() -> None:
    (mention,) = find_dates("Two days after 3 May 2024 it fired.", published=PUBLISHED)
    assert mention.begins_on == date(2024, 5, 3 + 2)


def test_past_open_start_is_not_made_up() -> None:
    (mention,) = find_dates("Before 2014 trade was free.", published=PUBLISHED)
    assert (mention.time, mention.begins_on, mention.ends_on) == ("", None, date(2013, 12, 31))


def test_range_keeps_its_dates_as_parts() -> None:
    (mention,) = find_dates("From May to July 2023 it fell.", published=PUBLISHED)
    assert [part.words for part in mention.parts] == ["May", "July 2023"]
    assert [part.time for part in mention.parts] == ["2023-05", "2023-07"]

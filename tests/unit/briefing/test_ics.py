"""The feed of the calendar: other programs read it, and a moved date stays one event."""

from __future__ import annotations

from datetime import date, timedelta

from icalendar import Calendar

from detente.briefing.ics import render_ics
from detente.briefing.occasions import occasions_of
from detente.briefing.page import Briefing
from detente.model import Evidence, Item
from detente.outlook.wording import period

LONG = "Fishery, customs and border commission of the two lake states; „eight“ round, part 1\\2"


def proof(document: str, published: date, start: int = 0) -> Evidence:
    quote = "The round, planned for long, will be held; all agreed."
    return Evidence(document, start, start + len(quote), quote, published, "Lake Post")


def line(
    title: str,
    begins: date,
    ends: date,
    *evidence: Evidence,
    moved: tuple[date, date] | None = None,
) -> Item:
    text = f"{title}: {period(begins, ends)}."
    if moved:
        text = f"{text[:-1]}; a later document gives {period(*moved)}."
    fields: dict[str, object] = {
        "title": title,
        "actors": ("KEN", "UGA"),
        "begins_on": begins,
        "ends_on": ends,
        "precision": "day" if begins == ends else "month",
        "status": "moved" if moved else "ahead",
        "hinges": (),
    }
    return Item("calendar", text, evidence, fields, id=f"calendar-{title[:4]}-{begins}")


def briefing(*items: Item) -> Briefing:
    names = {"KEN": "Kenya", "UGA": "Uganda"}
    return Briefing("KEN", "Kenya", date(2026, 5, 1), {}, {"calendar": items}, names=names)


MAY, JUNE, JULY = date(2026, 5, 20), date(2026, 6, 3), date(2026, 7, 9)
EARLY, LATER, LAST = date(2026, 4, 1), date(2026, 4, 20), date(2026, 4, 28)


def events(content: bytes) -> list[dict[str, object]]:
    read = Calendar.from_ical(content)
    return [{str(key): value for key, value in one.items()} for one in read.walk("VEVENT")]


def test_other_programs_read_the_same_days_and_words() -> None:
    (event,) = events(render_ics(briefing(line(LONG, MAY, MAY, proof("a", EARLY)))))

    assert str(event["SUMMARY"]) == LONG
    assert event["DTSTART"].dt == MAY  # type: ignore[attr-defined]
    assert event["DTEND"].dt == MAY + timedelta(days=1)  # type: ignore[attr-defined]
    assert event["STATUS"] == "CONFIRMED"
    assert int(str(event["SEQUENCE"])) == 0
    assert event["DTSTAMP"].dt.date() == EARLY  # type: ignore[attr-defined]
    assert "Lake Post" in str(event["DESCRIPTION"])


def test_lines_are_folded_and_end_as_the_standard_says() -> None:
    content = render_ics(briefing(line(LONG * 3, MAY, MAY, proof("a", EARLY))))

    assert content.startswith(b"BEGIN:VCALENDAR\r\n")
    assert content.endswith(b"END:VCALENDAR\r\n")
    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert all(b"\n" not in one for one in lines)
    whole = content.replace(b"\r\n ", b"").decode()
    assert "lake states\\; " in whole
    assert "1\\\\2" in whole


def test_a_moved_occasion_stays_one_event_and_tells_its_history() -> None:
    first = line("Border round", MAY, MAY, proof("a", EARLY))
    moved = line("Border round", MAY, MAY, proof("a", EARLY), moved=(JUNE, JUNE))
    second = line("Border round", JUNE, JUNE, proof("b", LATER))

    (before,) = events(render_ics(briefing(first)))
    (after,) = events(render_ics(briefing(moved, second)))

    assert before["UID"] == after["UID"]
    assert int(str(after["SEQUENCE"])) > int(str(before["SEQUENCE"]))
    assert after["DTSTART"].dt == JUNE  # type: ignore[attr-defined]
    assert "Planned for 20 May 2026 as of 1 April 2026." in str(after["DESCRIPTION"])
    assert "Moved to 3 June 2026 on 20 April 2026." in str(after["DESCRIPTION"])


def test_an_occasion_moved_twice_keeps_every_date_in_order() -> None:
    one = line("Border round", MAY, MAY, proof("a", EARLY), moved=(JULY, JULY))
    two = line("Border round", JUNE, JUNE, proof("b", LATER), moved=(JULY, JULY))
    three = line("Border round", JULY, JULY, proof("c", LAST))

    (found,) = occasions_of([one, two, three])

    assert [old.begins_on for old in found.history] == [MAY, JUNE, JULY]
    assert found.sequence == 2


def test_the_uid_stays_when_another_document_confirms() -> None:
    one = line("Border round", MAY, MAY, proof("a", EARLY))
    both = line("Border round", MAY, MAY, proof("b", LATER), proof("a", EARLY))

    assert occasions_of([one])[0].uid == occasions_of([both])[0].uid


def test_occasions_of_one_sentence_have_names_of_their_own() -> None:
    said = proof("a", EARLY)
    found = occasions_of(
        [line("Border round", MAY, MAY, said), line("Trade fair", JUNE, JUNE, said)]
    )

    assert len({one.uid for one in found}) == 2


def test_a_date_without_a_day_is_tentative() -> None:
    month = line("Trade fair", date(2026, 6, 1), date(2026, 6, 30), proof("a", EARLY))

    (event,) = events(render_ics(briefing(month)))

    assert event["STATUS"] == "TENTATIVE"
    assert event["DTEND"].dt == date(2026, 7, 1)  # type: ignore[attr-defined]


def test_a_date_given_up_without_another_is_cancelled() -> None:
    gone = line("Trade fair", MAY, MAY, proof("a", EARLY), moved=(JUNE, JUNE))

    (event,) = events(render_ics(briefing(gone)))

    assert event["STATUS"] == "CANCELLED"


def test_the_same_briefing_gives_the_same_bytes() -> None:
    page = briefing(line(LONG, MAY, MAY, proof("a", EARLY)))

    assert render_ics(page) == render_ics(page)

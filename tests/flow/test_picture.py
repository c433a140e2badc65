"""From documents to a picture: what holds whatever the documents say."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from detente import pipeline
from detente.briefing import render_json
from detente.errors import UnsupportedLine
from detente.model import Evidence, Item, Judgement
from detente.pipeline_project import open_project, withdraw

NOW = datetime(2024, 9, 1, tzinfo=UTC)
TEXTS = {
    "rail.txt": (
        "2024-03-10",
        "Kenya and Uganda signed a rail treaty in Nairobi on 8 March 2024. Kenya sent Uganda "
        "20 locomotives on 9 March 2024. The two governments are close partners.",
    ),
    "grain.txt": (
        "2024-05-02",
        "Kenya halted grain exports to Uganda on 30 April 2024. On 1 May 2024 Uganda condemned "
        "Kenya. Uganda did not answer the offer of Tanzania.",
    ),
    "port.txt": (
        "2024-07-20",
        "Tanzania hosted the president of Kenya in Dar es Salaam on 18 July 2024. A summit of "
        "Kenya and Tanzania is planned for December 2024. Kenya is unlikely to lift the ban this "
        "year. Uganda should keep a channel to Kenya open.",
    ),
    "bridge.txt": (
        "2024-08-15",
        "Uganda and Tanzania opened a bridge on 12 August 2024. Kenya denied that it had halted "
        "grain exports. Uganda threatened Kenya with tariffs on 14 August 2024.",
    ),
}


def write(folder, names=tuple(TEXTS), **changed):
    folder.mkdir()
    lines = ["file,published,publisher"]
    for name in names:
        day, text = TEXTS[name]
        (folder / name).write_text(changed.get(name.removesuffix(".txt"), text) + "\n")
        lines.append(f"{name},{day},Publisher of {name}")
    (folder / "manifest.csv").write_text("\n".join(lines) + "\n")
    return str(folder)


def page(project, *, as_of=date(2024, 8, 31), actor="KEN", known_at=None):
    picture = pipeline.draw_picture(project, actor, as_of=as_of, known_at=known_at)
    return json.loads(render_json(pipeline.write_briefing(project, picture)))


@pytest.fixture
def brief(tmp_path):
    """The briefing's JSON from a folder, in a project of its own."""
    numbers = iter(range(100))

    def draw(*folders, **asked):
        with open_project(tmp_path / f"project {next(numbers)}") as project:
            for folder in folders:
                pipeline.add(project, [folder], now=NOW)
            return page(project, **asked)

    return draw


def lines(drawn):
    for name, rows in drawn.items():
        for row in rows if isinstance(rows, list) else []:
            yield name, row


def test_every_line_quotes_the_words_of_a_document(tmp_path, brief):
    drawn = brief(write(tmp_path / "in"))
    quoted = [
        (proof["quote"], (tmp_path / "in" / proof["origin"]).read_text(), proof)
        for name, row in lines(drawn)
        for proof in row["evidence"]
    ]
    assert len(quoted) > 10
    for quote, text, proof in quoted:
        assert quote == text[proof["start"] : proof["end"]]
    assert all(row["evidence"] for name, row in lines(drawn) if name != "rejected")


def test_a_picture_of_a_day_is_the_one_that_was_drawn_on_it(tmp_path, brief):
    full = brief(write(tmp_path / "full"), as_of=date(2024, 6, 1))
    then = brief(write(tmp_path / "then", ("rail.txt", "grain.txt")), as_of=date(2024, 6, 1))
    assert full == then


def test_what_was_received_later_was_not_known(tmp_path):
    early = write(tmp_path / "early", ("rail.txt", "grain.txt"))
    late = write(tmp_path / "late", ("port.txt", "bridge.txt"))
    with open_project(tmp_path / "p") as project:
        pipeline.add(project, [early], now=NOW)
        before = page(project)
        pipeline.add(project, [late], now=NOW + timedelta(days=2))
        assert page(project) != before
        assert page(project, known_at=NOW + timedelta(days=1)) == before


def test_the_order_of_adding_does_not_matter(tmp_path, brief):
    one = write(tmp_path / "one", ("rail.txt", "grain.txt"))
    two = write(tmp_path / "two", ("port.txt", "bridge.txt"))
    assert brief(one, two) == brief(two, one)


def test_drawing_twice_gives_the_same_picture(tmp_path):
    with open_project(tmp_path / "p") as project:
        pipeline.add(project, [write(tmp_path / "in")], now=NOW)
        first = page(project)
        pipeline.rebuild(project, now=NOW)
        assert page(project) == first


@pytest.mark.parametrize("removed", list(TEXTS))
def test_without_a_document_every_line_that_rested_on_it_alone_is_gone(tmp_path, brief, removed):
    drawn = brief(write(tmp_path / "full"))
    left = brief(write(tmp_path / "left", tuple(name for name in TEXTS if name != removed)))
    alone = {
        row["text"]
        for name, row in lines(drawn)
        if row["evidence"] and {proof["origin"] for proof in row["evidence"]} == {removed}
    }
    assert alone
    for _, row in lines(left):
        assert removed not in {proof["origin"] for proof in row["evidence"]}


def test_a_withdrawn_document_is_as_one_never_added(tmp_path, brief):
    left = brief(write(tmp_path / "left", ("rail.txt", "grain.txt", "port.txt")))
    with open_project(tmp_path / "p") as project:
        pipeline.add(project, [write(tmp_path / "in")], now=NOW)
        withdraw(project, "bridge.txt", now=NOW)
        assert page(project) == left


def test_a_negated_sentence_makes_no_event(tmp_path, brief):
    negated = TEXTS["grain.txt"][1].replace("Kenya halted", "Kenya did not halt")

    def halts(drawn):
        return [
            row
            for row in drawn["events"]
            if "30 April 2024" in "".join(proof["quote"] for proof in row["evidence"])
        ]

    assert halts(brief(write(tmp_path / "told")))
    assert not halts(brief(write(tmp_path / "negated", grain=negated)))


def test_a_syndicated_copy_is_counted_and_corroborates_nothing(tmp_path, brief):
    plain = brief(write(tmp_path / "plain"))
    folder = tmp_path / "copied"
    write(folder)
    (folder / "zz-wire.txt").write_text(TEXTS["rail.txt"][1] + "\n")
    with (folder / "manifest.csv").open("a") as manifest:
        manifest.write("zz-wire.txt,2024-03-11,Another Wire\n")
    copied = brief(str(folder))
    (rail,) = [row for row in copied["publications"] if row["origin"] == "rail.txt"]
    assert rail["copies"] == 1
    assert copied["events"] == plain["events"]
    assert copied["portfolio"] == plain["portfolio"]


def test_a_planted_line_is_refused(tmp_path):
    with open_project(tmp_path / "p") as project:
        pipeline.add(project, [write(tmp_path / "in")], now=NOW)
        picture = pipeline.draw_picture(project, "KEN", as_of=date(2024, 8, 31))
        (document, *_) = picture.view.documents
        for evidence in ((), (Evidence(document, 0, 5, "Wrong"),), (Evidence("no", 0, 1, "x"),)):
            planted = Item("signals", "Kenya left the union.", evidence, {"type": "act"})
            with pytest.raises(UnsupportedLine):
                pipeline.write_briefing(project, replace(picture, items=(*picture.items, planted)))


def test_a_rejected_statement_takes_its_event_with_it(tmp_path):
    with open_project(tmp_path / "p") as project:
        pipeline.add(project, [write(tmp_path / "in")], now=NOW)
        before = pipeline.read_project(project, as_of=date(2024, 8, 31))
        key = before.events[0].statements[0]
        judgement = Judgement(key, "reject", "Ana", NOW, "not this")
        pipeline.judge(project, judgement)
        after = pipeline.read_project(project, as_of=date(2024, 8, 31))
        assert key not in {name for event in after.events for name in event.statements}
        assert any(row.where == key for row in after.rejected)


def test_an_undated_document_is_left_out_of_an_earlier_picture_with_the_reason(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "loose.txt").write_text("Kenya recalled its envoy from Uganda.\n")
    with open_project(tmp_path / "p") as project:
        pipeline.add(project, [str(tmp_path / "in")], now=NOW)
        reading = pipeline.read_project(project, as_of=date(2020, 1, 1))
    assert not reading.documents
    assert [row.what for row in reading.undated] == ["loose.txt"]
    assert reading.undated[0] in reading.rejected


@pytest.mark.parametrize(("verdict", "change"), [("same", -1), ("different", 0)])
def test_a_person_decides_whether_two_reports_are_one_happening(tmp_path, verdict, change):
    with open_project(tmp_path / "p") as project:
        pipeline.add(project, [write(tmp_path / "in")], now=NOW)
        before = pipeline.read_project(project, as_of=date(2024, 8, 31)).events
        one, other = before[0], before[-1]
        judgement = Judgement(one.statements[0], verdict, "Ana", NOW, other=other.statements[0])
        pipeline.judge(project, judgement)
        after = pipeline.read_project(project, as_of=date(2024, 8, 31)).events
    assert len(after) == len(before) + change

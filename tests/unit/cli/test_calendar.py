"""`detente calendar --ics`: a feed for other programs."""

from __future__ import annotations

from icalendar import Calendar


def test_the_calendar_is_written_as_a_feed(run, tmp_path):
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "plan.txt").write_text(
        "Kenya will host the presidents of Uganda and Tanzania in Mombasa on 20 May 2026.\n",
        encoding="utf-8",
    )
    manifest = "file,published,publisher\nplan.txt,2026-04-10,Lake Post\n"
    (folder / "manifest.csv").write_text(manifest, encoding="utf-8")
    assert run("add", folder).exit_code == 0

    result = run("calendar", "KEN", "--as-of", "2026-05-01", "--ics", tmp_path / "kenya.ics")

    assert result.exit_code == 0, result.stderr
    read = Calendar.from_ical((tmp_path / "kenya.ics").read_bytes()).walk("VEVENT")
    assert [str(one["DTSTART"].dt) for one in read] == ["2026-05-20"]

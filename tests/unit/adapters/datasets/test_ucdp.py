"""UCDP's georeferenced events."""

from __future__ import annotations

HEADER = (
    "id,type_of_violence,side_a,side_b,gwnoa,gwnob,country,country_id,date_start,date_end,"
    "date_prec,number_of_sources,source_office,where_coordinates,latitude,longitude,"
    "source_headline"
)


def test_states_by_number_and_groups_by_place(dataset, write) -> None:
    text = (
        f"{HEADER}\n"
        "1,1,Government of Ethiopia,Government of Eritrea,530,531,Ethiopia,530,"
        '1999-02-06 00:00:00.000,1999-02-08,2,3,"Reuters;AFP",Badme,14.7,37.8,"War, again"\n'
        "2,1,Government of Mali,Unheard Of Front,432,,Mali,432,2013-01-10,2013-01-10,1,1,AFP,"
        "Konna,14.9,-3.9,\n"
        "3,3,Unheard Of Front,Civilians,,,Mali,432,2013-02-01,2013-02-28,4,1,AFP,Gao,16.2,0,\n"
    )
    done = dataset.take(write("ged.csv", text))
    first, second, third = dataset.rows().iter_rows(named=True)
    assert done.records[0].kind == "ucdp"
    assert (first["source"], first["target"], first["directed"]) == ("ETH", "ERI", False)
    assert (str(first["last_day"]), first["precision"]) == ("1999-02-08", "days")
    assert (first["publisher"], first["story"]) == ("Reuters", "War, again")
    assert (second["target"], second["target_role"]) == ("MLI", "armed group")
    assert (third["target_role"], third["directed"], third["precision"]) == (
        "people",
        True,
        "month",
    )


def test_government_without_a_number_is_known_by_its_name(dataset, write) -> None:
    text = (
        f"{HEADER}\n"
        "1,1,Government of Myanmar (Burma),Government of the United States,,0,Myanmar,775,"
        "2013-01-10,2013-01-10,1,1,AFP,Here,14.9,-3.9,\n"
    )
    dataset.take(write("ged.csv", text))
    (row,) = dataset.rows().iter_rows(named=True)
    assert (row["source"], row["source_role"]) == ("MMR", "government")
    assert (row["target"], row["target_role"]) == ("USA", "government")

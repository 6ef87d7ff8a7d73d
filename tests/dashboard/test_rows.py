"""A frame's rows as Python has them."""

import datetime

import pandas as pd

from dashboard.rows import first_of, rows_of


def test_every_kind_of_column_becomes_plain_values():
    frame = pd.DataFrame(
        {
            "whole": pd.Series([1, 2], dtype="int64"),
            "maybe": pd.Series([3, None], dtype="Int64"),
            "holds": pd.Series([True, False], dtype="bool"),
            "said": pd.Series([None, True], dtype="boolean"),
            "name": pd.Series(["Å", None], dtype="str"),
            "day": pd.Series(["2008-08-31", None], dtype="datetime64[us]"),
            "moment": pd.Series([None, "2008-09-03 07:12"], dtype="datetime64[us]"),
            "share": pd.Series([0.5, None], dtype="float64"),
        }
    )

    assert rows_of(frame) == [
        {
            "whole": 1,
            "maybe": 3,
            "holds": True,
            "said": None,
            "name": "Å",
            "day": datetime.date(2008, 8, 31),
            "moment": None,
            "share": 0.5,
        },
        {
            "whole": 2,
            "maybe": None,
            "holds": False,
            "said": True,
            "name": None,
            "day": None,
            "moment": pd.Timestamp("2008-09-03 07:12"),
            "share": None,
        },
    ]


def test_whole_numbers_are_pythons_own():
    (row,) = rows_of(pd.DataFrame({"ore": [2**62], "holds": [True]}))

    assert (type(row["ore"]), type(row["holds"])) == (int, bool)


def test_an_empty_frame_has_no_rows():
    assert rows_of(pd.DataFrame({"ore": pd.Series([], dtype="int64")})) == []
    assert first_of(pd.DataFrame({"ore": []})) is None

"""What DuckDB may put aside on disk while it works: a part of what is free, never nearly all of it.

Left to itself it takes nine tenths: the run would then fail where it writes what it has worked out,
and so would everything else on the disk.
"""

import shutil
from pathlib import Path

import duckdb

#: One in so many bytes that are free when the work begins.
SHARE = 2


def put_aside(connection: duckdb.DuckDBPyConnection, folder: Path, at_once: int = 1) -> None:
    """Say where a connection puts aside what memory does not hold, and how much of it.

    Said to the open connection: DuckDB 2.0 takes the limit among the settings it is opened with,
    shows it and does not obey it.

    Args:
        connection: It has put nothing aside yet.
        folder: Need not be there yet.
        at_once: How many connections put aside on that disk at a time.
    """
    there = next(one for one in (folder, *folder.parents) if one.is_dir())
    most = shutil.disk_usage(there).free // (SHARE * at_once)
    connection.execute("set temp_directory = $folder", {"folder": str(folder)})
    connection.execute("set max_temp_directory_size = $most", {"most": f"{most}B"})

"""A folder of Parquet files: written from rows, asked in SQL by an engine in this process or by a cluster."""

from __future__ import annotations

import csv
import importlib.util
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

Run = Callable[[str], Iterable[tuple[Any, ...]]]
ENGINES = ("embedded", "spark")
# What each engine needs, as `pip install` and a reader know it.
_NEEDS = {
    "embedded": ("duckdb", "DuckDB is not installed: pip install 'mueang[analysis]'"),
    "spark": ("pyspark", "PySpark is not installed: pip install 'mueang[spark]', with Java 17 on the machine"),
}


class NoEngine(Exception):
    """The engine is not installed; the sentence says how to get it."""


class NoSnapshot(Exception):
    """The folder lacks a file that is needed; the sentence names it."""


@contextmanager
def opened(folder: Path, *, engine: str, names: Iterable[str], master: str = "local[*]") -> Iterator[Run]:
    """Something that runs SQL over `<name>.parquet` of the folder, as long as the block lasts.

    `master` is where Spark's driver finds its workers. Raises NoEngine, NoSnapshot.
    """
    module, how = _NEEDS[engine]
    if importlib.util.find_spec(module) is None:
        raise NoEngine(how)
    files = {name: folder / f"{name}.parquet" for name in names}
    for file in files.values():
        if not file.exists():
            raise NoSnapshot(f"{file} is not there")
    with _embedded(files) if engine == "embedded" else _spark(files, master=master) as run:
        yield run


def write(file: Path, rows: Iterable[Iterable[Any]], *, columns: Mapping[str, str]) -> int:
    """Rows as one Parquet file; `columns` gives each its SQL type. Gives how many. Raises NoEngine.

    The file stands under its name once it is whole; nothing of it is there before.
    """
    if importlib.util.find_spec("duckdb") is None:
        raise NoEngine(_NEEDS["embedded"][1])
    import duckdb  # 60 MB that only an analysis needs

    text, part = file.with_suffix(".csv"), file.with_suffix(".part")
    try:
        with text.open("w", newline="", encoding="utf-8") as opened_file:
            writer = csv.writer(opened_file, quoting=csv.QUOTE_ALL)
            writer.writerow(columns)
            n_rows = sum(1 for row in rows if writer.writerow(row))
        with duckdb.connect() as connection:
            told = connection.read_csv(str(text), header=True, dtype=dict(columns), na_values=["\x00"])
            told.write_parquet(str(part))
        part.replace(file)
    finally:
        text.unlink(missing_ok=True)
        part.unlink(missing_ok=True)
    return n_rows


@contextmanager
def _embedded(files: dict[str, Path]) -> Iterator[Run]:
    import duckdb  # 60 MB that only an analysis needs

    with duckdb.connect(config={"autoinstall_known_extensions": "false"}) as connection:
        for name, file in files.items():
            connection.read_parquet(str(file)).create_view(name)
        yield lambda text: connection.execute(text).fetchall()


@contextmanager
def _spark(files: dict[str, Path], *, master: str) -> Iterator[Run]:
    from pyspark.sql import SparkSession  # starts a Java machine

    builder: Any = SparkSession.builder
    told = {"spark.ui.enabled": "false", "spark.sql.shuffle.partitions": "8", "spark.ui.showConsoleProgress": "false"}
    for key, value in told.items():
        builder = builder.config(key, value)
    session = builder.master(master).appName("mueang").getOrCreate()
    try:
        session.sparkContext.setLogLevel("ERROR")
        for name, file in files.items():
            session.read.parquet(str(file)).createOrReplaceTempView(name)
        yield lambda text: [tuple(row) for row in session.sql(text).collect()]
    finally:
        session.stop()

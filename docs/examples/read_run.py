#!/usr/bin/env python3
"""Reads the tables of a run with a library that knows nothing of this project, duckdb or pyarrow, and holds them against
its manifest and each other.

usage: docs/examples/read_run.py OUT/study=NAME-HASH8/run=ID
"""
import collections
import json
import math
import pathlib
import sys


def reader():
    """A function from a folder of Parquet files and names of columns to a list of columns, and its library's name."""
    try:
        import duckdb

        def read(folder, columns):
            query = f'SELECT {", ".join(columns)} FROM read_parquet(?)'
            rows = duckdb.execute(query, [str(folder / '*.parquet')]).fetchall()
            return [list(column) for column in zip(*rows)] or [[] for _ in columns]

        return read, 'duckdb'
    except ImportError:
        pass
    try:
        from pyarrow import parquet

        def read(folder, columns):
            table = parquet.read_table(folder, columns=columns)
            return [table[column].to_pylist() for column in columns]

        return read, 'pyarrow'
    except ImportError:
        sys.exit('read_run.py: expected duckdb or pyarrow, found neither; pip install one of them')


def expect(what, expected, found):
    if expected != found:
        sys.exit(f'read_run.py: {what}: expected {expected}, found {found}')


# A column that every row of the table has.
TABLES = {
    'endpoints': 'restart', 'minima': 'minimum_id', 'valleys': 'valley_id', 'verdicts': 'claim', 'traces': 'iteration',
    'spectra': 'minimum_id', 'slices': 'slice', 'certificates': 'minimum_id',
}


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    run = pathlib.Path(sys.argv[1])
    read, library = reader()

    stored = collections.Counter()
    for file in json.loads((run / '_manifest.json').read_text())['files']:
        if file['rows'] is not None:
            stored[file['path'].split('/')[0]] += file['rows']
    for table, rows in sorted(stored.items()):
        found = len(read(run / table, [TABLES[table]])[0])
        expect(f'rows of {table}', rows, found)
        print(f'{table}: {found} rows ({library})')

    hits = collections.Counter(zip(*read(run / 'endpoints', ['objective', 'minimum_id'])))
    losses = {o['name']: [] for o in json.loads((run / 'summary.json').read_text())['objectives']}
    columns = ['objective', 'minimum_id', 'loss', 'hits', 'theta', 'sub_optimal']
    for objective, minimum, loss, n, theta, bad in zip(*read(run / 'minima', columns)):
        expect(f'endpoints on minimum {minimum} of {objective}', n, hits[objective, minimum])
        expect(f'whether theta of minimum {minimum} is finite', True, all(map(math.isfinite, theta)))
        losses[objective].append((loss, n, bad))
    for objective, found in losses.items():
        for loss, n, bad in sorted(found):
            print(f'{objective}: loss {loss!r}, {n} hits{", bad" if bad else ""}')


main()

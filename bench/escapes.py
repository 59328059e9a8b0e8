#!/usr/bin/env python3
"""Leaves constructed bad minima with the added neuron, and prints where that ends as a table.

usage: bench/escapes.py FOLDER [--starts N] [--lambda X]... [--only TEXT] [-- SPARK-SUBMIT-OPTIONS]

Each construction goes through the commands that a user has: generate, run, escape. What is there in
FOLDER already is shown again and not made again. docs/papers/where-restarts-end.md has the table.
Exit code 1 when an end is a minimum above the lower bound, or an extended point was not left.
"""

import argparse
import json
import pathlib
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent

# Every kind of bad minimum, several widths, depths and activations.
CONSTRUCTIONS = [
    "ding-li-sun --hidden 2",
    "ding-li-sun --hidden 10",
    "ding-li-sun --hidden 3 --inputs 2 --output-bias",
    "ding-li-sun --activation sigmoid --hidden 2 --output-bias",
    "ding-li-sun --activation softplus --hidden 3",
    "ding-li-sun --activation elu --hidden 2 --output-bias",
    "ding-li-sun --activation swish --hidden 2 --inputs 2",
    "ding-li-sun --activation gelu --hidden 3",
    "ding-li-sun --activation erf --hidden 2 --no-bias --inputs 2",
    "ding-li-sun --activation sin --hidden 3 --no-bias",
    "ding-li-sun-deep --hidden 3,2",
    "ding-li-sun-deep --activation swish --hidden 2,3 --inputs 1",
    "ding-li-sun-deep --hidden 3,3,2",
    "ding-li-sun-chain --hidden 2,2",
    "ding-li-sun-chain --activation gelu --hidden 3,3 --output-bias",
    "ding-li-sun-chain --activation elu --hidden 3,2",
    "yun --activation tanh",
    "yun --activation softplus",
    "yun --activation relu",
    "split-unit",
    "split-unit --activation gelu --inputs 2",
    "dead-relu --hidden 3",
    "dead-relu --hidden 3 --dead 2",
    "affine-region --hidden 3",
    "affine-region --activation leaky-relu --hidden 2 --inputs 1",
    "auer",
]


def submit(arguments, spark):
    """Runs a command; its exit code must be 0."""
    command = [str(ROOT / "submit.sh"), *arguments]
    if spark and arguments[0] != "generate":
        command += ["--", *spark]

    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)}: exit code {done.returncode}\n{done.stdout}{done.stderr}")


def bad_minimum(file):
    """The minimum of the plain loss that was constructed, in the run of its study."""
    known = json.loads(pathlib.Path(f"{file}.json").read_text())["known"]
    (run,) = (file.parent / "out").glob(f"study={file.stem}-*/run=r0")
    plain = json.loads((run / "summary.json").read_text())["objectives"][0]
    for minimum in plain["minima"]:
        if abs(minimum["loss"] - known["loss"]) <= 1e-9 * abs(known["loss"]):
            return run, minimum["id"], known["loss"]

    sys.exit(f"{run}: no minimum of the constructed loss {known['loss']}")


def escaped(run, identity, lam, starts, spark):
    """Counts of an escape, and its seconds; None where it was there already."""
    before = set(run.parent.glob("escape=*"))
    begun = time.monotonic()
    arguments = ["escape", str(run), "--objective", "plain", "--minimum", str(identity)]
    submit([*arguments, "--lambda", lam, "--starts", str(starts)], spark)
    seconds = time.monotonic() - begun
    new = set(run.parent.glob("escape=*")) - before
    for folder in new or before:
        found = json.loads((folder / "escape.json").read_text())
        spec = found["spec"]
        if spec["lambda"] == float(lam) and spec["starts"] == starts:
            return found["counts"], seconds if new else None

    sys.exit(f"{run.parent}: no escape with lambda {lam} and {starts} starts")


def main():
    """Prints a row as soon as it is there."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--starts", type=int, default=20)
    parser.add_argument("--lambda", dest="lambdas", action="append")
    parser.add_argument("--only", default="")
    words = sys.argv[1:]
    split = words.index("--") if "--" in words else len(words)
    options = parser.parse_args(words[:split])
    spark = words[split + 1 :]
    folder = options.folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    print("| construction | loss | lambda | left, of | global minimum, a = 0 | at infinity, limit at the"
          " lower bound | at infinity, limit above | bad minimum | unconverged | seconds |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    wrong = 0
    for construction in CONSTRUCTIONS:
        if options.only not in construction:
            continue

        kind, *rest = construction.split()
        name = construction.replace("--", "").replace(",", "x").replace(" ", "-")
        file = folder / f"{name}.csv"
        if not file.exists():
            submit(["generate", kind, str(file), *rest], spark)
            submit(["run", f"{file}.conf", "--set", "objectives=[plain]", "--output",
                    str(folder / "out")], spark)

        run, identity, loss = bad_minimum(file)
        for lam in options.lambdas or ["0.1", "0.001"]:
            counts, seconds = escaped(run, identity, lam, options.starts, spark)
            tried = counts["no_local_minima"] + counts["without_descent"]
            wrong += counts["minimum_above_floor"] + counts["without_descent"]
            took = "" if seconds is None else f"{seconds:.0f}"
            print(f"| `{construction}` | {loss:.4g} | {lam} | {counts['no_local_minima']}, {tried} |"
                  f" {counts['global_minimum']} |"
                  f" {counts['at_infinity'] - counts['at_infinity_above_floor']} |"
                  f" {counts['at_infinity_above_floor']} | {counts['minimum_above_floor']} |"
                  f" {counts['unconverged']} | {took} |", flush=True)

    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env bash
# Times one proof of a strict minimum by interval arithmetic, on one thread, by the number of
# parameters; one that fails is an error: bench/proof.sh [P[:ROWS]...], P a multiple of 5, 150 rows
# when not said.
set -euo pipefail

root=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
sizes=("${@:-}")
[ -n "${sizes[0]}" ] || sizes=(10 30 100 300)

classpath=$("$root/bench/classpath.sh")
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" --add-modules jdk.incubator.vector -cp "$classpath" \
  org.minimacensus.proof.ProofBench "${sizes[@]}"

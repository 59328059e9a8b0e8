#!/usr/bin/env bash
# Checks by simulation how often the intervals of the estimators of unseen minima hold the truth, and
# prints the tables of docs/estimators.md: bench/estimators.sh [--samples 4000] [--seed 1].
set -euo pipefail

root=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
mvn -q -B -ntp -pl job -am test-compile
java -cp job/target/test-classes:job/target/classes \
  org.minimacensus.bench.EstimatorCoverage "$@"

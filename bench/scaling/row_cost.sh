#!/usr/bin/env bash
# Measures tau, the seconds per row and gradient on one core, for training sets of several sizes, alone and beside a
# second thread: the constant of the cost model that is no matter of Spark.
#   bench/scaling/row_cost.sh
# ROWS='1e4 1e5 1e6'  FEATURES=20  HIDDEN=16  SHARDS=64  THREADS='1 2'
set -euo pipefail
# shellcheck source=/dev/null
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

build
facts
for rows in ${ROWS:-1e4 1e5 1e6}; do
  for threads in ${THREADS:-1 2}; do
    bench org.minimacensus.bench.RowCost --rows "$rows" --features "${FEATURES:-20}" --hidden "${HIDDEN:-16}" \
      --shards "${SHARDS:-64}" --threads "$threads" --warm-up "$(awk "BEGIN { print int(2e7 / $rows) + 1 }")" \
      -- --driver-memory "${DRIVER_MEMORY:-2g}"
  done
done

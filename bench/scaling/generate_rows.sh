#!/usr/bin/env bash
# Makes a training set as Parquet where it is going to be read: columns x0, x1, ..., y; every row a function of seed and
# index, so that the same command gives the same rows anywhere.
#   bench/scaling/generate_rows.sh --path PATH [--rows 5e6] [--features 20] [--units 8] [--task regression|binary]
#     [--seed 20180522] [--files 16] [-- SPARK-SUBMIT-OPTIONS]
set -euo pipefail
# shellcheck source=/dev/null
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

build
bench org.minimacensus.bench.GenerateRows "$@"

#!/usr/bin/env bash
# Times data-parallel steps on a standalone cluster on loopback: the large case, then sizes of training sets and numbers
# of live searches against the cost model.
#   bench/scaling/data_parallel.sh
# LARGE_ROWS=5e6 (0: none)  LARGE_LIVE=64  ROWS='1e4 1e5 1e6'  LIVE=8,64 (256 too up to 1e5 rows)  STEPS=5
# FEATURES=20  HIDDEN=16  SHARDS=64  EXECUTORS=2  EXECUTOR_MEMORY=2g  DRIVER_MEMORY=1g
set -euo pipefail
# shellcheck source=/dev/null
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

# steps ROWS LIVE
steps() {
  local rows=$WORK/teacher-$1-${FEATURES:-20}.parquet
  [ -f "$rows/_SUCCESS" ] || bench org.minimacensus.bench.GenerateRows --path "$rows" --rows "$1" --features "${FEATURES:-20}" -- \
    --driver-memory "${DRIVER_MEMORY:-1g}"
  bench org.minimacensus.spark.StepBench --path "$rows" --features "${FEATURES:-20}" --hidden "${HIDDEN:-16}" \
    --shards "${SHARDS:-64}" --live "$2" --steps "${STEPS:-5}" -- \
    --master "$(master)" --driver-memory "${DRIVER_MEMORY:-1g}" --executor-memory "${EXECUTOR_MEMORY:-2g}" \
    --conf spark.executor.cores=1 --conf "spark.cores.max=${EXECUTORS:-2}" --conf spark.ui.enabled=false \
    --conf spark.driver.host=127.0.0.1 --conf spark.driver.bindAddress=127.0.0.1 \
    --conf spark.scheduler.minRegisteredResourcesRatio=1 --conf spark.scheduler.maxRegisteredResourcesWaitingTime=120s
}

build
facts
mkdir -p "$WORK"
start_cluster "${EXECUTORS:-2}" 1
[ "${LARGE_ROWS:-5e6}" = 0 ] || steps "${LARGE_ROWS:-5e6}" "${LARGE_LIVE:-64}"
for rows in ${ROWS:-1e4 1e5 1e6}; do
  live=${LIVE:-8,64}
  ! awk "BEGIN { exit !($rows <= 1e5) }" || live+=,256
  steps "$rows" "$live"
done

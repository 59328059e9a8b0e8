#!/usr/bin/env bash
# Times steps that compute nothing, of growing numbers of tasks: L and s of the cost model, and the driver's own share.
#   bench/scaling/task_cost.sh
# ROWS=2e5  TASKS=1,2,8,32,128  STEPS=60  EXECUTORS=1  CORES=64 of each worker, in name  DRIVER_MEMORY=1g
set -euo pipefail
# shellcheck source=/dev/null
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

build
facts
mkdir -p "$WORK"
start_cluster "${EXECUTORS:-1}" "${CORES:-64}"
rows=$WORK/teacher-${ROWS:-2e5}-20.parquet
[ -f "$rows/_SUCCESS" ] || bench org.minimacensus.bench.GenerateRows --path "$rows" --rows "${ROWS:-2e5}" --features 20
bench org.minimacensus.spark.StepTasksBench --path "$rows" --tasks "${TASKS:-1,2,8,32,128}" --steps "${STEPS:-60}" -- \
  --master "$(master)" --driver-memory "${DRIVER_MEMORY:-1g}" --executor-memory "${EXECUTOR_MEMORY:-1g}" \
  --conf spark.ui.enabled=false --conf spark.driver.host=127.0.0.1 --conf spark.driver.bindAddress=127.0.0.1 \
  --conf spark.scheduler.minRegisteredResourcesRatio=1 --conf spark.scheduler.maxRegisteredResourcesWaitingTime=120s

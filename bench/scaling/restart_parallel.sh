#!/usr/bin/env bash
# Two executors of one core against one, the same restarts, in pairs on one standalone cluster, in both modes:
# restart-parallel on a small study, data-parallel on a large training set.
#   bench/scaling/restart_parallel.sh
# MODES='restart-parallel data-parallel'  PAIRS=3  RESTARTS=1000 (restart-parallel)
# ROWS=1e6  LIVE_RESTARTS=64  ITERATIONS=10 (data-parallel)  EXECUTOR_MEMORY=2g  DRIVER_MEMORY=1g
set -euo pipefail
# shellcheck source=/dev/null
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

# run MODE EXECUTORS FOLDER: seconds that the restarts took.
run() {
  local study=("$ROOT/conf/many-minima.conf" --set "data.path=$ROOT/data/two-spirals.csv" --set "restarts.count=${RESTARTS:-1000}")
  if [ "$1" = data-parallel ]; then
    study=("$ROOT/bench/scaling/teacher.conf" --set "data.path=$rows" --set "restarts.count=${LIVE_RESTARTS:-64}"
      --set "optimizer.max-iterations=${ITERATIONS:-10}")
  fi
  rm -rf "$3"
  "$ROOT/submit.sh" run "${study[@]}" --set "execution.mode=$1" --output "$3" -- \
    --master "$(master)" --driver-memory "${DRIVER_MEMORY:-1g}" --executor-memory "${EXECUTOR_MEMORY:-2g}" \
    --conf spark.executor.cores=1 --conf "spark.cores.max=$2" --conf spark.driver.host=127.0.0.1 \
    --conf spark.driver.bindAddress=127.0.0.1 --conf spark.ui.enabled=false \
    --conf spark.scheduler.minRegisteredResourcesRatio=1 --conf spark.scheduler.maxRegisteredResourcesWaitingTime=120s \
    >"$3.log" 2>&1 || die "a run failed; its log is $3.log"
  number "$3" restart_seconds
}

build
facts
mkdir -p "$WORK"
rows=$WORK/teacher-${ROWS:-1e6}.parquet
modes=${MODES:-restart-parallel data-parallel}
case " $modes " in
  *' data-parallel '*) [ -f "$rows/_SUCCESS" ] || bench org.minimacensus.bench.GenerateRows --path "$rows" --rows "${ROWS:-1e6}" ;;
esac
start_cluster 2 1

for mode in $modes; do
  ones='' twos='' ratios=''
  for ((pair = 1; pair <= ${PAIRS:-3}; pair++)); do
    # Whoever is first finds the machine colder.
    if ((pair % 2)); then
      one=$(run "$mode" 1 "$WORK/one") && two=$(run "$mode" 2 "$WORK/two")
    else
      two=$(run "$mode" 2 "$WORK/two") && one=$(run "$mode" 1 "$WORK/one")
    fi
    [ "$(digest "$WORK/one")" = "$(digest "$WORK/two")" ] || die "$mode: one and two executors differ in their endpoints"
    printf '%s, pair %s: %s s on 1 executor, %s s on 2\n' "$mode" "$pair" "$one" "$two"
    ones+=$one$'\n' twos+=$two$'\n' ratios+=$(awk "BEGIN { print $one / $two }")$'\n'
  done
  printf '%s: seconds on 1 executor  %s\n' "$mode" "$(printf %s "$ones" | spread)"
  printf '%s: seconds on 2 executors %s\n' "$mode" "$(printf %s "$twos" | spread)"
  printf '%s: times the throughput   %s\n\n' "$mode" "$(printf %s "$ratios" | spread)"
done

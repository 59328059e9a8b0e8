#!/usr/bin/env bash
# How the slots of local[1] and local[2] spend the time of a restart-parallel study: lengths of tasks, the tail (slots
# without work at the end), what is not search, and two threads against one, in pairs.
#   bench/scheduling.sh
# RESTARTS=10000 (a study shorter than 60 s is told)  PAIRS=3  DRIVER_MEMORY=2g
# Figures of a machine that does other work besides are worth little; the load is printed.
set -euo pipefail
# shellcheck source=/dev/null
. "$(dirname "${BASH_SOURCE[0]}")/scaling/common.sh"

# run THREADS FOLDER
run() {
  rm -rf "$2"
  "$ROOT/submit.sh" run "$ROOT/bench/scheduling.conf" --set "data.path=$rows" --set "restarts.count=${RESTARTS:-10000}" \
    --output "$2" -- --master "local[$1]" --driver-memory "${DRIVER_MEMORY:-2g}" \
    --conf spark.ui.enabled=false >"$2.log" 2>&1 || die "a run failed; its log is $2.log"
}

# share PART WHOLE: in percent.
share() {
  awk "BEGIN { printf \"%.2f %%\", 100 * ($1) / $2 }"
}

# tell THREADS FOLDER
tell() {
  local wall cores tasks search tail
  wall=$(number "$2" restart_seconds)
  cores=$(awk "BEGIN { print $1 * $wall }")
  tasks=$(number "$2" task_seconds)
  search=$(number "$2" search_seconds)
  tail=$(number "$2" tail_share)
  printf 'local[%s], pair %s: %s s, load %s\n' "$1" "$pair" "$wall" "$(cut -d ' ' -f 1 /proc/loadavg)"
  printf '  tasks                 %s of %s / %s / %s s (least, median, greatest)\n' "$(number "$2" tasks)" \
    "$(number "$2" shortest_seconds)" "$(number "$2" median_seconds)" "$(number "$2" longest_seconds)"
  printf '  tail                  %s of all core seconds\n' "$(share "$tail" 1)"
  printf '  not search            %s: outside tasks %s, recording and start of tasks %s\n' \
    "$(share "$cores - $search" "$cores")" "$(share "$cores - $tasks" "$cores")" "$(share "$tasks - $search" "$cores")"
  [ "${wall%.*}" -ge 60 ] || printf '  shorter than 60 s: the shares are too large; give more RESTARTS\n'
}

build
facts
mkdir -p "$WORK"
rows=$WORK/spirals.csv
[ -f "$rows" ] || "$ROOT/submit.sh" generate two-spirals "$rows" --points 200 >"$WORK/generate.log" 2>&1 ||
  die "no data; the log is $WORK/generate.log"

ratios='' computing=''
for ((pair = 1; pair <= ${PAIRS:-3}; pair++)); do
  # Whoever is first finds the machine colder.
  order='1 2'
  ((pair % 2)) || order='2 1'
  for threads in $order; do
    run "$threads" "$WORK/threads$threads"
    tell "$threads" "$WORK/threads$threads"
  done
  [ "$(digest "$WORK/threads1")" = "$(digest "$WORK/threads2")" ] || die 'one and two threads differ in their endpoints'
  one=$(number "$WORK/threads1" restart_seconds) two=$(number "$WORK/threads2" restart_seconds)
  ratios+=$(awk "BEGIN { print $one / $two }")$'\n'
  one=$(number "$WORK/threads1" search_seconds) two=$(number "$WORK/threads2" search_seconds)
  computing+=$(awk "BEGIN { print 2 * $one / $two }")$'\n'
done
printf '\ntwo threads against one, times the throughput: %s\n' "$(printf %s "$ratios" | spread)"
printf 'of searches alone, what the machine gives:     %s\n' "$(printf %s "$computing" | spread)"

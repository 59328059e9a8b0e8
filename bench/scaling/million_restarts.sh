#!/usr/bin/env bash
# A million restarts of a tiny study with a small driver: time, restarts per second, peak memory of the process; then its
# page made again by the same driver: time, size, peak memory.
#   bench/scaling/million_restarts.sh
# RESTARTS=1000000  DRIVER_MEMORY=1g  MASTER=local[2]
set -euo pipefail
# shellcheck source=/dev/null
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

build
facts
out=$WORK/million
rm -rf "$out"
mkdir -p "$WORK"

# measured COMMAND ARGUMENTS...: sets seconds and peak (KiB) of a command of submit.sh.
measured() {
  local begun ended job code=0 seen
  begun=$(date +%s.%N)
  (cd "$ROOT" && exec ./submit.sh "$@" -- --master "${MASTER:-local[2]}" --driver-memory "${DRIVER_MEMORY:-1g}" \
    --conf spark.ui.enabled=false) >"$out.$1.log" 2>&1 &
  job=$!
  trap 'kill "$job" 2>/dev/null || true' INT TERM
  # submit.sh becomes Spark's process, so that this is its peak; the last reading before its end counts.
  peak=0
  while kill -0 "$job" 2>/dev/null; do
    seen=$(awk '/^VmHWM:/ { print $2 }' "/proc/$job/status" 2>/dev/null) || seen=
    [ -z "$seen" ] || peak=$seen
    sleep 1
  done
  wait "$job" || code=$?
  ended=$(date +%s.%N)
  [ "$code" = 0 ] || die "$1 ended with exit code $code; its log is $out.$1.log"
  seconds=$(awk "BEGIN { printf \"%.1f\", $ended - $begun }")
}

measured run conf/studies/million.conf --set "restarts.count=${RESTARTS:-1000000}" --output "$out"
printf 'whole command     %s s\n' "$seconds"
printf 'restarts          %s s, %s a second\n' "$(number "$out" restart_seconds)" "$(number "$out" restarts_per_second)"
printf 'counting          %s s\n' "$(number "$out" count_seconds)"
awk "BEGIN { printf \"peak resident set %.0f MiB\\n\", $peak / 1024 }"
printf 'results           %s in %s\n' "$(du -sh "$out" | cut -f 1)" "$out"

run=$(echo "$out"/study=*/run=*)
measured report "$run"
printf 'report            %s s, peak resident set %s MiB\n' "$seconds" "$((peak / 1024))"
printf 'its page          %s bytes, that of the run %s\n' "$(cat "$out"/study=*/report=*/report.html | wc -c)" "$(wc -c <"$run/report.html")"

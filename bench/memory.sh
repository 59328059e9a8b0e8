#!/usr/bin/env bash
# What a live search takes of the heap, and a data-parallel run that keeps 100,000 of them alive in 8 GiB.
#   bench/memory.sh
# LIVE=100000  HEAP=8g  MINUTES=10 of the run, which is then stopped by SIGINT
set -euo pipefail
# shellcheck source=/dev/null
. "$(dirname "${BASH_SOURCE[0]}")/scaling/common.sh"

build
facts
mkdir -p "$WORK"
rows=$WORK/memory.csv
[ -f "$rows" ] || "$ROOT/submit.sh" generate teacher-student "$rows" --inputs 9 --hidden 9 --rows 64 \
  >"$WORK/generate.log" 2>&1 || die "no data; the log is $WORK/generate.log"
live=${LIVE:-100000} heap=${HEAP:-8g} out=$WORK/memory

printf 'searches alone\n'
classpath=$WORK/classpath
(cd "$ROOT" && mvn -o -q -B -pl job dependency:build-classpath -Dmdep.outputFile="$classpath" -Dmdep.includeScope=test) >&2
options=$(sed -n 's|.*<spark.jvm.options>\(.*\)</spark.jvm.options>.*|\1|p' "$ROOT/pom.xml")
# shellcheck disable=SC2086  # options are many words
"${JAVA_HOME:+$JAVA_HOME/bin/}java" "-Xmx$heap" $options \
  -cp "$ROOT/job/target/test-classes:$ROOT/job/target/classes:$(cat "$classpath")" \
  org.minimacensus.bench.LiveSearches --root "$ROOT" --live "$live"

printf '\na run\n'
rm -rf "$out" "$out.gc"
code=0
timeout --signal=INT "$((60 * ${MINUTES:-10}))" "$ROOT/submit.sh" run "$ROOT/bench/memory.conf" \
  --set "data.path=$rows" --set "execution.live-searches=$live" --set "restarts.count=$((2 * live))" --output "$out" \
  -- --master 'local[*]' --driver-memory "$heap" --conf spark.ui.enabled=false \
  --driver-java-options "-Xlog:gc:file=$out.gc" --conf spark.log.level=INFO >"$out.log" 2>&1 || code=$?
printf 'exit code %s (130: stopped)\n' "$code"
printf 'jobs of steps  %s\n' "$(grep -c 'DAGScheduler: Job .* finished: collect at StepJobs' "$out.log")"
printf 'heap after collections, MiB  %s\n' \
  "$(sed -n 's/.*Pause.*->\([0-9]*\)M(.*/\1/p' "$out.gc" | spread)"

# shellcheck shell=bash
# Sourced by the benchmarks beside it: the build, the facts of the machine, a cluster on loopback, medians.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
SPARK=$ROOT/job/target/spark
JOB_JAR=$ROOT/job/target/minima-census-job.jar
BENCH_JAR=$ROOT/job/target/minima-census-bench.jar
WORK=${BENCH_WORK:-$ROOT/job/target/bench}
MASTER_PORT=${MASTER_PORT:-17177}
MASTER_UI_PORT=${MASTER_UI_PORT:-18180}
WORKER_MEMORY=${WORKER_MEMORY:-2560m}
export SPARK_LOCAL_IP=127.0.0.1 OPENBLAS_NUM_THREADS=1
export LOG4J_CONFIGURATION_FILE=$ROOT/conf/log4j2.properties
# The benchmarks measure the Spark that the build has assembled.
unset SPARK_HOME SPARK_CONF_DIR

started=()

die() {
  printf '%s: %s\n' "${0##*/}" "$*" >&2
  exit 1
}

# Builds the job, its Spark and a jar of the benchmarks' own classes.
build() {
  [ -z "${BENCH_NO_BUILD:-}" ] || return 0
  (cd "$ROOT" && mvn -B -q -ntp -DskipTests package) >&2 || die 'the build failed'
  local classes=$ROOT/job/target/test-classes
  (cd "$classes" && "${JAVA_HOME:+$JAVA_HOME/bin/}jar" --create --file "$BENCH_JAR" org/minimacensus/bench \
    org/minimacensus/spark/Step*Bench*.class) || die 'no jar of the benchmarks'
}

# What a figure is worth nothing without.
facts() {
  local commit
  commit=$(git -C "$ROOT" describe --always --dirty --abbrev=12 2>/dev/null) || commit=unknown
  printf 'commit   %s\n' "$commit"
  printf 'date     %s\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)"
  printf 'cpu      %s x %s\n' "$(nproc)" "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)"
  printf 'memory   %s MiB\n' "$(awk '/^MemTotal/ { print int($2 / 1024) }' /proc/meminfo)"
  printf 'load     %s\n' "$(cut -d ' ' -f 1-3 /proc/loadavg)"
  printf 'java     %s\n' "$("${JAVA_HOME:+$JAVA_HOME/bin/}java" -version 2>&1 | head -n 1)"
  printf 'spark    %s\n\n' "$(basename "$SPARK"/jars/spark-core_*.jar .jar)"
}

# Reads numbers, one a line; prints their median, least, greatest and number.
spread() {
  sort -g | awk '
    { x[NR] = $1 }
    END {
      if (NR == 0) { print "no values"; exit 1 }
      median = (x[int((NR + 1) / 2)] + x[int((NR + 2) / 2)]) / 2
      printf "%.4g [%.4g .. %.4g] of %d\n", median, x[1], x[NR], NR
    }'
}

# start_cluster WORKERS CORES: a standalone master with that many workers, all on loopback. Where there are processors
# enough each worker, and its executor, has CORES of them to itself (PIN=0: not): free executors of one core also
# compile and collect garbage on processors that are not theirs.
start_cluster() {
  local logs=$WORK/cluster
  rm -rf "$logs"
  mkdir -p "$logs"
  SPARK_DAEMON_MEMORY=256m SPARK_LOG_LEVEL=info "$SPARK/bin/spark-class" \
    org.apache.spark.deploy.master.Master \
    --host 127.0.0.1 --port "$MASTER_PORT" --webui-port "$MASTER_UI_PORT" >"$logs/master.log" 2>&1 &
  started+=($!)
  await "$logs/master.log" 'New state: ALIVE' "$!"
  local worker pin=()
  for ((worker = 1; worker <= $1; worker++)); do
    if [ "${PIN:-1}" = 1 ] && type -P taskset >/dev/null && (($1 * $2 <= $(nproc))); then
      pin=(taskset --cpu-list "$(((worker - 1) * $2))-$((worker * $2 - 1))")
      printf 'worker %s on processors %s\n' "$worker" "${pin[2]}"
    fi
    SPARK_DAEMON_MEMORY=256m SPARK_LOG_LEVEL=info ${pin[@]+"${pin[@]}"} "$SPARK/bin/spark-class" \
      org.apache.spark.deploy.worker.Worker \
      --host 127.0.0.1 --cores "$2" --memory "$WORKER_MEMORY" --webui-port $((MASTER_UI_PORT + worker)) \
      --work-dir "$logs/work$worker" "$(master)" >"$logs/worker$worker.log" 2>&1 &
    started+=($!)
    await "$logs/worker$worker.log" 'Successfully registered with master' "$!"
  done
}

master() {
  printf 'spark://127.0.0.1:%s' "$MASTER_PORT"
}

# await FILE TEXT PID: until the process has written the text.
await() {
  local tries
  for ((tries = 0; tries < 600; tries++)); do
    ! grep -qs "$2" "$1" || return 0
    kill -0 "$3" 2>/dev/null || die "a part of the cluster ended; its log is $1"
    sleep 0.1
  done
  die "waited in vain for '$2' in $1"
}

# Ends what start_cluster has started, workers first, and waits for it.
stop_cluster() {
  local i
  for ((i = ${#started[@]} - 1; i >= 0; i--)); do
    kill "${started[i]}" 2>/dev/null || true
    wait "${started[i]}" 2>/dev/null || true
  done
  started=()
}

# bench CLASS [ARGUMENTS] [-- SPARK-SUBMIT-OPTIONS]: runs a class of the benchmarks.
bench() {
  local class=$1 arguments=()
  shift
  while [ $# -gt 0 ] && [ "$1" != -- ]; do
    arguments+=("$1")
    shift
  done
  [ $# = 0 ] || shift
  "$SPARK/bin/spark-submit" --class "$class" --properties-file "$ROOT/conf/spark-defaults.conf" \
    --jars "$JOB_JAR" "$@" "$BENCH_JAR" "${arguments[@]}"
}

# number FOLDER KEY: a number of the summary or the provenance of the only run in an output folder.
number() {
  local run found
  run=$(only_run "$1") || exit
  found=$(sed -n "s/^.*\"$2\" *: *\([-0-9.eE+]*\).*\$/\1/p" "$run/summary.json" "$run/provenance.json" | head -n 1)
  [ -n "$found" ] || die "there is no $2 in $run"
  printf '%s\n' "$found"
}

# digest FOLDER: of the stored endpoints of the only run in an output folder.
digest() {
  local run
  run=$(only_run "$1") || exit
  (cd "$run/endpoints" && cat -- *.parquet) | sha256sum | cut -d ' ' -f 1
}

only_run() {
  local run
  run=$(find "$1" -name _manifest.json -not -path '*/.*' | head -n 1)
  [ -n "$run" ] || die "there is no run in $1"
  dirname "$run"
}

trap stop_cluster EXIT

#!/usr/bin/env bash
# Builds the job if needed and hands it to Spark; README.md shows how, --help tells the usage.
set -euo pipefail

readonly USAGE='usage: ./submit.sh COMMAND [ARGUMENTS] [-- SPARK-SUBMIT-OPTIONS]'
# Exit code for faults of the surroundings: no Java, no Maven, a build that failed.
readonly BROKEN=30

say() {
  printf 'submit.sh: %s\n' "$*" >&2
}

fail() {
  say "$*"
  exit "$BROKEN"
}

# The folder this script stands in, whatever links lead to it (readlink -f is not everywhere).
project_folder() {
  local script=${BASH_SOURCE[0]} target
  while [ -L "$script" ]; do
    target=$(readlink "$script")
    case $target in
      /*) script=$target ;;
      *) script=$(dirname "$script")/$target ;;
    esac
  done
  (cd -P "$(dirname "$script")" && pwd)
}

need_java() {
  if [ -n "${JAVA_HOME:-}" ]; then
    [ -x "$JAVA_HOME/bin/java" ] \
      || fail "JAVA_HOME is $JAVA_HOME, which has no bin/java; point it at a JDK 17 or 21, or unset it"
  else
    [ -n "$(type -P java)" ] || fail 'no java on the PATH and no JAVA_HOME; install a JDK 17 or 21'
  fi
}

# True when the jar is missing or older than anything it is made from.
stale() {
  [ ! -f "$jar" ] || [ -n "$(find "$root/pom.xml" "$root/job/pom.xml" "$root/job/src/main" -newer "$jar" -print | head -n 1)" ]
}

# Leaves no half-made jar behind that would pass for a whole one.
discard_build() {
  rm -f "$jar" "$started"
  if [ "$spark_was_there" = no ]; then
    rm -rf "$embedded/jars"
  fi
}

build() {
  local code=0
  need_java
  [ -n "$(type -P mvn)" ] || fail 'the job has to be built and there is no mvn on the PATH; install Maven 3.6.3 or later'
  say "building the job ($1)"
  spark_was_there=no
  [ ! -d "$embedded/jars" ] || spark_was_there=yes
  started=$(mktemp)

  # In the background, as bash hears no signal while it waits for a command in the foreground.
  (cd "$root" && exec mvn -B -q -ntp -Dquick package) >&2 &
  maven=$!
  trap 'interrupted 130' INT
  trap 'interrupted 143' TERM
  wait "$maven" || code=$?
  trap - INT TERM
  if [ "$code" != 0 ]; then
    discard_build
    fail "the build failed (mvn -Dquick package, exit code $code); its messages stand above"
  fi

  # As old as the build's beginning: what changed during the build counts as newer.
  touch -r "$started" "$jar"
  rm -f "$started"
}

interrupted() {
  trap '' INT TERM
  kill -TERM "$maven" 2>/dev/null || true
  wait "$maven" || true
  discard_build
  exit "$1"
}

case ${1:-} in
  '')
    printf '%s\n' "$USAGE" >&2
    exit 2
    ;;
  -h | --help)
    printf '%s\n' "$USAGE"
    exit 0
    ;;
esac

job_arguments=()
while [ $# -gt 0 ]; do
  if [ "$1" = -- ]; then
    shift
    break
  fi
  job_arguments+=("$1")
  shift
done
# What is left in "$@" is for spark-submit.
if [ ${#job_arguments[@]} = 0 ]; then
  printf '%s\n' "$USAGE" >&2
  exit 2
fi

root=$(project_folder)
readonly root
readonly jar=$root/job/target/minima-census-job.jar
readonly embedded=$root/job/target/spark

if [ -n "${SPARK_HOME:-}" ] && [ -x "$SPARK_HOME/bin/spark-submit" ]; then
  spark_submit=$SPARK_HOME/bin/spark-submit
  say "Spark from SPARK_HOME: $spark_submit"
else
  if [ -n "${SPARK_HOME:-}" ]; then
    say "SPARK_HOME is $SPARK_HOME, which has no bin/spark-submit; looking elsewhere"
    unset SPARK_HOME
  fi
  if spark_submit=$(type -P spark-submit); then
    say "Spark from the PATH: $spark_submit"
  else
    spark_submit=$embedded/bin/spark-submit
    say "embedded Spark: $spark_submit"
    need_java
  fi
fi

if [ ! -x "$spark_submit" ]; then
  build 'there is no embedded Spark yet; the first time Maven loads it, which can take minutes'
elif [ ! -f "$jar" ]; then
  build 'there is no jar yet'
elif stale; then
  build 'the sources are newer than the jar'
fi

properties=(--load-spark-defaults --properties-file "$root/conf/spark-defaults.conf")
for option in "$@"; do
  case $option in
    --properties-file | --properties-file=*) properties=() ;;
  esac
done

export OPENBLAS_NUM_THREADS="${OPENBLAS_NUM_THREADS:-1}"
export LOG4J_CONFIGURATION_FILE="${LOG4J_CONFIGURATION_FILE:-$root/conf/log4j2.properties}"

# The process becomes Spark's: signals reach it and its exit code is ours.
exec "$spark_submit" --class org.minimacensus.cli.Main ${properties[@]+"${properties[@]}"} "$@" "$jar" ${job_arguments[@]+"${job_arguments[@]}"}

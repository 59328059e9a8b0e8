#!/usr/bin/env bash
# Compiles the job and its benchmarks and prints the class path that runs them; with BENCH_NO_BUILD=1 nothing is
# compiled: bench/classpath.sh
set -euo pipefail

cd -P "$(dirname "${BASH_SOURCE[0]}")/.."
[ -n "${BENCH_NO_BUILD:-}" ] || mvn -q -B -ntp -pl job -am test-compile >&2
list=$(mktemp)
trap 'rm -f "$list"' EXIT
mvn -q -B -ntp -pl job dependency:build-classpath -Dmdep.outputFile="$list" -Dmdep.includeScope=test >&2
printf '%s\n' "$PWD/job/target/test-classes:$PWD/job/target/classes:$(cat "$list")"

#!/usr/bin/env bash
# Shows what searches that are stopped early do to the count of minima and to the estimates of those
# unseen, and prints the tables of docs/studies/tolerance.md:
# bench/damage.sh [--restarts 5000] [--known 100000] [--conf conf/many-minima.conf].
set -euo pipefail

root=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
classpath=$(mktemp)
trap 'rm -f "$classpath"' EXIT
cd "$root"
mvn -q -B -ntp -pl job -am test-compile
mvn -q -B -ntp -pl job dependency:build-classpath \
  -Dmdep.outputFile="$classpath" -Dmdep.includeScope=test
java -cp "job/target/test-classes:job/target/classes:$(cat "$classpath")" \
  org.minimacensus.bench.DamagedEndpoints "$@"

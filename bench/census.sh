#!/usr/bin/env bash
# Times the distributed census of generated endpoints with a known answer, on two threads and a
# heap of 1 GiB, and checks the answer: bench/census.sh [ENDPOINTS[:FLAT]...], where FLAT is the
# number of flat minima of one loss (a twentieth of the endpoints when not said).
set -euo pipefail

root=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
sizes=("${@:-}")
[ -n "${sizes[0]}" ] || sizes=(10000 100000 1000000)

classpath=$(mktemp)
trap 'rm -f "$classpath"' EXIT
cd "$root"
mvn -o -q -B -pl job -am test-compile
mvn -o -q -B -pl job dependency:build-classpath \
  -Dmdep.outputFile="$classpath" -Dmdep.includeScope=test
options=$(sed -n 's|.*<spark.jvm.options>\(.*\)</spark.jvm.options>.*|\1|p' pom.xml)
# shellcheck disable=SC2086  # options are many words
SPARK_LOCAL_IP=127.0.0.1 java -Xmx1g $options \
  -cp "job/target/test-classes:job/target/classes:$(cat "$classpath")" \
  org.minimacensus.bench.CensusBench "${sizes[@]}"

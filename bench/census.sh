#!/usr/bin/env bash
# Times the distributed census of generated endpoints with a known answer, on two threads and a
# heap of 1 GiB, and checks the answer: bench/census.sh [ENDPOINTS[:FLAT]...], where FLAT is the
# number of flat minima of one loss (a twentieth of the endpoints when not said).
set -euo pipefail

root=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
sizes=("${@:-}")
[ -n "${sizes[0]}" ] || sizes=(10000 100000 1000000)

classpath=$("$root/bench/classpath.sh")
cd "$root"
options=$(sed -n 's|.*<spark.jvm.options>\(.*\)</spark.jvm.options>.*|\1|p' pom.xml)
# shellcheck disable=SC2086  # options are many words
SPARK_LOCAL_IP=127.0.0.1 java -Xmx1g $options \
  -cp "$classpath" \
  org.minimacensus.bench.CensusBench "${sizes[@]}"

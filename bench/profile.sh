#!/usr/bin/env bash
# Where a gradient's time goes, method by method: the innermost method of each sample of the flight recorder while
# GradientRate runs, from the tenth second on, when its code is compiled. Arguments are GradientRate's:
#   bench/profile.sh --rows 2000 --features 20 --hidden 8 --outputs 1 --activation tanh --objective output-neuron
# SECONDS_LONG=40
set -euo pipefail

folder=$(dirname "${BASH_SOURCE[0]}")
java=${JAVA_HOME:+$JAVA_HOME/bin/}
classpath=$("$folder/classpath.sh")
recording=$(mktemp -d)
trap 'rm -rf "$recording"' EXIT
"${java}java" --add-modules jdk.incubator.vector -XX:+UnlockDiagnosticVMOptions -XX:+DebugNonSafepoints \
  -XX:StartFlightRecording="delay=10s,settings=profile,filename=$recording/rate.jfr" -cp "$classpath" \
  org.minimacensus.bench.GradientRate --seconds "${SECONDS_LONG:-40}" "$@" 2>/dev/null | grep '^{'
"${java}jfr" print --events jdk.ExecutionSample --stack-depth 64 "$recording/rate.jfr" | awk '
  # Vectors are no methods of their own in compiled code; what they are inlined into is what counts.
  /stackTrace = \[/ { open = 1; next }
  open && /line:/ && !/jdk\.internal|jdk\.incubator|java\.(lang|util)\./ {
    sub(/\(.*/, ""); sub(/^ +/, ""); sub(/^org\.minimacensus\./, "")
    count[$0]++; all++; open = 0
  }
  END {
    if (all == 0) { print "no samples"; exit 1 }
    for (method in count) if (count[method] >= 0.005 * all) printf "%5.1f %%  %s\n", 100 * count[method] / all, method | "sort -rn"
    close("sort -rn")
    printf "of %d samples; methods below 0.5 %% are left out\n", all
  }'

#!/usr/bin/env bash
# Fails when the program has become slow against itself: ratios of times within one process, a minute or less. What is
# looked at, and how far the limits are from what was measured, stands in docs/performance/README.md:
#   bench/guard.sh [--harder N]     limits N times as hard, to see it fail
set -euo pipefail

folder=$(dirname "${BASH_SOURCE[0]}")
classpath=$("$folder/classpath.sh")
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx1g --add-modules jdk.incubator.vector -cp "$classpath" \
  org.minimacensus.bench.SpeedGuard "$@"

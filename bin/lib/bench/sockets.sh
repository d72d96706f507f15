# SPDX-License-Identifier: Apache-2.0
# Sourced by bin/bench: the socket library beside the channels of the JDK, by JMH.

# of BENCHMARK [TRANSPORT]: the median of its nanoseconds, from $work/jmh
of() { awk -F, -v b="io.sonde.socket.bench.$1:p0.50" -v t="$2" '{gsub(/["\r]/, "")} $1 == b && (t == "" || $8 == t) {print $5}' "$work/jmh"; }

# pair NAME OURS TRANSPORT THEIRS: one line of the table
pair() {
  local ours theirs
  ours=$(of "$2" "$3") theirs=$(of "$4" '')
  say "| $1 | $(printf '%.0f' "$ours") | $(printf '%.0f' "$theirs") | $(awk -v a="$ours" -v b="$theirs" 'BEGIN {printf "%.2f", a / b}') |"
}

row_sockets() {
  say "## Sockets"
  say ""
  say "\`io.sonde.socket\` beside the JDK's channels: one message of 64 octets sent and received on"
  say "loopback by one thread through direct buffers, and batches of 64 of them (times of one). JMH,"
  say "medians of the calls of 2 forks of 5 seconds."
  say ""
  say "| | ours ns | JDK ns | ratio |"
  say "|---|---|---|---|"
  lab_namespace sockets
  local home
  for home in $(jdks); do
    JAVA_HOME=$home mvn -B -q -Pbench -Dquick -DskipTests -pl native -am test-compile \
      dependency:build-classpath -Dmdep.outputFile="$work/classpath" >"$work/mvn" 2>&1 ||
      { echo "bench: the benchmarks do not build: $(tail -n 5 "$work/mvn")" >&2; return 1; }
    in_lab sockets "$home/bin/java" -cp "native/target/test-classes:native/target/classes:shared/target/classes:$(cat "$work/classpath")" \
      org.openjdk.jmh.Main -f 2 -wi 5 -w 1 -i 5 -r 1 -jvmArgs --enable-native-access=ALL-UNNAMED \
      -rf csv -rff "$work/jmh" >"$work/jmh.log" 2>&1 ||
      { echo "bench: JMH failed: $(tail -n 5 "$work/jmh.log")" >&2; return 1; }
    pair "connected UDP, JDK $(release "$home")" Pair.ours UDP Pair.jdkUdp
    pair "Unix stream, JDK $(release "$home")" Pair.ours UNIX_STREAM Pair.jdkUnixStream
    pair "UDP in batches of 64, JDK $(release "$home")" Batch.ours '' Batch.jdk
  done
  say ""
}

# SPDX-License-Identifier: Apache-2.0
# Sourced by bin/bench: the socket library beside the channels of the JDK, by JMH.

# of BENCHMARK [TRANSPORT]: the median of its nanoseconds, from $work/jmh
of() { awk -F, -v b="io.sonde.socket.bench.$1:p0.50" -v t="$2" '{gsub(/["\r]/, "")} $1 == b && (t == "" || $8 == t) {print $5}' "$work/jmh"; }

# note FILE OURS TRANSPORT THEIRS: a round's pair, added to $work/FILE.*
note() {
  local ours theirs
  ours=$(of "$2" "$3") theirs=$(of "$4" '')
  echo "$ours" >>"$work/$1.a"; echo "$theirs" >>"$work/$1.b"
  awk -v a="$ours" -v b="$theirs" 'BEGIN {print a / b}' >>"$work/$1.ratio"
}

# pair NAME FILE: one line of the table, from the notes of all rounds
pair() {
  say "| $1 | $(median <"$work/$2.a" | xargs printf '%.0f') | $(median <"$work/$2.b" | xargs printf '%.0f') | $(median <"$work/$2.ratio" | xargs printf '%.2f') | $(sort -g "$work/$2.ratio" | sed -n '1p;$p' | xargs printf '%.2f … %.2f') |"
}

row_sockets() {
  say "## Sockets"
  say ""
  say "\`io.sonde.socket\` beside the JDK's channels: one message of 64 octets sent and received on"
  say "loopback by one thread through direct buffers, and batches of 64 of them (times of one). JMH,"
  say "medians of the calls; five rounds of one fork each, all benchmarks in turn in a round."
  say ""
  say "| | ours ns | JDK ns | ratio | range |"
  say "|---|---|---|---|---|"
  lab_namespace sockets
  local home
  for home in $(jdks); do
    JAVA_HOME=$home mvn -B -q -Pbench -Dquick -DskipTests -pl native -am test-compile \
      dependency:build-classpath -Dmdep.outputFile="$work/classpath" >"$work/mvn" 2>&1 ||
      { echo "bench: the benchmarks do not build: $(tail -n 5 "$work/mvn")" >&2; return 1; }
    rm -f "$work"/*.a "$work"/*.b "$work"/*.ratio
    for _ in 1 2 3 4 5; do
      in_lab sockets "$home/bin/java" -cp "native/target/test-classes:native/target/classes:shared/target/classes:$(cat "$work/classpath")" \
        org.openjdk.jmh.Main -f 1 -wi 3 -w 1 -i 2 -r 1 -jvmArgs --enable-native-access=ALL-UNNAMED \
        -rf csv -rff "$work/jmh" >"$work/jmh.log" 2>&1 ||
        { echo "bench: JMH failed: $(tail -n 5 "$work/jmh.log")" >&2; return 1; }
      note udp Pair.ours UDP Pair.jdkUdp
      note unix Pair.ours UNIX_STREAM Pair.jdkUnixStream
      note batch Batch.ours '' Batch.jdk
    done
    pair "connected UDP, JDK $(release "$home")" udp
    pair "Unix stream, JDK $(release "$home")" unix
    pair "UDP in batches of 64, JDK $(release "$home")" batch
  done
  say ""
}

# SPDX-License-Identifier: Apache-2.0
# Sourced: puts what java needs before the tool's arguments. A class-data archive counts only if
# it was made with the same flags and the same class path, so training sources this file too.

lib=$root/dist/$image/lib
jna=$root/dist/$image/jna/$machine
path=$lib/sonde-$tool.jar:$lib/sonde-shared.jar:$lib/sonde-native.jar:$lib/picocli.jar
path=$path:$lib/jna.jar:$lib/HdrHistogram.jar
heap=-Xms8m
case $tool in
  ping)
    # Appended, so that the archive still fits: what only a comparison or an exporter needs is on no
    # other path.
    case " $*" in
      *" --c"*)
        for part in statistics-inference statistics-distribution statistics-descriptive \
          statistics-ranking numbers-core numbers-combinatorics numbers-fraction numbers-gamma \
          numbers-arrays numbers-rootfinder rng-client-api rng-sampling; do
          path=$path:$lib/commons-$part.jar
        done
        ;;
    esac
    case " $*" in
      *" --e"*)
        for part in core model config exporter-httpserver exporter-common exposition-textformats \
          tracer-common tracer-initializer tracer-otel tracer-otel-agent; do
          path=$path:$lib/prometheus-metrics-$part.jar
        done
        # An answer to a scraper is one array of megabytes. What finds no room among the young goes
        # to the old at once, for which the heap is extended before it is collected.
        heap='-Xms96m -Xmn64m'
        ;;
    esac
    ;;
  traceroute) path=$path:$lib/dnsjava.jar:$lib/maxmind-db.jar:$lib/slf4j-api.jar:$lib/slf4j-nop.jar ;;
  craft) path=$path:$lib/pcap4j-core.jar:$lib/slf4j-api.jar:$lib/slf4j-nop.jar ;;
esac

# JNA: its library lies beside the jars, is never unpacked, and no ldconfig is run to find more.
set -- -cp "$path" "-Dsonde.name=$name" \
  "-Djna.boot.library.path=$jna" "-Djna.platform.library.path=$jna" \
  -Djna.nounpack=true -Djna.nosys=true --enable-native-access=ALL-UNNAMED \
  "$main" "$@"
[ "$jit" = short ] && set -- -XX:TieredStopAtLevel=1 "$@"
# The log is off: an archive that does not fit is nobody's concern.
# shellcheck disable=SC2086 # several words
set -- -Xrs -XX:+UseSerialGC -XX:-UsePerfData -Xlog:disable \
  $heap -Xss512k ${SONDE_JAVA_OPTIONS-} "$@"

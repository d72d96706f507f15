# SPDX-License-Identifier: Apache-2.0
# Sourced by launch.sh where something is missing or old. One line on stderr, nothing on stdout;
# whoever comes second waits for the first.

dist=$root/dist
log=$dist/build.log

say() {
  printf '%s: %s\n' "$name" "$1" >&2
}

compile() {
  jdk=$java_home
  [ -x "$jdk/bin/javac" ] || jdk=$(newest_jdk javac) ||
    fail "cannot build: $java_home has no javac; install a JDK, 17 or newer"
  command -v mvn >/dev/null ||
    fail 'cannot build: Maven is missing (mvn; on Debian: apt-get install maven)'
  touch "$dist/begin"
  if ! JAVA_HOME=$jdk mvn -B -q -f "$root/pom.xml" -Dquick -Dmaven.test.skip=true package \
    >"$log" 2>&1 </dev/null; then
    say "the build failed; the end of $log:"
    grep -e '^\[ERROR\] .*[^ ]' -e '^\[WARNING\] /' "$log" | grep -v -i -e '^\[ERROR\] \[Help' -e 're-run Maven' \
      -e '^\[ERROR\] For more' -e 'mvn <args>' -e 'After correcting' | tail -n 15 >&2
    exit 2
  fi
  previous=${image-}
  image=image-$$
  rm -rf "${dist:?}/$image"
  target=$root/assembly/target
  if ! "$jdk/bin/java" -cp "$target/classes:$target/lib/asm.jar" io.sonde.assembly.Image \
    "$target/lib" "$dist/$image" >"$log" 2>&1; then
    say "the build failed at its last step; the end of $log:"
    tail -n 15 "$log" >&2
    exit 2
  fi
  rm -rf "$dist/archives"
  machine=$(uname -m)
  [ "$machine" = x86_64 ] && machine=x86-64
  # Dated to the begin of the build: what was edited meanwhile is newer.
  java_home_found=$java_home
  [ -z "${JAVA_HOME-}" ] || java_home_found=$(newest_jdk) || java_home_found=$java_home
  printf "at='%s'\njava_home='%s'\nmachine='%s'\nimage='%s'\n" "$root" "$java_home_found" \
    "$machine" "$image" >"$dist/built.new"
  touch -r "$dist/begin" "$dist/built.new"
  mv "$dist/built.new" "$dist/built"
  # What was built before stays for whoever is just starting it.
  for old in "$dist"/image-*; do
    [ "${old##*/}" = "$image" ] || [ "${old##*/}" = "$previous" ] || rm -rf "$old"
  done
}

# Runs the tool as its user would, so that what it loads is known.
rehearse() {
  . "$root/bin/lib/flags.sh"
  set -- timeout 60 ${signals:+env "--block-signal=$signals"} "$java_home/bin/java" "$making" "$@"
  [ "$1" = --help ] || set -- in_private_network "$@"
  "$@" >>"$log" 2>&1 </dev/null
}

# Writes the archive of one tool for one JDK. That it cannot be made stops nothing: an empty file
# keeps the next start from trying again.
train() {
  mkdir -p "${base%/*}"
  rm -f "$base".*
  if [ "$(jdk_version "$java_home")" -ge 25 ]; then
    archive=$base.aot archive_flag=-XX:AOTCache making=-XX:AOTCacheOutput=$base.new
  else
    archive=$base.jsa archive_flag=-XX:SharedArchiveFile making=-XX:ArchiveClassesAtExit=$base.new
  fi
  case $tool in
    ping) rehearse -c 2 -i 0.2 127.0.0.1 || { rm -f "$base".new; rehearse --help; } ;;
    traceroute) rehearse -n 127.0.0.1 || { rm -f "$base".new; rehearse --help; } ;;
    craft)
      # The long way is for many packets: one run that builds, sends and dissects. The short one
      # also listens and matches. Where no network may be made, a run that reads and writes.
      packet='ip dst=127.0.0.1 / icmp echo / data rehearsal'
      # shellcheck disable=SC2086 # several words
      case $jit in
        long) rehearse send $packet --verify -o json -w "$dist/rehearsal.json" ;;
        *) rehearse sr $packet -o json -w "$dist/rehearsal.json" ;;
      esac || {
        rm -f "$base".new
        rehearse build $packet -o json || { rm -f "$base".new; rehearse --help; }
      }
      ;;
  esac
  [ -e "$base.new" ] || : >"$base.new"
  mv "$base.new" "$archive"
}

. "$root/bin/lib/jdk.sh"
. "$root/bin/lib/network.sh"
[ "$(jdk_version "$java_home")" -ge 17 ] ||
  fail "$java_home is not a JDK of version 17 or newer; set JAVA_HOME to one that is"
umask 022
mkdir -p "$dist" || exit 2
exec 9>"$dist/lock"
if ! flock -n 9; then
  say 'waiting for the build that is under way'
  flock 9
  told=yes
fi
chosen=$java_home
if stale; then
  [ -n "${told-}" ] || say "building in $root: first use, or the sources have changed"
  compile
  told=yes
fi
. "$built"
java_home=$chosen
locate_archive
if archive_stale; then
  [ -n "${told-}" ] || say "preparing $tool for $java_home: first use with this JDK"
  train
fi
exec 9>&-

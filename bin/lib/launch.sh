# SPDX-License-Identifier: Apache-2.0
# Sourced by the launchers with bin, tool, main, jit and signals set: builds the checkout where that
# is needed and becomes the tool. The usual way through starts one process beside the JVM: find, which
# takes a quarter of the time of the shell's patterns.
# before: words in front of java, if any. signals: those that the tool reads itself; java -Xrs leaves the others to the kernel.

case $bin in
  /*/bin) root=${bin%/bin} ;;
  bin) root=$PWD ;;
  *) root=$(cd "$bin/.." && pwd -P) || exit 2 ;;
esac
name=${0##*/}
java_home= image=
built=$root/dist/built

fail() {
  printf '%s: %s\n' "$name" "$1" >&2
  exit 2
}

# Is there no build, or is a source newer than it?
stale() {
  [ -e "$built" ] || return 0
  [ -n "$(find "$root"/pom.xml "$root"/*/pom.xml "$root"/bin/lib/*.sh "$root"/*/src/main \
    -type f -newer "$built" -print -quit)" ]
}

# The archive's place is named after the JDK's path: sets archive and the flag that names it.
locate_archive() {
  oldifs=$IFS IFS=/
  set -f
  # shellcheck disable=SC2086 # splitting at the slashes is the purpose
  set -- $java_home
  IFS=-
  base=$root/dist/archives/$*/$tool-$jit
  set +f
  IFS=$oldifs
  archive=$base.jsa archive_flag=-XX:SharedArchiveFile
  if [ -e "$base.aot" ]; then
    archive=$base.aot archive_flag=-XX:AOTCache
  fi
}

# Is there no archive for this JDK, or was the JDK replaced after it was made?
archive_stale() {
  ! [ -e "$archive" ] || [ "$java_home/release" -nt "$archive" ] ||
    [ "$java_home/lib" -nt "$archive" ]
}

if [ -e "$built" ]; then
  . "$built"
  # The path of the build, if it is the same place by another name: archives remember paths.
  [ "$at/dist/built" -ef "$built" ] && root=$at built=$at/dist/built
fi
if [ -n "${JAVA_HOME-}" ]; then
  java_home=$JAVA_HOME
  [ -x "$java_home/bin/java" ] || fail "JAVA_HOME is $JAVA_HOME, but there is no bin/java in it"
elif [ -z "$java_home" ] || ! [ -x "$java_home/bin/java" ] || [ /usr/lib/jvm -nt "$built" ]; then
  . "$root/bin/lib/jdk.sh"
  java_home=$(newest_jdk) || fail 'no JDK found: install JDK 17 or newer, or set JAVA_HOME'
fi

locate_archive
if stale || archive_stale; then
  if [ -w "$root" ]; then
    . "$root/bin/lib/build.sh"
  elif ! [ -e "$built" ]; then
    fail "not built yet, and you may not write to $root: whoever may has to run it once"
  elif archive_stale; then
    archive=
  fi
fi

# What a JVM is told by its environment it also prints; SONDE_JAVA_OPTIONS is silent.
unset JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS
. "$root/bin/lib/flags.sh"
[ -s "$archive" ] && set -- "$archive_flag=$archive" "$@"
# shellcheck disable=SC2086 # several words
exec ${before-} ${signals:+env "--block-signal=$signals"} "$java_home/bin/java" "$@"

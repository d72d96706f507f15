# SPDX-License-Identifier: Apache-2.0
# Finding a JDK. Reads the release files: no JVM is started.

# The feature version of the JDK in folder $1 (17, 25), 0 if that cannot be told.
jdk_version() {
  feature=0
  if [ -r "$1/release" ]; then
    while IFS='=' read -r key value; do
      if [ "$key" = JAVA_VERSION ]; then
        feature=${value#\"}
        feature=${feature%%[!0-9]*}
        break
      fi
    done <"$1/release"
  fi
  echo "${feature:-0}"
}

# Prints the newest JDK's folder, 17 at least, of those under /usr/lib/jvm and the one on the
# PATH. $1: a program it must have, such as javac. Fails if there is none.
newest_jdk() {
  best='' best_version=16
  on_path=$(command -v "${1:-java}") && on_path=$(readlink -f "$on_path")
  for candidate in /usr/lib/jvm/* "${on_path%/bin/*}"; do
    if [ -x "$candidate/bin/${1:-java}" ] && ! [ -L "$candidate" ]; then
      version=$(jdk_version "$candidate")
      [ "$version" -gt "$best_version" ] && best=$candidate best_version=$version
    fi
  done
  [ -n "$best" ] && echo "$best"
}

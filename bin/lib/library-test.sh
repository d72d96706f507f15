#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Tests of the socket library as a program outside this build has it: javac and java see the jars
# alone. One line a test: "passed", "FAILED" or "skipped", its name, the reason. False if one
# failed. bin/check runs it after its build; by hand: after mvn package.
cd "$(dirname "$0")/../.." || exit 2
. bin/lib/jdk.sh
. bin/lib/network.sh
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failures=0

# check NAME RESULT COMMAND...: passes if the command is true and says that and nothing else.
check() {
  name=$1 expected=$2
  shift 2
  if "$@" >"$scratch/out" 2>"$scratch/err" </dev/null && [ "$(cat "$scratch/out")" = "$expected" ] &&
    ! [ -s "$scratch/err" ]; then
    echo "passed library: $name"
  else
    echo "FAILED library: $name: stdout: $(head -c 300 "$scratch/out"), stderr: $(head -c 600 "$scratch/err")"
    failures=$((failures + 1))
  fi
}

# jar MODULE: the jar of classes that Maven made there.
jar() {
  for file in "$1"/target/sonde-"$1"-*.jar; do
    case $file in
      *-tests.jar | *-sources.jar | *-javadoc.jar) ;;
      *) [ -e "$file" ] && echo "$file" && return ;;
    esac
  done
  return 1
}

jna=$(find assembly/target/lib "${HOME:-/root}/.m2/repository/net/java/dev/jna/jna" \
  -name 'jna*.jar' ! -name '*sources*' 2>/dev/null | sort | tail -n 1)
if ! shared=$(jar shared) || ! native=$(jar native) || [ -z "$jna" ]; then
  echo 'FAILED library: the jars: mvn package has not made them'
  exit 1
fi
mkdir "$scratch/jars"
cp "$shared" "$scratch/jars/sonde-shared.jar"
cp "$native" "$scratch/jars/sonde-native.jar"
cp "$jna" "$scratch/jars/jna.jar"
path=$scratch/jars/sonde-native.jar:$scratch/jars/sonde-shared.jar:$scratch/jars/jna.jar
source=bin/lib/library/Outside.java
printf 'module outside {\n  requires io.sonde.socket;\n}\n' >"$scratch/module-info.java"

tried=
for jdk in /usr/lib/jvm/*; do
  version=$(jdk_version "$jdk")
  if [ -x "$jdk/bin/javac" ] && ! [ -L "$jdk" ] && [ "$version" -ge 17 ]; then
    tried=yes
    check "JDK $version: a program with every signature compiles" '' \
      "$jdk/bin/javac" -Xlint:all -Werror -d "$scratch/$version" -cp "$path" "$source"
    check "JDK $version: it runs from the class path, without a warning" ok \
      in_private_network "$jdk/bin/java" --enable-native-access=ALL-UNNAMED \
      -cp "$path:$scratch/$version" outside.Outside
    check "JDK $version: it compiles as a module" '' \
      "$jdk/bin/javac" -d "$scratch/$version-module" -p "$scratch/jars" "$source" \
      "$scratch/module-info.java"
    check "JDK $version: it runs from the module path, without a warning" ok \
      in_private_network "$jdk/bin/java" --enable-native-access=com.sun.jna \
      -p "$scratch/jars:$scratch/$version-module" -m outside/outside.Outside
  fi
done
[ -n "$tried" ] || echo 'skipped library: every test: no JDK of version 17 or newer in /usr/lib/jvm'
[ "$failures" = 0 ]

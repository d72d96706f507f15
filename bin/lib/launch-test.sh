#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Tests of the launchers, from the user's side. One line a test: "passed", "FAILED" or "skipped",
# its name, the reason. False if one failed. bin/check runs it; needs a checkout that builds.
cd "$(dirname "$0")/../.." || exit 2
root=$PWD
. bin/lib/network.sh
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
chmod 755 "$scratch"
out=$scratch/out err=$scratch/err
failures=0

# run COMMAND...: keeps stdout, stderr and status.
run() {
  "$@" >"$out" 2>"$err" </dev/null
  status=$?
}

# check NAME: the verdict of the command before.
check() {
  if [ $? = 0 ]; then
    echo "passed launchers: $1"
  else
    echo "FAILED launchers: $1: status $status, stdout: $(head -c 300 "$out"), stderr: $(head -c 600 "$err")"
    failures=$((failures + 1))
  fi
}

lines() {
  wc -l <"$1"
}

# A copy of what the launchers need; sources included, archives not.
copy() {
  mkdir -p "$1"
  tar -cf - --exclude=./target --exclude=./dist/archives --exclude=./.git . | tar -xf - -C "$1"
  sed -i "s|^at=.*|at='$1'|" "$1/dist/built"
  touch "$1/dist/built"
}

tools='ping traceroute craft'
for tool in $tools; do
  bin/$tool --version >"$out" 2>"$err"
done

for tool in $tools; do
  run bin/$tool --version
  [ $status = 0 ] && [ "$(lines "$out")" -ge 1 ] && ! [ -s "$err" ]
  check "$tool --version prints the version and nothing else"
  run bin/$tool --help
  [ $status = 0 ] && ! [ -s "$err" ] && grep -q '^Usage: '$tool "$out"
  check "$tool --help prints the help and nothing else"
  run bin/$tool --no-such-option
  [ $status = 2 ] && ! [ -s "$out" ] && [ -s "$err" ] && ! grep -q '	at ' "$err"
  check "$tool refuses an unknown option with status 2"
done

cp "$out" "$scratch/kept"
run env -C / "$root/bin/craft" --version
[ $status = 0 ] && ! [ -s "$err" ]
check 'another folder, absolute path'
run sh -c 'cd bin/lib && ../traceroute --version'
[ $status = 0 ] && ! [ -s "$err" ]
check 'another folder, relative path'
run sh -c 'cd bin && PATH=.:$PATH && craft --version'
[ $status = 0 ] && ! [ -s "$err" ]
check 'found on the PATH'
ln -s "$root/bin/traceroute" "$scratch/tracert"
ln -s tracert "$scratch/tracert6"
run env SONDE_JAVA_OPTIONS=-XshowSettings:properties "$scratch/tracert6" --version
[ $status = 0 ] && grep -q 'sonde.name = tracert6$' "$err"
check 'a link to a link keeps the name it was called by'
ln -s "$root" "$scratch/by another name"
run "$scratch/by another name/bin/craft" --version
[ $status = 0 ] && ! [ -s "$err" ]
check 'a linked folder with blanks in its name'

# In a network of its own, for users who may make none the reason is said.
if in_private_network true 2>"$err"; then
  run in_private_network bin/ping -c 2 -i 0.1 127.0.0.1
  [ $status = 0 ] && [ "$(grep -c ' bytes from 127.0.0.1: ' "$out")" = 2 ] && ! [ -s "$err" ]
  check 'ping answers, and stderr stays empty'
  run in_private_network sh -c '{ bin/ping -i 0.05 127.0.0.1; echo $? >&3; } 3>'"$scratch/code"' | head -n 1'
  [ "$(cat "$scratch/code")" = 141 ] && [ "$(lines "$out")" = 1 ] && ! [ -s "$err" ]
  check 'ping ends silently with 141 when its reader has gone'
  run in_private_network sh -c 'bin/ping -c 2 -i 0.1 127.0.0.1 >/dev/full'
  [ $status = 2 ] && [ "$(lines "$err")" = 1 ] && grep -q 'No space left' "$err"
  check 'ping says in a line that the disk is full'
  # Each waits for the line that shows the tool ready, sends its signal, and keeps the status.
  run in_private_network sh -c '
    mkfifo "$1/pipe"
    bin/ping -i 0.1 127.0.0.1 >"$1/pipe" 2>"$1/quit" &
    exec 3<"$1/pipe"
    read -r line <&3; read -r line <&3
    kill -QUIT $!
    read -r line <&3
    until grep -q loss "$1/quit"; do read -r line <&3 || break; done
    kill -INT $!
    cat <&3
    wait $!' sh "$scratch"
  [ $status = 0 ] && grep -q '[0-9]*/[0-9]* packets, 0% loss' "$scratch/quit" &&
    [ "$(lines "$scratch/quit")" = 1 ] && grep -q 'packets transmitted' "$out" &&
    ! grep -q -i 'thread' "$out"
  check 'ping: SIGQUIT gives a line of statistics and no thread dump, SIGINT the summary'
  run in_private_network sh -c '
    bin/ping -q 127.0.0.1 >"$1/killed" 2>&1 &
    until grep -q PING "$1/killed"; do sleep 0.1; done
    kill -KILL $!
    wait $!
    pgrep -f "io.sonde.ping.PingMai[n].*-q 127.0.0.1"' sh "$scratch"
  [ $status = 1 ]
  check 'ping leaves no process behind when it is killed'
else
  echo "skipped launchers: ping in a network of its own: $(head -n 1 "$err")"
fi

# In a lab; where there can be none, the sentence that says so is tested instead.
run bin/craft lab list # the first use of a lab makes its archive, and says so
run bin/craft lab run line -- sh -c 'ip -o link show lab0; exit 37'
if [ $status = 37 ]; then
  grep -q ' lab0: ' "$out" && [ "$(lines "$err")" = 1 ] && grep -q '^lab: line, seed [0-9]*$' "$err"
  check 'craft lab run: the device is there, and the status is the command'\''s'
  for part in command simulator; do
    run env PATH="$root/bin:$PATH" bash bin/lib/parity/lab-ends.sh $part
    [ $status = 0 ]
    check "craft lab run: nothing is left when the $part is killed"
  done
else
  [ "$(lines "$err")" = 1 ] && grep -q 'namespace\|/dev/net/tun' "$err"
  check 'craft lab run: why there can be no lab is said in a line'
  echo "skipped launchers: a lab's end: $(head -n 1 "$err")"
fi
run unshare -Ur sh -c 'echo 0 >/proc/sys/user/max_net_namespaces && exec bin/craft lab run line -- true'
if grep -q 'lab: no network namespace' "$err"; then
  [ $status = 3 ] && [ "$(lines "$err")" = 1 ] && grep -q 'max_net_namespaces' "$err"
  check 'craft lab run: the setting that forbids network namespaces is named'
else
  echo "skipped launchers: namespaces forbidden: $(head -n 1 "$err")"
fi
if [ "$(id -u)" = 0 ] && mkdir "$scratch/nothing" &&
  unshare -m mount --bind "$scratch/nothing" /dev/net 2>"$err"; then
  run unshare -m sh -c 'mount --bind "$1/nothing" /dev/net && bin/craft lab run line -- true' sh "$scratch"
  [ $status = 4 ] && [ "$(grep -c /dev/net/tun "$err")" = 1 ] && ! grep -q '	at ' "$err"
  check 'craft lab run: a missing /dev/net/tun is named'
else
  echo 'skipped launchers: a missing /dev/net/tun: needs root and a /dev/net'
fi

run sh -c 'trap "" PIPE; bin/craft --help | true'
[ $status = 0 ] && ! [ -s "$err" ]
check 'a closed pipe is nobody'\''s concern'
run env JAVA_TOOL_OPTIONS=-Dx=y JDK_JAVA_OPTIONS=-Dx=y bin/craft --version
[ $status = 0 ] && ! [ -s "$err" ]
check 'java says nothing about options of the environment'
run env JAVA_HOME=/nonexistent bin/craft --version
[ $status = 2 ] && ! [ -s "$out" ] && [ "$(lines "$err")" = 1 ] && grep -q JAVA_HOME "$err"
check 'a wrong JAVA_HOME is named'
for candidate in /usr/lib/jvm/*; do
  if [ -x "$candidate/bin/javac" ] && ! [ -L "$candidate" ]; then
    jdk=$candidate
    run env JAVA_HOME="$jdk" bin/craft --version
    run env JAVA_HOME="$jdk" SONDE_JAVA_OPTIONS=-XshowSettings:properties bin/craft --version
    [ $status = 0 ] && grep -q "java.home = $(readlink -f "$jdk")" "$err"
    check "JAVA_HOME=$jdk is used"
    run env JAVA_HOME="$jdk" bin/craft --version
    [ $status = 0 ] && ! [ -s "$err" ]
    check "JAVA_HOME=$jdk: silent at its second use"
  fi
done

copy "$scratch/copy"
run "$scratch/copy/bin/craft" --version
[ $status = 0 ] && [ "$(lines "$out")" = 1 ] && [ "$(lines "$err")" = 1 ]
check 'an archive is made at first use, with one line'
run "$scratch/copy/bin/craft" --version
[ $status = 0 ] && ! [ -s "$err" ]
check 'and not again'
: >"$scratch/copy/dist/archives/nothing"
for archive in "$scratch"/copy/dist/archives/*/craft-short.*; do
  rm -f "$archive"
  head -c 5000 /dev/zero >"$archive"
done
run "$scratch/copy/bin/craft" --version
[ $status = 0 ] && [ "$(lines "$out")" = 1 ] && ! [ -s "$err" ]
check 'a broken archive is never visible'

if [ "$(id -u)" = 0 ] && command -v setpriv >/dev/null; then
  nobody="setpriv --reuid=65534 --regid=65534 --clear-groups"
  run $nobody "$scratch/copy/bin/craft" --version
  [ $status = 0 ] && [ "$(lines "$out")" = 1 ] && ! [ -s "$err" ]
  check 'a user who may only read runs what is built'
  "$scratch/copy/bin/ping" --version >"$out" 2>&1
  run in_private_network $nobody "$scratch/copy/bin/ping" -c 1 127.0.0.1
  [ $status = 0 ] && grep -q '^1 packets transmitted, 1 received' "$out" && ! [ -s "$err" ]
  check 'a user who may only read pings'
  touch "$scratch/copy/pom.xml"
  run $nobody "$scratch/copy/bin/craft" --version
  [ $status = 0 ] && ! [ -s "$err" ]
  check 'a user who may only read is not told of newer sources'
  rm -r "$scratch/copy/dist"
  run $nobody "$scratch/copy/bin/craft" --version
  [ $status = 2 ] && ! [ -s "$out" ] && [ "$(lines "$err")" = 1 ]
  check 'a user who may only read is told that nothing is built'
else
  echo 'skipped launchers: a user who may only read: needs root and setpriv'
  rm -r "$scratch/copy/dist"
fi

env JAVA_HOME="$jdk" "$scratch/copy/bin/craft" --version >"$scratch/out2" 2>"$scratch/err2" </dev/null &
other=$!
run env JAVA_HOME="$jdk" "$scratch/copy/bin/craft" --version
wait $other && [ $status = 0 ] && cmp -s "$out" "$scratch/out2" &&
  [ "$(lines "$err")" = 1 ] && [ "$(lines "$scratch/err2")" = 1 ]
check 'two first uses at once: one builds, one waits, one line each'
[ "$(ls "$scratch/copy/dist/archives")" = "$(echo "$jdk" | tr / -)" ]
check 'the JDK of JAVA_HOME is that of the first use, too'

echo 'wrong' >>"$scratch/copy/craft/src/main/java/io/sonde/craft/CraftMain.java"
run "$scratch/copy/bin/craft" --version
[ $status = 2 ] && ! [ -s "$out" ] && grep -q '^craft: the build failed' "$err" &&
  grep -q 'CraftMain.java' "$err"
check 'a build that fails says why'

[ "$failures" = 0 ]

#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Starts a lab whose command has children, ends a part of it, and sees that no process, no device
# and no network namespace of it are left.
#   command | simulator [SIGNAL] | interrupt
set -u
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mark=48611.$$ # seconds that nobody else sleeps
setsid craft lab run line -- sh -c "ip -o link show lab0 >$scratch/device; sleep $mark & sleep $mark" \
  >"$scratch/out" 2>&1 &
lab=$!
sleepers() { pgrep -f "^sleep $mark"; }
for _ in $(seq 200); do
  [ "$(sleepers | wc -l)" = 2 ] && break
  sleep 0.05
done
[ "$(sleepers | wc -l)" = 2 ] || { echo "the command has not begun"; cat "$scratch/out"; exit 1; }
grep -q lab0 "$scratch/device" || { echo "no device"; exit 1; }
namespace=$(readlink "/proc/$(sleepers | head -n 1)/ns/net")
case $1 in
  command) kill -KILL "$(ps -o ppid= -p "$(sleepers | head -n 1)" | tr -d ' ')" ;;
  simulator) kill "-${2-KILL}" $lab ;;
  interrupt) kill -INT -- -$lab ;;
esac
wait $lab
status=$?
for _ in $(seq 100); do
  [ -z "$(sleepers)" ] && ! ls -l /proc/[0-9]*/ns/net 2>/dev/null | grep -qF "$namespace" && break
  sleep 0.05
done
[ -z "$(sleepers)" ] || { echo "left: $(sleepers)"; exit 1; }
if ls -l /proc/[0-9]*/ns/net 2>/dev/null | grep -F "$namespace"; then
  echo 'the namespace has processes'
  exit 1
fi
expected=137
[ $1 = interrupt ] && expected=130
[ "${2-}" = TERM ] && expected=143
[ $status = $expected ] || { echo "status $status, expected $expected"; exit 1; }

#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Usage: after.sh SECONDS SIGNAL COMMAND…   sends the command a signal so long after it has opened
# a socket for ICMP, which is when it begins, and ends with its exit code
seconds=$1 signal=$2
shift 2
set -m # its own process group, and SIGINT not ignored as bash does for what runs in the background
"$@" <&0 &
pid=$!
begun() {
  local sockets
  sockets=$(ls -l /proc/$pid/fd 2>/dev/null | sed -n 's/.*socket:\[\([0-9]*\)\]$/ \1 /p')
  [ -n "$sockets" ] && cat /proc/$pid/net/{icmp,icmp6,raw,raw6} 2>/dev/null | grep -qF "$sockets"
}
until begun || ! kill -0 $pid 2>/dev/null; do
  sleep 0.02
done
sleep "$seconds"
kill -"$signal" $pid 2>/dev/null
wait $pid

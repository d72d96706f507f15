# SPDX-License-Identifier: Apache-2.0
# sweep-soak.sh SECONDS: 20,000 probes a second to 20,000 addresses of this namespace; ends with 1
# if the process grows or the counts do not add up.
seconds=$1
ip route replace local 10.79.0.0/16 dev lo
out=$(mktemp)
trap 'rm -f "$out"' EXIT
ping -q --json -c "$seconds" -i 1 --rate 20000 10.79.0.1-10.79.78.32 >"$out" &
pid=$!
sleep $((seconds / 4 + 2))
early=$(awk '/^VmRSS/ {print $2}' "/proc/$pid/status")
sleep $((seconds / 2))
late=$(awk '/^VmRSS/ {print $2}' "/proc/$pid/status")
wait $pid
code=$?
tail -n 1 "$out"
echo "resident: $early KiB after a quarter, $late KiB after three; exit $code"
tail -n 1 "$out" | jq -e --argjson wanted $((seconds * 20000)) \
  '.transmitted == $wanted and .transmitted == .received + .lost + .pending + .kernelDropped' \
  >/dev/null && [ "$late" -lt $((early + early / 10 + 20480)) ]

# SPDX-License-Identifier: Apache-2.0
# Runs a command in a network namespace of its own, in which only a loopback device exists and
# everybody may send echo requests. Needs util-linux and iproute2, no privilege where the kernel
# lets users make namespaces.

in_private_network() {
  if [ "$(id -u)" = 0 ]; then new=-n; else new=-Urn; fi
  unshare "$new" sh -c '
    ip link set lo up || exit
    range=/proc/sys/net/ipv4/ping_group_range
    echo "0 2147483647" 2>/dev/null >"$range" || echo "0 0" >"$range"
    exec "$@"' sh "$@"
}

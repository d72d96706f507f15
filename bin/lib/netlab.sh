# SPDX-License-Identifier: Apache-2.0
# Network namespaces for bin/bench and bin/parity: a near host, and a far host or a chain of routers
# behind veth pairs. Names carry the process id; lab_down removes every one of them, and a new lab
# those of processes that were killed before they could. To be sourced.

LAB_ID="sonde$$"

lab_namespace() { # NAME: a namespace with lo up, open for ping sockets, without rate limits
  lab_forgotten
  ip netns add "$LAB_ID-$1"
  in_lab "$1" ip link set lo up
  in_lab "$1" sysctl -qw net.ipv4.ping_group_range='0 2147483647' \
    net.ipv4.icmp_ratelimit=0 net.ipv4.icmp_msgs_per_sec=1000000 \
    net.ipv4.icmp_echo_ignore_broadcasts=0 net.ipv6.conf.all.accept_dad=0 \
    net.ipv6.conf.default.accept_dad=0 net.ipv6.icmp.ratelimit=0
}

in_lab() { # NAME COMMAND…: runs a command inside
  lab_name=$1
  shift
  ip netns exec "$LAB_ID-$lab_name" "$@"
}

lab_link() { # A DEVICE-A ADDRESSES-A B DEVICE-B ADDRESSES-B: a veth pair between two namespaces
  ip link add "$2" netns "$LAB_ID-$1" type veth peer name "$5" netns "$LAB_ID-$4"
  lab_device "$1" "$2" "$3"
  lab_device "$4" "$5" "$6"
}

lab_device() { # NAME DEVICE ADDRESSES: gives it the addresses and switches it on
  {
    for lab_address in $3; do
      case $lab_address in
        *:*) echo "address add $lab_address dev $2 nodad" ;;
        *) echo "address add $lab_address broadcast + dev $2" ;;
      esac
    done
    echo "link set dev $2 up"
  } | ip -n "$LAB_ID-$1" -batch -
}

# The kernel hears up to a second late that a device has a carrier, and until then IPv6 has no route
# to its neighbours: onlink spares it the search for one.
lab_routes() { # NAME: standard input, a line a route: DESTINATION GATEWAY DEVICE
  sed 's/^\(.*\) \(.*\) \(.*\)$/route add \1 via \2 dev \3 onlink/' | ip -n "$LAB_ID-$1" -batch -
}

lab_router() { # NAME: forwards IPv4 and IPv6, source routes included
  in_lab "$1" sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1
  lab_source_routes "$1"
}

lab_source_routes() { # NAME: takes packets with source routes
  in_lab "$1" sh -c 'for f in /proc/sys/net/ipv4/conf/*/accept_source_route; do echo 1 >$f; done'
}

lab_names() { # NAME: standard input becomes /etc/hosts there, the only source of names
  mkdir -p "/etc/netns/$LAB_ID-$1"
  cat >"/etc/netns/$LAB_ID-$1/hosts"
  echo 'hosts: files' >"/etc/netns/$LAB_ID-$1/nsswitch.conf"
  : >"/etc/netns/$LAB_ID-$1/resolv.conf"
}

lab_down() { # ends what still runs in the lab's namespaces and removes them
  lab_remove "$LAB_ID"
}

lab_remove() { # ID
  for lab_name in $(ip netns list | sed -n "s/^\($1-[a-z0-9]*\).*/\1/p"); do
    ip netns pids "$lab_name" | xargs -r kill 2>/dev/null
    ip netns delete "$lab_name" 2>/dev/null
    rm -rf "/etc/netns/$lab_name"
  done
  rmdir /etc/netns 2>/dev/null
  return 0
}

lab_forgotten() { # removes the labs of processes that are no more
  for lab_id in $(ip netns list | sed -n 's/^\(sonde[0-9]*\)-.*/\1/p' | sort -u); do
    [ -d "/proc/${lab_id#sonde}" ] || lab_remove "$lab_id"
  done
}

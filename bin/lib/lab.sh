# SPDX-License-Identifier: Apache-2.0
# Sourced by bin/craft for lab run and lab shell: sets before, the words that start java in a network
# namespace of its own. SIGINT and SIGQUIT are for the command in it; java ignores them.

if [ "$(id -u)" = 0 ]; then new=-n; else new=-Urn; fi
if ! unshare "$new" true 2>/dev/null; then
  why='this kernel or container forbids it (unshare -Urn); run it as root'
  sysctl=/proc/sys
  if ! command -v unshare >/dev/null; then
    why='unshare is missing; install util-linux'
  elif grep -qs '^0$' $sysctl/user/max_net_namespaces; then
    why='as root run sysctl -w user.max_net_namespaces=10000'
  elif [ "$new" = -n ]; then
    why='root lacks CAP_SYS_ADMIN here; give the container that capability'
  elif grep -qs '^0$' $sysctl/kernel/unprivileged_userns_clone; then
    why='as root run sysctl -w kernel.unprivileged_userns_clone=1'
  elif grep -qs '^0$' $sysctl/user/max_user_namespaces; then
    why='as root run sysctl -w user.max_user_namespaces=10000'
  elif grep -qs '^1$' $sysctl/kernel/apparmor_restrict_unprivileged_userns; then
    why='as root run sysctl -w kernel.apparmor_restrict_unprivileged_userns=0'
  fi
  printf '%s: lab: no network namespace can be made: %s\n' "${0##*/}" "$why" >&2
  exit 3
fi
before="unshare $new env --ignore-signal=INT,QUIT"
SONDE_LAB_NAMESPACE=1
export SONDE_LAB_NAMESPACE

# SPDX-License-Identifier: Apache-2.0
# Sourced by bin/bench: how long a ping of one probe takes as a whole process.

row_startup() {
  say "## Start-up"
  say ""
  say "A whole process that sends one probe to 127.0.0.1, beside a Hello World of the same JDK (class-data"
  say "sharing as the JDK ships it, no other flag) and beside the system's ping. 21 pairs, in turn."
  say ""
  table
  lab_namespace start
  cat >"$work/Hello.java" <<'J'
class Hello {
  public static void main(String[] arguments) {
    System.out.println("Hello, world");
  }
}
J
  for home in $(jdks); do
    export JAVA_HOME=$home
    "$home/bin/javac" -d "$work/hello-$(release "$home")" "$work/Hello.java"
    ours() { in_lab start bin/ping -c 1 127.0.0.1; }
    theirs() { in_lab start "$JAVA_HOME/bin/java" -cp "$work/hello-$(release "$JAVA_HOME")" Hello; }
    side_by_side 21
    row "\`ping -c 1 127.0.0.1\`, JDK $(release "$home")" "Hello World, JDK $(release "$home")"
  done
  unset JAVA_HOME
  theirs() { in_lab start ping -c 1 127.0.0.1; }
  side_by_side 21
  row "\`ping -c 1 127.0.0.1\`" "$(ping -V | head -n 1)"
  say ""
}

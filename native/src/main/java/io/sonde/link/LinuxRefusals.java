// SPDX-License-Identifier: Apache-2.0
package io.sonde.link;

import io.sonde.net.NotPermittedException;
import io.sonde.net.Refusals;
import io.sonde.socket.Errno;
import io.sonde.socket.SystemCallException;
import java.io.IOException;

/** Error numbers in the words of perror(3). */
public final class LinuxRefusals implements Refusals {
  /** Has no state. */
  public LinuxRefusals() {}

  @Override
  public String words(IOException refused) {
    if (refused instanceof NotPermittedException
        && refused.getCause() instanceof SystemCallException cause) {
      return words(cause);
    }
    if (!(refused instanceof SystemCallException e)) {
      return String.valueOf(refused.getMessage());
    }
    String call = e.call();
    if (call.startsWith("SO_")) {
      call = "setsockopt " + call;
    } else if (call.equals("setsockopt")) {
      int blank = e.target().indexOf(' ');
      call += " " + (blank < 0 ? e.target() : e.target().substring(0, blank));
    }
    return call + ": " + e.errno().description();
  }

  @Override
  public String words(int errorNumber) {
    return new Errno(errorNumber).description();
  }

  @Override
  public boolean isProtocol(IOException refused) {
    return refused instanceof SystemCallException e
        && (e.is(Errno.EPROTONOSUPPORT) || e.is(Errno.ESOCKTNOSUPPORT));
  }
}

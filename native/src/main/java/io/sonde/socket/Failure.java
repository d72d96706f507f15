// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket;

import io.sonde.linux.ErrnoH;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;

/** The exception of a negative result: −errno, or an end of waiting that has no errno. */
final class Failure {
  /** Result of a call whose time had passed. */
  static final int TIMED_OUT = -10_001;

  /** Result of a call whose thread was interrupted. */
  static final int INTERRUPTED = -10_002;

  private Failure() {}

  static IOException of(Call call, Object target, long result) {
    return of(call, target, result, 0);
  }

  /**
   * @param target what the call was about; its text may be empty
   * @param transferred octets that the call had moved before
   */
  static IOException of(Call call, Object target, long result, long transferred) {
    int errno = (int) -result;
    boolean inProgress = call == Call.CONNECT && errno == ErrnoH.EINPROGRESS;
    if (errno == ErrnoH.EAGAIN || inProgress) {
      return new WouldBlockException(call.symbol, target.toString(), new Errno(errno), transferred);
    }
    return of(call.symbol, target, result, transferred);
  }

  static IOException of(String call, Object target, long result, long transferred) {
    if (result == TIMED_OUT) {
      return partial(new SocketTimeoutException(call + " timed out"), transferred);
    }
    if (result == INTERRUPTED) {
      return partial(new InterruptedIOException(call + " was interrupted"), transferred);
    }
    return new SystemCallException(
        call, target.toString(), new Errno((int) -result), "", transferred);
  }

  private static InterruptedIOException partial(InterruptedIOException e, long transferred) {
    e.bytesTransferred = (int) Math.min(transferred, Integer.MAX_VALUE);
    return e;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket;

/**
 * A call that would have had to wait on a socket or with a flag that forbids it: {@code EAGAIN}, or
 * {@code EINPROGRESS} of a connect that goes on in the background.
 */
public final class WouldBlockException extends SystemCallException {
  private static final long serialVersionUID = 1L;

  WouldBlockException(String call, String target, Errno errno, long bytesTransferred) {
    super(call, target, errno, "", bytesTransferred);
  }
}

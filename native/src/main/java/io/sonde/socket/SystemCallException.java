// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket;

import java.io.IOException;

/**
 * A system call that the kernel refused. The message says call, target, reason and, where one is
 * known, the way out: {@code connect to 127.0.0.1:1: Connection refused (ECONNREFUSED)}.
 */
public class SystemCallException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String call;
  private final String target;
  private final int number;
  private final long bytesTransferred;

  /**
   * @param call its C name
   * @param target what it was about: an address, a device, an option; may be empty
   */
  public SystemCallException(String call, String target, Errno errno) {
    this(call, target, errno, "", 0);
  }

  /**
   * @param hint what would help, without a full stop; may be empty
   */
  public SystemCallException(String call, String target, Errno errno, String hint) {
    this(call, target, errno, hint, 0);
  }

  /**
   * @param bytesTransferred octets that a sendAll had sent before it failed
   */
  public SystemCallException(
      String call, String target, Errno errno, String hint, long bytesTransferred) {
    super(message(call, target, errno, hint));
    this.call = call;
    this.target = target;
    this.number = errno.number();
    this.bytesTransferred = bytesTransferred;
  }

  private static String message(String call, String target, Errno errno, String hint) {
    StringBuilder text = new StringBuilder(call);
    if (!target.isEmpty()) {
      text.append(call.equals("connect") ? " to " : " ").append(target);
    }
    text.append(": ").append(errno.description()).append(" (").append(errno.name()).append(')');
    if (!hint.isEmpty()) {
      text.append("; ").append(hint);
    }
    return text.toString();
  }

  /** C name of the call. */
  public String call() {
    return call;
  }

  /** What it was about; may be empty. */
  public String target() {
    return target;
  }

  /** The kernel's reason. */
  public Errno errno() {
    return new Errno(number);
  }

  /** Whether {@code e} is the reason. */
  public boolean is(Errno e) {
    return e.number() == number;
  }

  /** What sendAll had sent before it failed, else 0. */
  public long bytesTransferred() {
    return bytesTransferred;
  }
}

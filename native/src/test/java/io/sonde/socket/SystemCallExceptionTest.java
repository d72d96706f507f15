// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SystemCallExceptionTest {
  // errno -l of Debian's moreutils
  @ParameterizedTest
  @CsvSource({
    "1,EPERM,Operation not permitted",
    "11,EAGAIN,Resource temporarily unavailable",
    "35,EDEADLK,Resource deadlock avoided",
    "95,EOPNOTSUPP,Operation not supported",
    "111,ECONNREFUSED,Connection refused",
    "133,EHWPOISON,Memory page has hardware error",
    "0,E0,Success",
    "41,E41,Unknown error 41",
    "99999,E99999,Unknown error 99999"
  })
  void errnoHasNameAndDescription(int number, String name, String description) {
    assertEquals(name, new Errno(number).name());
    assertEquals(description, new Errno(number).description());
  }

  @Test
  void messageSaysCallTargetReasonAndHint() {
    assertEquals(
        "connect to 127.0.0.1:1: Connection refused (ECONNREFUSED)",
        new SystemCallException("connect", "127.0.0.1:1", Errno.ECONNREFUSED).getMessage());
    SystemCallException e =
        new SystemCallException("sendto", "192.0.2.1", Errno.EPERM, "grant CAP_NET_RAW");
    assertEquals(
        "sendto 192.0.2.1: Operation not permitted (EPERM); grant CAP_NET_RAW", e.getMessage());
    assertTrue(e.is(Errno.EPERM));
    assertFalse(e.is(Errno.EACCES));
    assertEquals(
        "poll: Bad file descriptor (EBADF)",
        new SystemCallException("poll", "", Errno.EBADF).getMessage());
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Open descriptors of this process, proc(5). */
public final class OpenDescriptors {
  static final int O_NONBLOCK = 0x800;
  static final int O_CLOEXEC = 0x80000;
  private static final Path SELF = Path.of("/proc/self/fd");

  private OpenDescriptors() {}

  static boolean isOpen(int fd) {
    return Files.exists(SELF.resolve("" + fd), LinkOption.NOFOLLOW_LINKS);
  }

  /** Flags as open(2) has them. */
  static int flags(int fd) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/fdinfo/" + fd), UTF_8)) {
      if (line.startsWith("flags:")) {
        return (int) Long.parseLong(line.substring(6).strip(), 8);
      }
    }
    throw new IOException("no flags of " + fd);
  }

  /** The descriptor of a file that is open. */
  static int of(Path file) throws IOException {
    String name = file.toRealPath().toString();
    try (Stream<Path> all = Files.list(SELF)) {
      return all.filter(fd -> target(fd).equals(name))
          .mapToInt(fd -> Integer.parseInt(fd.getFileName().toString()))
          .findFirst()
          .orElseThrow();
    }
  }

  /** How many sockets, eventfds and epolls are open: files come and go with the JVM's classes. */
  public static int count() throws IOException {
    int count = 0;
    try (Stream<Path> all = Files.list(SELF)) {
      for (Path fd : all.toList()) {
        String target = target(fd);
        count += target.startsWith("socket:") || target.startsWith("anon_inode:") ? 1 : 0;
      }
    }
    return count;
  }

  private static String target(Path fd) {
    try {
      return Files.readSymbolicLink(fd).toString();
    } catch (NoSuchFileException gone) {
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

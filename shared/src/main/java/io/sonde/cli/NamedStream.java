// SPDX-License-Identifier: Apache-2.0
package io.sonde.cli;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A buffered stream into a file, whose failures are sentences that name it; after the first,
 * nothing can make the file whole.
 */
public final class NamedStream extends FilterOutputStream {
  private static final int PIECE = 1 << 16;

  private final String name;
  private @Nullable IOException failure;

  NamedStream(String name, OutputStream stream) {
    super(new BufferedOutputStream(stream, PIECE));
    this.name = name;
  }

  /**
   * Begins the file anew; a device or a pipe is written to as it is.
   *
   * @throws IOException with a sentence that names the file: there is no such folder, or nobody may
   *     write there
   */
  public static NamedStream create(String name) throws IOException {
    Path target = path(name);
    checkPlace(name, target);
    try {
      return new NamedStream(name, Files.newOutputStream(target));
    } catch (IOException e) {
      throw told(name, e);
    }
  }

  static Path path(String name) throws IOException {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new IOException(SafeText.of(name) + ": not the name of a file", e);
    }
  }

  /** Refuses what can be no file. */
  static void checkPlace(String name, Path target) throws IOException {
    Path folder = target.toAbsolutePath().getParent();
    if (folder == null || target.getFileName() == null || !Files.isDirectory(folder)) {
      throw new IOException(name + ": no such folder");
    }
    if (Files.isDirectory(target)) {
      throw new IOException(name + ": is a folder");
    }
  }

  @Override
  public void write(int octet) throws IOException {
    try {
      out.write(octet);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public void write(byte[] octets, int offset, int length) throws IOException {
    try {
      out.write(octets, offset, length);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public void flush() throws IOException {
    if (failure != null) {
      throw failure;
    }
    try {
      out.flush();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private IOException failed(IOException e) {
    failure = told(name, e);
    return failure;
  }

  static IOException told(String name, IOException e) {
    String message = e.getMessage();
    if (e instanceof AccessDeniedException) {
      message = "permission denied";
    } else if (e instanceof FileSystemException system) {
      message = system.getReason() == null ? "cannot be opened" : system.getReason();
    }
    return new IOException(name + ": " + message, e);
  }
}

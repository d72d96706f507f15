// SPDX-License-Identifier: Apache-2.0
package io.sonde.cli;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A file that appears under its name when it is complete: it is written beside and then renamed. A
 * device or a pipe of that name is written to as it is.
 */
public final class WholeFile implements Closeable {
  private static final int PIECE = 1 << 16;

  private final String name;
  private final Path target;
  private final @Nullable Path temporary;
  private final Named stream;
  private boolean finished;

  private WholeFile(String name, Path target, @Nullable Path temporary, Named stream) {
    this.name = name;
    this.target = target;
    this.temporary = temporary;
    this.stream = stream;
  }

  /**
   * Opens the file for writing.
   *
   * @throws IOException with a sentence that names the file: there is no such folder, or nobody may
   *     write there
   */
  public static WholeFile create(String name) throws IOException {
    Path target = path(name);
    Path folder = target.toAbsolutePath().getParent();
    Path base = target.getFileName();
    if (folder == null || base == null || !Files.isDirectory(folder)) {
      throw new IOException(name + ": no such folder");
    }
    if (Files.isDirectory(target)) {
      throw new IOException(name + ": is a folder");
    }
    try {
      if (Files.exists(target) && !Files.isRegularFile(target)) {
        return new WholeFile(name, target, null, new Named(name, Files.newOutputStream(target)));
      }
      // not createTempFile: its files are for their owner only, whatever the umask says
      Path temporary = folder.resolve("." + base + "." + ProcessHandle.current().pid() + ".part");
      OutputStream octets =
          Files.newOutputStream(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      return new WholeFile(name, target, temporary, new Named(name, octets));
    } catch (IOException e) {
      throw told(name, e);
    }
  }

  private static Path path(String name) throws IOException {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new IOException(SafeText.of(name) + ": not the name of a file", e);
    }
  }

  /** A stream whose failures name the file; after the first, nothing can make it whole. */
  private static final class Named extends FilterOutputStream {
    private final String name;
    private @Nullable IOException failure;

    private Named(String name, OutputStream stream) {
      super(new BufferedOutputStream(stream, PIECE));
      this.name = name;
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
  }

  private static IOException told(String name, IOException e) {
    String message = e.getMessage();
    if (e instanceof AccessDeniedException) {
      message = "permission denied";
    } else if (e instanceof FileSystemException system) {
      message = system.getReason() == null ? "cannot be opened" : system.getReason();
    }
    return new IOException(name + ": " + message, e);
  }

  /** Where its octets go; a failure says the file's name. Closing is for {@link #finish}. */
  public OutputStream stream() {
    return stream;
  }

  /**
   * Gives the file its name. Nothing can be written afterwards.
   *
   * @throws IOException with a sentence that names the file, which then stays as it was
   */
  public void finish() throws IOException {
    stream.flush();
    stream.close();
    if (temporary != null) {
      try {
        Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException e) {
        throw told(name, e);
      }
    }
    finished = true;
  }

  /** Takes away what was written, unless it was finished. */
  @Override
  public void close() throws IOException {
    if (!finished && temporary != null) {
      finished = true;
      try {
        stream.close();
      } catch (IOException full) {
        // what could not be written is not wanted any more
      }
      Files.deleteIfExists(temporary);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.sonde.cli;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A file that appears under its name when it is complete: it is written beside and then renamed. A
 * device or a pipe of that name is written to as it is.
 */
public final class WholeFile implements Closeable {
  private final String name;
  private final Path target;
  private final @Nullable Path temporary;
  private final NamedStream stream;
  private boolean finished;

  private WholeFile(String name, Path target, @Nullable Path temporary, NamedStream stream) {
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
    Path target = NamedStream.path(name);
    NamedStream.checkPlace(name, target);
    try {
      if (Files.exists(target) && !Files.isRegularFile(target)) {
        return new WholeFile(
            name, target, null, new NamedStream(name, Files.newOutputStream(target)));
      }
      // not createTempFile: its files are for their owner only, whatever the umask says
      Path temporary =
          target.resolveSibling(
              "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".part");
      OutputStream stream =
          Files.newOutputStream(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      return new WholeFile(name, target, temporary, new NamedStream(name, stream));
    } catch (IOException e) {
      throw NamedStream.told(name, e);
    }
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
        throw NamedStream.told(name, e);
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

// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.verb;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** What went wrong with a file, as a sentence. */
final class Sentences {
  private Sentences() {}

  static String of(IOException e) {
    String message = e.getMessage() == null ? e.toString() : e.getMessage();
    if (e instanceof NoSuchFileException) {
      return message + ": no such file";
    }
    if (e instanceof AccessDeniedException) {
      return message + ": permission denied";
    }
    if (e instanceof FileSystemException file && file.getReason() == null) {
      return message + ": cannot be opened";
    }
    return message;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.sonde.assembly;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The folder that the launchers start from: {@code lib/*.jar} and {@code jna/MACHINE/*.so}. */
public final class Image {
  private static final List<String> MACHINES = List.of("x86-64", "aarch64");
  private static final String JNA_LIBRARY = "libjnidispatch.so";

  private Image() {}

  /** {@code Image JARS TARGET}: fills the folder TARGET, made where it is missing. */
  public static void main(String[] args) throws IOException {
    fill(Path.of(args[0]), Path.of(args[1]));
  }

  static void fill(Path jars, Path target) throws IOException {
    Path lib = Files.createDirectories(target.resolve("lib"));
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(jars, "*.jar")) {
      for (Path jar : stream) {
        Path copy = lib.resolve(jars.relativize(jar).toString());
        switch (copy.toFile().getName()) {
          case "asm.jar" -> {}
          case "picocli.jar" -> RetargetedJar.write(jar, copy);
          default -> Files.copy(jar, copy, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
    for (String machine : MACHINES) {
      unpackJna(jars.resolve("jna.jar"), machine, target);
    }
  }

  private static void unpackJna(Path jar, String machine, Path target) throws IOException {
    Path folder = Files.createDirectories(target.resolve("jna").resolve(machine));
    String name = "com/sun/jna/linux-" + machine + "/" + JNA_LIBRARY;
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      ZipEntry entry = zip.getEntry(name);
      if (entry == null) {
        throw new IOException(jar + ": " + name + " is missing");
      }
      try (InputStream in = zip.getInputStream(entry)) {
        Files.copy(in, folder.resolve(JNA_LIBRARY), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }
}

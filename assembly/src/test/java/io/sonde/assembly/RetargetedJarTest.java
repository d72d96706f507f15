// SPDX-License-Identifier: Apache-2.0
package io.sonde.assembly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class RetargetedJarTest {
  private static final int JAVA_17 = 61;

  @Test
  void everyClassIsOfJava17AndPassesTheVerifier(@TempDir Path folder) throws Exception {
    Path original =
        Path.of(CommandLine.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path jar = folder.resolve("picocli.jar");
    RetargetedJar.write(original, jar);

    int classes = 0;
    URL[] path = {jar.toUri().toURL()};
    try (JarFile file = new JarFile(jar.toFile());
        URLClassLoader loader = new URLClassLoader(path, ClassLoader.getPlatformClassLoader())) {
      Enumeration<JarEntry> entries = file.entries();
      while (entries.hasMoreElements()) {
        JarEntry entry = entries.nextElement();
        String name = entry.getName();
        if (!name.startsWith("picocli/") || !name.endsWith(".class")) {
          continue;
        }
        assertEquals(JAVA_17, version(file, entry), name);
        if (!name.contains("groovy")) {
          Class.forName(name.replace('/', '.').replaceFirst("\\.class$", ""), true, loader);
        }
        classes++;
      }
    }
    assertTrue(classes > 100, "picocli has more than " + classes + " classes");
  }

  private static int version(JarFile file, JarEntry entry) throws IOException {
    try (DataInputStream in = new DataInputStream(file.getInputStream(entry))) {
      in.readInt();
      in.readUnsignedShort();
      return in.readUnsignedShort();
    }
  }
}

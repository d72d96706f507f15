// SPDX-License-Identifier: Apache-2.0
package io.sonde.assembly;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/**
 * A jar whose classes are said to be of Java 17 and carry the stack maps that this demands. The JVM
 * takes no class older than version 50 into a class-data archive, because the old verifier checks
 * those.
 */
final class RetargetedJar {
  private static final int OLDEST_WITH_STACK_MAPS = 51;

  private RetargetedJar() {}

  static void write(Path jar, Path target) throws IOException {
    URL[] path = {jar.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(path, ClassLoader.getPlatformClassLoader());
        JarFile in = new JarFile(jar.toFile());
        OutputStream file = Files.newOutputStream(target);
        JarOutputStream out = new JarOutputStream(file)) {
      Enumeration<JarEntry> entries = in.entries();
      while (entries.hasMoreElements()) {
        JarEntry entry = entries.nextElement();
        JarEntry copy = new JarEntry(entry.getName());
        copy.setTime(entry.getTime());
        out.putNextEntry(copy);
        try (InputStream content = in.getInputStream(entry)) {
          byte[] octets = content.readAllBytes();
          boolean code = isCode(entry.getName());
          out.write(code ? retarget(octets, loader) : octets);
        }
        out.closeEntry();
      }
    }
  }

  /** module-info and the versioned copies of a multi-release jar are new enough as they are. */
  private static boolean isCode(String name) {
    return name.endsWith(".class")
        && !name.endsWith("module-info.class")
        && !name.startsWith("META-INF/");
  }

  static byte[] retarget(byte[] octets, ClassLoader loader) {
    ClassReader reader = new ClassReader(octets);
    if (reader.readUnsignedShort(6) >= OLDEST_WITH_STACK_MAPS) {
      return octets;
    }
    ClassWriter writer =
        new ClassWriter(ClassWriter.COMPUTE_FRAMES) {
          @Override
          protected ClassLoader getClassLoader() {
            return loader;
          }

          @Override
          protected String getCommonSuperClass(String one, String other) {
            try {
              return super.getCommonSuperClass(one, other);
            } catch (TypeNotPresentException e) {
              // A class of an optional dependency: the verifier does not ask for more.
              return "java/lang/Object";
            }
          }
        };
    ClassVisitor visitor =
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public void visit(
              int version,
              int access,
              String name,
              String signature,
              String superName,
              String[] interfaces) {
            super.visit(Opcodes.V17, access, name, signature, superName, interfaces);
          }
        };
    reader.accept(visitor, ClassReader.SKIP_FRAMES);
    return writer.toByteArray();
  }
}

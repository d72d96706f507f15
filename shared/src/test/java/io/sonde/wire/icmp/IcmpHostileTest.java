// SPDX-License-Identifier: Apache-2.0
package io.sonde.wire.icmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sonde.wire.Derived;
import io.sonde.wire.IpFamily;
import io.sonde.wire.MalformedPacketException;
import io.sonde.wire.Octets;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Octets that nobody meant: whatever can be read goes out again octet for octet. */
class IcmpHostileTest {
  private static final int[] TYPES = {0, 3, 4, 5, 8, 9, 10, 11, 12, 13, 17, 42, 43, 77};
  private static final int[] TYPES_6 = {1, 2, 3, 4, 128, 135, 139, 140, 160, 161, 200};

  @Test
  void randomOctets() {
    SplittableRandom random = new SplittableRandom(792);
    int read = 0;
    for (int round = 0; round < 120_000; round++) {
      IpFamily family = random.nextBoolean() ? IpFamily.IPV4 : IpFamily.IPV6;
      int[] types = family == IpFamily.IPV4 ? TYPES : TYPES_6;
      byte[] octets = new byte[random.nextInt(random.nextInt(3) == 0 ? 400 : 40)];
      random.nextBytes(octets);
      if (octets.length > 0) {
        octets[0] = (byte) types[random.nextInt(types.length)];
      }
      if (octets.length > 1) {
        octets[1] = (byte) random.nextInt(4); // codes decide what node information holds
      }
      if (octets.length > 5 && random.nextBoolean()) {
        octets[4] = octets[5] = (byte) random.nextInt(20);
      }
      read += check(family, octets, random);
    }
    assertTrue(read > 80_000, "too few could be read: " + read);
  }

  @Test
  void mutatedFixtures() {
    SplittableRandom random = new SplittableRandom(4884);
    List<String> names = IcmpFixtures.names();
    List<Octets> messages = new ArrayList<>();
    List<IpFamily> families = new ArrayList<>();
    for (String name : names) {
      messages.add(IcmpFixtures.message(name));
      families.add(IcmpFixtures.family(name));
    }
    int read = 0;
    for (int round = 0; round < 120_000; round++) {
      int fixture = random.nextInt(names.size());
      byte[] octets = messages.get(fixture).toByteArray();
      for (int change = random.nextInt(4); change >= 0; change--) {
        // the ends hold what has a structure
        int back = random.nextInt(Math.min(octets.length, 64));
        int at = random.nextBoolean() ? octets.length - 1 - back : random.nextInt(octets.length);
        octets[at] = (byte) (random.nextBoolean() ? random.nextInt() : octets[at] + 1);
      }
      read += check(families.get(fixture), octets, random);
    }
    assertTrue(read > 100_000, "too few could be read: " + read);
  }

  /** 1 if the octets could be read as a message, 0 if they are malformed. */
  private static int check(IpFamily family, byte[] octets, SplittableRandom random) {
    IcmpMessage message = parse(family, octets, random);
    assertEquals(message, parse(family, octets, random), "octets beyond the limit were read");
    if (message == null) {
      return 0;
    }
    ByteBuffer out = ByteBuffer.allocate(octets.length);
    message.emit(out, null, ByteBuffer.allocate(0), Derived.NONE);
    out.flip();
    assertEquals(Octets.of(octets).slice(0, out.limit()), Octets.rest(out));
    look(message);
    return 1;
  }

  private static @Nullable IcmpMessage parse(
      IpFamily family, byte[] octets, SplittableRandom random) {
    byte[] around = new byte[octets.length + 80];
    random.nextBytes(around);
    int start = random.nextInt(80);
    System.arraycopy(octets, 0, around, start, octets.length);
    ByteBuffer in = ByteBuffer.wrap(around, start, octets.length);
    int limit = in.limit();
    try {
      IcmpMessage message = IcmpMessage.parse(family, in);
      assertTrue(in.position() > start && in.limit() == limit);
      return message;
    } catch (MalformedPacketException e) {
      assertEquals(start, in.position());
      return null;
    }
  }

  /** Calls what derives from a message's octets. */
  private static void look(IcmpMessage message) {
    if (message instanceof NodeInformation information) {
      assertTrue(information.names().size() <= information.data().length());
      assertTrue(information.addresses().size() * 8 <= information.data().length());
      if (information.subjectName() != null) {
        assertEquals(0, information.addresses().size());
      }
      if (information.subjectAddress() != null) {
        assertEquals(0, information.names().size());
      }
    } else if (message instanceof TimeExceeded exceeded) {
      look(exceeded.extensions());
    } else if (message instanceof DestinationUnreachable unreachable) {
      look(unreachable.extensions());
    } else if (message instanceof ParameterProblem problem) {
      look(problem.extensions());
    } else if (message instanceof ExtendedEchoRequest request) {
      look(request.extensions());
    }
  }

  private static void look(@Nullable IcmpExtensions extensions) {
    if (extensions == null) {
      return;
    }
    assertTrue(extensions.hasChecksum() || !extensions.isChecksumRight());
    for (IcmpExtensionObject object : extensions.objects()) {
      if (object instanceof InterfaceIdentification identification) {
        int kinds = identification.name() == null ? 0 : 1;
        kinds += identification.index() == null ? 0 : 1;
        kinds += identification.address() == null ? 0 : 1;
        assertTrue(kinds <= 1);
      } else if (object instanceof InterfaceInformation information) {
        Octets name = information.nameWithoutPadding();
        assertTrue(name == null || name.length() < 255);
      }
    }
  }
}

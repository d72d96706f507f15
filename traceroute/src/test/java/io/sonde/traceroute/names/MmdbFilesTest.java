// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute.names;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sonde.cli.UsageException;
import io.sonde.traceroute.config.Lookups;
import io.sonde.wire.IpAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Databases of documentation addresses, whole, damaged and several at once. */
class MmdbFilesTest {
  private static final IpAddress ROUTER = IpAddress.ofIpv4(0xc6336407);
  private static final IpAddress ROUTER6 = IpAddress.ofColumns(0x20010db8_00000000L, 0x1f);
  private static final IpAddress ELSEWHERE = IpAddress.ofIpv4(0xcb007109);
  private static final AddressFacts.Origin ORIGIN =
      new AddressFacts.Origin(List.of(64_500L), "Example Net");
  private static final AddressFacts.Place PLACE = new AddressFacts.Place("ZZ", "Beispiel");

  @TempDir private Path folder;

  private static byte[] origins() {
    Map<String, ?> value =
        Map.of(
            "autonomous_system_number", 64_500L, "autonomous_system_organization", "Example Net");
    return new MmdbFixture()
        .put(IpAddress.ofIpv4(0xc6336400), 24, value)
        .put(IpAddress.ofColumns(0x20010db8_00000000L, 0), 32, value)
        .octets();
  }

  private static byte[] cities() {
    Map<String, ?> city = Map.of("names", Map.of("de", "Anders", "en", "Beispiel"));
    return new MmdbFixture()
        .put(ROUTER, 32, Map.of("city", city, "country", Map.of("iso_code", "ZZ")))
        .put(ROUTER6, 128, Map.of("country", Map.of("iso_code", "ZZ")))
        .octets();
  }

  private String file(String name, byte[] octets) throws IOException {
    return Files.write(folder.resolve(name), octets).toString();
  }

  private static AddressFacts lookUp(List<String> files, IpAddress address) {
    return new MmdbFiles(files).lookUp(address, AddressFacts.NOTHING).join();
  }

  @Test
  void originsOfBothFamilies() throws IOException {
    List<String> files = List.of(file("as.mmdb", origins()));
    assertEquals(new AddressFacts(null, ORIGIN, null), lookUp(files, ROUTER));
    assertEquals(new AddressFacts(null, ORIGIN, null), lookUp(files, ROUTER6));
    assertEquals(AddressFacts.NOTHING, lookUp(files, ELSEWHERE));
  }

  @Test
  void placesBesideOrigins() throws IOException {
    List<String> files = List.of(file("city.mmdb", cities()), file("as.mmdb", origins()));
    assertEquals(new AddressFacts(null, ORIGIN, PLACE), lookUp(files, ROUTER));
    assertEquals(
        new AddressFacts(null, ORIGIN, new AddressFacts.Place("ZZ", null)), lookUp(files, ROUTER6));
  }

  @Test
  void whatIsNoDatabaseKnowsNothing() throws IOException {
    List<String> files = List.of(file("text", "no database".getBytes(US_ASCII)));
    assertEquals(AddressFacts.NOTHING, lookUp(files, ROUTER));
  }

  /** Some of these are still right; none of them ends a run. */
  @Test
  void damageEndsNothing() throws IOException {
    byte[] whole = cities();
    SplittableRandom random = new SplittableRandom(7);
    for (int round = 0; round < 300; round++) {
      byte[] octets = Arrays.copyOf(whole, whole.length - random.nextInt(2) * random.nextInt(60));
      for (int i = 0; i < 3; i++) {
        octets[random.nextInt(octets.length)] = (byte) random.nextInt(256);
      }
      AddressFacts facts = lookUp(List.of(file("damaged", octets)), ROUTER);
      assertEquals(null, facts.name());
    }
  }

  @Test
  void aFileThatIsNotThereIsToldBeforeTheRun() {
    Lookups lookups =
        new Lookups(
            false, true, false, "a.example", "b.example", null, 1, List.of(folder + "/none"));
    UsageException e = assertThrows(UsageException.class, () -> Names.book(lookups, () -> {}));
    assertEquals("--mmdb " + folder + "/none: cannot be read", e.getMessage());
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute.names;

import com.maxmind.db.Reader;
import io.sonde.traceroute.names.AddressFacts.Origin;
import io.sonde.traceroute.names.AddressFacts.Place;
import io.sonde.wire.IpAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** MaxMind DB files: autonomous system, country and city, of whichever the files have. */
final class MmdbFiles implements FactSource {
  private final List<Reader> readers = new ArrayList<>();

  /** Opens files; one that is no database knows nothing. */
  MmdbFiles(List<String> files) {
    for (String file : files) {
      try {
        readers.add(new Reader(Path.of(file).toFile()));
      } catch (IOException | RuntimeException e) {
        // what is no database, or a damaged one, knows nothing
      }
    }
  }

  @Override
  public CompletableFuture<AddressFacts> lookUp(IpAddress address, AddressFacts known) {
    AddressFacts facts = known;
    for (Reader reader : readers) {
      facts = add(reader, address, facts);
    }
    return CompletableFuture.completedFuture(facts);
  }

  private static AddressFacts add(Reader reader, IpAddress address, AddressFacts known) {
    Map<?, ?> found;
    try {
      found = reader.get(InetAddress.getByAddress(address.toByteArray()), Map.class);
    } catch (IOException | RuntimeException e) {
      return known; // a database that is damaged knows nothing
    }
    if (found == null) {
      return known;
    }
    AddressFacts facts = known;
    if (found.get("autonomous_system_number") instanceof Number number) {
      Object organization = found.get("autonomous_system_organization");
      facts =
          facts.withOrigin(
              new Origin(List.of(number.longValue()), organization instanceof String s ? s : null));
    }
    String country = text(found.get("country"), "iso_code");
    String city = text(part(found.get("city"), "names"), "en");
    return country == null && city == null ? facts : facts.withPlace(new Place(country, city));
  }

  private static @Nullable Object part(@Nullable Object map, String key) {
    return map instanceof Map<?, ?> values ? values.get(key) : null;
  }

  private static @Nullable String text(@Nullable Object map, String key) {
    return part(map, key) instanceof String text ? text : null;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.verb;

import io.sonde.cli.Arguments;
import io.sonde.cli.NearestName;
import io.sonde.cli.OptionTable;
import io.sonde.cli.StandardOutput;
import io.sonde.cli.UsageException;
import io.sonde.craft.layer.Field;
import io.sonde.craft.layer.LayerSpec;
import io.sonde.craft.render.CatalogueJson;
import io.sonde.craft.render.CatalogueText;
import io.sonde.craft.spec.LayerSpecs;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code craft layers}: what can be built and read, out of the table that builds and reads it. */
public final class LayersVerb extends Verb {
  /** The verb. */
  public LayersVerb(Outside outside) {
    super(
        "layers",
        "[options] [LAYER | LAYER.KEY]...",
        "Lists all layers, or tells everything about one of them, or about one key.",
        outside);
  }

  @Override
  protected void addOptions(OptionTable table) {
    table.value("-o --output", "FORMAT", "text or json (text)").flag("--json", "-o json");
  }

  @Override
  protected int execute(Arguments arguments, StandardOutput out) {
    String format =
        "--json".equals(arguments.last("--json", "--output"))
            ? "json"
            : arguments.value("--output", "text");
    if (!format.equals("text") && !format.equals("json")) {
      throw new UsageException("-o " + format + ": unknown format; text or json");
    }
    boolean json = format.equals("json");
    List<String> asked = arguments.operands();
    if (asked.isEmpty()) {
      if (json) {
        for (LayerSpec spec : LayerSpecs.all()) {
          CatalogueJson.layer(spec, out);
        }
      } else {
        out.print(CatalogueText.list(LayerSpecs.all()));
      }
      return CraftExit.OK;
    }
    for (String one : asked) {
      int dot = one.indexOf('.');
      LayerSpec spec = specOf(dot < 0 ? one : one.substring(0, dot));
      Field field = dot < 0 ? null : fieldOf(spec, one.substring(dot + 1));
      write(spec, field, json, out);
    }
    return CraftExit.OK;
  }

  private static void write(
      LayerSpec spec, @Nullable Field field, boolean json, StandardOutput out) {
    if (json) {
      CatalogueJson.layer(spec, out);
    } else {
      out.print(field == null ? CatalogueText.layer(spec) : CatalogueText.key(spec, field));
    }
  }

  private static LayerSpec specOf(String name) {
    LayerSpec spec = LayerSpecs.named(name);
    if (spec == null) {
      List<String> names = new ArrayList<>();
      for (LayerSpec one : LayerSpecs.all()) {
        names.add(one.name());
      }
      throw new UsageException(name + ": unknown layer" + nearest(names, name));
    }
    return spec;
  }

  private static Field fieldOf(LayerSpec spec, String key) {
    Field field = spec.field(key);
    if (field == null) {
      List<String> keys = new ArrayList<>();
      for (Field one : spec.fields()) {
        keys.add(one.key());
      }
      throw new UsageException(spec + "." + key + ": unknown key" + nearest(keys, key));
    }
    return field;
  }

  private static String nearest(List<String> names, String typed) {
    List<String> near = NearestName.among(names, typed, 3);
    return near.isEmpty()
        ? "; one of " + String.join(" ", names)
        : "; nearest: " + String.join(" ", near);
  }
}

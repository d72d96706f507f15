// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.verb;

import io.sonde.cli.Arguments;
import io.sonde.cli.OptionTable;
import io.sonde.cli.StandardOutput;
import io.sonde.craft.spec.LayerSpecs;
import io.sonde.pcap.CaptureRecord;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code craft show}: packets as text. */
public final class ShowVerb extends Verb {
  /** The verb. */
  public ShowVerb(Outside outside) {
    super(
        "show",
        "[options] FILE... | - | PACKET",
        "Shows packets: of captures (pcap, pcapng), JSON lines, hexadecimal text, packet text.",
        outside);
  }

  @Override
  protected void addOptions(OptionTable table) {
    table.section("Packets");
    WrittenPackets.addOptions(table);
    PacketOutput.addOptions(table);
    Manner.addOptions(table);
  }

  @Override
  protected int execute(Arguments arguments, StandardOutput out) throws IOException {
    List<String> operands = arguments.operands();
    try (PacketOutput output =
        new PacketOutput(
            arguments, outside(), out, name(), OutputFormat.TREE, Manner.of(arguments))) {
      boolean written =
          arguments.has("--from")
              || !operands.isEmpty() && LayerSpecs.named(operands.get(0)) != null;
      if (written) {
        return BuildVerb.copy(WrittenPackets.of(arguments, outside(), out), output, out);
      }
      long most = arguments.whole("--count", 1, Long.MAX_VALUE, Long.MAX_VALUE);
      return files(operands.isEmpty() ? List.of("-") : operands, most, output, out);
    }
  }

  private int files(List<String> names, long most, PacketOutput output, StandardOutput out)
      throws IOException {
    IOException failure = null;
    for (String name : names) {
      IOException failed = file(name, most, output);
      if (failed != null) {
        output.flush();
        out.diagnostic(Sentences.of(failed));
        failure = failed;
      }
    }
    return output.end(failure);
  }

  /** Shows the packets of a file; returns what ended it early. */
  private @Nullable IOException file(String name, long most, PacketOutput output)
      throws IOException {
    CaptureRecord record = new CaptureRecord();
    try (PacketSource source = new CapturedPackets(name, outside())) {
      for (long i = 0; i < most; i++) {
        boolean more;
        try {
          more = source.next(record);
        } catch (IOException e) {
          return e;
        }
        if (!more) {
          break;
        }
        output.write(record, source.file());
      }
      return null;
    } catch (IOException e) {
      return e;
    }
  }
}

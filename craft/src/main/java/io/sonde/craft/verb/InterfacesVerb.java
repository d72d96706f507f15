// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.verb;

import io.sonde.cli.Arguments;
import io.sonde.cli.JsonWriter;
import io.sonde.cli.OptionTable;
import io.sonde.cli.StandardOutput;
import io.sonde.cli.UsageException;
import io.sonde.cli.Version;
import io.sonde.net.CaptureSpec;
import io.sonde.net.Device;
import io.sonde.net.Interfaces;
import io.sonde.pcap.LinkType;
import java.io.IOException;
import java.util.List;

/** {@code craft interfaces}: what can be captured and sent on. */
public final class InterfacesVerb extends Verb {
  private final Interfaces interfaces;

  /** The verb. */
  public InterfacesVerb(Outside outside, Interfaces interfaces) {
    super(
        "interfaces",
        "[-o text|json]",
        "Lists what can be captured and sent on: number, name, link type, addresses.",
        outside);
    this.interfaces = interfaces;
  }

  @Override
  protected void addOptions(OptionTable table) {
    table
        .section("Output")
        .value("-o --output", "FORMAT", "text or json (text)")
        .flag("--json", "-o json");
  }

  @Override
  protected int execute(Arguments arguments, StandardOutput out) throws IOException {
    if (!arguments.operands().isEmpty()) {
      throw new UsageException(arguments.operands().get(0) + ": interfaces takes no operand");
    }
    String format =
        "--json".equals(arguments.last("--json", "--output"))
            ? "json"
            : arguments.value("--output", "text");
    List<Device> devices = interfaces.devices();
    switch (format) {
      case "text" -> text(devices, out);
      case "json" -> json(devices, out);
      default -> throw new UsageException("-o " + format + ": unknown format; text or json");
    }
    return CraftExit.OK;
  }

  private static void text(List<Device> devices, StandardOutput out) {
    int numbers = 1;
    int names = CaptureSpec.ANY.length();
    for (Device device : devices) {
      numbers = Math.max(numbers, Integer.toString(device.index()).length());
      names = Math.max(names, device.name().length());
    }
    for (Device device : devices) {
      StringBuilder line = new StringBuilder();
      String number = Integer.toString(device.index());
      line.append(" ".repeat(numbers - number.length())).append(number).append(' ');
      padded(line, device.name(), names);
      padded(line, link(device), 6);
      padded(line, device.up() ? "up" : "down", 4);
      line.append("mtu ").append(device.mtu());
      if (device.hardwareAddress().length() > 0) {
        line.append(' ').append(hardware(device));
      }
      for (Device.Address address : device.addresses()) {
        line.append(' ').append(address.address()).append('/').append(address.prefixLength());
      }
      out.line(line);
    }
    StringBuilder any = new StringBuilder(" ".repeat(numbers - 1)).append("- ");
    padded(any, CaptureSpec.ANY, names);
    out.line(any.append("all of them, to capture only"));
  }

  private static void padded(StringBuilder line, String text, int width) {
    line.append(text).append(" ".repeat(Math.max(0, width - text.length()) + 1));
  }

  /** Link type of captures on the device; {@code other} for what craft does not send. */
  private static String link(Device device) {
    return switch (device.linkType()) {
      case ETHERNET, LOOPBACK -> LinkType.name(LinkType.ETHERNET);
      case RAW_IP -> LinkType.name(LinkType.RAW);
      case OTHER -> "other";
    };
  }

  private static String hardware(Device device) {
    StringBuilder text = new StringBuilder();
    for (byte octet : device.hardwareAddress().toByteArray()) {
      text.append(text.length() == 0 ? "" : ":");
      text.append(Character.forDigit(octet >> 4 & 15, 16))
          .append(Character.forDigit(octet & 15, 16));
    }
    return text.toString();
  }

  private void json(List<Device> devices, StandardOutput out) {
    long now = outside().time().epochNanos();
    JsonWriter json = new JsonWriter(out::write);
    json.event("start", now).string("tool", "craft").string("version", Version.NUMBER);
    json.string("schema", "sonde/1");
    json.object("configuration").string("verb", name()).end().end();
    for (Device device : devices) {
      json.event("interface", now).number("index", device.index()).string("name", device.name());
      json.string("link", link(device)).bool("up", device.up()).number("mtuBytes", device.mtu());
      json.string(
          "hardwareAddress", device.hardwareAddress().length() == 0 ? null : hardware(device));
      json.array("addresses");
      for (Device.Address address : device.addresses()) {
        json.object().string("address", address.address().toString());
        json.number("prefixLength", address.prefixLength()).end();
      }
      json.end().end();
    }
    json.event("summary", now).number("interfaces", devices.size());
    json.number("exitCode", CraftExit.OK).end();
  }
}

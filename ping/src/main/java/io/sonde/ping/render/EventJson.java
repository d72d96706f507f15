// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.render;

import io.sonde.cli.JsonWriter;
import io.sonde.ping.event.IcmpError;
import io.sonde.ping.event.NodeAnswer;
import io.sonde.ping.event.Reply;
import io.sonde.ping.event.SendError;
import io.sonde.ping.event.Stray;
import io.sonde.probe.PingAnswer;
import io.sonde.probe.RoundTripClock.Clock;
import io.sonde.wire.IpAddress;
import io.sonde.wire.Ipv4Option;
import io.sonde.wire.Ipv4TimestampOption;
import io.sonde.wire.Octets;
import io.sonde.wire.icmp.IcmpTypeTable;
import java.util.List;

/**
 * The keys of each event of a probe that follow those which say whose probe it is. What is unknown
 * is absent; a flag is there only when it is true.
 */
final class EventJson {
  private final JsonWriter json;

  EventJson(JsonWriter json) {
    this.json = json;
  }

  /** Name of the event that an answer is. */
  static String nameOf(Reply reply) {
    return switch (reply.kind) {
      case ANSWER -> "reply";
      case DUPLICATE -> "duplicate";
      case LATE -> "late";
    };
  }

  /** Name of the event that a stranger is. */
  static String nameOf(Stray stray) {
    return switch (stray.kind) {
      case UNSOLICITED -> "unsolicited";
      case FOREIGN -> "foreign";
      case CORRUPT -> "corrupt";
    };
  }

  /** Keys of {@code reply}, {@code duplicate} and {@code late}. */
  void reply(Reply reply, AddressText addresses) {
    if (reply.answer == PingAnswer.ECHO) {
      json.number("wireSeq", reply.wireSequence);
    } else {
      json.string("answer", reply.answer.text());
    }
    json.string("from", addresses.of(reply.fromHigh, reply.fromLow, reply.fromZone));
    if (reply.length > 0) {
      json.number("lengthBytes", reply.length);
    }
    unlessNegative("ttl", reply.timeToLive);
    unlessNegative("tos", reply.trafficClass);
    if (reply.roundTrip >= 0) {
      json.millis("rttMs", reply.roundTrip);
      json.string("clock", clock(reply.clock));
    }
    ifTrue("truncated", reply.truncated);
    ifTrue("differentAddress", reply.differentAddress);
    if (reply.kind == Reply.Kind.DUPLICATE) {
      json.number("copy", reply.copy);
    }
    if (reply.wrongOffset >= 0) {
      json.object("wrongData").number("offset", reply.wrongOffset);
      json.number("expected", reply.wrongExpected).number("actual", reply.wrongActual).end();
    }
    writeQuery(reply);
    if (reply.options.length() > 0) {
      writeOptions(reply.options);
    }
    if (reply.node != null) {
      writeNode(reply.node);
    }
  }

  /** What a timestamp or mask reply says; numbers as on the wire. */
  private void writeQuery(Reply reply) {
    unlessNegative("originateMs", reply.originate);
    unlessNegative("receiveMs", reply.receive);
    unlessNegative("transmitMs", reply.transmit);
    if (reply.transmit >= 0) {
      ifTrue("nonStandardTimes", !reply.standardTimes);
      if (reply.standardTimes) {
        json.millis("offsetMs", reply.offset);
      }
    }
    if (reply.mask >= 0) {
      json.string("mask", IpAddress.ofIpv4((int) reply.mask).toString());
    }
  }

  /** Keys of {@code icmpError}. */
  void icmpError(IcmpError error, AddressText addresses) {
    unlessNegative("wireSeq", error.wireSequence);
    json.string("from", addresses.of(error.fromHigh, error.fromLow, error.fromZone));
    json.number("type", error.type).number("code", error.code);
    json.string("name", IcmpTypeTable.of(error.family).name(error.type, error.code));
    json.string("text", ErrorText.of(error, addresses));
    if (error.mtu > 0) {
      json.number("mtu", error.mtu);
    }
    if ((error.gatewayHigh | error.gatewayLow) != 0) {
      IpAddress gateway = IpAddress.ofColumns(error.gatewayHigh, error.gatewayLow);
      json.string("gateway", addresses.numeric(gateway));
    }
    unlessNegative("pointer", error.pointer);
    ifTrue("corrupt", error.corrupt);
  }

  /** Keys of {@code sendError}. */
  void sendError(SendError event) {
    if (event.errno() != 0) {
      json.number("errno", event.errno());
    }
    json.string("text", event.text());
    if (event.mtu() > 0) {
      json.number("mtu", event.mtu());
    }
  }

  /** Keys of {@code unsolicited}, {@code foreign} and {@code corrupt}. */
  void stray(Stray stray, AddressText addresses) {
    json.string("from", addresses.of(stray.fromHigh, stray.fromLow, stray.fromZone));
    unlessNegative("wireSeq", stray.wireSequence);
    unlessNegative("ident", stray.identifier);
    if (stray.identifier >= 0 || stray.type > 0) { // else it is no ICMP
      json.number("type", stray.type).number("code", stray.code);
    }
    json.number("lengthBytes", stray.length);
    unlessNegative("ttl", stray.timeToLive);
  }

  private void unlessNegative(String key, long value) {
    if (value >= 0) {
      json.number(key, value);
    }
  }

  private void ifTrue(String key, boolean value) {
    if (value) {
      json.bool(key, true);
    }
  }

  static String clock(Clock clock) {
    return switch (clock) {
      case KERNEL -> "kernel";
      case KERNEL_RX -> "kernel-rx";
      case MONOTONIC -> "monotonic";
      case HARDWARE -> "hardware";
    };
  }

  /** The first of each kind: two record routes in a header are somebody's forgery. */
  private void writeOptions(Octets octets) {
    boolean route = false;
    boolean stamps = false;
    for (Ipv4Option option : AnswerOptions.of(octets)) {
      if (option instanceof Ipv4Option.Route record && !record.isSourceRoute() && !route) {
        route = true;
        addresses("recordRoute", record.passed());
      } else if (option instanceof Ipv4TimestampOption times && !stamps) {
        stamps = true;
        writeStamps(times);
      }
    }
  }

  private void writeStamps(Ipv4TimestampOption option) {
    json.array("timestamps");
    for (Ipv4TimestampOption.Entry entry : AnswerOptions.filled(option)) {
      json.object();
      if (entry.address() != null) {
        json.string("address", entry.address().toString());
      }
      boolean standard = (entry.timestamp() & Ipv4TimestampOption.NOT_STANDARD) == 0;
      json.number("timeMs", entry.timestamp() & ~Ipv4TimestampOption.NOT_STANDARD);
      json.bool("standard", standard).end();
    }
    json.end();
    if (option.overflow() > 0) {
      json.number("unrecordedHops", option.overflow());
    }
  }

  private void writeNode(NodeAnswer node) {
    json.object("nodeInformation").number("code", node.code()).number("queryType", node.type());
    json.array("names");
    for (String name : node.names()) {
      json.string(name);
    }
    json.end();
    addresses("addresses", node.addresses());
    json.bool("truncated", node.truncated());
    unlessNegative("ttlSeconds", node.ttl());
    json.end();
  }

  private void addresses(String key, List<IpAddress> addresses) {
    json.array(key);
    for (IpAddress address : addresses) {
      json.string(address.toString());
    }
    json.end();
  }
}

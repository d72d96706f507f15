// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute.render;

import io.sonde.cli.JsonWriter;
import io.sonde.traceroute.event.Answer;
import io.sonde.traceroute.names.AddressBook;
import io.sonde.traceroute.names.AddressFacts;
import io.sonde.wire.IpAddress;
import io.sonde.wire.Octets;
import io.sonde.wire.icmp.IcmpExtensionObject;
import io.sonde.wire.icmp.InterfaceInformation;
import io.sonde.wire.icmp.MplsLabelStack;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The keys of an answer. */
final class AnswerJson {
  private final JsonWriter json;
  private final AddressBook book;

  AnswerJson(JsonWriter json, AddressBook book) {
    this.json = json;
    this.book = book;
  }

  /**
   * Writes the keys into the open object.
   *
   * @param duplicates further answers to the same probe
   */
  void write(Answer answer, int duplicates) {
    json.string("address", answer.address().toString());
    writeFacts(book.facts(answer.address()));
    if (answer.roundTrip() < 0) {
      json.nothing("rttMs");
    } else {
      json.millis("rttMs", answer.roundTrip());
    }
    json.string("kind", answer.kind().text());
    if (answer.icmpType() >= 0) {
      json.number("icmpType", answer.icmpType()).number("icmpCode", answer.icmpCode());
    }
    if (answer.tcpFlags() != 0) {
      json.number("tcpFlags", answer.tcpFlags());
    }
    if (answer.mtu() > 0) {
      json.number("nextHopMtuBytes", answer.mtu());
    }
    json.string("annotation", Annotation.of(answer));
    unlessUnknown("replyTtl", answer.replyTtl());
    unlessUnknown("backHops", answer.backHops());
    unlessUnknown("quotedTtl", answer.quotedTtl());
    unlessUnknown("quotedTos", answer.quotedTos());
    if (answer.quotedOctets() > 0) {
      json.number("quotedBytes", answer.quotedOctets());
    }
    json.array("extensions");
    for (IcmpExtensionObject object : answer.extensions()) {
      write(object);
    }
    json.end();
    json.number("duplicates", duplicates).bool("late", answer.late());
  }

  private void unlessUnknown(String key, int value) {
    if (value >= 0) {
      json.number(key, value);
    }
  }

  private void writeFacts(AddressFacts facts) {
    if (facts.name() != null) {
      json.string("name", facts.name());
    }
    AddressFacts.Origin origin = facts.origin();
    if (origin != null) {
      json.array("asNumbers");
      for (long number : origin.numbers()) {
        json.number(number);
      }
      json.end();
      if (origin.name() != null) {
        json.string("asName", origin.name());
      }
    }
    AddressFacts.Place place = facts.place();
    if (place != null) {
      json.string("country", place.country()).string("city", place.city());
    }
  }

  private void write(IcmpExtensionObject object) {
    json.object().number("class", object.classNumber()).number("type", object.classType());
    if (object instanceof MplsLabelStack stack) {
      json.array("mpls");
      for (MplsLabelStack.Entry entry : stack.entries()) {
        json.object().number("label", entry.label()).number("exp", entry.trafficClass());
        json.bool("bottom", entry.bottomOfStack()).number("ttl", entry.timeToLive()).end();
      }
      json.end();
    } else if (object instanceof InterfaceInformation information) {
      write(information);
    } else {
      ByteBuffer payload = ByteBuffer.allocate(object.payloadLength());
      object.emitPayload(payload);
      json.string("hex", Octets.rest(payload.flip()).toString());
    }
    json.end();
  }

  private void write(InterfaceInformation information) {
    json.object("interface");
    json.string("role", InterfaceInformation.roleName(information.role()));
    number("index", information.interfaceIndex());
    IpAddress address = information.address();
    json.string("address", address == null ? null : address.toString());
    Octets name = information.nameWithoutPadding();
    json.string(
        "name", name == null ? null : new String(name.toByteArray(), StandardCharsets.UTF_8));
    number("mtuBytes", information.mtu());
    json.end();
  }

  private void number(String key, @Nullable Long value) {
    if (value == null) {
      json.nothing(key);
    } else {
      json.number(key, value.longValue());
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.layer;

/**
 * The numbers by which the layers around it announce a layer: EtherTypes, a protocol number, ports,
 * types of ICMPv6, link types of captures. Where several mean the layer, the first is written.
 */
public final class Carriers {
  private int[] etherTypes = {};
  private int ipProtocol = -1;
  private int[] udpPorts = {};
  private int[] tcpPorts = {};
  private int[] icmp6Types = {};
  private int[] linkTypes = {};

  Carriers() {}

  // The table, for constructors of layers.

  /** Says by which EtherTypes. */
  public Carriers byEtherType(int... types) {
    etherTypes = types.clone();
    return this;
  }

  /** Says by which protocol number or next header. */
  public Carriers byIp(int protocol) {
    ipProtocol = protocol;
    return this;
  }

  /** Says by which ports over UDP; the first is the destination where none is given. */
  public Carriers byUdp(int... ports) {
    udpPorts = ports.clone();
    return this;
  }

  /** Says by which ports over TCP; the first is the destination where none is given. */
  public Carriers byTcp(int... ports) {
    tcpPorts = ports.clone();
    return this;
  }

  /** Says by which types of ICMPv6. */
  public Carriers byIcmp6(int... types) {
    icmp6Types = types.clone();
    return this;
  }

  /** Says of which link types of captures it is the first layer. */
  public Carriers byLink(int... types) {
    linkTypes = types.clone();
    return this;
  }

  // What others ask.

  /** EtherTypes, the one that is written first. */
  public int[] etherTypes() {
    return etherTypes.clone();
  }

  /** The EtherType that is written; {@link Field#UNKNOWN} if there is none. */
  public long etherType() {
    return etherTypes.length == 0 ? Field.UNKNOWN : etherTypes[0];
  }

  /** Protocol number or next header; −1 if there is none. */
  public int ipProtocol() {
    return ipProtocol;
  }

  public int[] udpPorts() {
    return udpPorts.clone();
  }

  /** The port over UDP that is written; −1 if there is none. */
  public int udpPort() {
    return udpPorts.length == 0 ? -1 : udpPorts[0];
  }

  public int[] tcpPorts() {
    return tcpPorts.clone();
  }

  /** The port over TCP that is written; −1 if there is none. */
  public int tcpPort() {
    return tcpPorts.length == 0 ? -1 : tcpPorts[0];
  }

  public int[] icmp6Types() {
    return icmp6Types.clone();
  }

  public int[] linkTypes() {
    return linkTypes.clone();
  }
}

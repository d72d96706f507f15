// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute;

import io.sonde.cli.Numbers;
import io.sonde.cli.UsageException;
import io.sonde.traceroute.config.Method;
import io.sonde.traceroute.config.MethodOptions;
import io.sonde.traceroute.config.MethodOptions.IcmpSocket;
import io.sonde.traceroute.config.MethodOptions.TcpSegment;
import io.sonde.wire.TcpHeader;
import java.util.ArrayList;
import java.util.List;

/** The words of {@code -O}, which depend on the method. */
final class MethodArguments {
  private static final String TCP_HELP =
      """
        syn                  SYN (the default), and likewise:
        ack fin rst psh urg ece cwr
        flags=NUM            exactly these control bits: 0 to 255
        ecn                  SYN with ECE and CWR
        sack                 option SACK permitted
        timestamps           option time stamps
        window_scaling       option window scale
        sysctl               options and ECN as this host is set (the default with SYN alone)
        mss=NUM              option maximum segment size, with SYN: 1 to 65535
        reuse                the source port may be shared (SO_REUSEADDR)
        info                 show the flags of the target's answer
      """;

  private final List<String> words;
  private IcmpSocket icmpSocket = IcmpSocket.BEST;
  private boolean reuse;
  private boolean info;
  private int coverage = MethodOptions.DEFAULT_COVERAGE;
  private int service = MethodOptions.DEFAULT_SERVICE;
  private int protocol;
  private int flags;
  private boolean flagsGiven;
  private boolean optionsGiven;
  private boolean sysctl;
  private boolean sack;
  private boolean timestamps;
  private boolean windowScaling;
  private int maximumSegmentSize;

  private MethodArguments(List<String> words, int protocol) {
    this.words = words;
    this.protocol = protocol;
  }

  /** The help of one method's options. */
  static String help(Method method) {
    return switch (method) {
      case TCP -> TCP_HELP;
      case ICMP ->
          """
            raw                  raw socket only; without: raw, else datagram
            dgram                ICMP datagram socket only
          """;
      case UDPLITE -> "  coverage=NUM         octets that the checksum covers: 8 to 65535 (8)\n";
      case DCCP -> "  service=NUM          service code: 0 to 4294967295 (1885957735)\n";
      case RAW -> "  protocol=NUM         IP protocol: 0 to 255 (253)\n";
      case DEFAULT, UDP, TCPCONN -> "No options for module `" + method.text() + "'\n";
    };
  }

  /** Words of all {@code -O}, separated by commas. */
  static List<String> split(List<String> values) {
    List<String> words = new ArrayList<>();
    for (String value : values) {
      int from = 0;
      for (int to = 0; to >= 0; from = to + 1) {
        to = value.indexOf(',', from);
        words.add(value.substring(from, to < 0 ? value.length() : to));
        if (to < 0) {
          break;
        }
      }
    }
    return words;
  }

  /**
   * What the words mean.
   *
   * @param protocol of {@code -P}
   */
  static MethodOptions read(Method method, List<String> words, int protocol) {
    MethodArguments arguments = new MethodArguments(words, protocol);
    for (int i = 0; i < words.size(); i++) {
      if (!arguments.take(method, words.get(i))) {
        throw new UsageException("`" + words.get(i) + "' (argc " + (i + 1) + "): " + known(method));
      }
    }
    return arguments.options();
  }

  private static String known(Method method) {
    return "method " + method.text() + " has no such option; -O help lists them";
  }

  private boolean take(Method method, String word) {
    int equals = word.indexOf('=');
    String key = equals < 0 ? word : word.substring(0, equals);
    String value = equals < 0 ? "" : word.substring(equals + 1);
    boolean valued = equals >= 0;
    return switch (method) {
      case TCP -> valued ? tcpValue(key, value) : tcpFlag(key) || tcpWord(key);
      case ICMP -> !valued && icmp(key);
      case UDPLITE -> {
        boolean is = key.equals("coverage");
        coverage = is ? (int) number(key, value, 8, 65_535) : coverage;
        yield is;
      }
      case DCCP -> {
        boolean is = key.equals("service");
        service = is ? (int) number(key, value, 0, 0xffff_ffffL) : service;
        yield is;
      }
      case RAW -> {
        boolean is = key.equals("protocol");
        protocol = is ? (int) number(key, value, 0, 255) : protocol;
        yield is;
      }
      case DEFAULT, UDP, TCPCONN -> false;
    };
  }

  private static long number(String key, String value, long min, long max) {
    return Numbers.wholeOrHex("-O " + key, value, min, max);
  }

  private boolean icmp(String key) {
    IcmpSocket chosen =
        switch (key) {
          case "raw" -> IcmpSocket.RAW;
          case "dgram" -> IcmpSocket.DATAGRAM;
          default -> IcmpSocket.BEST;
        };
    if (chosen != IcmpSocket.BEST && icmpSocket != IcmpSocket.BEST && chosen != icmpSocket) {
      int at = words.indexOf(key) + 1;
      throw new UsageException(
          "Keyword `"
              + key
              + "' (argc "
              + at
              + "): Only one of:\n    raw | dgram\nmay be specified.");
    }
    icmpSocket = chosen == IcmpSocket.BEST ? icmpSocket : chosen;
    return chosen != IcmpSocket.BEST;
  }

  private boolean tcpValue(String key, String value) {
    switch (key) {
      case "flags" -> {
        flags = (int) number(key, value, 0, 255);
        flagsGiven = true;
      }
      case "mss" -> maximumSegmentSize = (int) number(key, value, 1, 65_535);
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean tcpFlag(String key) {
    int bit =
        switch (key) {
          case "syn" -> TcpHeader.SYN;
          case "ack" -> TcpHeader.ACK;
          case "fin" -> TcpHeader.FIN;
          case "rst" -> TcpHeader.RST;
          case "psh" -> TcpHeader.PSH;
          case "urg" -> TcpHeader.URG;
          case "ece" -> TcpHeader.ECE;
          case "cwr" -> TcpHeader.CWR;
          default -> 0;
        };
    flags |= bit;
    flagsGiven |= bit != 0;
    return bit != 0;
  }

  private boolean tcpWord(String key) {
    switch (key) {
      case "ecn" -> {
        flags |= TcpHeader.SYN | TcpHeader.ECE | TcpHeader.CWR;
        optionsGiven = true;
      }
      case "sack" -> sack = true;
      case "timestamps" -> timestamps = true;
      case "window_scaling" -> windowScaling = true;
      case "sysctl" -> sysctl = true;
      case "reuse" -> reuse = true;
      case "info" -> info = true;
      default -> {
        return false;
      }
    }
    optionsGiven |= sack || timestamps || windowScaling;
    return true;
  }

  private MethodOptions options() {
    boolean asHost = sysctl || !(flagsGiven || optionsGiven);
    TcpSegment segment =
        new TcpSegment(
            flagsGiven ? flags : flags | TcpHeader.SYN,
            asHost,
            sack,
            timestamps,
            windowScaling,
            maximumSegmentSize);
    return new MethodOptions(icmpSocket, segment, reuse, info, coverage, service, protocol);
  }
}

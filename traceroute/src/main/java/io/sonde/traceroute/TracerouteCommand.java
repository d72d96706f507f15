// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute;

import io.sonde.cli.Arguments;
import io.sonde.cli.ExitCode;
import io.sonde.cli.Numbers;
import io.sonde.cli.OptionTable;
import io.sonde.cli.StandardOutput;
import io.sonde.cli.UsageException;
import io.sonde.cli.Version;
import io.sonde.probe.UdpProbe.Carrier;
import io.sonde.traceroute.config.Destination;
import io.sonde.traceroute.config.Lookups;
import io.sonde.traceroute.config.Method;
import io.sonde.traceroute.config.MethodOptions;
import io.sonde.traceroute.config.Output;
import io.sonde.traceroute.config.Probe;
import io.sonde.traceroute.config.Range;
import io.sonde.traceroute.config.Schedule;
import io.sonde.traceroute.config.Sockets;
import io.sonde.traceroute.config.TracerouteConfig;
import io.sonde.wire.IpFamily;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;

/** traceroute's command line: its options and what they make of a run. */
public final class TracerouteCommand {
  private static final long SECOND = 1_000_000_000L;
  private static final long MAX_SECONDS = 86_400;
  private static final long MAX_MARK = 0xffff_ffffL;
  private static final int MAX_FLOW_LABEL = 0xfffff;
  private static final int MAX_RATE = 1_000_000;

  private final CalledAs called;

  private TracerouteCommand(CalledAs called) {
    this.called = called;
  }

  /** The command line of a program of this name, with or without its folder. */
  public static TracerouteCommand calledAs(String name) {
    return new TracerouteCommand(CalledAs.of(name));
  }

  /** All options, in the order and the groups of the help. */
  public OptionTable options() {
    return new OptionTable(
            "traceroute",
            "[options] host [packetlen]",
            "Shows the routers on the way to a host, by probes that all take one path.")
        .section("How")
        .flag("-I --icmp", "ICMP echo requests")
        .flag("-T --tcp", "TCP SYN, half open (port 80)")
        .flag("-U --udp", "UDP to the port of a service (53)")
        .flag("-UL", "UDP-Lite (port 53)")
        .flag("-D --dccp", "DCCP requests (port 33434)")
        .value("-P --protocol", "PROT", "bare packets of an IP protocol: 0 to 255")
        .value("-M --module", "NAME", "by name: default udp udplite icmp tcp tcpconn dccp raw")
        .value("-O --options", "OPT,...", "options of the method; -O help lists them")
        .flag("-4", "IPv4 only")
        .flag("-6", "IPv6 only")
        .value("-s --source", "ADDR", "source address")
        .value("-i --interface", "DEVICE", "bind to a device")
        .flag("-r", "past the routing table, to a host on an attached network")
        .value("-g --gateway", "GW,...", "source route by up to 8 (IPv6: 127) gateways; repeatable")
        .flag("-d --debug", "SO_DEBUG")
        .value("--fwmark", "N", "routing mark: 0 to 0xffffffff")
        .section("What")
        .value("-f --first", "N", "first hop (1)")
        .value("-m --max-hops", "N", "last hop, at most 255 (30)")
        .value("--ttls", "A,B-C", "only these hops")
        .value("-q --queries", "N", "probes a hop, at most 10 (3)")
        .value("-p --port", "N", "destination port; with -I first sequence number")
        .value("--sport", "N", "source port")
        .value("-t --tos", "N", "TOS or traffic class: 0 to 255, 0x allowed")
        .value("-l --flowlabel", "N", "IPv6 flow label: 0 to 0xfffff")
        .flag("-F --dont-fragment", "do not fragment, here or on the way")
        .flag("--mtu", "find the MTU along the path")
        .value("--flow", "K", "another of the paths that share the load: 0 to 65535")
        .value("--encoding", "KIND", "what tells UDP probes apart: checksum, ip-id, length")
        .flag("--classic", "UDP ports that grow, as traceroutes always had them")
        .section("When")
        .value("-N --sim-queries", "N", "so many probes at once, hop by hop; without: in sweeps")
        .value("-w --wait", "MAX,HERE,NEAR", "seconds for an answer, or times that of a hop near")
        .value("-z --sendwait", "T", "least time between two probes, s (above 10: ms)")
        .value("--pps", "N", "pace of a sweep, packets a second (1000)")
        .value("--deadline", "S", "longest run, seconds")
        .flag("--no-warm-up", "do not resolve the neighbour before the first probe")
        .flag("--no-recheck", "do not ask hops that lost probes once more (--json)")
        .section("Output")
        .flag("-n", "addresses without names")
        .flag("-e --extensions", "ICMP extensions: MPLS labels, interfaces")
        .flag("-A --as-path-lookups", "AS numbers")
        .flag("--as-names", "AS numbers with their names")
        .flag("--back", "length of the way back where it differs")
        .flag("--findings", "what is odd about the path, on standard error")
        .flag("--json", "events as JSON lines")
        .value("--events", "reply", "with --json: an event for each answer as it comes")
        .section("Names")
        .value("--dns-timeout", "S", "longest wait of a line for a name (1)")
        .value("--resolver", "ADDR[:PORT]", "DNS server to ask")
        .value("--as-zone", "ZONE", "zone of IPv4 origins (" + Lookups.DEFAULT_AS_ZONE + ")")
        .value("--as-zone6", "ZONE", "zone of IPv6 origins (" + Lookups.DEFAULT_AS_ZONE6 + ")")
        .value("--mmdb", "FILE", "MaxMind DB with AS, country or city; repeatable")
        .section("Help")
        .flag(OptionTable.HELP, "this text")
        .flag("-V --version", "the version");
  }

  /**
   * Answers what needs no run: help, version, options of a method.
   *
   * @param count arguments of the command line
   * @return the exit status; empty: a run was asked for
   */
  public OptionalInt answer(Arguments arguments, int count, StandardOutput out) {
    if (count == 0) {
      out.print(options().help());
      return OptionalInt.of(ExitCode.OK);
    }
    if (arguments.has("-V")) {
      out.line("Modern traceroute for Linux, version 2.1.6");
      out.line("traceroute from sonde " + Version.NUMBER);
      return OptionalInt.of(ExitCode.OK);
    }
    if (MethodArguments.split(arguments.values("-O")).contains("help")) {
      out.flush();
      out.errorText(MethodArguments.help(method(arguments)));
      return OptionalInt.of(ExitCode.OK);
    }
    return OptionalInt.empty();
  }

  /**
   * The run that the arguments ask for.
   *
   * @throws UsageException or another IllegalArgumentException with the sentence for the user
   */
  public TracerouteConfig toConfig(Arguments arguments) {
    List<String> operands = arguments.operands();
    Method method = method(arguments);
    boolean json = arguments.has("--json");
    boolean inOrder =
        !json && (arguments.has("--sport") || portIsSource(arguments) || method == Method.RAW);
    Range range = range(arguments);
    Probe probe = probe(arguments, method);
    if (operands.isEmpty()) {
      throw new UsageException("Specify \"host\" missing argument.");
    }
    int most = called.portIsSource() ? 3 : 2;
    if (operands.size() > most) {
      int index = arguments.operandIndex(most) + 1;
      throw new UsageException(
          "Extra arg `"
              + operands.get(most)
              + "' (position "
              + (most + 1)
              + ", argc "
              + index
              + ")");
    }
    return new TracerouteConfig(
        destination(arguments),
        range,
        probe,
        schedule(arguments, inOrder || probe.findMtu(), inOrder),
        new Sockets(
            arguments.value("-s", ""),
            arguments.value("-i", ""),
            arguments.has("-r"),
            (int) arguments.whole("--fwmark", 0, MAX_MARK, 0),
            arguments.has("-d")),
        lookups(arguments),
        new Output(
            json,
            events(arguments, json),
            arguments.has("-e"),
            arguments.has("--back"),
            arguments.has("--findings")));
  }

  private static boolean events(Arguments arguments, boolean json) {
    String events = arguments.value("--events");
    if (events != null && !events.equals("reply")) {
      throw new UsageException("--events " + events + ": unknown; reply");
    }
    if (events != null && !json) {
      throw new UsageException("--events: only with --json");
    }
    return events != null;
  }

  private Method method(Arguments arguments) {
    String last = arguments.last("-I", "-T", "-U", "-UL", "-D", "-P", "-M");
    if (last == null) {
      return called.method() == null ? Method.DEFAULT : called.method();
    }
    return switch (last) {
      case "-I" -> Method.ICMP;
      case "-T" -> Method.TCP;
      case "-U" -> Method.UDP;
      case "-UL" -> Method.UDPLITE;
      case "-D" -> Method.DCCP;
      case "-P" -> Method.RAW;
      default -> named(arguments.value("-M", ""));
    };
  }

  private static Method named(String name) {
    for (Method method : Method.values()) {
      if (method.text().equals(name)) {
        return method;
      }
    }
    throw new UsageException("Unknown traceroute module " + name);
  }

  private Destination destination(Arguments arguments) {
    IpFamily family = called.family();
    String last = arguments.last("-4", "-6");
    if (last != null) {
      family = last.equals("-4") ? IpFamily.IPV4 : IpFamily.IPV6;
    }
    List<String> gateways = new ArrayList<>();
    int type = Destination.DEFAULT_ROUTING_TYPE;
    for (String word : MethodArguments.split(arguments.values("-g"))) {
      if (gateways.isEmpty() && isNumber(word)) {
        type = (int) Numbers.whole("-g", word, 0, 255);
      } else {
        gateways.add(word);
      }
    }
    return new Destination(
        arguments.operands().get(0), 1, arguments.operandIndex(0) + 1, family, gateways, type);
  }

  private static boolean isNumber(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (word.charAt(i) < '0' || word.charAt(i) > '9') {
        return false;
      }
    }
    return !word.isEmpty();
  }

  private static Range range(Arguments arguments) {
    int last = limited(arguments, "-m", Range.MAX_TTL, Range.DEFAULT_MAX_TTL);
    int first = limited(arguments, "-f", Range.MAX_TTL, 1);
    int queries = limited(arguments, "-q", Range.MAX_QUERIES, Range.DEFAULT_QUERIES);
    BitSet only = new BitSet();
    String list = arguments.value("--ttls");
    if (list != null) {
      for (String part : MethodArguments.split(List.of(list))) {
        int dash = part.indexOf('-');
        String from = dash < 0 ? part : part.substring(0, dash);
        int low = (int) Numbers.whole("--ttls", from, 1, Range.MAX_TTL);
        int high =
            dash < 0
                ? low
                : (int) Numbers.whole("--ttls", part.substring(dash + 1), low, Range.MAX_TTL);
        only.set(low, high + 1);
      }
      first = Math.max(first, only.nextSetBit(0));
      last = arguments.has("-m") ? last : only.length() - 1;
    }
    return new Range(first, last, only, queries);
  }

  /** A number whose range the configuration knows, in its own words. */
  private static int limited(Arguments arguments, String name, int most, int otherwise) {
    String text = arguments.value(name);
    boolean number = text != null && isNumber(text) && text.length() < 10;
    return number ? Integer.parseInt(text) : (int) arguments.whole(name, 1, most, otherwise);
  }

  private boolean portIsSource(Arguments arguments) {
    return called.portIsSource() && arguments.has("-p");
  }

  private Probe probe(Arguments arguments, Method method) {
    List<String> operands = arguments.operands();
    int port = (int) arguments.whole("-p", 0, 65_535, -1);
    int sourcePort = (int) arguments.whole("--sport", 0, 65_535, -1);
    int length = 1;
    if (called.portIsSource()) {
      sourcePort = port >= 0 ? port : sourcePort;
      port = -1;
      if (operands.size() > 1) {
        port = (int) Numbers.whole("port", operands.get(1), 0, 65_535);
      }
      length = 2;
    }
    String text = arguments.value("-P");
    int protocol =
        text == null ? MethodOptions.DEFAULT_PROTOCOL : (int) Numbers.whole("-P", text, 0, 255);
    return new Probe(
        method,
        MethodArguments.read(method, MethodArguments.split(arguments.values("-O")), protocol),
        operands.size() > length ? packetLength(arguments, length) : 0,
        port,
        sourcePort,
        (int) arguments.whole("-t", 0, 255, 0),
        (int) arguments.whole("-l", 0, MAX_FLOW_LABEL, 0),
        arguments.has("-F") || arguments.has("--mtu"),
        arguments.has("--mtu"),
        carrier(arguments),
        (int) arguments.whole("--flow", 0, 65_535, -1));
  }

  private static int packetLength(Arguments arguments, int operand) {
    String text = arguments.operands().get(operand);
    try {
      return (int) Math.max(1, Numbers.whole("packetlen", text, 0, Integer.MAX_VALUE));
    } catch (UsageException e) {
      throw new UsageException(
          "Cannot handle \"packetlen\" cmdline arg `"
              + text
              + "' on position "
              + (operand + 1)
              + " (argc "
              + (arguments.operandIndex(operand) + 1)
              + ")");
    }
  }

  private static Carrier carrier(Arguments arguments) {
    String text = arguments.value("--encoding");
    if (arguments.has("--classic")) {
      if (text != null) {
        throw new UsageException("--classic and --encoding exclude each other");
      }
      return Carrier.PORT;
    }
    if (text == null) {
      return Carrier.CHECKSUM;
    }
    return switch (text) {
      case "checksum" -> Carrier.CHECKSUM;
      case "ip-id" -> Carrier.IDENTIFICATION;
      case "length" -> Carrier.LENGTH;
      default ->
          throw new UsageException("--encoding " + text + ": unknown; checksum, ip-id, length");
    };
  }

  private static Schedule schedule(Arguments arguments, boolean single, boolean patient) {
    String wait = arguments.value("-w");
    Schedule.Wait implied =
        patient ? new Schedule.Wait(true, Schedule.DEFAULT_MAX_WAIT, 0, 0) : Schedule.Wait.ADAPTIVE;
    return new Schedule(
        (int) arguments.whole("-N", 1, 65_535, single ? 1 : 0),
        wait == null ? implied : WaitArgument.read(wait),
        sendWait(arguments),
        (int) arguments.whole("--pps", 1, MAX_RATE, Schedule.DEFAULT_PACKETS_PER_SECOND),
        arguments.nanos("--deadline", MAX_SECONDS, 0),
        !arguments.has("--no-warm-up"),
        !arguments.has("--no-recheck"));
  }

  private static long sendWait(Arguments arguments) {
    String text = arguments.value("-z");
    if (text == null) {
      return 0;
    }
    if (text.startsWith("-")) {
      throw new UsageException("bad sendtime `" + text + "' specified");
    }
    double value = Numbers.real("-z", text, 0, MAX_SECONDS * 1e3);
    return Math.round(value > 10 ? value * SECOND / 1000 : value * SECOND);
  }

  private static Lookups lookups(Arguments arguments) {
    return new Lookups(
        !arguments.has("-n"),
        arguments.has("-A") || arguments.has("--as-names"),
        arguments.has("--as-names"),
        arguments.value("--as-zone", Lookups.DEFAULT_AS_ZONE),
        arguments.value("--as-zone6", Lookups.DEFAULT_AS_ZONE6),
        arguments.value("--resolver"),
        arguments.nanos("--dns-timeout", MAX_SECONDS, Lookups.DEFAULT_TIMEOUT),
        arguments.values("--mmdb"));
  }

  /** What is wrong with the arguments, in the words of traceroute where it has some. */
  public static String sentence(UsageException error) {
    String option = error.subject();
    int argument = error.argument() + 1;
    return switch (error.reason()) {
      case UNKNOWN_OPTION -> "Bad option `" + option + "' (argc " + argument + ")";
      default -> String.valueOf(error.getMessage());
    };
  }
}

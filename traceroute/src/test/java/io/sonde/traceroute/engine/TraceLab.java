// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute.engine;

import io.sonde.cli.StandardOutput;
import io.sonde.net.Neighbours;
import io.sonde.net.Refusals;
import io.sonde.net.TcpDefaults;
import io.sonde.sim.Link;
import io.sonde.sim.LonelyHost;
import io.sonde.sim.Router;
import io.sonde.sim.Server;
import io.sonde.sim.SimulatedNetwork;
import io.sonde.sim.Simulation;
import io.sonde.traceroute.TracerouteCommand;
import io.sonde.traceroute.config.TracerouteConfig;
import io.sonde.traceroute.event.Answer;
import io.sonde.traceroute.event.Finding;
import io.sonde.traceroute.event.Hop;
import io.sonde.traceroute.event.Started;
import io.sonde.traceroute.event.Summary;
import io.sonde.traceroute.event.TraceListener;
import io.sonde.traceroute.names.AddressBook;
import io.sonde.traceroute.render.TextRenderer;
import io.sonde.wire.IpAddress;
import io.sonde.wire.Octets;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A chain of routers in virtual time, and traces along it by their command lines. */
public final class TraceLab {
  public static final long MILLISECOND = 1_000_000;
  static final IpAddress HOST = IpAddress.ofIpv4(0xc000020a);
  static final IpAddress HOST6 = IpAddress.ofColumns(0x20010db8_00000000L, 0x10);
  public static final IpAddress TARGET = IpAddress.ofIpv4(0xcb007109);
  static final IpAddress TARGET6 = IpAddress.ofColumns(0x20010db8_00000000L, 0x9_0000_0009L);

  public final Simulation simulation;
  final SimulatedNetwork network;
  public final List<Router> routers = new ArrayList<>();
  final List<Link> links = new ArrayList<>();
  public final Server target;
  final List<Hop> hops = new ArrayList<>();
  final List<Finding> findings = new ArrayList<>();
  final List<Answer> lateReplies = new ArrayList<>();
  final List<String> failures = new ArrayList<>();
  private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
  private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
  @Nullable Started started;
  private @Nullable Summary summary;
  long begin;

  /** A target behind {@code count} routers, a millisecond from one to the next. */
  public TraceLab(long seed, int count) {
    simulation = new Simulation(seed, HOST, HOST6);
    Router last = null;
    for (int i = 1; i <= count; i++) {
      Router router = simulation.router("r" + i, router(i), router6(i));
      links.add(
          last == null
              ? simulation.link(simulation.host(), router, MILLISECOND)
              : simulation.link(last, router, MILLISECOND));
      routers.add(router);
      last = router;
    }
    target = simulation.server("t", TARGET, TARGET6);
    links.add(
        last == null
            ? simulation.link(simulation.host(), target, MILLISECOND)
            : simulation.link(last, target, MILLISECOND));
    network = new SimulatedNetwork(simulation);
  }

  /** Address of the router at a TTL. */
  public static IpAddress router(int ttl) {
    return IpAddress.ofIpv4(0xc6336400 + ttl);
  }

  static IpAddress router6(int ttl) {
    return IpAddress.ofColumns(0x20010db8_00000000L, 0x1_0000_0000L + ttl);
  }

  /** The configuration of a command line that ends with the target, or with what it names. */
  public static TracerouteConfig config(String line) {
    List<String> words = new ArrayList<>(List.of(line.isBlank() ? new String[0] : line.split(" ")));
    TracerouteCommand command = TracerouteCommand.calledAs("traceroute");
    if (command.options().parse(words.toArray(new String[0])).operands().isEmpty()) {
      words.add(words.contains("-6") ? TARGET6.toString() : TARGET.toString());
    }
    return command.toConfig(command.options().parse(words.toArray(new String[0])));
  }

  /** Traces; returns the exit code. */
  int run(String line) {
    TracerouteConfig config = config(line);
    StandardOutput out = new StandardOutput("traceroute", stdout, stderr, false);
    return run(config, new TextRenderer(out, config, AddressBook.EMPTY));
  }

  /** Traces with another listener besides. */
  public int run(TracerouteConfig config, TraceListener renderer) {
    begin = network.time().nanos();
    try {
      return tracer(config, renderer).run();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  Tracer tracer(TracerouteConfig config, TraceListener renderer) {
    Outside outside =
        new Outside(
            network,
            LonelyHost.NAMES,
            network.interfaces(),
            new Known(),
            LonelyHost.PORTS,
            () -> new TcpDefaults(true, true, true, false),
            new Words(),
            0x0123_4567_89ab_cdefL);
    return new Tracer(config, outside, new Both(renderer));
  }

  /** What was printed, one element a line. */
  List<String> lines() {
    return stdout.toString(StandardCharsets.UTF_8).lines().toList();
  }

  /** What was printed on standard error. */
  List<String> errors() {
    return stderr.toString(StandardCharsets.UTF_8).lines().toList();
  }

  Summary summary() {
    if (summary == null) {
      throw new AssertionError("no summary");
    }
    return summary;
  }

  /** Virtual time that the run took. */
  long elapsed() {
    return network.time().nanos() - begin;
  }

  /** Kinds of all findings, in order. */
  List<Finding.Kind> kinds() {
    return findings.stream().map(Finding::kind).toList();
  }

  private final class Both implements TraceListener {
    private final TraceListener renderer;

    private Both(TraceListener renderer) {
      this.renderer = renderer;
    }

    @Override
    public void started(Started event) throws IOException {
      started = event;
      renderer.started(event);
    }

    @Override
    public void reply(int ttl, int probe, Answer answer) throws IOException {
      renderer.reply(ttl, probe, answer);
    }

    @Override
    public void hop(Hop hop) throws IOException {
      hops.add(hop);
      renderer.hop(hop);
    }

    @Override
    public void finding(long time, Finding finding) throws IOException {
      findings.add(finding);
      renderer.finding(time, finding);
    }

    @Override
    public void lateReply(int ttl, int probe, Answer answer) throws IOException {
      lateReplies.add(answer);
      renderer.lateReply(ttl, probe, answer);
    }

    @Override
    public void failed(long time, List<String> words, int exitCode, boolean beforeHeader)
        throws IOException {
      failures.addAll(words);
      renderer.failed(time, words, exitCode, beforeHeader);
    }

    @Override
    public void finished(Summary event) throws IOException {
      summary = event;
      renderer.finished(event);
    }
  }

  /** Neighbours that are all known. */
  private static final class Known implements Neighbours {
    @Override
    public Octets addressOf(IpAddress neighbour, int interfaceIndex) {
      return Octets.ofHex("020000000001");
    }

    @Override
    public void resolve(IpAddress neighbour, int interfaceIndex) {
      throw new AssertionError("known already");
    }
  }

  private static final class Words implements Refusals {
    @Override
    public String words(IOException refused) {
      return String.valueOf(refused.getMessage());
    }

    @Override
    public String words(int errorNumber) {
      return "error " + errorNumber;
    }

    @Override
    public boolean isProtocol(IOException refused) {
      return words(refused).contains("not supported");
    }
  }
}

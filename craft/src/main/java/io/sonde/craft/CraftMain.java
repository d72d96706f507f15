// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft;

import io.sonde.capture.Pcap4jCapture;
import io.sonde.cli.StandardOutput;
import io.sonde.cli.Tool;
import io.sonde.cli.ToolRunner;
import io.sonde.craft.echo.EchoVerb;
import io.sonde.craft.lab.LabVerb;
import io.sonde.craft.script.RunVerb;
import io.sonde.craft.verb.InterfacesVerb;
import io.sonde.craft.verb.Outside;
import io.sonde.craft.verb.ReplayVerb;
import io.sonde.craft.verb.SendVerb;
import io.sonde.craft.verb.Signals;
import io.sonde.craft.verb.SniffVerb;
import io.sonde.craft.verb.SrVerb;
import io.sonde.craft.wire.WirePorts;
import io.sonde.link.BackgroundNames;
import io.sonde.link.LinuxInterfaces;
import io.sonde.link.LinuxNeighbours;
import io.sonde.link.LinuxNetwork;
import io.sonde.link.LinuxSourcePorts;
import io.sonde.link.SignalQueue;
import io.sonde.link.SystemResolver;
import io.sonde.link.SystemTime;
import io.sonde.link.Terminal;
import io.sonde.link.TunDevice;
import io.sonde.net.Capture;
import io.sonde.net.CaptureSpec;
import io.sonde.net.Captures;
import io.sonde.net.PacketFilter;
import java.io.BufferedInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

/** The program craft. */
public final class CraftMain {
  private CraftMain() {}

  /** Runs and exits. {@code sonde.name} is the name that the program was called by. */
  public static void main(String[] arguments) {
    String name = System.getProperty("sonde.name", "craft");
    SystemTime time = new SystemTime();
    SystemResolver resolver = new SystemResolver();
    Outside outside =
        new Outside(
            resolver,
            () -> new BackgroundNames(resolver),
            time,
            // Buffered, because FileInputStream.readNBytes seeks, which a pipe does not take.
            new BufferedInputStream(new FileInputStream(FileDescriptor.in)),
            new Libpcap(),
            time.epochNanos() & Integer.MAX_VALUE);
    boolean terminal = Terminal.is(Terminal.STANDARD_OUTPUT);
    StandardOutput out = StandardOutput.ofProcess(name, terminal);
    WirePorts ports =
        new WirePorts(
            LinuxNetwork::new,
            new LinuxInterfaces(),
            new LinuxNeighbours(),
            new LinuxSourcePorts(),
            LabVerb.DEVICE);
    boolean errorTerminal = Terminal.is(Terminal.STANDARD_ERROR);
    CraftCommand command =
        new CraftCommand(
            name,
            outside,
            new SendVerb(outside, ports, CraftMain::listen, errorTerminal),
            new SrVerb(outside, ports, CraftMain::listen, errorTerminal),
            new SniffVerb(outside, ports.interfaces(), CraftMain::listen),
            new ReplayVerb(outside, ports, CraftMain::listen, errorTerminal),
            new InterfacesVerb(outside, ports.interfaces()),
            new EchoVerb(outside, CraftMain::listen),
            new RunVerb(outside, ports, CraftMain::listen),
            new LabVerb(outside, TunDevice::make));
    Tool tool = command.tool(arguments);
    System.exit(ToolRunner.ofProcess().run(tool, CraftCommand.arguments(tool, arguments), out));
  }

  /** Loads libpcap when it is asked for something, and nothing of it before. */
  private static final class Libpcap implements Captures {
    @Override
    public Capture open(CaptureSpec spec) throws IOException {
      return Pcap4jCapture.open(spec);
    }

    @Override
    public PacketFilter filter(int linkType, String text) throws IOException {
      return Pcap4jCapture.filter(linkType, text);
    }
  }

  /** The first SIGINT or SIGTERM ends the run with its summary, a second one at once. */
  private static Signals.Listening listen(Runnable stop) throws IOException {
    AtomicBoolean heard = new AtomicBoolean();
    SignalQueue queue =
        SignalQueue.listen(
            signal -> {
              if (heard.getAndSet(true)) {
                SignalQueue.endBy(signal);
              } else {
                stop.run();
              }
            });
    return queue::close;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.sweep;

import io.sonde.cli.HostArgument;
import io.sonde.cli.Target;
import io.sonde.cli.UsageException;
import io.sonde.ping.config.SweepConfig;
import io.sonde.ping.engine.Outside;
import io.sonde.ping.targets.AddressRange;
import io.sonde.ping.targets.TargetFile;
import io.sonde.ping.targets.TargetSet;
import io.sonde.ping.targets.TargetSpec;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** Makes the set of targets that a configuration names: reads its files, looks its names up. */
public final class SweepTargets {
  /** Opens a list of targets. */
  @FunctionalInterface
  public interface Lists {
    /**
     * The lines of a list.
     *
     * @param name as typed
     * @throws IOException with a sentence for the user
     */
    BufferedReader open(String name) throws IOException;
  }

  private final SweepConfig config;
  private final Outside outside;
  private final Lists lists;
  private final Consumer<String> complaints;
  private int mistakes;

  /**
   * @param lists opens the files
   * @param complaints takes a sentence for each bad line and each name without address
   */
  public SweepTargets(
      SweepConfig config, Outside outside, Lists lists, Consumer<String> complaints) {
    this.config = config;
    this.outside = outside;
    this.lists = lists;
    this.complaints = complaints;
  }

  /** Bad lines so far. */
  public int mistakes() {
    return mistakes;
  }

  /**
   * Reads everything anew.
   *
   * @throws IllegalArgumentException for an operand that is no target, a bad line if lines are to
   *     be strict, or no target at all
   * @throws IOException if a file cannot be read
   */
  public TargetSet read() throws IOException {
    TargetSet targets = new TargetSet();
    mistakes = 0;
    for (String operand : config.operands()) {
      add(targets, TargetSpec.parse(operand, config.allAddresses()), operand);
    }
    for (String list : config.lists()) {
      readList(targets, list);
    }
    if (targets.size() == 0) {
      throw new UsageException("targets: none; names, addresses, blocks, ranges or --targets FILE");
    }
    return targets;
  }

  private void readList(TargetSet targets, String list) throws IOException {
    String name = list.equals("-") ? "standard input" : list;
    try (BufferedReader in = lists.open(list)) {
      new TargetFile(name, config.allAddresses())
          .read(in, spec -> add(targets, spec, spec.text()), this::mistake);
    }
  }

  private void mistake(String sentence) {
    if (config.strict()) {
      throw new UsageException(sentence);
    }
    mistakes++;
    complaints.accept(sentence);
  }

  private void add(TargetSet targets, TargetSpec spec, String text) {
    AddressRange range = spec.range();
    HostArgument host = spec.host();
    if (range != null) {
      addRange(targets, range, text);
    } else if (host != null) {
      addHost(targets, host);
    }
  }

  private void addRange(TargetSet targets, AddressRange range, String text) {
    checkFamily(range.first().family(), text);
    targets.add(range);
  }

  private void checkFamily(IpFamily family, String text) {
    if (config.family() != null && config.family() != family) {
      throw new UsageException(
          text + ": not " + (config.family() == IpFamily.IPV4 ? "IPv4" : "IPv6"));
    }
  }

  private void addHost(TargetSet targets, HostArgument host) {
    IpAddress address = host.address();
    if (address != null) {
      checkFamily(address.family(), host.text());
    }
    try {
      Target target =
          Target.of(host.text(), config.family(), outside.resolver(), outside.interfaces());
      List<IpAddress> addresses =
          config.allAddresses() ? target.addresses() : List.of(target.address());
      for (IpAddress one : addresses) {
        targets.add(host.text(), one, target.scope());
      }
    } catch (IOException e) {
      targets.addUnresolved(host.text());
      complaints.accept(String.valueOf(e.getMessage()));
    }
  }
}

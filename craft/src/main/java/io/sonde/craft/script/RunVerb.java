// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.script;

import io.sonde.cli.Arguments;
import io.sonde.cli.OptionTable;
import io.sonde.cli.StandardOutput;
import io.sonde.cli.UsageException;
import io.sonde.craft.language.Sources;
import io.sonde.craft.verb.CraftExit;
import io.sonde.craft.verb.Outside;
import io.sonde.craft.verb.Signals;
import io.sonde.craft.verb.Verb;
import io.sonde.craft.verb.VerbSources;
import io.sonde.craft.wire.WirePorts;
import io.sonde.net.Network;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code craft run}: a script of packets sent and packets expected; a verdict. */
public final class RunVerb extends Verb {
  private static final String MAIN = "io.sonde.craft.CraftMain";
  private static final String OUTPUT = "--output";
  private static final String SEED = "--seed";

  private final WirePorts ports;
  private final Signals signals;

  /** The verb. */
  public RunVerb(Outside outside, WirePorts ports, Signals signals) {
    super(
        "run",
        "[options] FILE|-",
        "Runs a script: interface, let, send, expect, reject, at, wait, repeat, start, exec.",
        outside);
    this.ports = ports;
    this.signals = signals;
  }

  @Override
  protected void addOptions(OptionTable table) {
    table
        .section("Script")
        .value("--set", "NAME=VALUE", "what ${NAME} stands for; repeatable")
        .value(SEED, "N", "seed of everything random")
        .flag("--dry-run", "reads the whole script, and does nothing")
        .flag("--yes-i-own-this-network", "lets public addresses have what they should not")
        .section("Output")
        .value("-o " + OUTPUT, "FORMAT", "text or json (text)")
        .flag("--json", "-o json")
        .flag("--trace", "every packet that leaves or comes")
        .flag("-q --quiet", "only what fails");
  }

  @Override
  protected int execute(Arguments arguments, StandardOutput out) throws IOException {
    if (arguments.operands().size() != 1) {
      throw new UsageException("script: one file; - is standard input");
    }
    String file = arguments.operands().get(0);
    String format =
        "--json".equals(arguments.last("--json", OUTPUT))
            ? "json"
            : arguments.value(OUTPUT, "text");
    if (!format.equals("text") && !format.equals("json")) {
      throw new UsageException("-o " + format + ": unknown format; text or json");
    }
    Map<String, String> given = given(arguments.values("--set"));
    VerbSources sources = new VerbSources(outside());
    byte[] octets = file.equals("-") ? sources.standardInput() : sources.file(file);
    Script script = Script.read(file, new String(octets, StandardCharsets.UTF_8));
    boolean dry = arguments.has("--dry-run");
    ScriptCheck check = new ScriptCheck(script, given, new StatementReader(file, sources));
    if (dry) {
      out.line(file + ": no mistake; statements: " + check.statements());
      return CraftExit.OK;
    }
    long seed = arguments.whole(SEED, 0, Long.MAX_VALUE, outside().seed());
    if (check.isRandom() && !arguments.has(SEED)) {
      out.error("seed " + seed);
    }
    out.flushEachLine(true);
    ScriptJson json =
        format.equals("json") ? new ScriptJson(out, outside().time()::epochNanos) : null;
    if (json != null) {
      json.start(file);
    }
    ScriptListener listener =
        json != null ? json : new ScriptText(out, file, arguments.has("--quiet"));
    return run(script, given, sources, listener, json, arguments, seed);
  }

  private static Map<String, String> given(List<String> settings) {
    Map<String, String> given = new HashMap<>();
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      if (equals < 1) {
        throw new UsageException("--set " + setting + ": expected NAME=VALUE");
      }
      given.put(setting.substring(0, equals), setting.substring(equals + 1));
    }
    return given;
  }

  private int run(
      Script script,
      Map<String, String> given,
      Sources sources,
      ScriptListener listener,
      @Nullable ScriptJson json,
      Arguments arguments,
      long seed)
      throws IOException {
    boolean traces = arguments.has("--trace");
    try (Network network = ports.networks().open();
        Commands commands = new Processes(MAIN, json != null)) {
      Ears ears = new Ears(network, listener, traces);
      boolean unbound = arguments.has("--yes-i-own-this-network");
      try (WirePosting posting =
          new WirePosting(ports, network, ears, listener, unbound, traces, seed)) {
        ScriptRun run =
            new ScriptRun(
                script,
                new Names(script.file(), given, false),
                new StatementReader(script.file(), sources),
                ears,
                posting,
                commands,
                network.time(),
                listener);
        return verdict(run, network, json);
      }
    }
  }

  private int verdict(ScriptRun run, Network network, @Nullable ScriptJson json)
      throws IOException {
    Signals.Listening listening =
        signals.listen(
            () -> {
              run.stop();
              network.wakeUp();
            });
    int status = CraftExit.INPUT_OUTPUT;
    try {
      status = run.run() ? CraftExit.OK : CraftExit.DIFFERS;
      return status;
    } finally {
      listening.close();
      if (json != null) {
        json.summary(run.steps(), status);
      }
    }
  }
}

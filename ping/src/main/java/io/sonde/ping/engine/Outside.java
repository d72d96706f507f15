// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.engine;

import io.sonde.net.Interfaces;
import io.sonde.net.Network;
import io.sonde.net.Privileges;
import io.sonde.net.Resolver;
import io.sonde.net.SourcePorts;
import java.util.function.IntFunction;

/**
 * The ports of a run.
 *
 * @param errorText the host's words for an error number that a refused slot carries
 * @param sourcePorts ports of this host, for probes that no socket sends
 * @param secret random bits for cookie and identifier
 */
public record Outside(
    Network network,
    Resolver resolver,
    Interfaces interfaces,
    Privileges privileges,
    IntFunction<String> errorText,
    SourcePorts sourcePorts,
    long secret) {}

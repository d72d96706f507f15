// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute.engine;

import io.sonde.net.Interfaces;
import io.sonde.net.Neighbours;
import io.sonde.net.Network;
import io.sonde.net.Refusals;
import io.sonde.net.Resolver;
import io.sonde.net.SourcePorts;
import io.sonde.net.TcpDefaults;
import java.util.function.Supplier;

/**
 * The ports of a run.
 *
 * @param secret random bits for tokens, sequence numbers and the identifier
 */
public record Outside(
    Network network,
    Resolver resolver,
    Interfaces interfaces,
    Neighbours neighbours,
    SourcePorts sourcePorts,
    Supplier<TcpDefaults> tcpDefaults,
    Refusals refusals,
    long secret) {}

// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.verb;

import io.sonde.net.Captures;
import io.sonde.net.HostNames;
import io.sonde.net.Resolver;
import io.sonde.net.TimeSource;
import java.io.InputStream;
import java.util.function.Supplier;

/**
 * What verbs need of the outside world.
 *
 * @param names makes what knows the names of hosts, for a run that asks for them
 * @param captures packets that pass a device, and filters
 * @param seed for a run that was given none
 */
public record Outside(
    Resolver resolver,
    Supplier<HostNames> names,
    TimeSource time,
    InputStream standardInput,
    Captures captures,
    long seed) {}

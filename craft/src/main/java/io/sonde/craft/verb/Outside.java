// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.verb;

import io.sonde.net.Captures;
import io.sonde.net.Resolver;
import io.sonde.net.TimeSource;
import java.io.InputStream;

/**
 * What verbs need of the outside world.
 *
 * @param captures packets that pass a device, and filters
 * @param seed for a run that was given none
 */
public record Outside(
    Resolver resolver, TimeSource time, InputStream standardInput, Captures captures, long seed) {}

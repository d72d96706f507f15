// SPDX-License-Identifier: Apache-2.0
/**
 * What the command lines of all tools share: arguments, numbers, standard output, JSON lines, exit
 * codes.
 *
 * <p>Arguments follow getopt_long(3) with permutation, so a script written for the customary tools
 * finds the same reading of {@code -qc3}, {@code -c3}, {@code -c -1} and {@code --}. Every message
 * to a user is one sentence that names the option and the value as typed; none is a stack trace.
 * Nothing here reads a clock, and only {@link io.sonde.cli.StandardOutput} touches file descriptors
 * 1 and 2.
 *
 * <p>RFC 8259 (JSON), RFC 3339 (time), RFC 4291 and RFC 5952 (IPv6 text), RFC 5890 (IDN).
 */
@NullMarked
package io.sonde.cli;

import org.jspecify.annotations.NullMarked;

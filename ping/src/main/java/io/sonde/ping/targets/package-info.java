// SPDX-License-Identifier: Apache-2.0
/**
 * Targets of a run over many hosts: what the user may type (names, addresses, CIDR blocks of RFC
 * 4632 and RFC 4291, ranges), files of it, and the order in which a run or one of its shards takes
 * them. A set of targets is a function from index to address; a block of 2^24 addresses costs as
 * much memory as one.
 */
@NullMarked
package io.sonde.ping.targets;

import org.jspecify.annotations.NullMarked;

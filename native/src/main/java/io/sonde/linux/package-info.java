// SPDX-License-Identifier: Apache-2.0
/**
 * Linux by its C library: calls, constants under their C names, struct layouts. The only package
 * that knows JNA.
 *
 * <p>{@link io.sonde.linux.Libc} returns a call's result or the negated errno and throws nothing.
 * Memory for the kernel is a {@link io.sonde.linux.Block}; structs are written at constant offsets,
 * which are those of 64-bit little-endian Linux (x86-64 and aarch64, glibc and musl).
 */
@NullMarked
package io.sonde.linux;

import org.jspecify.annotations.NullMarked;

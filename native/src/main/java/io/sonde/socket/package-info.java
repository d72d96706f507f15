// SPDX-License-Identifier: Apache-2.0
/** Sockets of Linux as the kernel has them, with the kernel's own errors. */
@NullMarked
package io.sonde.socket;

import org.jspecify.annotations.NullMarked;

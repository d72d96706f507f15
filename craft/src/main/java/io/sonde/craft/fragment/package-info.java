// SPDX-License-Identifier: Apache-2.0
/** Datagrams into fragments and back: RFC 791 section 3.2, RFC 8200 section 4.5. */
@NullMarked
package io.sonde.craft.fragment;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/**
 * Which packet answers which probe. Pure: layers judge by their own rules ({@link
 * io.sonde.craft.layer.LayerSpec#answers}), errors by the datagram that they quote (RFC 792, RFC
 * 4443); here only the probes that may be meant are found, and the ages that they have are kept.
 */
@NullMarked
package io.sonde.craft.answer;

import org.jspecify.annotations.NullMarked;

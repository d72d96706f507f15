// SPDX-License-Identifier: Apache-2.0
/**
 * Capture files as streams: pcap and pcapng read and written, packets as hexadecimal text.
 *
 * <p>{@link io.sonde.pcap.CaptureInput} tells by the first octets what a stream holds and gives the
 * {@link io.sonde.pcap.CaptureReader} for it, which fills one {@link io.sonde.pcap.CaptureRecord}
 * again and again: no allocation a packet, memory that does not grow with the file. No length of a
 * file is believed before its octets have arrived. What cannot be read is a {@link
 * io.sonde.pcap.MalformedCaptureException} that names the file and the octet, after every packet in
 * front of it was delivered.
 *
 * <p>pcapng blocks and options that are not known are skipped, and so are interface statistics,
 * name resolution and secrets. Damaged options of an interface end the reading, since times depend
 * on them; those of a packet cost only its comments.
 *
 * <p>draft-ietf-opsawg-pcap, draft-ietf-opsawg-pcapng, pcap-savefile(5).
 */
@NullMarked
package io.sonde.pcap;

import org.jspecify.annotations.NullMarked;

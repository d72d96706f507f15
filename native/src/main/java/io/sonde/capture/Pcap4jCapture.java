// SPDX-License-Identifier: Apache-2.0
package io.sonde.capture;

import io.sonde.link.SystemTime;
import io.sonde.linux.SharedLibrary;
import io.sonde.net.Capture;
import io.sonde.net.CaptureBatch;
import io.sonde.net.CaptureCounts;
import io.sonde.net.CaptureSpec;
import io.sonde.net.Network;
import io.sonde.net.NotPermittedException;
import io.sonde.net.PacketFilter;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Timestamp;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.pcap4j.core.BpfProgram.BpfCompileMode;
import org.pcap4j.core.NotOpenException;
import org.pcap4j.core.PcapDumper;
import org.pcap4j.core.PcapHandle;
import org.pcap4j.core.PcapHandle.PcapDirection;
import org.pcap4j.core.PcapHandle.TimestampPrecision;
import org.pcap4j.core.PcapNativeException;
import org.pcap4j.core.PcapNetworkInterface.PromiscuousMode;
import org.pcap4j.core.PcapStat;
import org.pcap4j.core.Pcaps;
import org.pcap4j.core.RawPacketListener;
import org.pcap4j.packet.namednumber.DataLinkType;
import org.pcap4j.util.Inet4NetworkAddress;

/**
 * A capture by libpcap: immediate mode where it is asked for, time stamps in nanoseconds. The
 * filter is set on a handle that nothing has been read from; libpcap lets packets that were queued
 * before pass through it as well.
 */
public final class Pcap4jCapture implements Capture {
  /** pcap4j reads it when its first class is initialised. */
  private static final String LIBRARY = "org.pcap4j.core.pcapLibName";

  /** By the soname of Debian and its descendants, of all others, and of a folder with headers. */
  private static final String[] NAMES = {"libpcap.so.0.8", "libpcap.so.1", "libpcap.so"};

  /** libpcap before 1.10 sees a break between two polls only, which this ends. */
  private static final int PATIENCE_MILLIS = 100;

  /**
   * So long packets may lie in a block of the kernel's (TPACKET_V3) before they are seen. Without
   * blocks each packet takes as much of the buffer as the longest, 256 KiB where segmentation is
   * offloaded: 32 MiB would hold 128 packets.
   */
  private static final int GATHERING_MILLIS = 10;

  /** The kernel closes a block at the second tick that finds it open, and ticks may be late. */
  private static final int CLOSING_MILLIS = 6 * GATHERING_MILLIS;

  /** Packets between two looks at the file. */
  private static final int CHUNK = 10_000;

  /** Octets of a packet's header in a pcap file, and the offset of its captured length. */
  private static final int RECORD = 16;

  private static final int CAPTURED = 8;

  private static final long NANOS_A_SECOND = 1_000_000_000L;
  private static final int PERMISSION_DENIED = -8; // PCAP_ERROR_PERM_DENIED
  private static final int PROMISCUOUS_DENIED = -11; // PCAP_ERROR_PROMISC_PERM_DENIED
  private static final int SLL2 = 276;
  private static final String WAY_OUT = "; run as root or grant CAP_NET_RAW";

  /** DLT_ values that differ from the LINKTYPE_ of the same header on Linux, in pairs. */
  private static final int[] LINK_TYPES = {11, 100, 12, 101, 13, 102, 14, 101, 16, 103};

  private final PcapHandle handle;
  private final String device;
  private final int linkType;
  private final boolean immediate;
  private final SystemTime clock = new SystemTime();

  /** Packets that have been handed on. */
  private long taken;

  private volatile boolean awake;
  private @Nullable ScheduledExecutorService alarms;
  private @Nullable ScheduledFuture<?> alarm;

  private Pcap4jCapture(PcapHandle handle, String device, boolean immediate) {
    this.handle = handle;
    this.device = device;
    this.immediate = immediate;
    linkType = linkType(handle.getDlt().value());
  }

  /** Finds libpcap, before pcap4j looks for it by a name that only developers have. */
  private static void load() throws IOException {
    if (System.getProperty(LIBRARY) != null) {
      return;
    }
    String name = SharedLibrary.firstOf(NAMES);
    if (name == null) {
      throw new IOException(
          "libpcap: not found; install it (Debian and Ubuntu: apt-get install libpcap0.8,"
              + " elsewhere libpcap)");
    }
    System.setProperty(LIBRARY, name);
  }

  /**
   * Begins to capture, as {@link io.sonde.net.Captures#open} says.
   *
   * @throws IOException as there
   */
  public static Capture open(CaptureSpec spec) throws IOException {
    load();
    PcapHandle handle;
    try {
      handle =
          new PcapHandle.Builder(spec.device())
              .snaplen(spec.snapLength())
              .promiscuousMode(
                  spec.promiscuous() ? PromiscuousMode.PROMISCUOUS : PromiscuousMode.NONPROMISCUOUS)
              .bufferSize(spec.bufferOctets())
              .timestampPrecision(TimestampPrecision.NANO)
              .timeoutMillis(spec.immediate() ? PATIENCE_MILLIS : GATHERING_MILLIS)
              .immediateMode(spec.immediate())
              .build();
    } catch (PcapNativeException e) {
      throw refused(spec.device(), e);
    }
    try {
      if (spec.device().equals(CaptureSpec.ANY)) {
        cookedWithIndex(handle);
      }
      if (!spec.filter().isEmpty()) {
        handle.setFilter(spec.filter(), BpfCompileMode.OPTIMIZE, netmask(spec.device()));
      }
      if (spec.direction() != CaptureSpec.Direction.BOTH) {
        handle.setDirection(
            spec.direction() == CaptureSpec.Direction.IN ? PcapDirection.IN : PcapDirection.OUT);
      }
      return new Pcap4jCapture(handle, spec.device(), spec.immediate());
    } catch (PcapNativeException e) {
      handle.close();
      throw wrong(spec.filter(), e);
    } catch (NotOpenException e) {
      throw closed(spec.device(), e);
    }
  }

  /** The header that says which device it was, if this libpcap has it (1.10). */
  private static void cookedWithIndex(PcapHandle handle) throws NotOpenException {
    try {
      handle.setDlt(DataLinkType.getInstance(SLL2));
    } catch (PcapNativeException e) {
      // the older cooked header stays
    }
  }

  /** Of the device, for {@code ip broadcast}; some devices have none. */
  private static Inet4Address netmask(String device) {
    try {
      Inet4NetworkAddress network = Pcaps.lookupNet(device);
      return network.getMask();
    } catch (PcapNativeException e) {
      return PcapHandle.PCAP_NETMASK_UNKNOWN;
    }
  }

  private static IOException refused(String device, PcapNativeException e) {
    Integer code = e.getReturnCode();
    String words = words(e, device);
    if (code != null && (code == PERMISSION_DENIED || code == PROMISCUOUS_DENIED)) {
      return new NotPermittedException(
          new IOException("capture on " + device + ": " + words + WAY_OUT, e));
    }
    return new IOException("capture on " + device + ": " + words, e);
  }

  private static IllegalArgumentException wrong(String filter, PcapNativeException e) {
    return new IllegalArgumentException("filter \"" + filter + "\": " + words(e, ""), e);
  }

  private static IOException closed(String device, NotOpenException e) {
    return new IOException("capture on " + device + ": is closed", e);
  }

  /** What libpcap said, without what pcap4j and libpcap put in front of it. */
  private static String words(PcapNativeException e, String device) {
    String text = String.valueOf(e.getMessage());
    String[] prefixes = {
      "Error occurred in pcap_compile: ",
      "Error occurred in pcap_setfilter: ",
      "Error occurred: ",
      "Error occured: ",
      device + ": "
    };
    for (String prefix : prefixes) {
      if (text.startsWith(prefix)) {
        text = text.substring(prefix.length());
      }
    }
    return text.isEmpty() ? "refused" : text;
  }

  private static int linkType(int dlt) {
    for (int i = 0; i < LINK_TYPES.length; i += 2) {
      if (LINK_TYPES[i] == dlt) {
        return LINK_TYPES[i + 1];
      }
    }
    return dlt;
  }

  private static int dlt(int linkType) {
    for (int i = 0; i < LINK_TYPES.length; i += 2) {
      if (LINK_TYPES[i + 1] == linkType) {
        return LINK_TYPES[i];
      }
    }
    return linkType;
  }

  @Override
  public int linkType() {
    return linkType;
  }

  @Override
  public int receive(CaptureBatch in, long deadline) throws IOException {
    in.clear();
    try {
      do {
        arm(deadline);
        dispatch(in);
      } while (in.count() == 0 && !awake && !isOver(deadline));
    } catch (PcapNativeException e) {
      if (in.count() == 0) {
        throw new IOException("capture on " + device + ": " + words(e, device), e);
      }
    } catch (NotOpenException e) {
      throw closed(device, e);
    }
    awake = false;
    taken += in.count();
    return in.count();
  }

  private void dispatch(CaptureBatch in) throws PcapNativeException, NotOpenException {
    try {
      handle.dispatch(in.slots, (RawPacketListener) octets -> arrived(in, octets));
    } catch (InterruptedException e) {
      // breakLoop; what came before it is in the batch
    }
  }

  /** In immediate mode libpcap waits for packets without end, whatever its time-out. */
  private void arm(long deadline) {
    if (deadline == Network.FOREVER || alarm != null && !alarm.isDone()) {
      return;
    }
    alarm = alarm(Math.max(deadline - clock.nanos(), 0));
  }

  private ScheduledFuture<?> alarm(long wait) {
    if (alarms == null) {
      alarms =
          Executors.newSingleThreadScheduledExecutor(
              task -> {
                Thread thread = new Thread(task, "capture");
                thread.setDaemon(true);
                return thread;
              });
    }
    return alarms.schedule(this::breakLoop, wait, TimeUnit.NANOSECONDS);
  }

  private boolean isOver(long deadline) {
    return deadline != Network.FOREVER && clock.nanos() - deadline >= 0;
  }

  private void arrived(CaptureBatch in, byte[] octets) {
    Timestamp time = handle.getTimestamp();
    long second = Math.floorDiv(time.getTime(), 1000L);
    in.add(
        second * NANOS_A_SECOND + time.getNanos(),
        Integer.toUnsignedLong(handle.getOriginalLength()),
        octets);
  }

  /** The packets never come into this process's heap: libpcap reads and writes. */
  @Override
  public long record(Path file, long most, long deadline) throws IOException {
    long written = 0;
    long counted = 0;
    try (PcapDumper dumper = handle.dumpOpen(file.toString())) {
      dumper.flush(); // the header is there before the first packet is
      counted = dumper.ftell();
      boolean broken = false;
      while (written < most && !broken && !awake && !isOver(deadline)) {
        arm(deadline);
        int count = (int) Math.min(most - written, CHUNK);
        broken = !recorded(count, dumper);
        dumper.flush(); // a full disk is told of here only
        if (!broken) {
          written += count;
          counted = dumper.ftell();
        }
      }
      if (!immediate) {
        takeGathered(most, written, file, counted, dumper);
      }
    } catch (PcapNativeException e) {
      throw new IOException(file + ": " + words(e, file.toString()), e);
    } catch (NotOpenException e) {
      throw closed(device, e);
    }
    awake = false;
    written += packets(file, counted);
    taken += written;
    return written;
  }

  /**
   * Takes what had come before the end and lies in the kernel's blocks.
   *
   * @param most packets that may come into the file
   * @param from offset in the file behind {@code written} packets
   */
  private void takeGathered(long most, long written, Path file, long from, PcapDumper dumper)
      throws IOException, PcapNativeException, NotOpenException {
    CaptureCounts counts = counts();
    long came = counts.passed() - counts.droppedByKernel() - taken;
    long left = Math.min(most, came) - written - packets(file, from);
    while (left > 0) {
      long at = dumper.ftell();
      alarm = alarm(CLOSING_MILLIS * 1_000_000L);
      if (recorded((int) Math.min(left, Integer.MAX_VALUE), dumper)) {
        alarm.cancel(false);
      }
      dumper.flush();
      long got = packets(file, at);
      left = got == 0 ? 0 : left - got; // what has not come by now never will
    }
  }

  /** Whether so many packets came before somebody broke the loop. */
  private boolean recorded(int count, PcapDumper dumper)
      throws PcapNativeException, NotOpenException {
    try {
      handle.loop(count, dumper);
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  /** Packets of a pcap file of this host from an offset on. */
  private static long packets(Path file, long from) throws IOException {
    ByteBuffer length = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.nativeOrder());
    long count = 0;
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      for (long at = from; channel.read(length.clear(), at + CAPTURED) == Integer.BYTES; count++) {
        at += RECORD + Integer.toUnsignedLong(length.getInt(0));
      }
    }
    return count;
  }

  @Override
  public CaptureCounts counts() throws IOException {
    try {
      PcapStat stat = handle.getStats();
      return new CaptureCounts(
          stat.getNumPacketsReceived(),
          stat.getNumPacketsDropped(),
          stat.getNumPacketsDroppedByIf());
    } catch (PcapNativeException e) {
      throw new IOException("capture on " + device + ": " + words(e, device), e);
    } catch (NotOpenException e) {
      throw closed(device, e);
    }
  }

  @Override
  public void wakeUp() {
    awake = true;
    breakLoop();
  }

  private void breakLoop() {
    try {
      handle.breakLoop();
    } catch (NotOpenException e) {
      // nothing waits
    }
  }

  @Override
  public void close() {
    if (alarms != null) {
      alarms.shutdownNow();
    }
    handle.close();
  }

  /**
   * Compiles a filter, as {@link io.sonde.net.Captures#filter} says.
   *
   * @throws IOException as there
   */
  public static PacketFilter filter(int linkType, String text) throws IOException {
    load();
    PcapHandle dead;
    try {
      dead = Pcaps.openDead(DataLinkType.getInstance(dlt(linkType)), CaptureSpec.MOST_SNAP_LENGTH);
    } catch (PcapNativeException e) {
      throw new IOException("filter: " + words(e, ""), e);
    }
    try {
      return new CompiledFilter(dead.compileFilter(text, BpfCompileMode.OPTIMIZE, noNetmask()));
    } catch (PcapNativeException e) {
      throw wrong(text, e);
    } catch (NotOpenException e) {
      throw closed("", e);
    } finally {
      dead.close();
    }
  }

  /** As tcpdump has it of files, so that {@code ip broadcast} compiles there, too. */
  private static Inet4Address noNetmask() throws UnknownHostException {
    return (Inet4Address) InetAddress.getByAddress(new byte[4]);
  }
}

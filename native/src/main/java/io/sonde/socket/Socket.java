// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket;

import io.sonde.linux.ErrnoH;
import io.sonde.linux.FcntlH;
import io.sonde.linux.Libc;
import io.sonde.linux.SocketH;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A socket of the kernel, socket(2), by its descriptor.
 *
 * <p><b>Errors</b> are the kernel's: every method that throws {@link IOException} throws a {@link
 * SystemCallException} with the errno when the kernel refuses, EBADF once the socket is closed. A
 * mistake that needs no kernel to be seen is an {@link IllegalArgumentException}, and null is a
 * {@link NullPointerException} unless a method says what it means.
 *
 * <p><b>Waiting.</b> Calls wait without limit, up to the time-out ({@link
 * java.net.SocketTimeoutException}), or not at all ({@link WouldBlockException}), as {@link
 * #setTimeout} says; MSG_DONTWAIT makes a single call not wait. An interrupt of the thread ends a
 * call that waits with an {@link java.io.InterruptedIOException} and leaves the socket open and the
 * interrupt status set; {@link #close} by any thread ends it with EBADF. Signals that the process
 * handles are not seen.
 *
 * <p><b>Threads.</b> All methods may be called by several threads at once. Flags are MSG_ constants
 * of {@link SocketConstants}, combined by OR. A socket that cannot be reached any more is closed.
 */
public final class Socket implements AutoCloseable {
  /**
   * A connection taken from a listening socket.
   *
   * @param socket blocking, without time-out
   * @param peer the other end; an unnamed local address for a client without a name
   */
  public record Accepted(Socket socket, SocketAddr peer) {}

  /** Two sockets that are connected to each other. */
  public record SocketPair(Socket first, Socket second) implements AutoCloseable {
    /** Closes both. */
    @Override
    public void close() throws IOException {
      try (first) {
        second.close();
      }
    }
  }

  /**
   * What a receive call brought.
   *
   * @param data what fitted; empty at the end of a stream
   * @param length octets of the whole datagram, more than {@code data} has when it was cut
   * @param from the sender; null on streams
   */
  @SuppressWarnings("ArrayRecordComponent") // handed over as it is
  public record Received(byte[] data, int length, @Nullable SocketAddr from) {
    /** Whether octets of the datagram are lost. */
    public boolean truncated() {
      return length > data.length;
    }
  }

  /**
   * What a receive call brought into a buffer.
   *
   * @param count octets copied; −1 at the end of a stream
   * @param length octets of the whole datagram, more than {@code count} when it was cut
   * @param from the sender; null on streams
   */
  public record ReceivedInto(int count, int length, @Nullable SocketAddr from) {
    /** Whether octets of the datagram are lost. */
    public boolean truncated() {
      return length > Math.max(count, 0);
    }
  }

  private final Endpoint endpoint;
  private final Association association;
  private final Receiver receiver;
  private final Sender sender;
  private final MessageSender messageSender;
  private final MessageReceiver messageReceiver;
  private final Options options;

  Socket(Endpoint endpoint) {
    this.endpoint = endpoint;
    association = new Association(endpoint);
    receiver = new Receiver(endpoint);
    sender = new Sender(endpoint);
    messageSender = new MessageSender(endpoint);
    messageReceiver = new MessageReceiver(endpoint, receiver);
    options = new Options(endpoint);
  }

  /**
   * A new socket with the family's usual protocol for the type.
   *
   * @throws IOException as {@link #open(AddressFamily, SocketType, int)}
   */
  public static Socket open(AddressFamily family, SocketType type) throws IOException {
    return open(family, type, 0);
  }

  /**
   * A new socket, socket(2).
   *
   * @param protocol an IPPROTO_ number, 0 for the usual one; for PACKET an EtherType in host order
   * @throws IOException EPERM for raw and packet sockets without CAP_NET_RAW, EACCES for ping
   *     sockets outside {@code net.ipv4.ping_group_range}, EAFNOSUPPORT, EPROTONOSUPPORT,
   *     ESOCKTNOSUPPORT, EINVAL for combinations that the kernel does not have
   */
  public static Socket open(AddressFamily family, SocketType type, int protocol)
      throws IOException {
    return Descriptors.open(family, type, protocol);
  }

  /**
   * Two connected local sockets, socketpair(2).
   *
   * @param type STREAM, DGRAM or SEQPACKET
   * @throws IOException as {@link #pair(AddressFamily, SocketType, int)}
   */
  public static SocketPair pair(SocketType type) throws IOException {
    return pair(AddressFamily.UNIX, type, 0);
  }

  /**
   * Two connected sockets, socketpair(2).
   *
   * @throws IOException EOPNOTSUPP in families other than UNIX, EMFILE
   */
  public static SocketPair pair(AddressFamily family, SocketType type, int protocol)
      throws IOException {
    return Descriptors.pair(family, type, protocol);
  }

  /**
   * The socket of a descriptor from elsewhere, which it closes from now on. Family, type and
   * protocol are asked of the kernel; it is blocking, without time-out, and close-on-exec.
   *
   * @param fd 0 or more; left alone when this fails
   * @throws IOException EBADF if it is not open, ENOTSOCK if it is no socket
   */
  public static Socket adopt(int fd) throws IOException {
    return Descriptors.adopt(fd);
  }

  /**
   * Gives the socket a local address, bind(2).
   *
   * @param address of the socket's family, or {@link SocketAddr.Other}
   * @throws IOException EADDRINUSE, EADDRNOTAVAIL, EACCES, EINVAL if it is bound
   */
  public void bind(SocketAddr address) throws IOException {
    association.bind(address);
  }

  /**
   * Lets clients connect, listen(2), as many waiting as SOMAXCONN says.
   *
   * @throws IOException EOPNOTSUPP for a type without connections
   */
  public void listen() throws IOException {
    association.listen(SocketH.SOMAXCONN);
  }

  /**
   * Lets clients connect, listen(2).
   *
   * @param backlog connections that may wait; the kernel cuts what is out of its range
   * @throws IOException EOPNOTSUPP for a type without connections
   */
  public void listen(int backlog) throws IOException {
    association.listen(backlog);
  }

  /**
   * Waits for a client, accept4(2).
   *
   * @throws IOException EINVAL if the socket does not listen, EMFILE, or an end of waiting
   */
  public Accepted accept() throws IOException {
    return Descriptors.accept(endpoint, association);
  }

  /**
   * Connects, connect(2), and waits for the outcome. After a time-out or an interrupt the kernel's
   * attempt goes on. A local server whose queue is full is waited for.
   *
   * @param address of the socket's family, or {@link SocketAddr.Other}
   * @throws WouldBlockException EINPROGRESS in non-blocking mode: writable when it is over, and
   *     {@link SockOpt#SO_ERROR} has the outcome; EAGAIN for a full local server
   * @throws IOException ECONNREFUSED, ENETUNREACH, EISCONN …, or an end of waiting
   */
  public void connect(SocketAddr address) throws IOException {
    association.connect(address);
  }

  /**
   * As {@link #connect}, with the errno as result.
   *
   * @return 0, or the errno; ETIMEDOUT (110) after the time-out, EINPROGRESS (115) in non-blocking
   *     mode, EBADF (9) on a closed socket
   * @throws java.io.InterruptedIOException if the thread is interrupted while it waits
   */
  public int connectEx(SocketAddr address) throws IOException {
    return association.connectEx(address);
  }

  /** What keeps the number from being released during a call. */
  Handle handle() {
    return endpoint.handle;
  }

  private static int or(int[] flags) {
    int all = 0;
    for (int flag : flags) {
      all |= flag;
    }
    return all;
  }

  /**
   * Receives, recv(2). On a stream what is there, up to {@code size}; MSG_WAITALL collects until
   * size, end or time-out. Elsewhere one datagram, of which what does not fit is lost.
   *
   * @param size 0 or more; with 0 a stream gives nothing at once, others a datagram
   * @return the octets; empty at the end of a stream
   * @throws IOException ENOTCONN, ECONNREFUSED, ECONNRESET …, or an end of waiting
   */
  public byte[] recv(int size, int... flags) throws IOException {
    return receiver.receive(size, or(flags));
  }

  /**
   * As {@link #recv(ByteBuffer, int...)} without flags.
   *
   * @param dst written from its position on, which moves behind the octets
   * @return octets copied; −1 at the end of a stream
   * @throws IOException as {@link #recv(int, int...)}
   */
  public int recv(ByteBuffer dst) throws IOException {
    return receiver.receive(dst, 0);
  }

  /**
   * Receives into a buffer, as {@link #recv(int, int...)} into an array. A direct buffer is written
   * by the kernel itself.
   *
   * @param dst written from its position on, which moves behind the octets; without room it counts
   *     as size 0
   * @return octets copied; −1 at the end of a stream, and on SEQPACKET when the peer is gone and
   *     nothing is left; 0 for an empty datagram
   * @throws IllegalArgumentException if it is read-only
   * @throws IOException as {@link #recv(int, int...)}
   */
  public int recv(ByteBuffer dst, int... flags) throws IOException {
    return receiver.receive(dst, or(flags));
  }

  /**
   * Receives with the sender's address, recvfrom(2).
   *
   * @param size 0 or more
   * @throws IOException as {@link #recv(int, int...)}
   */
  public Received recvFrom(int size, int... flags) throws IOException {
    return receiver.receiveFrom(size, or(flags));
  }

  /**
   * Receives into a buffer with the sender's address, recvfrom(2).
   *
   * @param dst as in {@link #recv(ByteBuffer, int...)}
   * @throws IllegalArgumentException if it is read-only
   * @throws IOException as {@link #recv(int, int...)}
   */
  public ReceivedInto recvFrom(ByteBuffer dst, int... flags) throws IOException {
    return receiver.receiveFrom(dst, or(flags));
  }

  /**
   * Sends, send(2).
   *
   * @return octets sent; on a stream perhaps fewer than there are
   * @throws IOException EPIPE, EDESTADDRREQ, ENOTCONN, EMSGSIZE, ECONNREFUSED …, or an end of
   *     waiting
   */
  public int send(byte[] data, int... flags) throws IOException {
    return sender.send(ByteBuffer.wrap(data), null, or(flags));
  }

  /**
   * As {@link #send(ByteBuffer, int...)} without flags.
   *
   * @param src its position moves behind what was sent
   * @return octets sent
   * @throws IOException as {@link #send(byte[], int...)}
   */
  public int send(ByteBuffer src) throws IOException {
    return sender.send(src, null, 0);
  }

  /**
   * Sends what is left in a buffer, send(2). The kernel reads a direct buffer itself.
   *
   * @param src its position moves behind what was sent
   * @return octets sent
   * @throws IOException as {@link #send(byte[], int...)}
   */
  public int send(ByteBuffer src, int... flags) throws IOException {
    return sender.send(src, null, or(flags));
  }

  /**
   * Sends everything, by one time-out for all of it.
   *
   * @throws SystemCallException with {@link SystemCallException#bytesTransferred} what was sent
   *     before; time-outs and interrupts have it in their field
   * @throws IOException as {@link #send(byte[], int...)}
   */
  public void sendAll(byte[] data, int... flags) throws IOException {
    sender.sendAll(ByteBuffer.wrap(data), or(flags));
  }

  /**
   * Sends everything that is left in a buffer, by one time-out for all of it.
   *
   * @param src its position moves behind what was sent, also on failure
   * @throws IOException as {@link #sendAll(byte[], int...)}
   */
  public void sendAll(ByteBuffer src, int... flags) throws IOException {
    sender.sendAll(src, or(flags));
  }

  /**
   * Sends to an address, sendto(2).
   *
   * @param to of the socket's family, or {@link SocketAddr.Other}
   * @return octets sent
   * @throws IOException as {@link #send(byte[], int...)}, ENETUNREACH, EACCES, EISCONN
   */
  public int sendTo(byte[] data, SocketAddr to, int... flags) throws IOException {
    return sendTo(ByteBuffer.wrap(data), to, flags);
  }

  /**
   * Sends what is left in a buffer to an address, sendto(2).
   *
   * @param src its position moves behind what was sent
   * @param to of the socket's family, or {@link SocketAddr.Other}
   * @return octets sent
   * @throws IOException as {@link #sendTo(byte[], SocketAddr, int...)}
   */
  public int sendTo(ByteBuffer src, SocketAddr to, int... flags) throws IOException {
    return sender.send(src, Objects.requireNonNull(to, "to"), or(flags));
  }

  /**
   * Sends a message of several parts with ancillary data, sendmsg(2).
   *
   * @param parts at most 1024; their positions move by what was sent; none: an empty datagram
   * @param ancillary perhaps empty
   * @param toOrNull of the socket's family, or {@link SocketAddr.Other}; null: the connected peer
   * @return octets sent
   * @throws IllegalArgumentException for descriptors without an octet of data on a stream
   * @throws IOException as {@link #sendTo(byte[], SocketAddr, int...)}; EMSGSIZE for more parts,
   *     EINVAL for more than 253 descriptors, EBADF for a closed one
   */
  public int sendMsg(
      List<ByteBuffer> parts,
      List<? extends Ancillary> ancillary,
      @Nullable SocketAddr toOrNull,
      int... flags)
      throws IOException {
    return messageSender.send(parts, ancillary, toOrNull, or(flags));
  }

  /**
   * Receives a message with its ancillary data, recvmsg(2). Close it: it owns the descriptors in
   * it.
   *
   * @param size octets of data, 0 or more
   * @param ancillarySize octets of the control buffer, 0 or more; {@link Ancillary#space} of each
   *     element expected
   * @throws IOException as {@link #recv(int, int...)}
   */
  public Message recvMsg(int size, int ancillarySize, int... flags) throws IOException {
    return messageReceiver.receive(size, ancillarySize, or(flags));
  }

  /**
   * The next entry of the error queue, MSG_ERRQUEUE; never waits. IP_RECVERR or IPV6_RECVERR lets
   * errors in, SO_TIMESTAMPING transmit stamps.
   *
   * @param size octets of the quoted payload to keep, 0 or more
   * @return empty when the queue is, always in families that have none
   */
  public Optional<ErrorReport> recvError(int size) throws IOException {
    return messageReceiver.receiveError(size);
  }

  /**
   * As {@link #sendBatch(MessageBatch, int, int, int...)} without flags.
   *
   * @param first slot to begin with
   * @param count slots
   * @return messages sent
   * @throws IOException as the first message's send
   */
  public int sendBatch(MessageBatch batch, int first, int count) throws IOException {
    return sent(batch, first, count, 0);
  }

  /**
   * Sends slots of a batch, sendmmsg(2), 1024 at most. It waits for the first only.
   *
   * @param first slot to begin with
   * @param count slots
   * @return messages sent, at least 1 unless {@code count} is 0; fewer than asked when the next one
   *     cannot be sent, whose error comes when it is the first. On a stream {@link
   *     MessageBatch#length} of the last may be less than it has
   * @throws IllegalArgumentException for ancillary data without room, or an address of another
   *     family
   * @throws IOException as the first message's send
   */
  public int sendBatch(MessageBatch batch, int first, int count, int... flags) throws IOException {
    return sent(batch, first, count, or(flags));
  }

  private int sent(MessageBatch batch, int first, int count, int flags) throws IOException {
    long result = batch.send(endpoint, first, count, flags);
    if (result < 0) {
      throw Failure.of(Call.SENDMMSG, "", result);
    }
    return (int) result;
  }

  /**
   * As {@link #recvBatch(MessageBatch, int...)} without flags.
   *
   * @return messages received
   * @throws IOException as {@link #recv(int, int...)}
   */
  public int recvBatch(MessageBatch batch) throws IOException {
    return received(batch, 0);
  }

  /**
   * Receives into the slots of a batch from 0 on, recvmmsg(2), 1024 at most. It waits for the first
   * message and takes what is there. On a stream each slot takes what fits, and an empty one is the
   * end.
   *
   * @return messages received, at least 1
   * @throws IOException as {@link #recv(int, int...)}
   */
  public int recvBatch(MessageBatch batch, int... flags) throws IOException {
    return received(batch, or(flags));
  }

  private int received(MessageBatch batch, int flags) throws IOException {
    long result = batch.receive(endpoint, receiver.ownFlags(), flags);
    if (result < 0) {
      throw Failure.of(Call.RECVMMSG, "", result);
    }
    return (int) result;
  }

  /**
   * Ends a direction of the connection, shutdown(2), for every duplicate of the socket.
   *
   * @throws IOException ENOTCONN
   */
  public void shutdown(Shutdown how) throws IOException {
    association.shutdown(how);
  }

  /**
   * Closes the descriptor and wakes every call that waits for it; the number is free when the last
   * of them has left. Does nothing on a closed or detached socket. A connection goes on as long as
   * duplicates have it.
   *
   * @throws IOException EBADF if the number was closed by somebody else
   */
  @Override
  public void close() throws IOException {
    int result = endpoint.handle.close();
    if (result < 0) {
      throw Failure.of("close", "", result, 0);
    }
  }

  /** Whether the descriptor is still this socket's. */
  public boolean isOpen() {
    return !endpoint.handle.isClosing();
  }

  /**
   * Gives the descriptor away: this socket counts as closed, calls that wait end with EBADF, and
   * the number stays open. O_NONBLOCK is set if the socket was non-blocking, else not.
   *
   * @return the number; −1 if it was closed or detached before
   */
  public int detach() {
    return Descriptors.detach(endpoint);
  }

  /**
   * The descriptor's number, still owned by this socket; −1 when it is closed or detached. It has
   * O_NONBLOCK whatever the socket's mode, which others with the same open file see as well; {@link
   * #detach} sets the flag right.
   */
  public int fileno() {
    return endpoint.handle.number();
  }

  /**
   * A second descriptor of the same socket, with the same time-out, dup(2).
   *
   * @throws IOException EMFILE
   */
  public Socket duplicate() throws IOException {
    return Descriptors.duplicate(endpoint);
  }

  /**
   * The local address, getsockname(2). Unbound: {@code 0.0.0.0:0}, {@code [::]:0}, an unnamed local
   * one.
   */
  public SocketAddr getSockName() throws IOException {
    return association.ownName();
  }

  /**
   * The peer's address, getpeername(2).
   *
   * @throws IOException ENOTCONN
   */
  public SocketAddr getPeerName() throws IOException {
    return association.peerName();
  }

  /** Its address family. */
  public AddressFamily family() {
    return endpoint.family;
  }

  /** Its type. */
  public SocketType type() {
    return endpoint.type;
  }

  /** The protocol that it was opened with; an adopted one's as the kernel says. */
  public int protocol() {
    return endpoint.protocol;
  }

  /**
   * Sets an option of one int, setsockopt(2).
   *
   * @throws IOException ENOPROTOOPT, EINVAL, EPERM
   */
  public void setSockOpt(int level, int name, int value) throws IOException {
    options.set(level, name, value, new Options.Numbered(level, name));
  }

  /**
   * Sets an option, setsockopt(2).
   *
   * @param value as the kernel has it, in native order
   * @throws IOException ENOPROTOOPT, EINVAL, EPERM
   */
  public void setSockOpt(int level, int name, byte[] value) throws IOException {
    options.set(level, name, value, new Options.Numbered(level, name));
  }

  /**
   * An option of one int, or one octet, getsockopt(2).
   *
   * @throws IOException ENOPROTOOPT, EOPNOTSUPP
   */
  public int getSockOpt(int level, int name) throws IOException {
    return options.get(level, name, new Options.Numbered(level, name));
  }

  /**
   * An option, getsockopt(2).
   *
   * @param bufLen most octets to ask for, 1 … 65536
   * @return as many as the kernel gave
   * @throws IOException ENOPROTOOPT, EOPNOTSUPP, EINVAL
   */
  public byte[] getSockOpt(int level, int name, int bufLen) throws IOException {
    return options.get(level, name, bufLen, new Options.Numbered(level, name));
  }

  /**
   * Sets an option, setsockopt(2).
   *
   * @param value null only where the option says so
   * @return this socket
   * @throws UnsupportedOperationException if the option can only be read
   * @throws IOException ENOPROTOOPT for an option of another kind of socket, EINVAL, EPERM
   */
  public <T extends @Nullable Object> Socket setOption(SockOpt<T> option, T value)
      throws IOException {
    option.set(options, value);
    return this;
  }

  /**
   * An option's value, getsockopt(2).
   *
   * @throws UnsupportedOperationException if the option can only be set
   * @throws IOException ENOPROTOOPT or EOPNOTSUPP for an option of another kind of socket
   */
  public <T extends @Nullable Object> T getOption(SockOpt<T> option) throws IOException {
    return option.get(options);
  }

  /**
   * Lets a classic BPF program judge what is received, SO_ATTACH_FILTER of socket(7). What waits
   * already is not judged.
   *
   * @param program 1 … 4096 instructions
   * @throws IOException EINVAL for a program that the kernel does not take
   */
  public void attachFilter(List<BpfInstruction> program) throws IOException {
    options.attach(program);
  }

  /**
   * Removes the program.
   *
   * @throws IOException ENOENT if there is none
   */
  public void detachFilter() throws IOException {
    options.detachFilter();
  }

  /**
   * How long calls wait. Calls in progress keep what they began with.
   *
   * @param timeoutOrNull null: without limit; zero: not at all
   * @throws IllegalArgumentException if it is negative
   * @throws IOException EBADF
   */
  public void setTimeout(@Nullable Duration timeoutOrNull) throws IOException {
    long nanos = Deadline.nanos(timeoutOrNull);
    askKernel();
    endpoint.timeout(timeoutOrNull, nanos);
  }

  /** What {@link #setTimeout} set; null when calls wait without limit. */
  public @Nullable Duration getTimeout() {
    return endpoint.timeout();
  }

  /**
   * Lets calls wait without limit, or not at all: {@link #setTimeout} of null or zero.
   *
   * @throws IOException EBADF
   */
  public void setBlocking(boolean blocking) throws IOException {
    setTimeout(blocking ? null : Duration.ZERO);
  }

  /** Whether calls wait at all, with or without a time-out. */
  public boolean isBlocking() {
    return endpoint.isBlocking();
  }

  /**
   * The socket as a file of text in UTF-8, or of octets, with a buffer of 8192 octets.
   *
   * @param mode any order of {@code r}, {@code w} or both, and perhaps {@code b} for octets; empty:
   *     {@code r}
   * @throws IllegalArgumentException for another mode
   * @throws IOException EBADF
   */
  public SocketFile makeFile(String mode) throws IOException {
    return makeFile(mode, StandardCharsets.UTF_8, SocketFile.BUFFER);
  }

  /**
   * The socket as a file.
   *
   * @param mode as in {@link #makeFile(String)}
   * @param charset of text; not used with {@code b}
   * @param bufferSize octets of each direction; 0: none, with {@code b} only
   * @throws IllegalArgumentException for another mode, or text without a buffer
   * @throws IOException EBADF
   */
  public SocketFile makeFile(String mode, Charset charset, int bufferSize) throws IOException {
    SocketFile file = new SocketFile(this, mode, charset, bufferSize);
    askKernel();
    return file;
  }

  /**
   * What the socket receives, without a buffer: a read of n octets is a {@link #recv} of n. Closing
   * it does nothing.
   */
  public InputStream inputStream() {
    return new SocketInput(this);
  }

  /**
   * What the socket sends, without a buffer: a write is a {@link #sendAll}. Closing does nothing.
   */
  public OutputStream outputStream() {
    return new SocketOutput(this);
  }

  /** Throws EBADF if the number is not open, whoever closed it. */
  private void askKernel() throws IOException {
    endpoint.atOnce("fcntl", "", fd -> Libc.fcntl(fd, FcntlH.F_GETFL, 0));
  }

  /** Throws EBADF if the socket is closed. */
  void checkOpen() throws IOException {
    if (!isOpen()) {
      throw Failure.of("fcntl", "", -ErrnoH.EBADF, 0);
    }
  }

  /** Octets that wait to be received; 0 when the kernel does not tell. */
  int queued() throws IOException {
    return endpoint.atOnce("ioctl", "", Receiver::queued);
  }

  /** As in {@code socket 5 (INET STREAM)}, or {@code socket closed (INET STREAM)}. */
  @Override
  public String toString() {
    int number = fileno();
    String state = number < 0 ? "closed" : Integer.toString(number);
    return "socket " + state + " (" + endpoint.family + " " + endpoint.type + ")";
  }
}

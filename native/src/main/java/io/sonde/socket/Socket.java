// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket;

import io.sonde.linux.SocketH;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
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
  private final Options options;

  Socket(Endpoint endpoint) {
    this.endpoint = endpoint;
    association = new Association(endpoint);
    receiver = new Receiver(endpoint);
    sender = new Sender(endpoint);
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

  /** The descriptor's number, still owned by this socket; −1 when it is closed or detached. */
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
   * How long calls wait. Calls in progress keep what they began with.
   *
   * @param timeoutOrNull null: without limit; zero: not at all
   * @throws IllegalArgumentException if it is negative
   * @throws IOException EBADF
   */
  public void setTimeout(@Nullable Duration timeoutOrNull) throws IOException {
    if (timeoutOrNull != null && timeoutOrNull.isNegative()) {
      throw new IllegalArgumentException("timeout must not be negative: " + timeoutOrNull);
    }
    endpoint.atOnce("fcntl", "", fd -> 0);
    endpoint.timeout(timeoutOrNull);
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

  /** As in {@code socket 5 (INET STREAM)}, or {@code socket closed (INET STREAM)}. */
  @Override
  public String toString() {
    int number = fileno();
    String state = number < 0 ? "closed" : Integer.toString(number);
    return "socket " + state + " (" + endpoint.family + " " + endpoint.type + ")";
  }
}

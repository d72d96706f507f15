// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.echo;

import io.sonde.socket.Errno;
import io.sonde.socket.Poller;
import io.sonde.socket.Socket;
import io.sonde.socket.SocketAddr;
import io.sonde.socket.SystemCallException;
import io.sonde.socket.WouldBlockException;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A listening socket and its connections: TCP, local streams, local records. */
final class StreamService implements Service {
  /** Connections at once; the others wait in the kernel's queue. */
  private static final int MOST = 1000;

  private static final int AT_ONCE = 64;

  private final EchoServer server;
  private final EchoEndpoint endpoint;
  private final Socket listener;
  private final Set<Conversation> open = new HashSet<>();
  private boolean full;

  StreamService(EchoServer server, EchoEndpoint endpoint, Socket listener) {
    this.server = server;
    this.endpoint = endpoint;
    this.listener = listener;
  }

  @Override
  public void ready(int events) throws IOException {
    for (int i = 0; i < AT_ONCE && !server.isFull(); i++) {
      if (open.size() >= MOST) {
        pause();
        return;
      }
      Socket.Accepted accepted;
      try {
        accepted = listener.accept();
      } catch (WouldBlockException e) {
        return;
      } catch (SystemCallException e) {
        if (isForWantOfRoom(e)) {
          if (open.isEmpty()) {
            throw e;
          }
          pause();
          return;
        }
        continue; // what became of one client before it was taken
      }
      Conversation made = new Conversation(server, this, accepted.socket(), peer(accepted.peer()));
      open.add(made);
      server.began();
      try {
        made.begin();
      } catch (SystemCallException e) {
        made.finish(e.errno().description());
      }
    }
  }

  private static boolean isForWantOfRoom(SystemCallException e) {
    return List.of(Errno.EMFILE, Errno.ENFILE, Errno.ENOMEM, Errno.EBADF, Errno.EINVAL)
        .contains(e.errno());
  }

  private void pause() throws IOException {
    full = true;
    server.watch(listener, this, 0, false);
  }

  static String peer(SocketAddr address) {
    return address instanceof SocketAddr.Unix unix && unix.isUnnamed() ? "" : address.toString();
  }

  /** A conversation is over. */
  void ended(Conversation conversation, String peer, long received, long sent, String end)
      throws IOException {
    open.remove(conversation);
    server.listener().connection(endpoint, peer, received, sent, end);
    server.ended();
    if (full && listener.isOpen()) {
      full = false;
      server.watch(listener, this, Poller.IN, false);
    }
  }
}

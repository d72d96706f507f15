// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.echo;

import io.sonde.socket.Poller;
import io.sonde.socket.Shutdown;
import io.sonde.socket.SockOpt;
import io.sonde.socket.Socket;
import io.sonde.socket.SystemCallException;
import io.sonde.socket.WouldBlockException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * One connection. Nothing is read while more than {@link #PENDING} octets wait to be sent, so a
 * client that does not read fills its own buffers and none of ours.
 */
final class Conversation implements Service {
  private static final int PENDING = 1 << 18;

  private final EchoServer server;
  private final StreamService service;
  private final Socket socket;
  private final String peer;
  private final EchoSettings settings;
  private final Deque<ByteBuffer> out = new ArrayDeque<>();
  private long pending;
  private int delayed;
  private long received;
  private long sent;
  private boolean inputEnded;
  private boolean outputEnded;
  private boolean shut;
  private boolean closing;
  private boolean finished;
  private int events = -1;

  Conversation(EchoServer server, StreamService service, Socket socket, String peer) {
    this.server = server;
    this.service = service;
    this.socket = socket;
    this.peer = peer;
    settings = server.settings();
  }

  /** Begins it. */
  void begin() throws IOException {
    socket.setBlocking(false);
    if (settings.greeting().length() > 0) {
      later(settings.greeting().toByteArray());
    }
    update();
  }

  @Override
  public void ready(int happened) throws IOException {
    if (finished) {
      return;
    }
    try {
      if ((happened & (Poller.OUT | Poller.ERR | Poller.HUP)) != 0) {
        drain();
      }
      boolean broken = (happened & (Poller.ERR | Poller.HUP)) != 0;
      if ((happened & Poller.IN) != 0 || broken && !inputEnded) {
        receive();
      } else if (broken && !finished) {
        finish("reset");
      }
      settle();
    } catch (SystemCallException e) {
      finish(e.errno().name().equals("ECONNRESET") ? "reset" : e.errno().description());
    }
  }

  private void receive() throws IOException {
    if (inputEnded || closing || pending > PENDING) {
      return;
    }
    ByteBuffer in = server.input();
    int count;
    try {
      count = socket.recv(in);
    } catch (WouldBlockException e) {
      return;
    }
    if (count < 0) {
      inputEnded = true;
      return;
    }
    received += count;
    if (settings.closing() == EchoSettings.Closing.RESET) {
      socket.setOption(SockOpt.SO_LINGER, Duration.ZERO);
      finish("server, by a reset");
      return;
    }
    byte[] octets = new byte[count];
    in.flip().get(octets);
    byte[] answer = outputEnded ? null : settings.answer(octets);
    if (answer != null) {
      later(answer);
    }
    if (settings.closing() == EchoSettings.Closing.AFTER && received >= settings.closeAfter()) {
      closing = true;
    }
    if (settings.closing() == EchoSettings.Closing.HALF && !outputEnded) {
      outputEnded = true;
      endOutputWhenSent();
    }
  }

  /** Sends octets after the delay. */
  private void later(byte[] octets) throws IOException {
    pending += octets.length;
    if (settings.delay() == 0) {
      out.add(ByteBuffer.wrap(octets));
      drain();
      return;
    }
    delayed++;
    server.after(
        settings.delay(),
        () -> {
          delayed--;
          out.add(ByteBuffer.wrap(octets));
          ready(Poller.OUT);
        });
  }

  private void drain() throws IOException {
    while (!out.isEmpty() && !finished) {
      ByteBuffer first = out.element();
      try {
        int count = socket.send(first);
        sent += count;
        pending -= count;
      } catch (WouldBlockException e) {
        return;
      }
      if (!first.hasRemaining()) {
        out.remove();
      }
    }
    endOutputWhenSent();
  }

  private void endOutputWhenSent() throws IOException {
    if (outputEnded && !shut && out.isEmpty() && delayed == 0 && !finished) {
      shut = true;
      socket.shutdown(Shutdown.WRITE);
    }
  }

  /** Ends it if everything is said, else waits for what can happen next. */
  private void settle() throws IOException {
    if (finished) {
      return;
    }
    if ((inputEnded || closing) && out.isEmpty() && delayed == 0) {
      finish(closing ? "server" : "client");
    } else {
      update();
    }
  }

  private void update() throws IOException {
    int wanted = 0;
    if (!inputEnded && !closing && pending <= PENDING) {
      wanted |= Poller.IN;
    }
    if (!out.isEmpty()) {
      wanted |= Poller.OUT;
    }
    if (wanted != events) {
      server.watch(socket, this, wanted, events < 0);
      events = wanted;
    }
  }

  /** Ends it from this side. */
  void finish(String end) throws IOException {
    if (finished) {
      return;
    }
    finished = true;
    server.forget(socket);
    try {
      socket.close();
    } catch (IOException e) {
      // the number is free all the same
    }
    service.ended(this, peer, received, sent, end);
  }
}

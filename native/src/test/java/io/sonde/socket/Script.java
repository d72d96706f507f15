// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A run of the scripts of {@code src/test/python/sockets.py} through this library: its words and
 * its results are said there.
 */
final class Script implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private final Path folder;
  private final Map<String, Socket> sockets = new LinkedHashMap<>();
  private final Map<String, SocketAddr> names = new LinkedHashMap<>();
  private final List<Socket> all = new ArrayList<>();

  /**
   * @param folder where files of Unix sockets are made
   */
  Script(Path folder) {
    this.folder = folder;
  }

  /** What a step gives. */
  String outcome(String step) {
    String[] words = step.split(" ", -1);
    try {
      return run(words[0], words[1], Arrays.copyOfRange(words, 2, words.length));
    } catch (SocketTimeoutException e) {
      return "!timeout";
    } catch (SystemCallException e) {
      return "!" + e.errno().name();
    } catch (IllegalArgumentException e) {
      return "!argument";
    } catch (IOException e) {
      return "!" + e;
    }
  }

  static int number(String word) {
    if (Character.isDigit(word.charAt(0)) || word.charAt(0) == '-') {
      return Integer.decode(word);
    }
    try {
      return SocketConstants.class.getField(word).getInt(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("no constant " + word, e);
    }
  }

  private static int flags(String[] words, int from) {
    int flags = 0;
    for (int i = from; i < words.length; i++) {
      flags |= number(words[i]);
    }
    return flags;
  }

  private static byte[] data(String word) {
    if (word.startsWith("zeros:")) {
      return new byte[Integer.parseInt(word.substring(6))];
    }
    return word.startsWith("hex:")
        ? HexFormat.of().parseHex(word.substring(4))
        : word.getBytes(UTF_8);
  }

  private static String octets(byte[] data) {
    if (data.length > 64) {
      CRC32 crc = new CRC32();
      crc.update(data);
      return String.format("%d octets, CRC %08x", data.length, crc.getValue());
    }
    return "hex:" + HexFormat.of().formatHex(data);
  }

  private SocketAddr address(String word) throws IOException {
    if (word.startsWith("$")) {
      SocketAddr known = names.get(word.substring(1));
      return known != null ? known : socket(word.substring(1)).getSockName();
    }
    if (word.startsWith("@")) {
      return SocketAddr.unixAbstract(word.substring(1));
    }
    if (word.startsWith("=")) {
      return SocketAddr.unix(folder.resolve(word.substring(1)));
    }
    int colon = word.lastIndexOf(':');
    int port = Integer.parseInt(word.substring(colon + 1));
    return word.startsWith("[")
        ? SocketAddr.inet6(word.substring(1, colon - 1), port)
        : SocketAddr.inet4(word.substring(0, colon), port);
  }

  private String show(@Nullable SocketAddr address) {
    if (address == null) {
      return "-";
    }
    for (Map.Entry<String, SocketAddr> known : names.entrySet()) {
      if (address.port() != 0 && known.getValue().equals(address)
          || address.port() > 0
              && known.getValue().port() == address.port()
              && known.getValue().toString().matches("0\\.0\\.0\\.0:.*|\\[::]:.*")) {
        return "$" + known.getKey();
      }
    }
    if (address instanceof SocketAddr.Unix unix) {
      if (unix.isUnnamed()) {
        return "unnamed";
      }
      String name = new String(unix.bytes(), UTF_8);
      return unix.isAbstract() ? "@" + name : "=" + Path.of(name).getFileName();
    }
    return address.toString();
  }

  private Socket socket(String name) {
    Socket socket = sockets.get(name);
    if (socket == null) {
      throw new IllegalStateException("no socket " + name);
    }
    return socket;
  }

  private String keep(String name, Socket socket) throws IOException {
    all.add(socket);
    sockets.put(name, socket);
    socket.setTimeout(PATIENCE);
    return "ok";
  }

  private void remember(String name) {
    try {
      SocketAddr address = socket(name).getSockName();
      if (address.port() != 0 && !(address instanceof SocketAddr.Unix unix && unix.isUnnamed())) {
        names.put(name, address);
      }
    } catch (IOException unnamed) {
      // as before
    }
  }

  private static AddressFamily family(String word) {
    return switch (word) {
      case "INET" -> AddressFamily.INET;
      case "INET6" -> AddressFamily.INET6;
      case "UNIX" -> AddressFamily.UNIX;
      default -> new AddressFamily(number(word));
    };
  }

  private static SocketType type(String word) {
    return switch (word) {
      case "STREAM" -> SocketType.STREAM;
      case "DGRAM" -> SocketType.DGRAM;
      case "RAW" -> SocketType.RAW;
      case "SEQPACKET" -> SocketType.SEQPACKET;
      default -> new SocketType(number(word));
    };
  }

  private String run(String name, String operation, String[] w) throws IOException {
    switch (operation) {
      case "open" -> {
        int protocol = w.length > 2 ? number(w[2]) : 0;
        return keep(name, Socket.open(family(w[0]), type(w[1]), protocol));
      }
      case "pair" -> {
        Socket.SocketPair pair = Socket.pair(type(w[1]));
        keep(w[0], pair.second());
        return keep(name, pair.first());
      }
      case "accept" -> {
        Socket.Accepted accepted = socket(name).accept();
        keep(w[0], accepted.socket());
        return show(accepted.peer());
      }
      case "dup" -> {
        Socket duplicate = socket(name).duplicate();
        all.add(duplicate);
        sockets.put(w[0], duplicate);
        return "ok";
      }
      case "detach" -> {
        return keep(w[0], Socket.adopt(socket(name).detach()));
      }
      default -> {
        Socket s = socket(name);
        return switch (operation.charAt(0)) {
          case 'r' -> receive(s, operation, w);
          case 's' -> send(name, s, operation, w);
          default -> other(name, s, operation, w);
        };
      }
    }
  }

  private String receive(Socket s, String operation, String[] w) throws IOException {
    return switch (operation) {
      case "recv" -> octets(s.recv(number(w[0]), flags(w, 1)));
      case "recv_into" -> {
        byte[] array = new byte[number(w[0])];
        int count = s.recv(ByteBuffer.wrap(array), flags(w, 1));
        yield Math.max(count, 0) + " " + octets(array);
      }
      case "recvfrom" -> {
        Socket.Received received = s.recvFrom(number(w[0]), flags(w, 1));
        yield octets(received.data()) + " " + show(received.from());
      }
      case "recvmsg" -> {
        try (Message message = s.recvMsg(number(w[0]), number(w[1]), flags(w, 2))) {
          List<String> items = new ArrayList<>();
          message.ancillary().forEach(item -> items.add(show(s.family(), item)));
          yield octets(message.data())
              + (message.truncated() ? " TRUNC" : " -")
              + (message.ancillaryTruncated() ? " CTRUNC " : " - ")
              + (items.isEmpty() ? "-" : String.join(",", items));
        }
      }
      case "readline" -> {
        BufferedReader reader = s.makeFile("r").reader();
        yield Optional.ofNullable(reader.readLine())
            .map(line -> octets(line.getBytes(UTF_8)))
            .orElse("end");
      }
      default -> throw new IllegalStateException(operation);
    };
  }

  /** An item as the kernel had it: level/type:octets. */
  private static String show(AddressFamily family, Ancillary item) {
    boolean four = family.equals(AddressFamily.INET);
    if (item instanceof Ancillary.Rights rights) {
      return "rights:" + rights.descriptors().size();
    } else if (item instanceof Ancillary.HopLimit limit) {
      return (four ? "0/2:" : "41/52:") + littleEndian(limit.value());
    } else if (item instanceof Ancillary.TrafficClass traffic) {
      return four
          ? String.format("0/1:%02x", traffic.value())
          : "41/67:" + littleEndian(traffic.value());
    } else if (item instanceof Ancillary.PacketInfo info) {
      byte[] destination = Objects.requireNonNull(info.destination()).getAddress();
      return "41/50:" + HexFormat.of().formatHex(destination) + littleEndian(info.interfaceIndex());
    }
    return item.toString();
  }

  private static String littleEndian(int value) {
    return String.format("%08x", Integer.reverseBytes(value));
  }

  private String send(String name, Socket s, String operation, String[] w) throws IOException {
    switch (operation) {
      case "send" -> {
        return "" + s.send(data(w[0]), flags(w, 1));
      }
      case "sendall" -> {
        s.sendAll(data(w[0]), flags(w, 1));
        return "ok";
      }
      case "sendto" -> {
        int sent = s.sendTo(data(w[0]), address(w[1]), flags(w, 2));
        remember(name);
        return "" + sent;
      }
      case "sendmsg" -> {
        List<ByteBuffer> parts = Arrays.stream(w).map(Script::data).map(ByteBuffer::wrap).toList();
        return "" + s.sendMsg(parts, List.of(), null);
      }
      case "sendrights" -> {
        Socket[] others = Arrays.stream(w).skip(1).map(this::socket).toArray(Socket[]::new);
        List<Ancillary> rights = List.of(Ancillary.Rights.of(others));
        return "" + s.sendMsg(List.of(ByteBuffer.wrap(data(w[0]))), rights, null);
      }
      case "sendcontrol" -> {
        Ancillary item = new Ancillary.Raw(number(w[1]), number(w[2]), data(w[3]));
        List<ByteBuffer> parts = List.of(ByteBuffer.wrap(data(w[0])));
        return "" + s.sendMsg(parts, List.of(item), address(w[4]));
      }
      default -> {
        return other(name, s, operation, w);
      }
    }
  }

  private String other(String name, Socket s, String operation, String[] w) throws IOException {
    switch (operation) {
      case "bind" -> s.bind(address(w[0]));
      case "connect" -> s.connect(address(w[0]));
      case "connect_ex" -> {
        int number = s.connectEx(address(w[0]));
        remember(name);
        return number == 0 ? "0" : new Errno(number).name();
      }
      case "listen" -> {
        if (w.length > 0) {
          s.listen(number(w[0]));
        } else {
          s.listen();
        }
      }
      case "shutdown" -> s.shutdown(Shutdown.valueOf(w[0]));
      case "close" -> s.close();
      case "fileno" -> {
        return s.fileno() >= 0 ? "open" : "" + s.fileno();
      }
      case "kind" -> {
        return s.family().value() + " " + s.type().value() + " " + s.protocol();
      }
      case "sockname" -> {
        return show(s.getSockName());
      }
      case "peername" -> {
        return show(s.getPeerName());
      }
      case "setopt" -> {
        if (w[2].startsWith("hex:")) {
          s.setSockOpt(number(w[0]), number(w[1]), data(w[2]));
        } else {
          s.setSockOpt(number(w[0]), number(w[1]), number(w[2]));
        }
      }
      case "getopt" -> {
        return w.length > 2
            ? octets(s.getSockOpt(number(w[0]), number(w[1]), number(w[2])))
            : "" + s.getSockOpt(number(w[0]), number(w[1]));
      }
      case "timeout" -> s.setTimeout(seconds(w[0]));
      case "gettimeout" -> {
        Duration timeout = s.getTimeout();
        return timeout == null
            ? "none"
            : (timeout.toMillis() / 1000.0 + "").replaceAll("\\.0$", "");
      }
      case "blocking" -> s.setBlocking(w[0].equals("1"));
      case "getblocking" -> {
        return s.isBlocking() ? "1" : "0";
      }
      case "writable" -> {
        try (Poller poller = Poller.open()) {
          poller.add(s, Poller.OUT);
          return poller.poll(PATIENCE).isEmpty() ? "not ready" : "ready";
        }
      }
      case "fill" -> {
        Opened.fill(s);
        return "full";
      }
      default -> throw new IllegalStateException(operation);
    }
    if (!operation.equals("close")) {
      remember(name);
    }
    return "ok";
  }

  private static @Nullable Duration seconds(String word) {
    return word.equals("none")
        ? null
        : Duration.ofMillis(Math.round(Double.parseDouble(word) * 1000));
  }

  @Override
  public void close() throws IOException {
    for (Socket socket : all) {
      socket.close();
    }
  }
}

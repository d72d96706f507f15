// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket;

import static io.sonde.socket.SocketType.STREAM;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sockets as files and streams: S46 to S48. */
class StreamIT {
  private final Opened opened = new Opened();
  private Socket ours;
  private Socket peer;

  @BeforeEach
  void connect() throws IOException {
    Socket.SocketPair pair = opened.pair(STREAM);
    ours = pair.first();
    peer = pair.second();
  }

  @AfterEach
  void close() throws Exception {
    opened.close();
  }

  private void says(String text) throws IOException {
    peer.sendAll(text.getBytes(UTF_8));
  }

  @Test
  void s46ClosingTheSocketEndsItsFiles() throws IOException {
    SocketFile file = ours.makeFile("rw");
    BufferedReader reader = file.reader();
    BufferedWriter writer = file.writer();
    InputStream in = ours.inputStream();
    OutputStream out = ours.outputStream();
    says("buffered\nnot read\n");
    assertEquals("buffered", reader.readLine());
    ours.close();
    assertEquals(-1, ours.fileno());
    Expect.errno(Errno.EBADF, in::read);
    Expect.errno(Errno.EBADF, () -> out.write(1));
    Expect.errno(
        Errno.EBADF,
        () -> {
          writer.write("x");
          writer.flush();
        });
    SocketFile late = opened.pair(STREAM).first().makeFile("rb");
    assertThrows(IllegalStateException.class, late::writer);
  }

  @Test
  void s46ClosingAFileFlushesItOnly() throws IOException {
    try (SocketFile file = ours.makeFile("w")) {
      file.writer().write("späť");
    }
    assertEquals("späť", new String(peer.recv(99), UTF_8));
    assertTrue(ours.isOpen());
    ours.send(new byte[] {1});
    assertArrayEquals(new byte[] {1}, peer.recv(9));
    SocketFile file = ours.makeFile("wb");
    file.output().write(7);
    file.flush();
    assertArrayEquals(new byte[] {7}, peer.recv(9));
  }

  @Test
  void s47ATimeOutLosesNotEvenHalfALine() throws IOException {
    ours.setTimeout(Duration.ofMillis(60));
    BufferedReader reader = ours.makeFile("r").reader();
    says("hel");
    assertThrows(SocketTimeoutException.class, reader::readLine);
    assertThrows(SocketTimeoutException.class, reader::readLine);
    says("lo\nnext");
    assertEquals("hello", reader.readLine());
    assertThrows(SocketTimeoutException.class, reader::readLine);
    peer.close();
    assertEquals("next", reader.readLine());
    assertNull(reader.readLine());
  }

  @Test
  void s47ATimeOutWithinACharacterLosesNothing() throws IOException {
    ours.setTimeout(Duration.ofMillis(60));
    BufferedReader reader = ours.makeFile("r").reader();
    byte[] euro = "a€b\n".getBytes(UTF_8);
    for (byte octet : euro) {
      assertThrows(SocketTimeoutException.class, reader::readLine);
      peer.send(new byte[] {octet});
    }
    assertEquals("a€b", reader.readLine());
  }

  @Test
  void s47LinesEndInEveryCustomaryWay() throws IOException {
    says("a\r\nb\rc\n\n");
    BufferedReader reader = ours.makeFile("r").reader();
    for (String line : new String[] {"a", "b", "c", ""}) {
      assertEquals(line, reader.readLine());
    }
    says("x".repeat(20_000) + "\nend");
    assertEquals(20_000, reader.readLine().length());
    assertEquals('e', reader.read());
    peer.close();
    assertEquals("nd", reader.readLine());
    assertEquals(-1, reader.read());
  }

  @Test
  void s47TimeOutsInBinaryFilesLoseNothing() throws IOException {
    ours.setTimeout(Duration.ofMillis(60));
    InputStream in = ours.makeFile("rb").input();
    assertThrows(SocketTimeoutException.class, in::read);
    says("ab");
    assertEquals('a', in.read());
    byte[] rest = new byte[8];
    assertEquals(1, in.read(rest));
    assertThrows(SocketTimeoutException.class, () -> in.read(rest));
    peer.close();
    assertEquals(-1, in.read());
    assertEquals(-1, in.read(rest));
  }

  @Test
  void s47NonBlockingStreamsSayThatTheyWouldBlock() throws IOException {
    ours.setBlocking(false);
    Expect.wouldBlock(() -> ours.inputStream().read());
    BufferedReader reader = ours.makeFile("r").reader();
    Expect.wouldBlock(reader::readLine);
    says("late\n");
    assertEquals("late", reader.readLine());
    Opened.fill(ours);
    Expect.wouldBlock(() -> ours.outputStream().write(1));
  }

  @Test
  void s47TheEndOfAStream() throws IOException {
    says("x");
    peer.shutdown(Shutdown.WRITE);
    InputStream in = ours.inputStream();
    assertEquals('x', in.read());
    assertEquals(-1, in.read());
    assertEquals(-1, in.read(new byte[4]));
    assertEquals(0, in.read(new byte[0]));
  }

  @ParameterizedTest
  @ValueSource(strings = {"r", "w", "rw", "wr", "rb", "br", "wb", "rwb", "brw", "rbw", ""})
  void s48Modes(String mode) throws IOException {
    SocketFile file = ours.makeFile(mode);
    boolean reads = mode.contains("r") || mode.isEmpty() || mode.equals("b");
    boolean binary = mode.contains("b");
    if (reads) {
      says("line\n");
      if (binary) {
        assertEquals('l', file.input().read());
        assertThrows(IllegalStateException.class, file::reader);
      } else {
        assertEquals("line", file.reader().readLine());
      }
    } else {
      assertThrows(IllegalStateException.class, file::input);
      assertThrows(IllegalStateException.class, file::reader);
    }
    if (mode.contains("w")) {
      if (binary) {
        file.output().write('l');
        assertThrows(IllegalStateException.class, file::writer);
      } else {
        file.writer().write("l");
      }
      file.flush();
      assertArrayEquals(new byte[] {'l'}, peer.recv(9));
    } else {
      assertThrows(IllegalStateException.class, file::output);
      assertThrows(IllegalStateException.class, file::writer);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rt", "x", "+", "a", "rr", "ww", "rbb", "r+", "U"})
  void s48OtherModesAreRefused(String mode) {
    Expect.illegal(() -> ours.makeFile(mode));
  }

  @Test
  void s48TextNeedsABuffer() {
    Expect.illegal(() -> ours.makeFile("r", UTF_8, 0));
    Expect.illegal(() -> ours.makeFile("rw", UTF_8, 0));
    Expect.illegal(() -> ours.makeFile("rb", UTF_8, -1));
  }

  @Test
  void s48AnUnbufferedFileTakesNothingItDoesNotReturn() throws IOException {
    says("abc");
    InputStream in = ours.makeFile("rb", UTF_8, 0).input();
    assertEquals('a', in.read());
    assertEquals("bc", new String(ours.recv(9), UTF_8));
    ours.makeFile("wb", UTF_8, 0).output().write('z');
    assertArrayEquals(new byte[] {'z'}, peer.recv(9));
  }

  @Test
  void s48OtherCharactersSets() throws IOException {
    SocketFile file = ours.makeFile("rw", ISO_8859_1, 16);
    peer.send(new byte[] {(byte) 0xe9, '\n'});
    assertEquals("é", file.reader().readLine());
    file.writer().write("é");
    file.flush();
    assertArrayEquals(new byte[] {(byte) 0xe9}, peer.recv(9));
  }
}

package org.modeldex.server.testing;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Sends bytes that no well-behaved client would send, and reads what comes back. */
public final class RawHttp implements AutoCloseable {
  private final Socket socket;

  public RawHttp(URI server) throws IOException {
    socket = new Socket(server.getHost(), server.getPort());
    socket.setSoTimeout(20_000);
    socket.setTcpNoDelay(true);
  }

  /** Sends the text as it is, but for line ends: each becomes CR LF. */
  public static Answer exchange(URI server, String text) throws IOException {
    try (RawHttp connection = new RawHttp(server)) {
      connection.sendLines(text);
      return connection.readToEnd();
    }
  }

  /** Sends the text with CR LF at the end of each line. */
  public void sendLines(String text) throws IOException {
    send(text.replace("\n", "\r\n"));
  }

  public void send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
  }

  /** Everything until the server closes the connection. */
  public Answer readToEnd() throws IOException {
    InputStream in = socket.getInputStream();
    return new Answer(new String(in.readAllBytes(), StandardCharsets.UTF_8));
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /** What came back, possibly several answers in one. */
  public record Answer(String text) {
    public int status() {
      return text.isEmpty() ? 0 : Integer.parseInt(text.substring(9, 12));
    }

    /** How many answers came on the connection. */
    public int count() {
      return text.split("HTTP/1\\.1 ", -1).length - 1;
    }

    /** The header's line in lower case, or nothing. */
    public String header(String name) {
      String prefix = name.toLowerCase(Locale.ROOT) + ": ";
      List<String> lines = text.split("\r\n\r\n", 2)[0].lines().toList();
      return lines.stream()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
          .map(line -> line.substring(prefix.length()))
          .findFirst()
          .orElse("");
    }

    public String body() {
      String[] parts = text.split("\r\n\r\n", 2);
      return parts.length < 2 ? "" : parts[1];
    }
  }
}

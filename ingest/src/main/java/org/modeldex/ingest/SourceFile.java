package org.modeldex.ingest;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.ModeldexException;

/**
 * A file of a source: a handle, opened only when something is read. Used by one thread.
 *
 * <p>{@link #head} and {@link #text} throw {@code ModeldexException} with INVALID_ARGUMENT when the
 * file cannot be read and TOO_LARGE when it is larger than the import's limits allow.
 */
public final class SourceFile {
  /** How many bytes {@link #head} shows at most. */
  public static final int HEAD_BYTES = 16 << 10;

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final String path;
  private final long size;
  private final int maxTextBytes;
  private final Content content;
  private final Runnable onRead;
  private byte @Nullable [] head;
  private boolean opened;

  /** Where the bytes come from. */
  @FunctionalInterface
  interface Content {
    InputStream open() throws IOException;
  }

  SourceFile(String path, long size, int maxTextBytes, Content content, Runnable onRead) {
    this.path = path;
    this.size = size;
    this.maxTextBytes = maxTextBytes;
    this.content = content;
    this.onRead = onRead;
  }

  /** A file that is in memory already. */
  public static SourceFile of(String path, byte[] bytes) {
    return new SourceFile(
        path,
        bytes.length,
        ImportLimits.DEFAULT.textBytes(),
        () -> new ByteArrayInputStream(bytes),
        () -> {});
  }

  /** The path relative to the source, with {@code /} between its parts. */
  public String path() {
    return path;
  }

  /** The last part of the path. */
  public String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The path without its last part; empty for a file directly in the source. */
  public String folder() {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }

  /** Whether the name ends in one of {@code endings}, whatever its case. */
  public boolean endsWith(String... endings) {
    String lower = name().toLowerCase(Locale.ROOT);
    for (String ending : endings) {
      if (lower.endsWith(ending)) {
        return true;
      }
    }
    return false;
  }

  /** Size in bytes when the source was walked. */
  public long size() {
    return size;
  }

  /** The first bytes, for recognising a format; does not count as reading the file. */
  public byte[] head() {
    byte[] bytes = head;
    if (bytes == null) {
      try (InputStream in = content.open()) {
        bytes = in.readNBytes(HEAD_BYTES);
      } catch (IOException e) {
        throw unreadable(e);
      }
      head = bytes;
    }
    return bytes.clone();
  }

  /** {@link #head} as text; bytes that are no UTF-8 are replaced. */
  public String headText() {
    return withoutByteOrderMark(new String(head(), StandardCharsets.UTF_8));
  }

  /** The bytes as a stream, which the caller closes. */
  public InputStream open() throws IOException {
    if (!opened) {
      opened = true;
      onRead.run();
    }
    return new BufferedInputStream(content.open());
  }

  /** The whole file as text: UTF-8 or, if it is none, ISO 8859-1; without a byte order mark. */
  public String text() {
    try {
      return text(open());
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /**
   * {@link #text} for recognising a format that shows only far behind the beginning; does not count
   * as reading the file.
   */
  public String peek() {
    try {
      return text(content.open());
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private String text(InputStream stream) throws IOException {
    byte[] bytes;
    try (InputStream in = stream) {
      bytes = in.readNBytes(maxTextBytes);
      if (in.read() >= 0) {
        throw new ModeldexException(
            ErrorCode.TOO_LARGE,
            "has more than the " + maxTextBytes + " bytes that are read as one text");
      }
    }
    try {
      return withoutByteOrderMark(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
  }

  /**
   * Whether anything but the head was read. Importers read in the order of their list, so a later
   * one can leave alone what an earlier one has taken as part of its own records.
   */
  public boolean wasOpened() {
    return opened;
  }

  void forgetHead() {
    head = null;
  }

  private static String withoutByteOrderMark(String text) {
    return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
  }

  private static ModeldexException unreadable(IOException e) {
    return new ModeldexException(ErrorCode.INVALID_ARGUMENT, "cannot be read: " + e, e);
  }

  @Override
  public String toString() {
    return path;
  }
}

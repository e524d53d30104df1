package org.modeldex.ingest.table;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * Which characters bytes stand for: UTF-16 by its byte order mark, or by the zero bytes of Latin
 * letters in it; else UTF-8 if they are that from beginning to end; else windows-1252.
 */
final class TextEncoding {
  static final Charset WINDOWS = Charset.forName("windows-1252");

  private static final int BLOCK = 1 << 16;

  private TextEncoding() {}

  /**
   * The encoding of a stream that is read to its end.
   *
   * @param whole whether that is the end of the text, too, and not of its first part
   */
  static Charset of(InputStream in, boolean whole) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(BLOCK);
    CharBuffer characters = CharBuffer.allocate(BLOCK);
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    boolean first = true;
    while (true) {
      int read = in.readNBytes(bytes.array(), bytes.position(), bytes.remaining());
      boolean ended = read < bytes.remaining();
      bytes.position(bytes.position() + read).flip();
      if (first && isUtf16(bytes.array(), bytes.limit())) {
        return utf16(bytes.array());
      }
      first = false;
      CoderResult result = decoder.decode(bytes, characters.clear(), ended && whole);
      if (result.isError()) {
        return WINDOWS;
      }
      if (ended) {
        return StandardCharsets.UTF_8;
      }
      bytes.compact();
    }
  }

  private static boolean isUtf16(byte[] bytes, int length) {
    return length >= 2
        && ((bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE)
            || (bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF)
            || (bytes[0] == 0) != (bytes[1] == 0));
  }

  private static Charset utf16(byte[] bytes) {
    boolean little = bytes[0] == (byte) 0xFF || (bytes[1] == 0 && bytes[0] != (byte) 0xFE);
    return little ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE;
  }
}

package org.modeldex.ingest.onnx;

import java.io.IOException;
import org.modeldex.ingest.HeaderInput;

/**
 * The fields of one Protocol Buffers message, one after another. Call {@link #next}, then read or
 * skip the field's value.
 */
final class WireReader {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int LENGTH = 2;
  private static final int FIXED32 = 5;
  private static final int MAX_VARINT_BITS = 70;

  private final HeaderInput in;
  private final long end;
  private int wireType;

  /** The whole file as one message. */
  WireReader(HeaderInput in) {
    this(in, in.position() + in.remaining());
  }

  private WireReader(HeaderInput in, long end) {
    this.in = in;
    this.end = end;
  }

  /** The number of the next field; 0 at the message's end. */
  int next() throws IOException {
    if (in.position() >= end) {
      return 0;
    }
    long tag = varint();
    wireType = (int) (tag & 7);
    long field = tag >>> 3;
    if (field <= 0 || field > 1 << 29) {
      throw in.damaged("has a field of number " + field);
    }
    return (int) field;
  }

  /** The value of a field that is a number; 0 for one of another form, which is skipped. */
  long number() throws IOException {
    if (wireType != VARINT) {
      skip();
      return 0;
    }
    return varint();
  }

  /** The value of a field that is text, or empty, when it is longer than {@code max} bytes. */
  String text(int max) throws IOException {
    if (wireType != LENGTH) {
      skip();
      return "";
    }
    long length = length();
    if (length > max) {
      in.skip(length);
      return "";
    }
    return in.text(length, max);
  }

  /** The value of a field that is a message; an empty one for a field of another form. */
  WireReader message() throws IOException {
    if (wireType != LENGTH) {
      skip();
      return new WireReader(in, in.position());
    }
    return new WireReader(in, length() + in.position());
  }

  /** Whether the field's value is a list of numbers in one, which {@link #message} opens. */
  boolean isPacked() {
    return wireType == LENGTH;
  }

  /** The next number of a packed list. */
  long packed() throws IOException {
    return varint();
  }

  boolean atEnd() {
    return in.position() >= end;
  }

  /** Passes over the field's value without reading it. */
  void skip() throws IOException {
    switch (wireType) {
      case VARINT -> varint();
      case FIXED64 -> in.skip(Long.BYTES);
      case LENGTH -> in.skip(length());
      case FIXED32 -> in.skip(Integer.BYTES);
      default -> throw in.damaged("has a field of form " + wireType + ", which is not known,");
    }
  }

  /** A length that the message has room for. */
  private long length() throws IOException {
    long length = varint();
    if (length < 0 || length > end - in.position()) {
      throw in.damaged("is cut or damaged: a field is longer than what it stands in");
    }
    return length;
  }

  private long varint() throws IOException {
    long number = 0;
    for (int shift = 0; shift < MAX_VARINT_BITS; shift += 7) {
      int next = in.unsignedByte();
      number |= (long) (next & 0x7f) << shift;
      if (next < 0x80) {
        return number;
      }
    }
    throw in.damaged("has a number of more than ten bytes");
  }
}

package org.modeldex.server.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.ModeldexException;

/**
 * A form with files (RFC 7578) that is read piece by piece: files go where the caller says, the
 * other fields are short and few and stay in memory.
 */
public final class MultipartForm {
  private static final int PIECE_BYTES = 64 << 10;
  private static final int MAX_HEADER_BYTES = 4 << 10;
  private static final int MAX_FIELDS = 20;
  private static final int MAX_FIELD_BYTES = 4 << 10;

  private MultipartForm() {}

  /** Where files go. */
  @FunctionalInterface
  public interface Target {
    /**
     * Begins a file.
     *
     * @param name as the client says, which may be anything
     */
    OutputStream open(String name) throws IOException;
  }

  /**
   * Reads the form that is a request's body. When something is wrong, the rest is read all the
   * same, since browsers show no answer before they have sent everything.
   *
   * @return the fields that are no files, the first of each name
   * @throws ModeldexException INVALID_ARGUMENT for a body that is no such form, TOO_LARGE for too
   *     many or too long fields, and whatever {@code files} throws
   */
  public static Map<String, String> read(Context request, Target files) throws IOException {
    String boundary = MultiPart.extractBoundary(request.header("Content-Type"));
    if (boundary == null || boundary.isEmpty()) {
      throw ModeldexException.invalid("Content-Type", "does not say the form's boundary");
    }
    try (InputStream in = request.bodyInputStream();
        Parts parts = new Parts(files)) {
      MultiPart.Parser parser = new MultiPart.Parser(boundary, parts);
      parser.setMaxParts(-1); // the files are counted where they go
      parser.setPartHeadersMaxLength(MAX_HEADER_BYTES);
      boolean last = false;
      while (!last && parts.failure == null) {
        byte[] piece = in.readNBytes(PIECE_BYTES);
        last = piece.length < PIECE_BYTES;
        parser.parse(Content.Chunk.from(ByteBuffer.wrap(piece), last));
      }
      in.transferTo(OutputStream.nullOutputStream());
      parts.rethrow();
      return parts.fields;
    }
  }

  /**
   * Sorts the parts into files and fields. The parser drops what its listeners throw, so the first
   * failure is kept here and ends everything.
   */
  private static final class Parts extends MultiPart.AbstractPartsListener
      implements AutoCloseable {
    private final Target files;
    private final Map<String, String> fields = new LinkedHashMap<>();
    private byte[] field = new byte[0];
    private @Nullable OutputStream file;
    private @Nullable Exception failure;

    Parts(Target files) {
      this.files = files;
    }

    /** Something that may fail. */
    @FunctionalInterface
    private interface Step {
      void take() throws IOException;
    }

    private void take(Step step) {
      if (failure == null) {
        try {
          step.take();
        } catch (IOException | RuntimeException e) {
          failure = e;
        }
      }
    }

    @Override
    public void onPartHeaders() {
      take(() -> {
        String name = getFileName();
        field = new byte[0];
        file = name == null || name.isEmpty() ? null : files.open(name);
      });
    }

    @Override
    public void onPartContent(Content.Chunk chunk) {
      take(() -> {
        byte[] bytes = new byte[chunk.remaining()];
        chunk.getByteBuffer().get(bytes);
        if (file == null) {
          append(bytes);
        } else {
          file.write(bytes);
        }
      });
    }

    private void append(byte[] bytes) {
      if (field.length + bytes.length > MAX_FIELD_BYTES) {
        throw new ModeldexException(
            ErrorCode.TOO_LARGE, "a field of the form has more than " + MAX_FIELD_BYTES + " bytes");
      }
      byte[] longer = Arrays.copyOf(field, field.length + bytes.length);
      System.arraycopy(bytes, 0, longer, field.length, bytes.length);
      field = longer;
    }

    @Override
    public void onPart(@Nullable String name, @Nullable String fileName, HttpFields headers) {
      take(() -> {
        close();
        if (fileName == null && name != null) {
          if (fields.size() == MAX_FIELDS) {
            throw new ModeldexException(
                ErrorCode.TOO_LARGE, "the form has more than " + MAX_FIELDS + " fields");
          }
          fields.putIfAbsent(name, new String(field, StandardCharsets.UTF_8));
        }
      });
    }

    @Override
    public void onFailure(Throwable problem) {
      if (failure == null) {
        failure =
            new ModeldexException(
                ErrorCode.INVALID_ARGUMENT,
                "the form cannot be read: " + problem.getMessage(),
                problem);
      }
    }

    void rethrow() throws IOException {
      switch (failure) {
        case IOException e -> throw e;
        case RuntimeException e -> throw e;
        case null, default -> {}
      }
    }

    /** Ends the file that is being written, if any. */
    @Override
    public void close() throws IOException {
      OutputStream ended = file;
      file = null;
      if (ended != null) {
        ended.close();
      }
    }
  }
}

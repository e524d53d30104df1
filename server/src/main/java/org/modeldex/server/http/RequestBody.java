package org.modeldex.server.http;

import java.util.List;

/**
 * What body a route takes.
 *
 * @param mediaTypes what its Content-Type may be; empty for anything
 * @param size how much of it
 */
public record RequestBody(List<String> mediaTypes, Size size) {
  public static final RequestBody NONE = new RequestBody(List.of(), Size.NOTHING);
  public static final RequestBody JSON =
      new RequestBody(List.of("application/json"), Size.DOCUMENT);
  public static final RequestBody MERGE_PATCH =
      new RequestBody(List.of("application/merge-patch+json", "application/json"), Size.DOCUMENT);
  public static final RequestBody FORM =
      new RequestBody(List.of("application/x-www-form-urlencoded"), Size.DOCUMENT);

  /** A form with files, for {@link MultipartForm}. */
  public static final RequestBody UPLOAD =
      new RequestBody(List.of("multipart/form-data"), Size.UPLOAD);

  public static final RequestBody NDJSON =
      new RequestBody(List.of("application/x-ndjson", "application/jsonl"), Size.STREAM);

  /** A document whose media type the route looks at itself. */
  public static final RequestBody DOCUMENT = new RequestBody(List.of(), Size.DOCUMENT);

  /** Bytes of any kind. */
  public static final RequestBody BYTES = new RequestBody(List.of(), Size.STREAM);

  public RequestBody {
    mediaTypes = List.copyOf(mediaTypes);
  }

  /** How large a body may be; {@link HttpLimits} has the numbers. */
  public enum Size {
    NOTHING,
    /** Read whole. */
    DOCUMENT,
    /** Read piece by piece. */
    STREAM,
    /** Read piece by piece and kept for a while. */
    UPLOAD
  }
}

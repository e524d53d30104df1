package org.modeldex.store.rocksdb;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.MetricPoint;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.RecordId;
import org.modeldex.record.Stamp;
import org.modeldex.search.Embedding;
import org.modeldex.store.Change;
import org.modeldex.store.Change.Operation;
import org.modeldex.store.PointBounds;
import org.modeldex.store.Receipt.Effect;
import org.modeldex.store.Receipt.Outcome;
import org.modeldex.store.rocksdb.StoredState.Gone;
import org.modeldex.store.rocksdb.StoredState.Live;

/**
 * How values are written. Each begins with a byte that names its format, so that a later format can
 * stand beside this one, value by value.
 *
 * <pre>
 * state        1 | operation | revision | sequence | stamp            a deletion ends here
 *                | created stamp | flags | [importedAt] | JSON        flags: 1 lineage, 2 importedAt
 * change       1 | operation | revision | stamp | id key
 * receipt      1 | millis | fingerprint | n | n x (id | effect | revision | sequence)
 * metric key   1 | text
 * meta         1 | number:8   or   1 | text
 * edge         1
 * series       1 | points | last block | bounds | point     the point is the latest
 * points       1 | bounds | n | n x point
 * vector       1 | half-precision float:2 for every dimension
 *
 * stamp  = seconds:8 nanoseconds:4 by
 * point  = step:8 millis:8 value:8
 * bounds = smallest step:8 largest step:8 smallest millis:8 largest millis:8
 * </pre>
 */
final class Codec {
  private static final int FORMAT = 1;
  private static final int HAS_LINEAGE = 1;
  private static final int HAS_IMPORTED_AT = 2;

  private Codec() {}

  /** What a used idempotency token stands for; without outcomes that a record was not found. */
  record Used(Instant at, String fingerprint, List<Outcome> outcomes) {}

  static byte[] state(StoredState state) {
    return switch (state) {
      case Gone gone -> head(gone, 64).toBytes();
      case Live live -> {
        Content content = live.content();
        Instant importedAt = content.importedAt();
        int flags = (content.hasLineage() ? HAS_LINEAGE : 0);
        flags |= importedAt == null ? 0 : HAS_IMPORTED_AT;
        ByteSink sink = head(live, content.json().length + 128);
        stamp(sink, live.created()).oneByte(flags);
        if (importedAt != null) {
          sink.instant(importedAt);
        }
        yield sink.raw(content.json()).toBytes();
      }
    };
  }

  static StoredState state(RecordId id, byte[] value) {
    return decode(
        "the stored state of " + id,
        value,
        source -> {
          Operation operation = operation(source.oneByte());
          long revision = source.count();
          long sequence = source.count();
          Stamp stamp = stamp(source);
          if (operation == Operation.DELETE) {
            return new Gone(revision, sequence, stamp);
          }
          Stamp created = stamp(source);
          int flags = source.oneByte();
          Instant importedAt = (flags & HAS_IMPORTED_AT) == 0 ? null : source.instant();
          Content content = new Content(source.rest(), (flags & HAS_LINEAGE) != 0, importedAt);
          return new Live(revision, sequence, operation, created, stamp, content);
        });
  }

  static byte[] change(Change change) {
    ByteSink sink = sink(96).oneByte(code(change.operation())).count(change.revision());
    return stamp(sink, change.stamp()).raw(KeyLayout.record(change.id())).toBytes();
  }

  static Change change(long sequence, byte[] value) {
    return decode(
        "change " + sequence,
        value,
        source -> {
          Operation operation = operation(source.oneByte());
          long revision = source.count();
          Stamp stamp = stamp(source);
          return new Change(sequence, KeyLayout.record(source.rest()), operation, revision, stamp);
        });
  }

  static byte[] used(Used used) {
    ByteSink sink =
        sink(128)
            .eightBytes(used.at().toEpochMilli())
            .text(used.fingerprint())
            .count(used.outcomes().size());
    for (Outcome outcome : used.outcomes()) {
      sink.text(outcome.id().toString())
          .oneByte(code(outcome.effect()))
          .count(outcome.revision())
          .count(outcome.sequence());
    }
    return sink.toBytes();
  }

  static Used used(String token, byte[] value) {
    return decode(
        "the receipt of idempotency key " + token,
        value,
        source -> {
          Instant at = Instant.ofEpochMilli(source.eightBytes());
          String fingerprint = source.text();
          long size = source.count();
          List<Outcome> outcomes = new ArrayList<>();
          for (long i = 0; i < size; i++) {
            RecordId id = RecordId.parse(source.text());
            Effect effect = effect(source.oneByte());
            outcomes.add(new Outcome(id, effect, source.count(), source.count()));
          }
          return new Used(at, fingerprint, outcomes);
        });
  }

  static byte[] metricKey(String key) {
    return sink(64).raw(key.getBytes(StandardCharsets.UTF_8)).toBytes();
  }

  static String metricKey(int ordinal, byte[] value) {
    return decode("metric key " + ordinal, value, Codec::restAsText);
  }

  static byte[] number(long value) {
    return sink(9).eightBytes(value).toBytes();
  }

  static long number(String name, byte[] value) {
    return decode("the store's " + name, value, ByteSource::eightBytes);
  }

  static byte[] word(String value) {
    return sink(64).raw(value.getBytes(StandardCharsets.UTF_8)).toBytes();
  }

  static String word(String name, byte[] value) {
    return decode("the store's " + name, value, Codec::restAsText);
  }

  static byte[] series(SeriesHead head) {
    ByteSink sink = sink(80).count(head.points()).count(head.lastBlock());
    return point(bounds(sink, head.bounds()), head.latest()).toBytes();
  }

  static SeriesHead series(RecordId id, String metric, byte[] value) {
    return decode(
        "the series " + metric + " of " + id,
        value,
        source -> new SeriesHead(source.count(), source.count(), bounds(source), point(source)));
  }

  static byte[] points(PointBlock block) {
    ByteSink sink = bounds(sink(40 + 24 * block.points().size()), block.bounds());
    sink.count(block.points().size());
    block.points().forEach(point -> point(sink, point));
    return sink.toBytes();
  }

  static PointBlock points(RecordId id, String metric, byte[] value) {
    return decode(
        "points of the series " + metric + " of " + id,
        value,
        source -> {
          PointBounds bounds = bounds(source);
          long size = source.count();
          if (size == 0) {
            throw ByteSource.damaged("it has no point");
          }
          List<MetricPoint> points = new ArrayList<>();
          for (long i = 0; i < size; i++) {
            points.add(point(source));
          }
          return new PointBlock(bounds, points);
        });
  }

  /** The bounds of {@link #points} alone, without reading the points. */
  static PointBounds pointBounds(byte[] value) {
    ByteSource source = new ByteSource(value);
    source.oneByte();
    return bounds(source);
  }

  private static ByteSink point(ByteSink sink, MetricPoint point) {
    return sink.eightBytes(point.step())
        .eightBytes(point.atMillis())
        .eightBytes(Double.doubleToLongBits(point.value()));
  }

  private static MetricPoint point(ByteSource source) {
    return new MetricPoint(
        source.eightBytes(), source.eightBytes(), Double.longBitsToDouble(source.eightBytes()));
  }

  private static ByteSink bounds(ByteSink sink, PointBounds bounds) {
    return sink.eightBytes(bounds.minStep())
        .eightBytes(bounds.maxStep())
        .eightBytes(bounds.minAtMillis())
        .eightBytes(bounds.maxAtMillis());
  }

  private static PointBounds bounds(ByteSource source) {
    return new PointBounds(
        source.eightBytes(), source.eightBytes(), source.eightBytes(), source.eightBytes());
  }

  static byte[] embedding(Embedding embedding) {
    ByteSink sink = sink(1 + 2 * embedding.dimensions());
    for (float value : embedding.toArray()) {
      short half = Float.floatToFloat16(value);
      sink.oneByte(half >>> 8).oneByte(half);
    }
    return sink.toBytes();
  }

  static Embedding embedding(byte[] value) {
    return decode(
        "an embedding",
        value,
        source -> {
          float[] vector = new float[(value.length - 1) / 2];
          for (int i = 0; i < vector.length; i++) {
            vector[i] = Float.float16ToFloat((short) ((source.oneByte() << 8) | source.oneByte()));
          }
          try {
            return Embedding.of(vector);
          } catch (IllegalArgumentException e) {
            throw ByteSource.damaged(String.valueOf(e.getMessage()));
          }
        });
  }

  /** The value of keys that say everything themselves. */
  static byte[] nothing() {
    return new byte[] {FORMAT};
  }

  private static <T> T decode(String what, byte[] value, Function<ByteSource, T> reader) {
    try {
      ByteSource source = new ByteSource(value);
      int format = source.oneByte();
      if (format != FORMAT) {
        throw ByteSource.damaged("its format is " + format);
      }
      T read = reader.apply(source);
      source.end();
      return read;
    } catch (ModeldexException e) {
      throw new ModeldexException(
          ErrorCode.CORRUPTED, what + " does not read back: " + e.getMessage(), e);
    }
  }

  private static String restAsText(ByteSource source) {
    return new String(source.rest(), StandardCharsets.UTF_8);
  }

  private static ByteSink sink(int expectedSize) {
    return new ByteSink(expectedSize).oneByte(FORMAT);
  }

  private static ByteSink head(StoredState state, int expectedSize) {
    ByteSink sink = sink(expectedSize).oneByte(code(state.operation()));
    return stamp(sink.count(state.revision()).count(state.sequence()), state.stamp());
  }

  private static ByteSink stamp(ByteSink sink, Stamp stamp) {
    return sink.instant(stamp.at()).text(stamp.by());
  }

  private static Stamp stamp(ByteSource source) {
    return new Stamp(source.instant(), source.text());
  }

  private static int code(Operation operation) {
    return switch (operation) {
      case CREATE -> 1;
      case UPDATE -> 2;
      case DELETE -> 3;
      case APPEND -> 4;
    };
  }

  private static Operation operation(int code) {
    return switch (code) {
      case 1 -> Operation.CREATE;
      case 2 -> Operation.UPDATE;
      case 3 -> Operation.DELETE;
      case 4 -> Operation.APPEND;
      default -> throw ByteSource.damaged("no operation has the code " + code);
    };
  }

  private static int code(Effect effect) {
    return switch (effect) {
      case CREATED -> 1;
      case UPDATED -> 2;
      case DELETED -> 3;
      case UNCHANGED -> 4;
    };
  }

  private static Effect effect(int code) {
    return switch (code) {
      case 1 -> Effect.CREATED;
      case 2 -> Effect.UPDATED;
      case 3 -> Effect.DELETED;
      case 4 -> Effect.UNCHANGED;
      default -> throw ByteSource.damaged("no effect has the code " + code);
    };
  }
}

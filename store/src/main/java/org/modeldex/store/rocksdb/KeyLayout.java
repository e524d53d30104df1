package org.modeldex.store.rocksdb;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.Kind;
import org.modeldex.record.LineageEdge.Relation;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.RecordId;
import org.modeldex.store.Direction;
import org.modeldex.store.Edge;
import org.modeldex.store.Range;

/**
 * Where things are: the keys of every column family.
 *
 * <pre>
 * family       key                                value
 * records      id                                 state now, or its deletion
 * revisions    id | ~revision:8                   every earlier state, newest first
 * edges        id | '&gt;' | relation 00 | to   | at   (nothing)
 *              id | '&lt;' | relation 00 | from | at   (nothing)
 * changes      sequence:8                         what happened to which record
 * keys         ordinal:4                          text of a metric key
 * meta         "format" "uuid" "sequence"         what the store knows of itself
 *              "trimmed-to" "count/" kind
 * idempotency  'k' | token                        when, for what, with which receipt
 *              't' | millis:8 | token             (nothing; the tokens by age)
 * series       id | metric 00                     a series as a whole
 *              id | metric 00 | place:8           its points from that place on, see {@link PointBlock}
 * vectors      SHA-256 of model and text:32       the embedding; derived, may be dropped
 *
 * id  = kind 00 project 00 name 00 version 00     each in {@link ByteSink#sortedText}
 * at  = nothing, or seconds:8 nanoseconds:4
 * </pre>
 *
 * <p>Bytes sort as {@link RecordId#compareTo} does, because a text's end (00) is smaller than any
 * character. No id is the beginning of another, so one record's history or arrows are one range,
 * and so are one kind, one project of a kind, and the versions of one name.
 */
final class KeyLayout {
  /** Where the tokens by age begin. */
  static final byte[] TOKENS_BY_AGE = {'t'};

  private static final int OUT = '>';
  private static final int IN = '<';

  private KeyLayout() {}

  static byte[] record(RecordId id) {
    return sink(id).toBytes();
  }

  static RecordId record(byte[] key) {
    ByteSource source = new ByteSource(key);
    RecordId id = id(source);
    source.end();
    return id;
  }

  static byte[] revision(RecordId id, long revision) {
    return sink(id).eightBytes(~revision).toBytes();
  }

  static RevisionKey revision(byte[] key) {
    ByteSource source = new ByteSource(key);
    RevisionKey read = new RevisionKey(id(source), ~source.eightBytes());
    source.end();
    return read;
  }

  record RevisionKey(RecordId id, long revision) {}

  /** The beginning that all arrows of a record in one direction share. */
  static byte[] edges(RecordId id, Direction direction) {
    return sink(id).oneByte(mark(direction)).toBytes();
  }

  /** The key under which an arrow is found from its one or its other end. */
  static byte[] edge(Edge edge, Direction direction) {
    RecordId near = direction == Direction.OUT ? edge.from() : edge.to();
    RecordId far = direction == Direction.OUT ? edge.to() : edge.from();
    ByteSink sink = sink(near).oneByte(mark(direction)).sortedText(edge.relation().word());
    append(sink, far);
    if (edge.at() != null) {
      sink.instant(edge.at());
    }
    return sink.toBytes();
  }

  static EdgeKey edge(byte[] key) {
    ByteSource source = new ByteSource(key);
    RecordId near = id(source);
    int mark = source.oneByte();
    if (mark != OUT && mark != IN) {
      throw ByteSource.damaged("an arrow of direction " + mark);
    }
    String word = source.sortedText();
    Relation relation =
        Relation.find(word).orElseThrow(() -> ByteSource.damaged("no relation is " + word));
    RecordId far = id(source);
    Instant at = source.atEnd() ? null : source.instant();
    source.end();
    return mark == OUT
        ? new EdgeKey(Direction.OUT, new Edge(near, relation, far, at))
        : new EdgeKey(Direction.IN, new Edge(far, relation, near, at));
  }

  record EdgeKey(Direction direction, Edge edge) {}

  static byte[] change(long sequence) {
    return new ByteSink(8).eightBytes(sequence).toBytes();
  }

  static long change(byte[] key) {
    ByteSource source = new ByteSource(key);
    long sequence = source.eightBytes();
    source.end();
    return sequence;
  }

  static byte[] metricKey(int ordinal) {
    return new ByteSink(4).fourBytes(ordinal).toBytes();
  }

  static int metricKey(byte[] key) {
    ByteSource source = new ByteSource(key);
    int ordinal = source.fourBytes();
    source.end();
    return ordinal;
  }

  static byte[] meta(String name) {
    return name.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] count(Kind kind) {
    return meta("count/" + kind.word());
  }

  static byte[] token(String token) {
    return new ByteSink(64).oneByte('k').raw(token.getBytes(StandardCharsets.UTF_8)).toBytes();
  }

  static String token(byte[] key) {
    return new String(key, 1, key.length - 1, StandardCharsets.UTF_8);
  }

  static byte[] tokenByAge(Instant at, String token) {
    return new ByteSink(64)
        .oneByte('t')
        .eightBytes(at.toEpochMilli())
        .raw(token.getBytes(StandardCharsets.UTF_8))
        .toBytes();
  }

  /** The end, exclusive, of the tokens used before an instant. */
  static byte[] tokensBefore(Instant at) {
    return new ByteSink(9).oneByte('t').eightBytes(at.toEpochMilli()).toBytes();
  }

  static String tokenByAge(byte[] key) {
    return new String(key, 9, key.length - 9, StandardCharsets.UTF_8);
  }

  /** The beginnings whose ranges, one after another, hold what a listing covers, in key order. */
  static List<byte[]> prefixes(Range range) {
    if (range.kind() == null && range.project() == null) {
      return List.of(new byte[0]);
    }
    List<Kind> kinds =
        range.kind() != null
            ? List.of(range.kind())
            : Arrays.stream(Kind.values()).sorted((a, b) -> a.word().compareTo(b.word())).toList();
    List<byte[]> prefixes = new ArrayList<>(kinds.size());
    for (Kind kind : kinds) {
      ByteSink sink = new ByteSink(64).sortedText(kind.word());
      if (range.project() != null) {
        sink.sortedText(range.project());
      }
      if (range.name() != null) {
        sink.sortedText(range.name());
      }
      prefixes.add(sink.toBytes());
    }
    return prefixes;
  }

  /** The smallest key behind all that begin with {@code prefix}; null when there is none. */
  static byte @Nullable [] behind(byte[] prefix) {
    for (int i = prefix.length - 1; i >= 0; i--) {
      if (prefix[i] != (byte) 0xFF) {
        byte[] end = Arrays.copyOf(prefix, i + 1);
        end[i]++;
        return end;
      }
    }
    return null;
  }

  /** The smallest key larger than {@code key}. */
  static byte[] next(byte[] key) {
    return Arrays.copyOf(key, key.length + 1);
  }

  /** The beginning that all series of a record share. */
  static byte[] series(RecordId id) {
    return record(id);
  }

  static byte[] series(RecordId id, String metric) {
    return sink(id).sortedText(metric).toBytes();
  }

  static byte[] points(RecordId id, String metric, long place) {
    return sink(id).sortedText(metric).eightBytes(place).toBytes();
  }

  static SeriesKey series(byte[] key) {
    ByteSource source = new ByteSource(key);
    return series(id(source), source);
  }

  /**
   * As {@link #series(byte[])}, for a record that is known.
   *
   * @param prefix what the keys of all its series begin with
   */
  static SeriesKey series(RecordId id, byte[] prefix, byte[] key) {
    return series(id, new ByteSource(key, prefix.length));
  }

  private static SeriesKey series(RecordId id, ByteSource source) {
    String metric = source.sortedText();
    Long place = source.atEnd() ? null : source.eightBytes();
    source.end();
    return new SeriesKey(id, metric, place);
  }

  /**
   * Which series, and which of its points.
   *
   * @param place of the first point; null for the series as a whole
   */
  record SeriesKey(RecordId id, String metric, @Nullable Long place) {}

  private static int mark(Direction direction) {
    return switch (direction) {
      case OUT -> OUT;
      case IN -> IN;
    };
  }

  private static ByteSink sink(RecordId id) {
    ByteSink sink = new ByteSink(96);
    append(sink, id);
    return sink;
  }

  private static void append(ByteSink sink, RecordId id) {
    sink.sortedText(id.kind().word())
        .sortedText(id.project())
        .sortedText(id.name())
        .sortedText(id.version() == null ? "" : id.version());
  }

  private static RecordId id(ByteSource source) {
    String word = source.sortedText();
    Kind kind = Kind.find(word).orElseThrow(() -> ByteSource.damaged("no kind is " + word));
    String project = source.sortedText();
    String name = source.sortedText();
    String version = source.sortedText();
    try {
      return new RecordId(kind, project, name, version.isEmpty() ? null : version);
    } catch (ModeldexException e) {
      throw ByteSource.damaged("no id has this " + e.getMessage());
    }
  }
}

package org.modeldex.record;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything known of one model, version, run, dataset, ...: one shape for every kind.
 *
 * <p>Four of the five aspects of model metadata are parts of it (structural, contextual,
 * statistical, lineage); the social one, annotations, is kept apart so that a comment never makes a
 * new revision.
 *
 * @param description markdown
 * @param statistical in the source's order
 * @param attributes custom data, in the order given
 * @param created null until stored
 * @param updated null until stored
 * @param revision 1 for the first state of an id, one more for each change, deletions included; 0
 *     until stored
 */
public record MetadataRecord(
    RecordId id,
    @Nullable String description,
    List<String> tags,
    Structural structural,
    Contextual contextual,
    List<Measurement> statistical,
    List<LineageEdge> lineage,
    SequencedMap<String, AttributeValue> attributes,
    @Nullable Source source,
    @Nullable Stamp created,
    @Nullable Stamp updated,
    long revision) {

  public MetadataRecord {
    Limits.text("description", description, Limits.LONG_TEXT);
    tags = Limits.terms("tags", tags);
    statistical = Limits.list("statistical", statistical, Limits.MEASUREMENTS);
    lineage = Limits.list("lineage", lineage, Limits.EDGES);
    attributes = Limits.map("attributes", attributes, Limits.ATTRIBUTES);
  }

  public static Builder builder(RecordId id) {
    return new Builder(id);
  }

  public Builder toBuilder() {
    Builder builder = new Builder(id);
    builder.description = description;
    builder.tags = tags;
    builder.structural = structural;
    builder.contextual = contextual;
    builder.statistical = statistical;
    builder.lineage = lineage;
    builder.attributes = attributes;
    builder.source = source;
    builder.created = created;
    builder.updated = updated;
    builder.revision = revision;
    return builder;
  }

  /** This state as the store keeps it. */
  public MetadataRecord stored(long newRevision, Stamp newCreated, Stamp newUpdated) {
    Builder builder = toBuilder();
    builder.created = newCreated;
    builder.updated = newUpdated;
    builder.revision = newRevision;
    return builder.build();
  }

  public MetadataRecord withStatistical(List<Measurement> measurements) {
    return toBuilder().statistical(measurements).build();
  }

  /**
   * Whether both say the same. What the store or the vocabulary adds (revision, stamps, readings)
   * and the time of import do not count, so importing the same file twice changes nothing.
   */
  public boolean sameContent(MetadataRecord other) {
    return content().equals(other.content());
  }

  /** What the record itself says: without revision, stamps, readings and the time of import. */
  public MetadataRecord content() {
    Builder builder = toBuilder();
    builder.statistical = statistical.stream().map(m -> m.withReading(null)).toList();
    if (source != null) {
      builder.source = source.withImportedAt(null);
    }
    builder.created = null;
    builder.updated = null;
    builder.revision = 0;
    return builder.build();
  }

  /** Collects the parts; {@link #build} validates them. */
  public static final class Builder {
    private final RecordId id;
    private @Nullable String description;
    private List<String> tags = List.of();
    private Structural structural = Structural.EMPTY;
    private Contextual contextual = Contextual.EMPTY;
    private List<Measurement> statistical = List.of();
    private List<LineageEdge> lineage = List.of();
    private Map<String, AttributeValue> attributes = Map.of();
    private @Nullable Source source;
    private @Nullable Stamp created;
    private @Nullable Stamp updated;
    private long revision;

    private Builder(RecordId id) {
      this.id = id;
    }

    public Builder description(@Nullable String value) {
      description = value;
      return this;
    }

    public Builder tags(List<String> value) {
      tags = value;
      return this;
    }

    public Builder structural(Structural value) {
      structural = value;
      return this;
    }

    public Builder contextual(Contextual value) {
      contextual = value;
      return this;
    }

    public Builder statistical(List<Measurement> value) {
      statistical = value;
      return this;
    }

    public Builder lineage(List<LineageEdge> value) {
      lineage = value;
      return this;
    }

    public Builder attributes(Map<String, AttributeValue> value) {
      attributes = value;
      return this;
    }

    public Builder source(@Nullable Source value) {
      source = value;
      return this;
    }

    public MetadataRecord build() {
      return new MetadataRecord(
          id,
          description,
          tags,
          structural,
          contextual,
          statistical,
          lineage,
          new LinkedHashMap<>(attributes),
          source,
          created,
          updated,
          revision);
    }
  }
}

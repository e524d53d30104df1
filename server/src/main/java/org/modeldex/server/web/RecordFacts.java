package org.modeldex.server.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.AttributeValue;
import org.modeldex.record.Contextual;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.Source;
import org.modeldex.record.Stamp;
import org.modeldex.record.Structural;
import org.modeldex.server.web.RecordView.Fact;
import org.modeldex.server.web.RecordView.FactGroup;
import org.modeldex.server.web.RecordView.Link;

/** The short facts of a record, by aspect. */
final class RecordFacts {
  private static final int MAX_VALUES = 30;

  private RecordFacts() {}

  /** The search for what has this value too. */
  static String search(String field, String value) {
    return new Address("/").with("filter", field + ':' + value).toString();
  }

  static List<FactGroup> of(MetadataRecord record) {
    List<FactGroup> groups = new ArrayList<>();
    add(groups, "Structure", structure(record.structural()));
    add(groups, "Context", context(record.contextual()));
    add(groups, "Signature", signature(record.structural()));
    add(groups, "Hyperparameters", hyperparameters(record.structural()));
    add(groups, "Environment", environment(record.structural().environment()));
    add(groups, "Files", files(record.structural()));
    add(groups, "Attributes", attributes(record));
    add(groups, "Origin", origin(record));
    return groups;
  }

  private static void add(List<FactGroup> groups, String title, List<Fact> facts) {
    if (!facts.isEmpty()) {
      groups.add(new FactGroup(title, facts));
    }
  }

  private static void add(List<Fact> facts, String label, @Nullable String text) {
    if (text != null && !text.isBlank()) {
      facts.add(new Fact(label, List.of(Link.plain(text))));
    }
  }

  private static void addAll(List<Fact> facts, String label, List<Link> values) {
    if (!values.isEmpty()) {
      List<Link> shown = new ArrayList<>(values.stream().limit(MAX_VALUES).toList());
      more(values.size()).ifPresent(more -> shown.add(Link.plain(more)));
      facts.add(new Fact(label, shown));
    }
  }

  /** How many of so many values are not shown, in words; nothing when all are. */
  private static Optional<String> more(int values) {
    return values <= MAX_VALUES
        ? Optional.empty()
        : Optional.of("and " + Figures.count(values - MAX_VALUES) + " more, see JSON");
  }

  private static void addSearch(List<Fact> facts, String label, String field, List<String> values) {
    addAll(
        facts, label, values.stream().map(value -> new Link(value, search(field, value))).toList());
  }

  private static List<String> list(@Nullable String text) {
    return text == null || text.isBlank() ? List.of() : List.of(text);
  }

  private static List<Fact> structure(Structural structural) {
    List<Fact> facts = new ArrayList<>();
    addSearch(facts, "Architecture", "architecture", structural.architectures());
    Long parameters = structural.parameterCount();
    add(
        facts,
        "Parameters",
        parameters == null
            ? null
            : Figures.quantity(parameters) + " (" + Figures.count(parameters) + ')');
    Long size = structural.sizeBytes();
    add(facts, "Size", size == null ? null : Figures.bytes(size));
    Long flops = structural.flops();
    add(facts, "Operations", flops == null ? null : Figures.quantity(flops) + " per forward pass");
    addSearch(facts, "Framework", "framework", list(structural.framework()));
    addSearch(facts, "Library", "library", list(structural.library()));
    add(facts, "Algorithm", structural.algorithm());
    return facts;
  }

  private static List<Fact> context(Contextual contextual) {
    List<Fact> facts = new ArrayList<>();
    addSearch(facts, "Licence", "license", list(contextual.license()));
    addSearch(facts, "Owner", "owner", list(contextual.owner()));
    add(facts, "Team", contextual.team());
    addSearch(facts, "Stage", "stage", list(contextual.stage()));
    add(facts, "Status", contextual.status());
    add(facts, "Domain", contextual.domain());
    addAll(facts, "Modalities", contextual.modalities().stream().map(Link::plain).toList());
    addSearch(facts, "Languages", "language", contextual.languages());
    add(
        facts,
        "Started",
        contextual.startedAt() == null ? null : Figures.minute(contextual.startedAt()));
    add(facts, "Ended", contextual.endedAt() == null ? null : Figures.minute(contextual.endedAt()));
    add(facts, "Region", contextual.region());
    add(facts, "Sensitivity", contextual.sensitivity());
    List<Link> papers = new ArrayList<>();
    for (Contextual.Paper paper : contextual.papers()) {
      papers.add(
          new Link(
              paper.title() == null ? String.valueOf(paper.url()) : paper.title(),
              web(paper.url())));
    }
    addAll(facts, "Papers", papers);
    return facts;
  }

  /** An address that a browser may open; null for any other. */
  static @Nullable String web(@Nullable String address) {
    return address != null && address.matches("(?i)https?://\\S+") ? address : null;
  }

  private static List<Fact> signature(Structural structural) {
    List<Fact> facts = new ArrayList<>();
    tensors(facts, "in: ", structural.inputs());
    tensors(facts, "out: ", structural.outputs());
    return facts;
  }

  private static void tensors(List<Fact> facts, String label, List<Structural.Tensor> tensors) {
    tensors.stream()
        .limit(MAX_VALUES)
        .forEach(t -> facts.add(new Fact(label + t.name(), List.of(Link.plain(tensor(t))))));
    more(tensors.size()).ifPresent(more -> add(facts, label + "…", more));
  }

  private static String tensor(Structural.Tensor tensor) {
    String type = tensor.type() == null ? "" : tensor.type();
    String text = tensor.shape() == null ? type : (type + ' ' + tensor.shape()).strip();
    return text.isEmpty() ? "–" : text;
  }

  private static List<Fact> hyperparameters(Structural structural) {
    List<Fact> facts = new ArrayList<>();
    structural.hyperparameters().forEach((name, value) -> add(facts, name, value));
    return facts;
  }

  private static List<Fact> environment(Structural.Environment environment) {
    List<Fact> facts = new ArrayList<>();
    add(facts, "Language", environment.language());
    add(facts, "Hardware", environment.hardware());
    addAll(facts, "Packages", environment.packages().stream().map(Link::plain).toList());
    return facts;
  }

  private static List<Fact> files(Structural structural) {
    List<Fact> facts = new ArrayList<>();
    for (Structural.Artifact artifact :
        structural.artifacts().stream().limit(MAX_VALUES).toList()) {
      List<Link> values = new ArrayList<>();
      values.add(new Link(artifact.uri(), web(artifact.uri())));
      if (artifact.digest() != null) {
        values.add(Link.plain(artifact.digest()));
      }
      String size = artifact.sizeBytes() == null ? "" : " " + Figures.bytes(artifact.sizeBytes());
      facts.add(new Fact((artifact.format() == null ? "file" : artifact.format()) + size, values));
    }
    more(structural.artifacts().size()).ifPresent(more -> add(facts, "…", more));
    return facts;
  }

  private static List<Fact> attributes(MetadataRecord record) {
    List<Fact> facts = new ArrayList<>();
    for (Map.Entry<String, AttributeValue> attribute : record.attributes().entrySet()) {
      addAll(
          facts, attribute.getKey(), text(attribute.getValue()).stream().map(Link::plain).toList());
    }
    return facts;
  }

  /** The value in words, an element for each of a list. */
  static List<String> text(AttributeValue value) {
    return switch (value) {
      case AttributeValue.Text text -> List.of(text.text());
      case AttributeValue.Numeric number -> List.of(Figures.exact(number.value()));
      case AttributeValue.Flag flag -> List.of(flag.value() ? "yes" : "no");
      case AttributeValue.Time time -> List.of(Figures.minute(time.value()));
      case AttributeValue.Texts texts -> texts.texts();
    };
  }

  private static List<Fact> origin(MetadataRecord record) {
    List<Fact> facts = new ArrayList<>();
    Source source = record.source();
    if (source != null) {
      addSearch(facts, "Format", "source", List.of(source.format()));
      add(facts, "File", source.path());
      add(facts, "Name there", source.name());
      if (source.uri() != null) {
        facts.add(new Fact("Address", List.of(new Link(source.uri(), web(source.uri())))));
      }
    }
    add(facts, "Created", stamp(record.created()));
    add(facts, "Changed", stamp(record.updated()));
    add(facts, "Revision", Long.toString(record.revision()));
    return facts;
  }

  private static @Nullable String stamp(@Nullable Stamp stamp) {
    return stamp == null ? null : Figures.minute(stamp.at()) + " by " + stamp.by();
  }
}

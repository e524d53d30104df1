package org.modeldex.server.web;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.modeldex.catalog.SearchAnswer;
import org.modeldex.catalog.SearchAnswer.Found;
import org.modeldex.record.Measurement;
import org.modeldex.record.Measurement.Better;
import org.modeldex.record.Measurement.Reading;
import org.modeldex.record.MetadataRecord;
import org.modeldex.search.PlainProse;
import org.modeldex.search.SearchField;
import org.modeldex.search.SearchIndex.MetricStatistics;
import org.modeldex.search.SearchResults.Family;
import org.modeldex.server.web.SearchView.Choice;
import org.modeldex.server.web.SearchView.Column;
import org.modeldex.server.web.SearchView.HitView;
import org.modeldex.server.web.SearchView.MeasureView;
import org.modeldex.server.web.SearchView.Row;
import org.modeldex.server.web.SearchView.TableView;
import org.modeldex.server.web.SearchView.Variants;
import org.modeldex.vocabulary.MetricKey;

/** Hits as cards and as a table. For one answer. */
final class SearchHits {
  private static final int DESCRIPTION = 220;
  private static final int MEASURES = 3;
  private static final List<String> FIELDS =
      List.of(
          "task",
          "architecture",
          "parameters",
          "size",
          "license",
          "framework",
          "library",
          "language",
          "owner",
          "stage",
          "updated");
  private static final List<String> USUAL_FIELDS =
      List.of("task", "architecture", "parameters", "license");

  private final Wording wording;
  private final Map<String, MetricStatistics> statistics;

  SearchHits(Wording wording, Map<String, MetricStatistics> statistics) {
    this.wording = wording;
    this.statistics = statistics;
  }

  List<HitView> cards(SearchAnswer answer, SearchState state) {
    return state.isTable()
        ? List.of()
        : answer.found().stream().map(found -> card(found, state)).toList();
  }

  private HitView card(Found found, SearchState state) {
    MetadataRecord record = found.record();
    List<String> description = found.highlights().getOrDefault(SearchField.DESCRIPTION, List.of());
    return new HitView(
        Address.of(record.id()),
        record.id().toString(),
        record.id().project(),
        Wording.name(record.id()),
        facts(record),
        record.contextual().tasks().stream().map(wording::task).limit(3).toList(),
        description.isEmpty() ? null : String.join(" … ", description),
        description.isEmpty() ? shortened(record.description()) : "",
        found.measurements().stream().limit(MEASURES).map(this::measure).toList(),
        Completeness.of(record),
        variants(found, state));
  }

  /** Where the other variants of a hit are; null when there are none. */
  private static @Nullable Variants variants(Found found, SearchState state) {
    Family family = found.hit().family();
    if (family == null || family.count() < 2) {
      return null;
    }
    String label = '+' + Figures.count(family.count() - 1, "variant", "variants");
    return new Variants(label, state.withFilter("family:" + family.key()).href());
  }

  private List<String> facts(MetadataRecord record) {
    List<String> facts = new ArrayList<>();
    for (String field : List.of("architecture", "parameters", "size", "license", "library")) {
      String cell = cell(record, field);
      if (!cell.isEmpty()) {
        facts.add(field.equals("parameters") ? cell + " parameters" : cell);
      }
    }
    return facts;
  }

  /** A measurement with its place in the catalogue. */
  MeasureView measure(Measurement measurement) {
    Reading reading = measurement.reading();
    if (reading == null || reading.value() == null) {
      return new MeasureView(
          measurement.metric(),
          measurement.dataset() == null ? "" : measurement.dataset(),
          measurement.raw(),
          measurement.raw(),
          reading == null ? "" : reading.key(),
          measurement.trust().word(),
          null);
    }
    MetricKey key = MetricKey.parse(reading.key());
    return new MeasureView(
        wording.metric(reading.metric()),
        (key.dataset() == null ? "" : wording.dataset(key.dataset()))
            + (key.split() == null ? "" : " · " + key.split()),
        Figures.value(reading.value(), reading.unit()),
        measurement.raw(),
        reading.key(),
        measurement.trust().word(),
        place(reading));
  }

  private @Nullable String place(Reading reading) {
    MetricStatistics all = statistics.get(withoutSplit(reading.key()));
    Double value = reading.value();
    if (all == null || value == null || reading.better() == null || all.count() < 3) {
      return null;
    }
    double place = (value - all.min()) / (all.max() - all.min());
    if (!Double.isFinite(place)) {
      return null;
    }
    double better = reading.better() == Better.LOWER ? 1 - place : place;
    return Long.toString(Math.round(100 * Math.clamp(better, 0.02, 1)));
  }

  private static String withoutSplit(String key) {
    int hash = key.lastIndexOf('#');
    return hash < 0 ? key : key.substring(0, hash);
  }

  /** The beginning of a description, without the marks of Markdown. */
  private static String shortened(@Nullable String markdown) {
    String text = markdown == null ? "" : PlainProse.of(markdown, DESCRIPTION + 1);
    if (text.length() <= DESCRIPTION) {
      return text;
    }
    int space = text.lastIndexOf(' ', DESCRIPTION);
    int end = space < DESCRIPTION / 2 ? DESCRIPTION : space;
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end)
        + " …";
  }

  /** The table; its columns are chosen or suit the search. */
  TableView table(SearchAnswer answer, SearchPlan plan, SearchState state, List<String> keys) {
    Set<String> chosen = new LinkedHashSet<>(state.columns());
    if (chosen.isEmpty()) {
      chosen.addAll(USUAL_FIELDS);
      chosen.addAll(keys);
    }
    List<Column> columns = chosen.stream().map(key -> column(key, plan, state)).toList();
    List<Row> rows = new ArrayList<>();
    for (Found found : answer.found()) {
      List<String> cells = chosen.stream().map(key -> value(found, key)).toList();
      MetadataRecord record = found.record();
      rows.add(
          new Row(
              Address.of(record.id()),
              record.id().toString(),
              Wording.name(record.id()),
              record.id().project(),
              variants(found, state),
              cells));
    }
    return new TableView(columns, choices(chosen, keys), rows);
  }

  private List<Choice> choices(Set<String> chosen, List<String> keys) {
    Set<String> all = new LinkedHashSet<>(FIELDS);
    all.addAll(keys);
    all.addAll(chosen);
    statistics.keySet().stream().filter(key -> key.indexOf('@') > 0).limit(10).forEach(all::add);
    return all.stream().map(key -> new Choice(key, title(key), chosen.contains(key))).toList();
  }

  private Column column(String key, SearchPlan plan, SearchState state) {
    boolean isField = SearchField.find(key).isPresent();
    boolean sortable = SearchField.find(key).map(SearchField::isSortable).orElse(true);
    boolean sorted = state.sort().replaceFirst("^[+ -]", "").equals(key);
    boolean descending = plan.isDescending();
    String again = (descending ? '+' : '-') + key;
    return new Column(
        title(key),
        !isField || key.equals("parameters") || key.equals("size"),
        sorted ? (descending ? "descending" : "ascending") : null,
        sortable ? state.withSort(sorted ? again : key).href() : null);
  }

  private String title(String key) {
    return SearchField.find(key).map(Wording::field).orElseGet(() -> wording.subject(key));
  }

  private String value(Found found, String key) {
    return SearchField.find(key).isPresent() ? cell(found.record(), key) : metric(found, key);
  }

  /** The best value of a metric key. */
  private static String metric(Found found, String key) {
    Measurement best = null;
    List<Measurement> all = new ArrayList<>(found.measurements());
    all.addAll(found.record().statistical());
    for (Measurement measurement : all) {
      Reading reading = measurement.reading();
      if (reading != null
          && reading.value() != null
          && MetricKey.parse(reading.key()).levels().contains(key)
          && (best == null || isBetter(reading, best.reading()))) {
        best = measurement;
      }
    }
    Reading reading = best == null ? null : best.reading();
    return reading == null || reading.value() == null
        ? ""
        : Figures.value(reading.value(), reading.unit());
  }

  private static boolean isBetter(Reading reading, @Nullable Reading best) {
    if (best == null || best.value() == null || reading.value() == null) {
      return true;
    }
    return reading.better() == Better.LOWER
        ? reading.value() < best.value()
        : reading.value() > best.value();
  }

  private String cell(MetadataRecord record, String field) {
    return switch (field) {
      case "task" ->
          String.join(", ", record.contextual().tasks().stream().map(wording::task).toList());
      case "architecture" -> record.structural().architectures().stream().findFirst().orElse("");
      case "parameters" -> {
        Long count = record.structural().parameterCount();
        yield count == null ? "" : Figures.quantity(count);
      }
      case "size" -> {
        Long bytes = record.structural().sizeBytes();
        yield bytes == null ? "" : Figures.bytes(bytes);
      }
      case "license" -> orEmpty(record.contextual().license());
      case "framework" -> orEmpty(record.structural().framework());
      case "library" -> orEmpty(record.structural().library());
      case "language" ->
          String.join(", ", record.contextual().languages().stream().limit(4).toList());
      case "owner" -> orEmpty(record.contextual().owner());
      case "stage" -> orEmpty(record.contextual().stage());
      case "updated" -> record.updated() == null ? "" : Figures.date(record.updated().at());
      default -> "";
    };
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}

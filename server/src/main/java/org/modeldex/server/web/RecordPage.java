package org.modeldex.server.web;

import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.modeldex.access.Permission;
import org.modeldex.access.Principal;
import org.modeldex.catalog.Catalog;
import org.modeldex.ranking.Rank;
import org.modeldex.record.Kind;
import org.modeldex.record.Measurement;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.RecordId;
import org.modeldex.server.http.RouteRegistrar;
import org.modeldex.server.web.RecordView.Head;
import org.modeldex.server.web.RecordView.History;
import org.modeldex.server.web.RecordView.Link;
import org.modeldex.server.web.RecordView.MeasureGroup;
import org.modeldex.server.web.RecordView.MeasureRow;
import org.modeldex.server.web.RecordView.RevisionView;
import org.modeldex.server.web.RecordView.Section;
import org.modeldex.server.web.RecordView.SimilarView;
import org.modeldex.server.web.RecordView.Snippets;
import org.modeldex.server.web.RecordView.VersionView;
import org.modeldex.server.web.RecordView.Versions;
import org.modeldex.store.Change;
import org.modeldex.store.Outline;
import org.modeldex.store.Range;
import org.modeldex.store.Revision;
import org.modeldex.vocabulary.MetricKey;

/** One record for reading. */
final class RecordPage {
  static final String PATH = "/records/{kind}/{project}/{name}";

  /** The only project that MLflow's clients see. */
  private static final String MLFLOW_PROJECT = "mlflow";

  private static final int MAX_VERSIONS = 50;

  /** How many versions are looked at to find the newest ones. */
  private static final int VERSIONS_READ = 2_000;

  private static final int MAX_REVISIONS = 10;
  private static final int MAX_SIMILAR = 6;
  private static final int MAX_TRAITS = 4;

  private static final Comparator<VersionView> NEWEST_FIRST =
      Comparator.comparing(VersionView::version, new VersionOrder()).reversed();

  private final Catalog catalog;
  private final KnownMetrics metrics;
  private final Assets assets;
  private final Wording wording;
  private final Curves curves;

  RecordPage(WebPages.Parts parts, KnownMetrics metrics, Assets assets) {
    this.catalog = parts.catalog();
    this.metrics = metrics;
    this.assets = assets;
    wording = new Wording(parts.vocabulary());
    curves = new Curves(parts.catalog(), wording);
  }

  void register(RouteRegistrar routes) {
    routes.get(PATH, Permission.READ, this::page);
  }

  static RecordId id(Context request) {
    return RecordId.parse(
        request.pathParam("kind"), request.pathParam("project"), request.pathParam("name"));
  }

  private void page(Principal principal, Context request) {
    RecordId id = id(request);
    MetadataRecord record =
        catalog.find(principal, id).orElseThrow(() -> ModeldexException.notFound(id));
    RecordView view =
        view(
            principal,
            record,
            CurvesState.of(request),
            history(principal, id, request.queryParam("before")));
    Page page = Page.of(Wording.name(id), Page.Section.RECORD, assets);
    Html.send(request, 200, (out, none) -> JterecordGenerated.render(out, none, page, view));
  }

  private RecordView view(
      Principal principal, MetadataRecord record, CurvesState shown, History history) {
    RecordId id = record.id();
    return new RecordView(
        head(record),
        Markdown.html(record.description()),
        sections(record),
        measures(principal, record),
        curves.of(principal, id, shown),
        RecordFacts.of(record),
        versions(principal, id),
        LineageView.of(catalog, principal, id),
        similar(principal, id),
        history,
        snippets(id));
  }

  private Head head(MetadataRecord record) {
    RecordId id = record.id();
    boolean ofModel = id.kind() == Kind.VERSION;
    return new Head(
        id.toString(),
        Wording.kind(id.kind(), false),
        id.project(),
        new Address("/").with("filter", "project:" + id.project()).toString(),
        id.name(),
        id.version(),
        ofModel ? Address.of(RecordId.model(id.project(), id.name())) : null,
        record.contextual().tasks().stream()
            .map(task ->
                new Link(wording.task(task), RecordFacts.search("task", wording.taskSlug(task))))
            .toList(),
        record.tags(),
        Completeness.of(record),
        Address.of(id),
        Address.api(id));
  }

  private static List<Section> sections(MetadataRecord record) {
    List<Section> sections = new ArrayList<>();
    add(sections, "Intended use", record.contextual().intendedUse());
    add(sections, "Limitations", record.contextual().limitations());
    add(sections, "Goals", record.contextual().goals());
    return sections;
  }

  private static void add(List<Section> sections, String title, @Nullable String text) {
    if (text != null && !text.isBlank()) {
      sections.add(new Section(title, Markdown.html(text)));
    }
  }

  private List<MeasureGroup> measures(Principal principal, MetadataRecord record) {
    SearchHits hits = new SearchHits(wording, metrics.byKey(principal));
    Map<String, Rank> ranks = new LinkedHashMap<>();
    catalog.ranks(principal, record.id()).forEach(rank -> ranks.put(rank.key(), rank));
    Map<String, List<MeasureRow>> groups = new LinkedHashMap<>();
    for (Measurement measurement : record.statistical()) {
      groups
          .computeIfAbsent(dataset(measurement), d -> new ArrayList<>())
          .add(row(measurement, hits, ranks));
    }
    List<MeasureGroup> views = new ArrayList<>();
    groups.forEach((dataset, rows) -> {
      String title = dataset.isEmpty() ? "No dataset named" : wording.dataset(dataset);
      String href = dataset.isEmpty() ? null : RecordFacts.search("dataset", dataset);
      views.add(new MeasureGroup(title, href, rows));
    });
    return views;
  }

  private static String dataset(Measurement measurement) {
    Measurement.Reading reading = measurement.reading();
    String dataset = reading == null ? measurement.dataset() : reading.dataset();
    return dataset == null ? "" : dataset;
  }

  private static MeasureRow row(Measurement measurement, SearchHits hits, Map<String, Rank> ranks) {
    List<String> about = new ArrayList<>();
    for (String part :
        new @Nullable String[] {measurement.split(), measurement.slice(), measurement.config()}) {
      if (part != null) {
        about.add(part);
      }
    }
    SearchView.MeasureView measure = hits.measure(measurement);
    MetricKey key = MetricKey.parse(measure.key());
    String board = key.metric() + (key.dataset() == null ? "" : '@' + key.dataset());
    return new MeasureRow(
        measure,
        String.join(" · ", about),
        rank(ranks.get(measure.key())),
        LeaderboardPage.address(board));
  }

  private static @Nullable String rank(@Nullable Rank rank) {
    return rank == null ? null : Figures.ordinal(rank.rank()) + " of " + Figures.count(rank.of());
  }

  /** The newest first. */
  private Versions versions(Principal principal, RecordId id) {
    if (id.kind() != Kind.MODEL && id.kind() != Kind.VERSION) {
      return new Versions(List.of(), 0);
    }
    Range range = new Range(Kind.VERSION, id.project(), id.name());
    List<Outline> all = catalog.outlines(principal, range, null, VERSIONS_READ);
    List<VersionView> newest =
        all.stream()
            .map(version -> version(version, id))
            .sorted(NEWEST_FIRST)
            .limit(MAX_VERSIONS)
            .toList();
    return new Versions(newest, all.size() - newest.size());
  }

  private static VersionView version(Outline version, RecordId shown) {
    String stage = version.stage();
    return new VersionView(
        String.valueOf(version.id().version()),
        Address.of(version.id()),
        stage == null ? "" : stage,
        Figures.date(version.updated().at()),
        version.id().equals(shown));
  }

  private List<SimilarView> similar(Principal principal, RecordId id) {
    return catalog.similar(principal, id, MAX_SIMILAR).stream()
        .map(similar -> {
          MetadataRecord record = similar.found().record();
          return new SimilarView(
              Address.of(record.id()),
              record.id().toString(),
              record.id().project(),
              Wording.name(record.id()),
              similar.shared().stream()
                  .limit(MAX_TRAITS)
                  .map(trait -> wording.value(trait.field(), trait.value()))
                  .distinct()
                  .toList());
        })
        .toList();
  }

  /**
   * Some revisions.
   *
   * @param before the revision after them; null for the newest
   */
  private History history(Principal principal, RecordId id, @Nullable String before) {
    List<Revision> revisions =
        catalog.history(
            principal, id, before == null ? Long.MAX_VALUE : revision(before), MAX_REVISIONS + 1);
    List<RevisionView> views = new ArrayList<>();
    for (Revision revision : revisions.stream().limit(MAX_REVISIONS).toList()) {
      views.add(
          new RevisionView(
              Long.toString(revision.revision()),
              revision.operation().word() + "d",
              Figures.minute(revision.stamp().at()),
              revision.stamp().by(),
              revision.operation() == Change.Operation.DELETE
                  ? null
                  : Address.of(id) + "/revisions/" + revision.revision()));
    }
    boolean isLast = revisions.size() <= MAX_REVISIONS;
    return new History(
        views,
        before == null ? null : Address.of(id) + "#history",
        isLast ? null : Address.of(id) + "?before=" + views.getLast().revision() + "#history");
  }

  private static long revision(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw ModeldexException.invalid("before", "must be a revision but is " + text);
    }
  }

  private static Snippets snippets(RecordId id) {
    String mlflow =
        switch (id.kind()) {
          case MODEL -> "models:/" + id.name() + "/latest";
          case VERSION -> "models:/" + id.name() + '/' + id.version();
          default -> null;
        };
    if (!id.project().equals(MLFLOW_PROJECT)) {
      mlflow = null;
    }
    return new Snippets(
        "curl \"$MODELDEX" + Address.api(id) + '"',
        "modeldex get " + SearchShare.shellQuoted(id.toString()),
        mlflow);
  }
}

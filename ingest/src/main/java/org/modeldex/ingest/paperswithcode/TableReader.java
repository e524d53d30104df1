package org.modeldex.ingest.paperswithcode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.Draft;
import org.modeldex.ingest.Drafts;
import org.modeldex.ingest.Fields;
import org.modeldex.ingest.Problem;
import org.modeldex.ingest.Problem.Loss;
import org.modeldex.ingest.Sink;
import org.modeldex.ingest.SourceFile;
import org.modeldex.ingest.TableScale;
import org.modeldex.ingest.TableScale.Settled;
import org.modeldex.ingest.YamlNode;
import org.modeldex.record.Kind;
import org.modeldex.record.Measurement;
import org.modeldex.record.ModeldexException;
import org.modeldex.vocabulary.Term;
import org.modeldex.vocabulary.Vocabulary;

/**
 * Walks through the tasks of one file. Rows of one model and paper are one record, unless one table
 * lists them twice. Each table has a scale of its own.
 */
final class TableReader {
  private final SourceFile file;
  private final Drafts drafts;
  private final TableScale scale;
  private final Vocabulary vocabulary;
  private final Set<String> describedDatasets;
  private final Sink sink;
  private final Map<List<String>, Entrant> entrants = new LinkedHashMap<>();
  private final List<Entrant> all = new ArrayList<>();
  private int tables;

  /** Where in the tree of tasks one is. */
  private record Place(List<String> path, List<String> categories) {}

  /** A value that waits for the scale of its table. */
  private record Waiting(Draft draft, Measurement measurement, int line) {}

  /**
   * @param describedDatasets names and descriptions of the datasets that have a record already
   */
  TableReader(
      SourceFile file,
      Drafts drafts,
      TableScale scale,
      Vocabulary vocabulary,
      Set<String> describedDatasets,
      Sink sink) {
    this.file = file;
    this.drafts = drafts;
    this.scale = scale;
    this.vocabulary = vocabulary;
    this.describedDatasets = describedDatasets;
    this.sink = sink;
  }

  void read(YamlNode root) {
    readTasks(root, new Place(List.of(), List.of()));
  }

  /** Writes the records of all that was read. */
  void finish() {
    all.forEach(Entrant::finish);
    drafts.write();
  }

  private void readTasks(YamlNode node, Place place) {
    each(
        node,
        "task",
        mapping -> {
          Fields task = new Fields(mapping.fields());
          String name = task.takeText("task");
          Place here = within(place, name, task.takeTexts("categories"));
          YamlNode datasets = task.take("datasets");
          if (datasets != null) {
            each(datasets, "dataset", dataset -> readDataset(dataset, here));
          }
          YamlNode subtasks = task.take("subtasks");
          if (subtasks != null) {
            readTasks(subtasks, here);
          }
          if (name == null && task.rest().containsKey("dataset")) {
            readDataset(mapping, place);
          }
        });
  }

  private static Place within(Place place, @Nullable String task, List<String> categories) {
    List<String> path = new ArrayList<>(place.path());
    if (task != null) {
      path.add(task);
    }
    List<String> all = new ArrayList<>(place.categories());
    all.addAll(categories);
    return new Place(path, all);
  }

  private interface Receiver {
    void take(YamlNode.Mapping mapping);
  }

  /** Gives the mapping, or each of the mappings in the list, to {@code receiver}. */
  private void each(YamlNode node, String what, Receiver receiver) {
    switch (node) {
      case YamlNode.Mapping mapping -> receiver.take(mapping);
      case YamlNode.Sequence sequence -> {
        for (YamlNode item : sequence.items()) {
          if (item instanceof YamlNode.Mapping mapping) {
            receiver.take(mapping);
          } else if (!Fields.isNull(item)) {
            lose(item, "the " + what + " is no object", Loss.RECORD);
          }
        }
      }
      case YamlNode.Scalar scalar -> {
        if (!scalar.isNull()) {
          lose(scalar, "the " + what + " is no object", Loss.RECORD);
        }
      }
    }
  }

  private void readDataset(YamlNode.Mapping mapping, Place place) {
    Fields dataset = new Fields(mapping.fields());
    String name = dataset.takeText("dataset");
    Optional<String> slug =
        Optional.ofNullable(name).map(words -> vocabulary.slug(Term.Category.DATASET, words));
    readTable(dataset.take("sota"), place, name, slug, null);
    YamlNode parts = dataset.take("subdatasets");
    if (parts != null) {
      each(
          parts,
          "subdataset",
          part -> {
            Fields fields = new Fields(part.fields());
            String subdataset = fields.takeText("subdataset");
            readTable(fields.take("sota"), place, name, slug, subdataset);
          });
    }
    if (name != null && slug.isPresent()) {
      describe(name, slug.get(), dataset, mapping.line());
    }
  }

  /** A dataset that is described, and not only named, gets a record. */
  private void describe(String name, String slug, Fields dataset, int line) {
    String description = dataset.takeText("description");
    List<String> links = urls(dataset.take("dataset_links"));
    if ((description == null && links.isEmpty())
        || !describedDatasets.add(slug + '\n' + description)) {
      return;
    }
    drafts
        .begin(Kind.DATASET, slug, name, file, line)
        .ifPresent(draft -> {
          draft.record().description(draft.text("description", description));
          draft.attribute("Name", List.of(name), line);
          if (!links.isEmpty()) {
            draft.attribute("dataset_links", links, line);
          }
          urls(dataset.take("dataset_citations")).forEach(url -> draft.paper(null, url));
        });
  }

  private static List<String> urls(@Nullable YamlNode node) {
    List<String> urls = new ArrayList<>();
    if (node instanceof YamlNode.Sequence sequence) {
      for (YamlNode item : sequence.items()) {
        String url =
            item instanceof YamlNode.Mapping link ? new Fields(link.fields()).text("url") : null;
        urls.add(url == null ? item.text() : url);
      }
    }
    urls.removeIf(String::isBlank);
    return urls;
  }

  private void readTable(
      @Nullable YamlNode sota,
      Place place,
      @Nullable String dataset,
      Optional<String> slug,
      @Nullable String subdataset) {
    if (!(sota instanceof YamlNode.Mapping mapping)
        || !(mapping.fields().get("rows") instanceof YamlNode.Sequence rows)) {
      return;
    }
    Leaderboard board =
        new Leaderboard(tables++, place.path(), place.categories(), dataset, slug, subdataset);
    List<Waiting> waiting = new ArrayList<>();
    each(rows, "row", row -> readRow(row, board, waiting));
    List<Settled> settled = scale.settle(waiting.stream().map(Waiting::measurement).toList());
    for (int i = 0; i < settled.size(); i++) {
      Measurement measurement = settled.get(i).measurement();
      waiting.get(i).draft().measurement(waiting.get(i).line(), () -> measurement);
    }
  }

  private void readRow(YamlNode.Mapping mapping, Leaderboard board, List<Waiting> waiting) {
    Fields row = new Fields(mapping.fields());
    String model = row.takeText("model_name");
    String title = row.text("paper_title");
    String url = row.text("paper_url");
    String name = firstOf(model, title, url, "unnamed on " + board.dataset());
    String paper = firstOf(url, title);
    List<String> key = List.of(name, paper);
    Entrant known = entrants.get(key);
    if (known == null || known.isIn(board.number())) {
      Optional<Draft> draft = drafts.begin(Kind.MODEL, name, file, mapping.line());
      if (draft.isEmpty()) {
        return;
      }
      known = new Entrant(draft.get());
      entrants.put(key, known);
      all.add(known);
    }
    YamlNode metrics = row.take("metrics");
    String config =
        "true".equals(row.takeText("uses_additional_data")) ? "uses additional data" : null;
    known.add(board, row);
    if (metrics instanceof YamlNode.Mapping values) {
      Draft draft = known.draft();
      values
          .fields()
          .forEach((metric, value) -> {
            if (Fields.isNull(value) || value.text().isBlank()) {
              draft.lose(value.line(), "the metric " + metric + " has no value", Loss.VALUE);
            } else {
              hold(board, metric, value, config, draft, waiting);
            }
          });
    }
  }

  private static void hold(
      Leaderboard board,
      String metric,
      YamlNode value,
      @Nullable String config,
      Draft draft,
      List<Waiting> waiting) {
    try {
      Measurement measurement = board.measurement(metric.strip(), value.text(), config);
      waiting.add(new Waiting(draft, measurement, value.line()));
    } catch (ModeldexException e) {
      draft.lose(value.line(), String.valueOf(e.getMessage()), Loss.VALUE);
    }
  }

  /** The first text that says something; empty when none does. */
  private static String firstOf(@Nullable String... texts) {
    for (String text : texts) {
      if (text != null && !text.isBlank()) {
        return text.strip();
      }
    }
    return "";
  }

  private void lose(YamlNode node, String reason, Loss loss) {
    sink.report(Problem.ofLine(file.path(), node.line(), reason, loss));
  }
}

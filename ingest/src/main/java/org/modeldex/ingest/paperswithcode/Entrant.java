package org.modeldex.ingest.paperswithcode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.Draft;
import org.modeldex.ingest.Fields;
import org.modeldex.ingest.YamlNode;
import org.modeldex.record.Kind;
import org.modeldex.record.LineageEdge.Relation;
import org.modeldex.record.RecordId;

/** A model with all that the tables of a file say of it. */
final class Entrant {
  private final Draft draft;
  private final Set<String> tasks = new LinkedHashSet<>();
  private final Set<String> tags = new LinkedHashSet<>();

  /** Texts that every row may add to, by the attribute that holds them. */
  private final Map<String, Set<String>> texts = new LinkedHashMap<>();

  /** The table that spoke of the model last. */
  private int table = -1;

  Entrant(Draft draft) {
    this.draft = draft;
  }

  Draft draft() {
    return draft;
  }

  boolean isIn(int otherTable) {
    return table == otherTable;
  }

  /** Takes what stands beside the metrics of a row. */
  void add(Leaderboard board, Fields row) {
    table = board.number();
    tasks.addAll(board.path().reversed());
    if (board.path().size() > 1) {
      note("task path", String.join(" > ", board.path()));
    }
    tags.addAll(board.categories());
    board
        .slug()
        .ifPresent(slug ->
            draft.edge(
                Relation.EVALUATED_ON,
                () -> RecordId.of(Kind.DATASET, draft.id().project(), slug)));
    String title = row.takeText("paper_title");
    String url = row.takeText("paper_url");
    if (title != null || url != null) {
      draft.paper(title, url);
    }
    note("paper_date", row.takeText("paper_date"));
    links(row, "code_links");
    links(row, "model_links");
    row.rest().forEach((key, node) -> Fields.texts(node).forEach(text -> note(key, text)));
  }

  private void links(Fields row, String field) {
    YamlNode node = row.take(field);
    List<YamlNode> items =
        node instanceof YamlNode.Sequence sequence
            ? sequence.items()
            : node == null ? List.of() : List.of(node);
    for (YamlNode item : items) {
      if (item instanceof YamlNode.Mapping mapping) {
        Fields link = new Fields(mapping.fields());
        String url = link.text("url");
        note(field, url == null ? mapping.text() : url);
      } else {
        note(field, item.text());
      }
    }
  }

  private void note(String name, @Nullable String text) {
    if (text != null && !text.isBlank()) {
      texts.computeIfAbsent(name, first -> new LinkedHashSet<>()).add(text);
    }
  }

  /** Completes the draft when no table is left. */
  void finish() {
    draft.contextual().tasks(draft.terms("task", List.copyOf(tasks)));
    draft.record().tags(draft.terms("category", List.copyOf(tags)));
    texts.forEach((name, all) -> draft.attribute(name, new ArrayList<>(all), draft.line()));
  }
}

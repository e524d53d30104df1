package org.modeldex.server.mlflow;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.Kind;
import org.modeldex.record.LineageEdge.Relation;
import org.modeldex.search.Query;
import org.modeldex.search.SearchField;

/** Which of all records a search of MLflow looks at. */
final class Views {
  private static final Query DELETED = new Query.FieldIs(SearchField.STAGE, Lifecycle.DELETED);

  private Views() {}

  /** The records of a kind that MLflow's clients wrote. */
  static Query of(Kind kind, String project) {
    return new Query.And(
        List.of(
            new Query.FieldIs(SearchField.KIND, kind.word()),
            new Query.FieldIs(SearchField.PROJECT, project)));
  }

  /** What is part of one of the experiments. */
  static Query partOf(List<String> experiments) {
    List<String> targets = new ArrayList<>();
    for (String experiment : experiments) {
      Ids.asked(() -> Ids.experiment(experiment)).ifPresent(id -> targets.add(id.toString()));
    }
    return new Query.ExactlyIs(Relation.PART_OF.word(), targets);
  }

  /** A {@code view_type}. */
  static Query lifecycle(@Nullable String view) {
    return switch (view == null ? "ACTIVE_ONLY" : view) {
      case "ACTIVE_ONLY" -> new Query.Not(DELETED);
      case "DELETED_ONLY" -> DELETED;
      case "ALL" -> Query.ALL;
      default -> throw MlflowErrors.invalid("Invalid view type '" + view + "'");
    };
  }
}

package org.modeldex.server.web;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.modeldex.access.Principal;
import org.modeldex.catalog.Catalog;
import org.modeldex.record.RecordId;
import org.modeldex.store.Direction;
import org.modeldex.store.Edge;

/**
 * What a record hangs together with in one direction, as lists in lists: neighbours, their
 * neighbours and so on. A record that occurs among the neighbours is not repeated further on.
 */
final class LineageTree {
  private static final int LEVELS = 4;
  private static final int NEIGHBOURS = 50;
  private static final int FURTHER = 100;

  private final Catalog catalog;
  private final Principal principal;
  private final Direction direction;
  private final Set<RecordId> seen = new HashSet<>();
  private int further = FURTHER;

  private LineageTree(Catalog catalog, Principal principal, Direction direction) {
    this.catalog = catalog;
    this.principal = principal;
    this.direction = direction;
  }

  /** Some records, and how many more there are that are not shown. */
  record Branches(List<Branch> shown, int others) {
    static final Branches NONE = new Branches(List.of(), 0);
  }

  /**
   * A record and what lies behind it.
   *
   * @param href null when there is no such record
   */
  record Branch(
      String relation, String name, String kind, @Nullable String href, Branches branches) {}

  /** The page of what a record hangs together with; null when there is none. */
  static @Nullable String page(Catalog catalog, Principal principal, RecordId id) {
    return catalog.find(principal, id).isPresent() ? Address.of(id) : null;
  }

  /**
   * The lists of a record.
   *
   * @param edges its own in that direction
   */
  static Branches of(
      Catalog catalog, Principal principal, RecordId id, Direction direction, List<Edge> edges) {
    LineageTree tree = new LineageTree(catalog, principal, direction);
    tree.seen.add(id);
    edges.forEach(edge -> tree.seen.add(tree.other(edge)));
    return tree.branches(edges, NEIGHBOURS, LEVELS - 1);
  }

  private Branches branches(List<Edge> edges, int most, int levels) {
    List<Branch> branches = new ArrayList<>();
    for (Edge edge : edges.subList(0, Math.min(most, edges.size()))) {
      RecordId other = other(edge);
      branches.add(
          new Branch(
              edge.relation().word().replace('-', ' '),
              Wording.name(other),
              Wording.kind(other.kind(), false),
              page(catalog, principal, other),
              levels == 0 ? Branches.NONE : behind(other, levels)));
    }
    return new Branches(branches, edges.size() - branches.size());
  }

  private Branches behind(RecordId id, int levels) {
    List<Edge> edges =
        catalog.edges(principal, id, direction).stream()
            .filter(edge -> seen.add(other(edge)))
            .toList();
    int most = Math.min(further, edges.size());
    further -= most;
    return branches(edges, most, levels - 1);
  }

  private RecordId other(Edge edge) {
    return direction == Direction.IN ? edge.from() : edge.to();
  }
}

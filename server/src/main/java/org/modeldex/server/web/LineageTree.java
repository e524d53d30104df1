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

  /** How many arrows of the record are read, and of each of the others: there may be millions. */
  private static final int READ = 1_000;

  private static final int READ_FURTHER = 200;

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

  /**
   * Some records.
   *
   * @param others how many more there are that are not shown
   * @param isLeast whether there may be still more, which were not counted
   */
  record Branches(List<Branch> shown, int others, boolean isLeast) {
    static final Branches NONE = new Branches(List.of(), 0, false);
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
    return catalog.has(principal, id) ? Address.of(id) : null;
  }

  /** The arrows of a record in one direction, as many as are looked at. */
  static List<Edge> edges(Catalog catalog, Principal principal, RecordId id, Direction direction) {
    return catalog.edges(principal, id, direction, null, READ);
  }

  /**
   * The lists of a record.
   *
   * @param edges what {@link #edges} gave
   */
  static Branches of(
      Catalog catalog, Principal principal, RecordId id, Direction direction, List<Edge> edges) {
    LineageTree tree = new LineageTree(catalog, principal, direction);
    tree.seen.add(id);
    edges.forEach(edge -> tree.seen.add(tree.other(edge)));
    return tree.branches(edges, NEIGHBOURS, LEVELS - 1, edges.size() == READ);
  }

  private Branches branches(List<Edge> edges, int most, int levels, boolean isLeast) {
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
    return new Branches(branches, edges.size() - branches.size(), isLeast);
  }

  private Branches behind(RecordId id, int levels) {
    List<Edge> read = catalog.edges(principal, id, direction, null, READ_FURTHER);
    List<Edge> edges = read.stream().filter(edge -> seen.add(other(edge))).toList();
    int most = Math.min(further, edges.size());
    further -= most;
    return branches(edges, most, levels - 1, read.size() == READ_FURTHER);
  }

  private RecordId other(Edge edge) {
    return direction == Direction.IN ? edge.from() : edge.to();
  }
}

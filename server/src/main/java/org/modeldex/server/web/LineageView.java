package org.modeldex.server.web;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.modeldex.access.Principal;
import org.modeldex.catalog.Catalog;
import org.modeldex.record.RecordId;
import org.modeldex.store.Direction;
import org.modeldex.store.Edge;

/**
 * What a record hangs together with: as a picture with those that point to it on the left and those
 * it points to on the right, as many as fit, and as lists that go further.
 *
 * @param height of the picture, whose width is {@value #WIDTH}
 */
record LineageView(
    List<Arrow> from,
    List<Arrow> to,
    int height,
    int middle,
    String self,
    LineageTree.Branches usedBy,
    LineageTree.Branches uses) {
  static final int WIDTH = 760;

  private static final int SHOWN = 7;
  private static final int ROW = 44;
  private static final int LETTERS = 26;

  /**
   * An arrow to or from another record.
   *
   * @param href null when there is no such record
   * @param y where the other's box begins in the picture
   * @param path the line between the boxes
   */
  record Arrow(
      String relation, String label, String kind, @Nullable String href, int y, String path) {}

  static LineageView of(Catalog catalog, Principal principal, RecordId self) {
    List<Edge> in = LineageTree.edges(catalog, principal, self, Direction.IN);
    List<Edge> out = LineageTree.edges(catalog, principal, self, Direction.OUT);
    int rows = Math.min(SHOWN, Math.max(Math.max(in.size(), out.size()), 1));
    int height = rows * ROW + 4;
    return new LineageView(
        arrows(catalog, principal, in, true, height),
        arrows(catalog, principal, out, false, height),
        height,
        height / 2,
        shortened(self.name()),
        LineageTree.of(catalog, principal, self, Direction.IN, in),
        LineageTree.of(catalog, principal, self, Direction.OUT, out));
  }

  /** The part of the picture in which something is drawn, as an SVG view box. */
  String viewBox() {
    int left = from.isEmpty() ? 288 : 0;
    int right = to.isEmpty() ? 472 : WIDTH;
    return left + " 0 " + (right - left) + ' ' + height;
  }

  /** How wide it is drawn at most, in pixels. */
  String width() {
    return Long.toString(Math.round((from.isEmpty() || to.isEmpty() ? 472 : WIDTH) * 1.15));
  }

  boolean isEmpty() {
    return from.isEmpty() && to.isEmpty();
  }

  private static List<Arrow> arrows(
      Catalog catalog, Principal principal, List<Edge> edges, boolean incoming, int height) {
    List<Arrow> arrows = new ArrayList<>();
    int drawn = Math.min(SHOWN, edges.size());
    int top = (height - drawn * ROW) / 2;
    for (int i = 0; i < drawn; i++) {
      Edge edge = edges.get(i);
      RecordId other = incoming ? edge.from() : edge.to();
      int y = top + i * ROW + 4;
      arrows.add(
          new Arrow(
              edge.relation().word().replace('-', ' '),
              shortened(Wording.name(other)),
              Wording.kind(other.kind(), false),
              LineageTree.page(catalog, principal, other),
              y,
              line(y + 18, incoming, height / 2)));
    }
    return arrows;
  }

  private static String line(int y, boolean incoming, int middle) {
    return incoming
        ? "M230 " + y + "C262 " + y + " 262 " + middle + " 290 " + middle
        : "M470 " + middle + "C502 " + middle + " 502 " + y + " 526 " + y;
  }

  private static String shortened(String text) {
    return text.length() <= LETTERS
        ? text
        : text.substring(
                0,
                text.offsetByCodePoints(
                    0, Math.min(text.codePointCount(0, text.length()), LETTERS - 1)))
            + "…";
  }
}

package org.modeldex.server.web;

import java.util.ArrayList;
import java.util.List;
import org.modeldex.record.RecordId;
import org.modeldex.store.Edge;

/**
 * What a record hangs together with: as a picture with those that point to it on the left and those
 * it points to on the right, and as lists that say the same.
 *
 * @param height of the picture, whose width is {@value #WIDTH}
 */
record LineageView(List<Arrow> from, List<Arrow> to, int height, int middle, String self) {
  static final int WIDTH = 760;

  private static final int SHOWN = 7;
  private static final int ROW = 44;
  private static final int LETTERS = 26;

  /**
   * An arrow to or from another record.
   *
   * @param y where the other's box begins in the picture; negative when it is not drawn
   * @param path the line between the boxes
   */
  record Arrow(
      String relation, String name, String label, String kind, String href, int y, String path) {
    boolean isDrawn() {
      return y >= 0;
    }
  }

  static LineageView of(RecordId self, List<Edge> in, List<Edge> out) {
    int rows = Math.min(SHOWN, Math.max(Math.max(in.size(), out.size()), 1));
    int height = rows * ROW + 4;
    return new LineageView(
        arrows(in, true, height),
        arrows(out, false, height),
        height,
        height / 2,
        shortened(self.name()));
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

  private static List<Arrow> arrows(List<Edge> edges, boolean incoming, int height) {
    List<Arrow> arrows = new ArrayList<>();
    int drawn = Math.min(SHOWN, edges.size());
    int top = (height - drawn * ROW) / 2;
    for (int i = 0; i < edges.size(); i++) {
      Edge edge = edges.get(i);
      RecordId other = incoming ? edge.from() : edge.to();
      int y = i < SHOWN ? top + i * ROW + 4 : -1;
      String version = other.version() == null ? "" : " @ " + other.version();
      arrows.add(
          new Arrow(
              edge.relation().word().replace('-', ' '),
              other.name() + version,
              shortened(other.name() + version),
              Wording.kind(other.kind(), false),
              Address.of(other),
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

package org.modeldex.server.web;

import java.util.List;

/**
 * The curves on a record's page.
 *
 * @param href of the page without any choice
 * @param all how many series there are
 * @param found how many of them have the name asked for
 * @param curves the first of those found
 */
record CurvesView(String href, CurvesState state, int all, int found, List<Curve> curves) {

  /**
   * A metric over time.
   *
   * @param name as it was logged
   * @param path the curve as an SVG path, 1000 by 200; empty when there is nothing to draw
   * @param readings {@code step:value} of each point of the path, between spaces
   * @param first step at the left edge
   * @param last step at the right edge
   */
  record Curve(
      String name,
      String metric,
      String dataHref,
      String latest,
      String points,
      String path,
      String readings,
      String low,
      String high,
      long first,
      long last) {}

  /** Whether there are too many to show without a choice. */
  boolean isLong() {
    return all > Curves.MOST;
  }

  /** What of the series is shown; empty when it is everything. */
  String about() {
    if (found == 0) {
      return "None of " + Figures.count(all) + " has that in its name.";
    }
    return curves.size() < all
        ? Figures.count(curves.size()) + " of " + Figures.count(all) + " are shown."
        : "";
  }
}

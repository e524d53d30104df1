package org.modeldex.server.web;

import io.javalin.http.Context;
import java.util.Locale;
import org.modeldex.record.ModeldexException;
import org.modeldex.store.PointBounds;
import org.modeldex.store.SeriesSummary;

/**
 * What of a run's curves is asked for; the address holds exactly this.
 *
 * @param metric part of a series' name
 * @param from the first step, empty for the first there is
 * @param to the last step, empty for the last there is
 */
record CurvesState(String metric, String from, String to) {

  static CurvesState of(Context request) {
    return new CurvesState(text(request, "metric"), text(request, "from"), text(request, "to"));
  }

  private static String text(Context request, String name) {
    String text = request.queryParam(name);
    return text == null ? "" : text.strip();
  }

  boolean isWhole() {
    return from.isEmpty() && to.isEmpty();
  }

  /** Whether the series has the name asked for. */
  boolean names(SeriesSummary series, Wording wording) {
    String wanted = metric.toLowerCase(Locale.ROOT);
    return series.metric().toLowerCase(Locale.ROOT).contains(wanted)
        || wording.metric(series.metric()).toLowerCase(Locale.ROOT).contains(wanted);
  }

  /**
   * The bounds of a series narrowed to the steps asked for.
   *
   * @throws ModeldexException INVALID_ARGUMENT for what is no step
   */
  PointBounds within(PointBounds bounds) {
    return bounds.withSteps(
        from.isEmpty() ? bounds.minStep() : step("from", from),
        to.isEmpty() ? bounds.maxStep() : step("to", to));
  }

  private static long step(String name, String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw ModeldexException.invalid(name, "must be a step, a whole number, but is " + text);
    }
  }
}

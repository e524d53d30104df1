package org.modeldex.server.web;

import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.modeldex.access.Permission;
import org.modeldex.access.Principal;
import org.modeldex.analyzers.QuerySyntax;
import org.modeldex.catalog.Catalog;
import org.modeldex.ranking.TradeOff;
import org.modeldex.recommend.Recommendation;
import org.modeldex.recommend.Recommendation.Objective;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.Measurement.Better;
import org.modeldex.record.ModeldexException;
import org.modeldex.search.SearchField;
import org.modeldex.search.SearchIndex.Column;
import org.modeldex.server.http.RouteRegistrar;
import org.modeldex.server.web.ChooseView.Mistake;
import org.modeldex.server.web.RecordView.Link;
import org.modeldex.vocabulary.Spelling;
import org.modeldex.vocabulary.Vocabulary;

/** Which model to take, and why: what is needed on the left, the answer on the right. */
final class ChoosePage {
  /** Points of the chart besides its front. */
  private static final int CLOUD = 120;

  /** What the objectives are called where they are checked. */
  private static final String OPTIMIZE = "optimize";

  private final Catalog catalog;
  private final Vocabulary vocabulary;
  private final QuerySyntax syntax;
  private final Wording wording;
  private final ChooseForm form;
  private final Assets assets;

  ChoosePage(WebPages.Parts parts, Assets assets) {
    this.catalog = parts.catalog();
    this.vocabulary = parts.vocabulary();
    this.syntax = parts.syntax();
    this.assets = assets;
    wording = new Wording(vocabulary);
    form = new ChooseForm(catalog, vocabulary, wording);
  }

  void register(RouteRegistrar routes) {
    routes.get(ChooseState.PATH, Permission.READ, this::page);
  }

  private void page(Principal principal, Context request) {
    ChooseState state = ChooseState.of(request);
    catalog.awaitFresh();
    try {
      answer(request, 200, view(principal, state));
    } catch (ModeldexException e) {
      if (e.code() != ErrorCode.QUERY_SYNTAX && e.code() != ErrorCode.INVALID_ARGUMENT) {
        throw e;
      }
      ChooseView.Form asked = form.of(principal, state, List.of());
      answer(request, 400, new ChooseView(state, asked, null, mistake(state, e)));
    }
  }

  private void answer(Context request, int status, ChooseView view) {
    String title = view.form().title().isEmpty() ? "Choose" : "Choose: " + view.form().title();
    Page page = Page.of(title, Page.Section.CHOOSE, assets);
    Html.send(request, status, (out, none) -> JtechooseGenerated.render(out, none, page, view));
  }

  private ChooseView view(Principal principal, ChooseState state) {
    if (state.isEmpty()) {
      return new ChooseView(state, form.of(principal, state, List.of()), null, null);
    }
    ChoosePlan plan = ChoosePlan.of(state, syntax, vocabulary);
    Recommendation found = catalog.recommend(principal, plan.request());
    ParetoChart chart = found.choices().isEmpty() ? null : chart(principal, state, plan, found);
    return new ChooseView(
        state,
        form.of(principal, state, found.objectives()),
        new ChooseAnswer(state, plan, syntax, wording).of(found, chart),
        null);
  }

  /** The first metric that counts, against what the model costs or what is asked for. */
  private @Nullable ParetoChart chart(
      Principal principal, ChooseState state, ChoosePlan plan, Recommendation found) {
    List<TradeOff.Axis> axes = axes(found.objectives());
    TradeOff.Axis y =
        axes.stream()
            .filter(axis -> axis.column() instanceof Column.OfMetric)
            .findFirst()
            .orElse(null);
    if (y == null) {
      return null;
    }
    List<TradeOff.Axis> others = axes.stream().filter(axis -> !axis.equals(y)).toList();
    TradeOff.Axis x =
        others.stream()
            .filter(axis -> axis.by().equals(state.across()))
            .findFirst()
            .or(() -> others.stream().filter(axis -> isField(axis.by())).findFirst())
            .orElseThrow();
    List<ParetoChart.Switch> switches =
        others.stream()
            .map(axis ->
                new ParetoChart.Switch(
                    wording.subject(axis.by()), state.withAcross(axis.by()).href(), axis.equals(x)))
            .toList();
    TradeOff tradeOff = catalog.tradeOff(principal, plan.request().candidates(), x, y, CLOUD);
    return ParetoChart.of(tradeOff, found, switches, wording);
  }

  /** The objectives, then what else a model costs. */
  private List<TradeOff.Axis> axes(List<Objective> objectives) {
    SequencedMap<String, TradeOff.Axis> axes = new LinkedHashMap<>();
    for (Objective objective : objectives) {
      axes.put(objective.by(), axis(objective.by(), objective.better()));
    }
    for (String field : ChooseForm.COSTS) {
      axes.putIfAbsent(field, axis(field, Better.LOWER));
    }
    return new ArrayList<>(axes.values());
  }

  private TradeOff.Axis axis(String by, Better better) {
    Optional<SearchField> field = SearchField.find(by);
    return new TradeOff.Axis(
        by,
        field.isPresent()
            ? new Column.OfField(field.get())
            : new Column.OfMetric(by, better == Better.HIGHER),
        better,
        wording.unit(by));
  }

  private static boolean isField(String by) {
    return SearchField.find(by).isPresent();
  }

  private Mistake mistake(ChooseState state, ModeldexException e) {
    String message =
        Wording.capitalised(String.valueOf(e.getMessage()))
            .replaceFirst("^Optimize ", "An objective ");
    Integer position = e.position();
    String text = state.where();
    int place = position == null ? 0 : Math.clamp(position, 0, text.length());
    return new Mistake(
        message,
        position == null ? "" : text.substring(0, place),
        position == null ? "" : text.substring(place),
        nearest(state, e));
  }

  /** What may have been meant, with the address where it stands in place of what was written. */
  private @Nullable Link nearest(ChooseState state, ModeldexException e) {
    String suggestion = e.suggestion();
    if (suggestion == null) {
      return null;
    }
    if ("task".equals(e.field())) {
      return new Link(wording.task(suggestion), state.withTask(suggestion).href());
    }
    if (OPTIMIZE.equals(e.field())) {
      List<String> keys = List.copyOf(state.weights().keySet());
      String wrong = Spelling.nearest(suggestion, keys);
      SequencedMap<String, String> weights = new LinkedHashMap<>();
      state
          .weights()
          .forEach((by, weight) -> weights.put(by.equals(wrong) ? suggestion : by, weight));
      return new Link(wording.subject(suggestion), state.withWeights(weights).href());
    }
    return new Link(suggestion, null);
  }
}

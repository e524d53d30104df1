package org.modeldex.server.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.modeldex.analyzers.QuerySyntax;
import org.modeldex.recommend.Recommendation;
import org.modeldex.recommend.Recommendation.Choice;
import org.modeldex.recommend.Recommendation.Excluded;
import org.modeldex.recommend.Recommendation.NearMiss;
import org.modeldex.recommend.Recommendation.Source;
import org.modeldex.recommend.Recommendation.Value;
import org.modeldex.record.Measurement.Trust;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.RecordId;
import org.modeldex.search.Query;
import org.modeldex.search.SearchField;
import org.modeldex.server.web.ChooseView.Basis;
import org.modeldex.server.web.ChooseView.ChoiceRow;
import org.modeldex.server.web.ChooseView.Clause;
import org.modeldex.server.web.ChooseView.Evidence;
import org.modeldex.server.web.ChooseView.MissGroup;
import org.modeldex.server.web.ChooseView.MissRow;
import org.modeldex.server.web.ChooseView.ValueRow;
import org.modeldex.server.web.RecordView.Link;

/** A recommendation in words and addresses. For one answer. */
final class ChooseAnswer {
  private static final int MOST_EVIDENCE = 4;
  private static final int COMPARED = 3;

  private final ChooseState state;
  private final ChoosePlan plan;
  private final QuerySyntax syntax;
  private final Wording wording;

  ChooseAnswer(ChooseState state, ChoosePlan plan, QuerySyntax syntax, Wording wording) {
    this.state = state;
    this.plan = plan;
    this.syntax = syntax;
    this.wording = wording;
  }

  ChooseView.Answer of(Recommendation found, @Nullable ParetoChart chart) {
    List<ChoiceRow> choices = new ArrayList<>();
    for (Choice choice : found.choices()) {
      choices.add(row(choices.size() + 1, choice));
    }
    long unranked = found.candidates() - found.ranked();
    boolean hasMore = !state.more() && found.ranked() > choices.size();
    return new ChooseView.Answer(
        Figures.count(found.considered(), "model", "models"),
        Figures.count(found.candidates()),
        unranked == 0 ? "" : Figures.count(unranked),
        choices,
        found.excluded().stream().map(this::clause).toList(),
        misses(found.nearMisses()),
        found.relaxations().stream().map(this::clause).toList(),
        chart,
        hasMore ? state.withMore().href() : null,
        choices.size() < 2 ? null : compareHref(choices));
  }

  private static String compareHref(List<ChoiceRow> choices) {
    return new Address("/compare")
        .with("id", choices.stream().limit(COMPARED).map(ChoiceRow::id).toList())
        .toString();
  }

  private ChoiceRow row(int rank, Choice choice) {
    MetadataRecord record = choice.document().record();
    return new ChoiceRow(
        Integer.toString(rank),
        record.id().toString(),
        new Link(record.id().name(), Address.of(record.id())),
        record.id().project(),
        facts(record),
        score(choice.score()),
        choice.onParetoFront(),
        choice.why(),
        choice.caution(),
        choice.values().stream().map(this::value).toList());
  }

  private static String score(double score) {
    return Long.toString(Math.round(100 * score));
  }

  private static List<String> facts(MetadataRecord record) {
    List<String> facts = new ArrayList<>(record.structural().architectures());
    Long parameters = record.structural().parameterCount();
    if (parameters != null) {
      facts.add(Figures.quantity(parameters) + " parameters");
    }
    String license = record.contextual().license();
    facts.add(license == null ? "licence not known" : license);
    return facts;
  }

  private ValueRow value(Value value) {
    String by = value.by();
    boolean isField = SearchField.find(by).isPresent();
    String title = wording.subject(by);
    String href = isField ? "" : LeaderboardPage.address(by);
    return switch (value) {
      case Value.Measured measured -> {
        Trust trust = measured.trust();
        yield new ValueRow(
            title,
            href,
            number(by, measured.value()),
            isField ? Basis.STATED : Basis.MEASURED,
            trust == null ? "" : trust.word(),
            List.of());
      }
      case Value.Predicted predicted ->
          new ValueRow(
              title,
              href,
              number(by, predicted.value()),
              Basis.PREDICTED,
              number(by, predicted.low()) + " to " + number(by, predicted.high()),
              predicted.evidence().stream().limit(MOST_EVIDENCE).map(this::evidence).toList());
      case Value.Unknown unknown ->
          new ValueRow(title, href, "not known", Basis.UNKNOWN, "", List.of());
    };
  }

  private Evidence evidence(Source source) {
    RecordId id = RecordId.parse(source.model());
    return new Evidence(
        new Link(id.name(), Address.of(id)),
        wording.subject(source.key()),
        number(source.key(), source.value()),
        Math.round(100 * source.weight()) + " %");
  }

  private String number(String by, double value) {
    return wording.number(by, value);
  }

  private Clause clause(Excluded excluded) {
    return new Clause(
        syntax.format(excluded.clause()),
        Figures.count(excluded.count()),
        withoutHref(excluded.clause()));
  }

  private @Nullable String withoutHref(Query clause) {
    ChooseState without = plan.without().get(clause);
    return without == null ? null : without.href();
  }

  private List<MissGroup> misses(List<NearMiss> misses) {
    Map<Query, List<NearMiss>> byLimit = new LinkedHashMap<>();
    for (NearMiss miss : misses) {
      byLimit.computeIfAbsent(miss.violates(), limit -> new ArrayList<>()).add(miss);
    }
    List<MissGroup> groups = new ArrayList<>();
    byLimit.forEach((limit, missed) ->
        groups.add(
            new MissGroup(
                syntax.format(limit),
                withoutHref(limit),
                missed.stream().map(ChooseAnswer::miss).toList())));
    return groups;
  }

  private static MissRow miss(NearMiss miss) {
    RecordId id = miss.document().record().id();
    return new MissRow(
        new Link(id.name(), Address.of(id)),
        id.project(),
        score(miss.score()),
        miss.by() == null ? "" : miss.by());
  }
}

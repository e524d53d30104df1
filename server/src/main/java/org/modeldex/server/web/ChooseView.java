package org.modeldex.server.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.modeldex.server.web.RecordView.Link;

/**
 * The page of a recommendation.
 *
 * @param answer null as long as nothing is asked for, and when it was not understood
 * @param mistake what was not understood; null when everything was
 */
record ChooseView(
    ChooseState state, Form form, @Nullable Answer answer, @Nullable Mistake mistake) {

  /**
   * What can be filled in.
   *
   * @param title what the model is for, in words; empty when it is not said
   * @param objectives what counts, with weights
   * @param addable what can count too
   * @param usualHref the task's usual objectives, where others are chosen; else null
   */
  record Form(
      String title,
      List<TaskOption> tasks,
      List<LicenseOption> licenses,
      List<ObjectiveRow> objectives,
      List<Option> addable,
      @Nullable String usualHref) {}

  /**
   * A task of models.
   *
   * @param common whether it has many
   */
  record TaskOption(String slug, String title, String count, boolean common, String href) {}

  record LicenseOption(String license, String count, boolean chosen) {}

  record ObjectiveRow(String by, String title, String direction, String weight) {}

  record Option(String value, String title) {}

  /**
   * Something that was not understood.
   *
   * @param before the conditions' text up to where the mistake is; empty when the place is unknown
   * @param after the text from there on
   * @param nearest what may have been meant; null when nothing is near
   */
  record Mistake(String message, String before, String after, @Nullable Link nearest) {}

  /**
   * What was found.
   *
   * @param considered models for the task
   * @param candidates those that meet all limits
   * @param unranked those of them of which nothing is known that counts; empty for none
   * @param moreHref a longer list; null when there is none
   * @param compareHref the first ones side by side; null for fewer than two
   */
  record Answer(
      String considered,
      String candidates,
      String unranked,
      List<ChoiceRow> choices,
      List<Clause> excluded,
      List<MissGroup> nearMisses,
      List<Clause> relaxations,
      @Nullable ParetoChart chart,
      @Nullable String moreHref,
      @Nullable String compareHref) {}

  /**
   * A model that is recommended.
   *
   * @param score of 100
   * @param caution why its score is not to be trusted; null where there is no reason
   */
  record ChoiceRow(
      String rank,
      String id,
      Link model,
      String project,
      List<String> facts,
      String score,
      boolean onParetoFront,
      String why,
      @Nullable String caution,
      List<ValueRow> values) {}

  /**
   * A model's value of one objective.
   *
   * @param basis measured, predicted or unknown
   * @param about whose word a measured value is, or between which bounds a predicted one lies
   * @param evidence what a prediction rests on
   */
  record ValueRow(
      String title,
      String href,
      String value,
      Basis basis,
      String about,
      List<Evidence> evidence) {}

  /** How a value is known. */
  enum Basis {
    MEASURED("measured"),
    STATED("stated"),
    PREDICTED("predicted"),
    UNKNOWN("unknown");

    private final String word;

    Basis(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  /** A measured value that a prediction rests on, and how much of it it explains. */
  record Evidence(Link model, String subject, String value, String share) {}

  /**
   * A limit and how many models it concerns.
   *
   * @param withoutHref the recommendation without it
   */
  record Clause(String text, String count, @Nullable String withoutHref) {}

  /**
   * Models that only one limit keeps out.
   *
   * @param withoutHref the recommendation without the limit
   */
  record MissGroup(String limit, @Nullable String withoutHref, List<MissRow> rows) {}

  /**
   * A model that breaks one limit.
   *
   * @param by by how much; empty where that is no number
   */
  record MissRow(Link model, String project, String score, String by) {}
}

package org.modeldex.server.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.modeldex.server.web.SearchView.MeasureView;

/**
 * What the page of a record shows, aspect by aspect.
 *
 * @param description sanitised HTML
 * @param sections long texts that stand beside the description
 */
record RecordView(
    Head head,
    String description,
    List<Section> sections,
    List<MeasureGroup> measures,
    CurvesView curves,
    List<FactGroup> facts,
    Versions versions,
    LineageView lineage,
    List<SimilarView> similar,
    History history,
    Snippets snippets) {

  /** What stands at the top. */
  record Head(
      String id,
      String kind,
      String project,
      String projectHref,
      String name,
      @Nullable String version,
      @Nullable String modelHref,
      List<Link> tasks,
      List<String> tags,
      Completeness completeness,
      String href,
      String apiHref) {}

  record Section(String title, String html) {}

  /** The measurements on one dataset. */
  record MeasureGroup(String title, @Nullable String href, List<MeasureRow> rows) {}

  /**
   * One measurement.
   *
   * @param about split, slice and configuration
   * @param rank {@code 3rd of 212}; null when it cannot be ranked
   */
  record MeasureRow(
      MeasureView measure, String about, @Nullable String rank, String leaderboardHref) {}

  record FactGroup(String title, List<Fact> facts) {}

  /** Something that a record says. */
  record Fact(String label, List<Link> values) {}

  /** Text that may lead somewhere. */
  record Link(String text, @Nullable String href) {
    static Link plain(String text) {
      return new Link(text, null);
    }
  }

  /**
   * A record that is like this one.
   *
   * @param shared what both have, the most telling first
   */
  record SimilarView(String href, String id, String project, String name, List<String> shared) {}

  /** The newest versions, and how many more there are. */
  record Versions(List<VersionView> newest, int others) {}

  record VersionView(String version, String href, String stage, String updated, boolean current) {}

  /**
   * A part of the revisions, newest first.
   *
   * @param newestHref null when these are the newest
   * @param olderHref null when there are no older ones
   */
  record History(
      List<RevisionView> revisions, @Nullable String newestHref, @Nullable String olderHref) {}

  record RevisionView(
      String revision, String operation, String at, String by, @Nullable String href) {}

  /** This record and those that are like it, side by side. */
  String compareHref() {
    Address address = new Address("/compare").with("id", head.id());
    similar.forEach(other -> address.with("id", other.id()));
    return address.toString();
  }

  /** How programs reach the record. */
  record Snippets(String curl, String command, @Nullable String mlflow) {}
}

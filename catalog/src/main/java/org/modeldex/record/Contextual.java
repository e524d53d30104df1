package org.modeldex.record;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a record is for, who answers for it and where it stands. Words are the source's own; the
 * vocabulary knows their canonical forms.
 *
 * @param stage place in the life cycle, for instance {@code production}
 * @param status state of a run or deployment, for instance {@code finished}
 */
public record Contextual(
    List<String> tasks,
    @Nullable String domain,
    List<String> modalities,
    List<String> languages,
    @Nullable String license,
    @Nullable String owner,
    @Nullable String team,
    @Nullable String stage,
    @Nullable String status,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable String intendedUse,
    @Nullable String limitations,
    @Nullable String goals,
    List<Paper> papers,
    @Nullable String region,
    @Nullable String sensitivity) {

  public static final Contextual EMPTY = builder().build();

  public Contextual {
    tasks = Limits.terms("contextual.tasks", tasks);
    Limits.text("contextual.domain", domain, Limits.TERM);
    modalities = Limits.terms("contextual.modalities", modalities);
    languages = Limits.terms("contextual.languages", languages);
    Limits.text("contextual.license", license, Limits.TERM);
    Limits.text("contextual.owner", owner, Limits.TERM);
    Limits.text("contextual.team", team, Limits.TERM);
    Limits.text("contextual.stage", stage, Limits.TERM);
    Limits.text("contextual.status", status, Limits.TERM);
    Limits.text("contextual.intendedUse", intendedUse, Limits.LONG_TEXT);
    Limits.text("contextual.limitations", limitations, Limits.LONG_TEXT);
    Limits.text("contextual.goals", goals, Limits.LONG_TEXT);
    papers = Limits.list("contextual.papers", papers, Limits.ARTIFACTS);
    Limits.text("contextual.region", region, Limits.TERM);
    Limits.text("contextual.sensitivity", sensitivity, Limits.TERM);
  }

  /** A publication; one of title and url is given. */
  public record Paper(@Nullable String title, @Nullable String url) {
    public Paper {
      Limits.text("title", title, Limits.SHORT_TEXT);
      Limits.text("url", url, Limits.SHORT_TEXT);
      if (title == null && url == null) {
        throw ModeldexException.invalid("title", "or url must be given for a paper");
      }
    }
  }

  public static Builder builder() {
    return new Builder();
  }

  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.tasks = tasks;
    builder.domain = domain;
    builder.modalities = modalities;
    builder.languages = languages;
    builder.license = license;
    builder.owner = owner;
    builder.team = team;
    builder.stage = stage;
    builder.status = status;
    builder.startedAt = startedAt;
    builder.endedAt = endedAt;
    builder.intendedUse = intendedUse;
    builder.limitations = limitations;
    builder.goals = goals;
    builder.papers = papers;
    builder.region = region;
    builder.sensitivity = sensitivity;
    return builder;
  }

  /** Collects the parts; {@link #build} validates them. */
  public static final class Builder {
    private List<String> tasks = List.of();
    private @Nullable String domain;
    private List<String> modalities = List.of();
    private List<String> languages = List.of();
    private @Nullable String license;
    private @Nullable String owner;
    private @Nullable String team;
    private @Nullable String stage;
    private @Nullable String status;
    private @Nullable Instant startedAt;
    private @Nullable Instant endedAt;
    private @Nullable String intendedUse;
    private @Nullable String limitations;
    private @Nullable String goals;
    private List<Paper> papers = List.of();
    private @Nullable String region;
    private @Nullable String sensitivity;

    private Builder() {}

    public Builder tasks(List<String> value) {
      tasks = value;
      return this;
    }

    public Builder domain(@Nullable String value) {
      domain = value;
      return this;
    }

    public Builder modalities(List<String> value) {
      modalities = value;
      return this;
    }

    public Builder languages(List<String> value) {
      languages = value;
      return this;
    }

    public Builder license(@Nullable String value) {
      license = value;
      return this;
    }

    public Builder owner(@Nullable String value) {
      owner = value;
      return this;
    }

    public Builder team(@Nullable String value) {
      team = value;
      return this;
    }

    public Builder stage(@Nullable String value) {
      stage = value;
      return this;
    }

    public Builder status(@Nullable String value) {
      status = value;
      return this;
    }

    public Builder startedAt(@Nullable Instant value) {
      startedAt = value;
      return this;
    }

    public Builder endedAt(@Nullable Instant value) {
      endedAt = value;
      return this;
    }

    public Builder intendedUse(@Nullable String value) {
      intendedUse = value;
      return this;
    }

    public Builder limitations(@Nullable String value) {
      limitations = value;
      return this;
    }

    public Builder goals(@Nullable String value) {
      goals = value;
      return this;
    }

    public Builder papers(List<Paper> value) {
      papers = value;
      return this;
    }

    public Builder region(@Nullable String value) {
      region = value;
      return this;
    }

    public Builder sensitivity(@Nullable String value) {
      sensitivity = value;
      return this;
    }

    public Contextual build() {
      return new Contextual(
          tasks,
          domain,
          modalities,
          languages,
          license,
          owner,
          team,
          stage,
          status,
          startedAt,
          endedAt,
          intendedUse,
          limitations,
          goals,
          papers,
          region,
          sensitivity);
    }
  }
}

package org.modeldex.server.mlflow;

import static java.util.Comparator.naturalOrder;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.modeldex.access.Principal;
import org.modeldex.catalog.Catalog;
import org.modeldex.record.Contextual;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.Kind;
import org.modeldex.record.LineageEdge;
import org.modeldex.record.LineageEdge.Relation;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.RecordId;
import org.modeldex.record.Source;
import org.modeldex.store.Mutation;
import org.modeldex.store.Precondition;
import org.modeldex.store.Range;

/**
 * Registered models and their versions. Whatever makes, moves or deletes versions changes their
 * model in the same commit, so such calls for one model happen one after another. Safe for all
 * threads.
 */
final class Registry {
  private static final int PAGE = 1_000;

  private final Catalog catalog;
  private final Edits edits;
  private final VersionSources sources;
  private final Clock clock;

  Registry(Catalog catalog, Edits edits, LoggedModels loggedModels, Clock clock) {
    this.catalog = catalog;
    this.edits = edits;
    this.sources = new VersionSources(this, loggedModels);
    this.clock = clock;
  }

  /** The model of a name; NOT_FOUND when there is none. */
  MetadataRecord model(Principal principal, String name) {
    return find(principal, name)
        .orElseThrow(
            () -> MlflowErrors.notFound("Registered Model with name=" + name + " not found"));
  }

  Optional<MetadataRecord> find(Principal principal, String name) {
    return Ids.asked(() -> Ids.model(name)).flatMap(id -> catalog.find(principal, id));
  }

  /** A version; NOT_FOUND when there is none. */
  MetadataRecord version(Principal principal, String name, String version) {
    checkNumber(version);
    return Ids.asked(() -> Ids.version(name, version))
        .flatMap(id -> catalog.find(principal, id))
        .orElseThrow(() ->
            MlflowErrors.notFound(
                "Model Version (name=" + name + ", version=" + version + ") not found"));
  }

  private static void checkNumber(String version) {
    if (!isNumber(version)) {
      throw MlflowErrors.invalid("Model version must be an integer, got '" + version + "'");
    }
  }

  private static boolean isNumber(String version) {
    return version.matches("[0-9]{1,9}");
  }

  /** All versions of a model that are there. */
  List<MetadataRecord> versions(Principal principal, String name) {
    Range range = new Range(Kind.VERSION, Ids.PROJECT, name);
    List<MetadataRecord> all = new ArrayList<>();
    List<MetadataRecord> page = catalog.list(principal, range, null, PAGE);
    while (!page.isEmpty()) {
      all.addAll(page);
      page = catalog.list(principal, range, page.getLast().id(), PAGE);
    }
    return all;
  }

  MetadataRecord create(
      Principal principal, String name, @Nullable String description, Map<String, String> tags) {
    if (name.isBlank()) {
      throw MlflowErrors.invalid("Registered model name cannot be empty.");
    }
    MetadataRecord bare =
        MetadataRecord.builder(Ids.model(name))
            .source(new Source(Ids.FORMAT, null, name, null, null))
            .contextual(Contextual.builder().startedAt(clock.instant()).build())
            .build();
    // The account of latest versions begins here, so that a search need not list any.
    MetadataRecord model =
        ModelRecords.withLatest(Tags.with(bare, tags).description(description).build(), List.of());
    try {
      catalog.commit(principal, List.of(new Mutation.Put(model, Precondition.ABSENT)), null);
    } catch (ModeldexException e) {
      throw e.code() == ErrorCode.ALREADY_EXISTS ? taken(name) : e;
    }
    return model(principal, name);
  }

  private static RuntimeException taken(String name) {
    return MlflowErrors.exists("Registered Model (name=" + name + ") already exists.");
  }

  MetadataRecord changeModel(
      Principal principal, String name, UnaryOperator<MetadataRecord> change) {
    edit(principal, name, model -> new Edit(change.apply(model), List.of()));
    return model(principal, name);
  }

  /** A model as it is to be, and what is to happen with it. */
  private record Edit(MetadataRecord model, List<Mutation> besides) {}

  private void edit(Principal principal, String name, Function<MetadataRecord, Edit> change) {
    edits.changeWith(
        principal,
        Ids.asked(() -> Ids.model(name)).orElseGet(() -> model(principal, name).id()),
        () -> model(principal, name),
        model -> {
          Edit edit = change.apply(model);
          MetadataRecord changed =
              edit.besides().isEmpty()
                  ? edit.model()
                  : ModelRecords.touched(edit.model(), clock.instant());
          List<Mutation> all = new ArrayList<>();
          all.add(new Mutation.Put(changed, new Precondition.AtRevision(model.revision())));
          all.addAll(edit.besides());
          return all;
        });
  }

  /** Moves a model and its versions to another name. */
  MetadataRecord rename(Principal principal, String name, String newName) {
    if (name.equals(newName)) {
      return model(principal, name);
    }
    RecordId target = Ids.model(newName);
    if (catalog.find(principal, target).isPresent()) {
      throw taken(newName);
    }
    edits.changeWith(
        principal,
        model(principal, name).id(),
        () -> model(principal, name),
        model -> {
          List<Mutation> moves = new ArrayList<>();
          Source source = new Source(Ids.FORMAT, null, newName, null, null);
          moves.add(new Mutation.Delete(model.id(), new Precondition.AtRevision(model.revision())));
          moves.add(
              new Mutation.Put(
                  Copies.of(model, target).source(source).build(), Precondition.ABSENT));
          for (MetadataRecord version : versions(principal, name)) {
            RecordId to = Ids.version(newName, number(version));
            List<LineageEdge> edges = new ArrayList<>(version.lineage());
            edges.replaceAll(edge ->
                edge.relation() == Relation.VERSION_OF
                    ? LineageEdge.to(Relation.VERSION_OF, target)
                    : edge);
            moves.add(
                new Mutation.Delete(version.id(), new Precondition.AtRevision(version.revision())));
            moves.add(
                new Mutation.Put(
                    Copies.of(version, to).source(source).lineage(edges).build(),
                    Precondition.ABSENT));
          }
          return moves;
        });
    return model(principal, newName);
  }

  void delete(Principal principal, String name) {
    edits.changeWith(
        principal,
        model(principal, name).id(),
        () -> model(principal, name),
        model -> {
          List<Mutation> deletions = new ArrayList<>();
          deletions.add(
              new Mutation.Delete(model.id(), new Precondition.AtRevision(model.revision())));
          versions(principal, name)
              .forEach(
                  version -> deletions.add(new Mutation.Delete(version.id(), Precondition.NONE)));
          return deletions;
        });
  }

  MetadataRecord createVersion(Principal principal, String name, NewVersion wanted) {
    VersionSources.Origin origin = sources.origin(principal, wanted);
    MetadataRecord[] created = new MetadataRecord[1];
    edit(
        principal,
        name,
        model -> {
          int number = nextNumber(principal, model);
          MetadataRecord version = wanted.record(model.id(), number, origin, clock.instant());
          created[0] = version;
          List<MetadataRecord> staged = new ArrayList<>(latest(principal, model));
          staged.removeIf(other -> ModelRecords.stage(other).equals(Stages.NONE));
          List<String> latest = new ArrayList<>(staged.stream().map(Registry::number).toList());
          latest.add(Integer.toString(number));
          MetadataRecord changed =
              ModelRecords.withLatest(ModelRecords.withVersions(model, number), latest);
          return new Edit(changed, List.of(new Mutation.Put(version, Precondition.ABSENT)));
        });
    return version(principal, name, number(created[0]));
  }

  /** Above all that were ever given, and all that came to be without being given. */
  private int nextNumber(Principal principal, MetadataRecord model) {
    String name = model.id().name();
    int number = ModelRecords.versions(model);
    if (number == 0) {
      number = numbers(versions(principal, name)).max().orElse(0);
    }
    do {
      number++;
    } while (catalog.find(principal, Ids.version(name, Integer.toString(number))).isPresent());
    return number;
  }

  /** Changes what is said of one version; its model does not count as updated. */
  MetadataRecord changeVersion(
      Principal principal, String name, String number, UnaryOperator<MetadataRecord> change) {
    edits.change(
        principal,
        version(principal, name, number).id(),
        () -> version(principal, name, number),
        change,
        List.of());
    return version(principal, name, number);
  }

  private static Mutation put(MetadataRecord before, MetadataRecord after) {
    return new Mutation.Put(after, new Precondition.AtRevision(before.revision()));
  }

  /**
   * Moves a version to a stage.
   *
   * @param archiving whether the versions that are in the stage now leave it for the archive
   */
  MetadataRecord move(
      Principal principal, String name, String number, String stage, boolean archiving) {
    version(principal, name, number);
    edit(
        principal,
        name,
        model -> {
          List<MetadataRecord> all = new ArrayList<>();
          List<Mutation> moves = new ArrayList<>();
          for (MetadataRecord version : versions(principal, name)) {
            boolean itself = number(version).equals(number);
            boolean pushedOut = archiving && ModelRecords.stage(version).equals(stage);
            MetadataRecord moved =
                itself
                    ? staged(model, version, stage)
                    : pushedOut ? staged(model, version, Stages.ARCHIVED) : version;
            if (itself || pushedOut) {
              moves.add(put(version, moved));
            }
            all.add(moved);
          }
          return new Edit(ModelRecords.withLatest(model, latest(all)), moves);
        });
    return version(principal, name, number);
  }

  private static MetadataRecord staged(MetadataRecord model, MetadataRecord version, String stage) {
    return ModelRecords.staged(version, stage, ModelRecords.aliases(model, number(version)));
  }

  /** The latest version of each stage that has any. */
  List<MetadataRecord> latest(Principal principal, MetadataRecord model) {
    String name = model.id().name();
    return ModelRecords.latest(model).orElseGet(() -> latest(versions(principal, name))).stream()
        .flatMap(number -> catalog.find(principal, Ids.version(name, number)).stream())
        .toList();
  }

  private static List<String> latest(List<MetadataRecord> versions) {
    return versions.stream()
        .collect(groupingBy(ModelRecords::stage, LinkedHashMap::new, toList()))
        .values()
        .stream()
        .flatMap(staged -> numbers(staged).boxed().max(naturalOrder()).stream())
        .map(String::valueOf)
        .toList();
  }

  /** Their numbers, without versions that have none: other clients may name theirs as they like. */
  private static IntStream numbers(List<MetadataRecord> versions) {
    return versions.stream()
        .map(Registry::number)
        .filter(Registry::isNumber)
        .mapToInt(Integer::parseInt);
  }

  /** Deletes a version and the aliases that lead to it. Its number is never used again. */
  void deleteVersion(Principal principal, String name, String number) {
    version(principal, name, number);
    edit(
        principal,
        name,
        model -> {
          MetadataRecord version = version(principal, name, number);
          List<MetadataRecord> others = new ArrayList<>(versions(principal, name));
          others.removeIf(other -> number(other).equals(number));
          MetadataRecord changed = ModelRecords.withLatest(model, latest(others));
          for (String alias : ModelRecords.aliases(model, number)) {
            changed = ModelRecords.withAlias(changed, alias, null);
          }
          return new Edit(
              changed,
              List.of(
                  new Mutation.Delete(
                      version.id(), new Precondition.AtRevision(version.revision()))));
        });
  }

  /** Lets an alias lead to a version; nowhere for null. */
  void alias(Principal principal, String name, String alias, @Nullable String number) {
    edit(
        principal,
        name,
        model -> {
          if (number != null) {
            version(principal, name, number);
          }
          MetadataRecord changed = ModelRecords.withAlias(model, alias, number);
          String before = ModelRecords.aliases(model).get(alias);
          List<Mutation> restaged = new ArrayList<>();
          for (String touched : new java.util.LinkedHashSet<>(listOf(before, number))) {
            catalog
                .find(principal, Ids.version(name, touched))
                .ifPresent(version ->
                    restaged.add(
                        put(version, staged(changed, version, ModelRecords.stage(version)))));
          }
          return new Edit(changed, restaged);
        });
  }

  private static List<String> listOf(@Nullable String one, @Nullable String other) {
    List<String> list = new ArrayList<>();
    if (one != null) {
      list.add(one);
    }
    if (other != null) {
      list.add(other);
    }
    return list;
  }

  static String number(MetadataRecord version) {
    return String.valueOf(version.id().version());
  }
}

package org.modeldex.vocabulary;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.Adler32;
import java.util.zip.CRC32;
import java.util.zip.Checksum;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.Measurement;
import org.modeldex.record.MetadataRecord;

/** The canonical words and what they mean. Immutable; safe for all threads. */
public final class Vocabulary {
  /** A language code and a script of four letters, or a region in capitals or digits. */
  private static final Pattern LANGUAGE_VARIANT =
      Pattern.compile("^([A-Za-z]{2,3})[-_]([A-Za-z]{4}|[A-Z]{2}|[0-9]{3})$");

  private static final Pattern LICENSE_FILLER = Pattern.compile("^the-|-licen[cs]e$");

  private final String fingerprint;
  private final MetricLexicon metrics;
  private final Lexicon<Task> tasks;
  private final Map<Term.Category, Lexicon<Term>> terms = new EnumMap<>(Term.Category.class);
  private final MeasurementReader reader = new MeasurementReader(this);

  private final Map<Term.Category, Memo<String>> slugs = new EnumMap<>(Term.Category.class);
  private final Memo<String> taskSlugs = new Memo<>(this::lookUpTaskSlug);
  private final Memo<MetricLexicon.Name> metricNames = new Memo<>(this::lookUpMetricName);

  private Vocabulary(List<Entry> entries) {
    fingerprint = fingerprint(entries);
    metrics = new MetricLexicon(ofKind(entries, Entry.Kind.METRIC));
    for (Term.Category category : Term.Category.values()) {
      Entry.Kind kind = Entry.Kind.valueOf(category.name());
      terms.put(category, new Lexicon<>(ofKind(entries, kind), entry -> entry.term(category)));
      slugs.put(category, new Memo<>(words -> lookUpSlug(category, words)));
    }
    tasks = new Lexicon<>(ofKind(entries, Entry.Kind.TASK), this::task);
  }

  private static List<Entry> ofKind(List<Entry> entries, Entry.Kind kind) {
    return entries.stream().filter(entry -> entry.kind() == kind).toList();
  }

  private Task task(Entry entry) {
    Task task = entry.task();
    return new Task(
        task.slug(),
        task.title(),
        task.aliases(),
        task.synonyms(),
        task.about(),
        task.modality(),
        task.primaryMetrics().stream().map(key -> canonicalKey(key).toString()).toList());
  }

  /** The vocabulary that ships with Modeldex. */
  public static Vocabulary builtIn() {
    return BuiltIn.VOCABULARY;
  }

  /** Reads the files in the jar once. */
  private static final class BuiltIn {
    static final Vocabulary VOCABULARY = new Vocabulary(VocabularyFile.builtIn());
  }

  /**
   * The built-in vocabulary extended by a site's own file.
   *
   * @throws org.modeldex.record.ModeldexException CONFIGURATION naming file and line
   */
  public static Vocabulary builtInWith(Path siteFile) {
    List<Entry> entries = new ArrayList<>(VocabularyFile.builtIn());
    entries.addAll(VocabularyFile.read(1, siteFile));
    return new Vocabulary(entries);
  }

  /** Changes whenever any entry or reading rule changes; an index built with another is stale. */
  public String fingerprint() {
    return fingerprint;
  }

  /** Nobody is to be deceived here, so checksums do; they are quick in a young process, too. */
  private static String fingerprint(List<Entry> entries) {
    CRC32 crc = new CRC32();
    Adler32 adler = new Adler32();
    for (Checksum sum : List.of(crc, adler)) {
      sum.update(MeasurementReader.RULES);
      for (Entry entry : entries) {
        sum.update((entry.origin().text() + "\n").getBytes(StandardCharsets.UTF_8));
      }
    }
    return String.format("%08x%08x", crc.getValue(), adler.getValue());
  }

  /** The metric that {@code words} (a slug, an alias or a spelling variant) names. */
  public Optional<Metric> findMetric(String words) {
    return Optional.ofNullable(metrics.name(words).metric());
  }

  public Optional<Task> findTask(String words) {
    return Optional.ofNullable(tasks.find(Words.fold(words)));
  }

  /**
   * The term that {@code words} name. Beside its names, a dataset is found under the name of a
   * repository it stands in ({@code google/fleurs}), a language with its script or region ({@code
   * pt_BR}, {@code zho-Hans}), a licence with the words "the" and "license" or by the address of
   * its text ({@code https://creativecommons.org/licenses/by/4.0/}).
   */
  public Optional<Term> find(Term.Category category, String words) {
    return Optional.ofNullable(term(category, words));
  }

  private @Nullable Term term(Term.Category category, String words) {
    Lexicon<Term> lexicon = lexicon(category);
    Term term = lexicon.find(Words.fold(words));
    if (term != null) {
      return term;
    }
    String variant =
        switch (category) {
          case DATASET -> words.substring(words.lastIndexOf('/') + 1);
          case LANGUAGE -> LANGUAGE_VARIANT.matcher(words).replaceFirst("$1");
          case LICENSE ->
              LICENSE_FILLER.matcher(LicenseAddress.name(Words.fold(words))).replaceAll("");
          case FRAMEWORK, ABBREVIATION -> words;
        };
    return lexicon.find(Words.fold(variant));
  }

  private Lexicon<Term> lexicon(Term.Category category) {
    return Objects.requireNonNull(terms.get(category), "every category has its lexicon");
  }

  /** All metrics, by slug. Members of a family such as {@code ndcg-at-70} are found, not listed. */
  public Collection<Metric> metrics() {
    return metrics.all();
  }

  /** All tasks, by slug. */
  public Collection<Task> tasks() {
    return tasks.all();
  }

  /** All terms of a category, by slug. */
  public Collection<Term> terms(Term.Category category) {
    return lexicon(category).all();
  }

  /** The task's slug, or the words themselves folded to a slug when they are not known. */
  public String taskSlug(String words) {
    return taskSlugs.of(words);
  }

  /**
   * The canonical word of the task whose name is nearest to a misspelled one.
   *
   * @param others names that count beside those of the vocabulary
   * @return null when none is near
   */
  public @Nullable String nearestTask(String words, Collection<String> others) {
    List<String> names = new ArrayList<>(others);
    for (Task task : tasks()) {
      names.add(task.slug());
      names.addAll(task.aliases());
    }
    String nearest = Spelling.nearest(words, names);
    return nearest == null ? null : taskSlug(nearest);
  }

  private String lookUpTaskSlug(String words) {
    Task task = tasks.find(Words.fold(words));
    if (task == null) {
      String slug = Words.slug(words);
      task = tasks.find(Words.fold(slug));
      return task == null ? slug : task.slug();
    }
    return task.slug();
  }

  /** The term's slug, or the words themselves folded to a slug when they are not known. */
  public String slug(Term.Category category, String words) {
    return Objects.requireNonNull(slugs.get(category), "every category has its slugs").of(words);
  }

  private String lookUpSlug(Term.Category category, String words) {
    Term term = term(category, words);
    if (term == null) {
      String slug = Words.slug(words);
      term = lexicon(category).find(Words.fold(slug));
      return term == null ? slug : term.slug();
    }
    return term.slug();
  }

  private MetricLexicon.Name lookUpMetricName(String words) {
    return metrics.name(words);
  }

  MetricLexicon.Name metricName(String words) {
    return metricNames.of(words);
  }

  /**
   * The canonical key for a key in anybody's words: {@code Top 1 Accuracy@ImageNet} becomes {@code
   * accuracy@imagenet-1k}. A metric's name may hold an {@code @} itself ({@code Recall@1@MSRVTT}),
   * and a split ({@code val_accuracy@ImageNet}).
   */
  public MetricKey canonicalKey(String text) {
    if (metrics.find(text) != null) {
      return key(text, null, null);
    }
    int hash = text.lastIndexOf('#');
    boolean hasSplit = hash > 0 && !text.substring(hash + 1).isBlank();
    String split = hasSplit ? text.substring(hash + 1) : null;
    String rest = hasSplit ? text.substring(0, hash) : text;
    if (metrics.find(rest) != null) {
      return key(rest, null, split);
    }
    for (int at = rest.lastIndexOf('@'); at > 0; at = rest.lastIndexOf('@', at - 1)) {
      if (metrics.name(rest.substring(0, at)).metric() != null) {
        return key(rest.substring(0, at), rest.substring(at + 1), split);
      }
    }
    int at = rest.indexOf('@');
    return at <= 0
        ? key(rest, null, split)
        : key(rest.substring(0, at), rest.substring(at + 1), split);
  }

  private MetricKey key(String metric, @Nullable String dataset, @Nullable String split) {
    MetricLexicon.Name name = metrics.name(metric);
    return new MetricKey(
        name.slug(),
        dataset == null || isNameless(dataset) ? null : datasetOfKey(dataset),
        split == null ? name.split() : Splits.canonical(split));
  }

  /** Whether neither a dataset nor a slice is named, as in {@code accuracy@/}. */
  private static boolean isNameless(String words) {
    return words.replaceFirst("/", "").isBlank();
  }

  /**
   * A dataset in a key may be followed by a slash and a slice. A slash may also belong to the
   * dataset's own name, unless what stands before it is a dataset already.
   */
  private String datasetOfKey(String words) {
    int slash = words.indexOf('/');
    if (slash < 0) {
      return slug(Term.Category.DATASET, words);
    }
    Lexicon<Term> datasets = lexicon(Term.Category.DATASET);
    String dataset = words.substring(0, slash);
    String slice = words.substring(slash + 1);
    Term whole = datasets.find(Words.fold(words));
    if (whole != null && datasets.find(Words.fold(dataset)) == null) {
      return whole.slug();
    }
    return (dataset.isBlank() ? "" : slug(Term.Category.DATASET, dataset))
        + (slice.isBlank() ? "" : '/' + Words.slug(slice));
  }

  /** The dataset's title, with its slice: {@code GLUE / mnli}; the words where it is not known. */
  public String datasetTitle(String words) {
    int slash = words.indexOf('/');
    String whole = slash < 0 ? words : words.substring(0, slash);
    String title = find(Term.Category.DATASET, whole).map(Term::title).orElse(whole);
    return slash < 0 ? title : title + " / " + words.substring(slash + 1);
  }

  /** A canonical key as people write it: {@code Accuracy on ImageNet-1k (val)}. */
  public String keyTitle(String key) {
    MetricKey parts = MetricKey.parse(key);
    return findMetric(parts.metric()).map(Metric::title).orElse(parts.metric())
        + (parts.dataset() == null ? "" : " on " + datasetTitle(parts.dataset()))
        + (parts.split() == null ? "" : " (" + parts.split() + ')');
  }

  /** The record with a reading at each of its measurements. */
  public MetadataRecord interpret(MetadataRecord record) {
    return record.statistical().isEmpty()
        ? record
        : record.withStatistical(read(record.statistical()));
  }

  /**
   * Reads the measurements of one record. They are read together because the scale of a metric is
   * decided for the whole table: see the rules in docs/vocabulary.md.
   */
  public List<Measurement> read(List<Measurement> table) {
    return reader.read(table);
  }
}

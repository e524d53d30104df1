package org.modeldex.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.modeldex.record.Measurement;
import org.modeldex.record.Measurement.Better;
import org.modeldex.record.Measurement.Trust;
import org.modeldex.testing.Seeded;
import org.modeldex.vocabulary.Term.Category;

class VocabularyTest {
  private static final Vocabulary VOCABULARY = Vocabulary.builtIn();

  @Test
  void knowsTheWordsOfTheField() {
    assertThat(VOCABULARY.metrics()).hasSizeGreaterThan(250);
    assertThat(VOCABULARY.tasks()).hasSizeGreaterThan(110);
    assertThat(VOCABULARY.terms(Category.DATASET)).hasSizeGreaterThan(260);
    assertThat(VOCABULARY.terms(Category.LICENSE)).hasSizeGreaterThan(120);
    assertThat(VOCABULARY.terms(Category.LANGUAGE)).hasSizeGreaterThan(450);
    assertThat(VOCABULARY.terms(Category.FRAMEWORK)).hasSizeGreaterThan(30);
    assertThat(VOCABULARY.terms(Category.LANGUAGE))
        .filteredOn(term -> term.slug().length() == 2)
        .hasSize(184);
  }

  @Test
  void everyNameLeadsToItsOwnEntry() {
    for (Metric metric : VOCABULARY.metrics()) {
      for (String name : names(metric.slug(), metric.title(), metric.aliases())) {
        assertThat(VOCABULARY.findMetric(name)).as(name).contains(metric);
      }
    }
    for (Task task : VOCABULARY.tasks()) {
      for (String name : names(task.slug(), task.title(), task.aliases())) {
        assertThat(VOCABULARY.findTask(name)).as(name).contains(task);
      }
    }
    for (Category category : Category.values()) {
      for (Term term : VOCABULARY.terms(category)) {
        for (String name : names(term.slug(), term.title(), term.aliases())) {
          assertThat(VOCABULARY.find(category, name)).as(name).contains(term);
        }
      }
    }
  }

  @Test
  void entriesAreListedBySlug() {
    assertThat(VOCABULARY.metrics()).extracting(Metric::slug).isSorted().doesNotHaveDuplicates();
    assertThat(VOCABULARY.tasks()).extracting(Task::slug).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void primaryMetricsAreCanonicalAndKnown() {
    for (Task task : VOCABULARY.tasks()) {
      for (String text : task.primaryMetrics()) {
        MetricKey key = MetricKey.parse(text);
        assertThat(VOCABULARY.canonicalKey(text)).as(text).isEqualTo(key);
        assertThat(VOCABULARY.findMetric(key.metric())).as(text).isPresent();
        assertThat(VOCABULARY.findMetric(key.metric()).map(Metric::better)).as(text).isPresent();
        if (key.dataset() != null) {
          assertThat(VOCABULARY.find(Category.DATASET, key.dataset())).as(text).isPresent();
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Top 1 Accuracy, accuracy, HIGHER",
    "acc, accuracy, HIGHER",
    "top1_err, top-1-error, LOWER",
    "box AP, box-ap, HIGHER",
    "mAP@0.5, ap50, HIGHER",
    "AP@0.5, ap50, HIGHER",
    "mIoU(ms+flip), miou-ms-flip, HIGHER",
    "PCK@0.2, pck, HIGHER",
    "EPE, epe, LOWER",
    "MPJPE, mpjpe, LOWER",
    "Recall@1, recall-at-1, HIGHER",
    "ndcg_at_10, ndcg-at-10, HIGHER",
    "ndcg_at_70, ndcg-at-70, HIGHER",
    "Hits@7, hit-rate-at-7, HIGHER",
    "nauc_map_at_20_diff1, nauc-map-at-20-diff1, HIGHER",
    "chr-F, chrf, HIGHER",
    "chrF++, chrf++, HIGHER",
    "Test WER, wer, LOWER",
    "eval_loss, validation-loss, LOWER",
    "rogue-1, rouge-1, HIGHER",
    "cos_sim_spearman, cosine-spearman, HIGHER",
    "mAPH@L2, maph-l2, HIGHER",
    "ents_f, ents-f, HIGHER",
    "mean_reward, mean-reward, HIGHER",
    "infer_samples_per_sec, throughput, HIGHER",
    "FID, fid, LOWER"
  })
  void metricsAreKnownByTheNamesInUse(String words, String slug, Better better) {
    Metric metric = VOCABULARY.findMetric(words).orElseThrow();
    assertThat(metric.slug()).isEqualTo(slug);
    assertThat(metric.better()).isEqualTo(better);
  }

  @ParameterizedTest
  @CsvSource({
    "Object Detection, object-detection", "Body 2D Keypoint, human-pose-estimation",
    "Image Caption, image-captioning", "Automatic Speech Recognition, automatic-speech-recognition",
    "image-feature-vector, image-feature-extraction", "Made-up Task, made-up-task"
  })
  void tasksHaveOneName(String words, String slug) {
    assertThat(VOCABULARY.taskSlug(words)).isEqualTo(slug);
  }

  @ParameterizedTest
  @CsvSource({
    "MIT License, PERMISSIVE COMMERCIAL_USE",
    "GPL-3.0, COMMERCIAL_USE",
    "cc-by-nc-4.0, NON_COMMERCIAL",
    "other, ''"
  })
  void licencesSayWhatTheyAllow(String license, String permissions) {
    assertThat(VOCABULARY.find(Category.LICENSE, license).orElseThrow().permissions())
        .extracting(Enum::name)
        .isEqualTo(permissions.isEmpty() ? List.of() : List.of(permissions.split(" ")));
  }

  @Test
  void keysAreWrittenWithTitles() {
    assertThat(VOCABULARY.keyTitle("box-ap@coco#val")).isEqualTo("Box AP on COCO (val)");
    assertThat(VOCABULARY.keyTitle("zeal@nowhere/part")).isEqualTo("zeal on nowhere / part");
  }

  @ParameterizedTest
  @CsvSource({
    "DATASET, ImageNet, imagenet-1k",
    "DATASET, stanfordnlp/imdb, imdb",
    "DATASET, nobody/nothing, nobody-nothing",
    "DATASET, mozilla-foundation/common_voice_11_0," + " common-voice-11.0",
    "LICENSE, CC BY-SA 4.0, cc-by-sa-4.0",
    "LICENSE, The MIT License, mit",
    "LICENSE, Apache License 2.0, apache-2.0",
    "LICENSE, GPL-3.0-only, gpl-3.0",
    "LICENSE, https://creativecommons.org/licenses/by/4.0/, cc-by-4.0",
    "LICENSE, http://creativecommons.org/licenses/by-nc-sa/4.0/legalcode, cc-by-nc-sa-4.0",
    "LICENSE, https://creativecommons.org/publicdomain/zero/1.0/, cc0-1.0",
    "LICENSE, https://choosealicense.com/licenses/mit/, mit",
    "LICENSE, https://opensource.org/license/bsd-3-clause, bsd-3-clause",
    "LICENSE, https://www.apache.org/licenses/LICENSE-2.0.txt, apache-2.0",
    "LICENSE, https://spdx.org/licenses/Apache-2.0.html, apache-2.0",
    "LANGUAGE, deu, de",
    "LANGUAGE, pt_BR, pt",
    "LANGUAGE, zho-Hans, zh",
    "LANGUAGE, Fijian, fj",
    "LANGUAGE, tpi, tpi",
    "LANGUAGE, xq-YY, xq-yy",
    "FRAMEWORK, torch, pytorch",
    "FRAMEWORK, Sentence Transformers, sentence-transformers"
  })
  void termsHaveOneName(Category category, String words, String slug) {
    assertThat(VOCABULARY.slug(category, words)).isEqualTo(slug);
  }

  @Test
  void languagesHaveEnglishNames() {
    assertThat(VOCABULARY.find(Category.LANGUAGE, "fij").map(Term::title)).contains("Fijian");
    assertThat(VOCABULARY.find(Category.LANGUAGE, "tpi").map(Term::title)).contains("Tok Pisin");
  }

  @ParameterizedTest
  @CsvSource({
    "Top 1 Accuracy@ImageNet, accuracy@imagenet-1k",
    "Recall@1, recall-at-1",
    "Recall@1@MSRVTT, recall-at-1@msrvtt",
    "AP@0.5@COCO#Validation, ap50@coco#val",
    "val_accuracy@ImageNet, accuracy@imagenet-1k#val",
    "wer, wer",
    "wer@google/fleurs, wer@fleurs",
    "main_score@STS22/de-fr#test, main-score@sts22/de-fr#test",
    "frobnication@Some Set, frobnication@some-set",
    "#params, params",
    "@x, x",
    "accuracy@imagenet-1k#val, accuracy@imagenet-1k#val",
    "f1@foo/math, f1@foo/math",
    "f1@/, f1",
    "frobnication@ / , frobnication",
    "recall-at-1@msrvtt/qa, recall-at-1@msrvtt/qa"
  })
  void keysInAnybodysWordsBecomeCanonical(String text, String key) {
    assertThat(VOCABULARY.canonicalKey(text)).hasToString(key);
  }

  @ParameterizedTest
  @CsvSource({
    "SciDocsRR, SCIDOCS",
    "FEVERHardNegatives, FEVER",
    "STS22.v2, STS22",
    "STSB, STSBenchmark",
    "C-MTEB/STSB, STS-B"
  })
  void anotherTestOnTheSameTextsIsAnotherDataset(String one, String other) {
    assertThat(VOCABULARY.slug(Category.DATASET, one))
        .isNotEqualTo(VOCABULARY.slug(Category.DATASET, other));
  }

  @Test
  void theKeyOfAnyMeasurementIsCanonicalAlready() {
    Seeded.trials(
        20_000,
        random -> {
          Measurement read = VOCABULARY.read(List.of(measurement(random))).getFirst();
          String key = Objects.requireNonNull(read.reading()).key();
          assertThat(MetricKey.parse(key)).hasToString(key);
          assertThat(VOCABULARY.canonicalKey(key)).hasToString(key);
        });
  }

  private static Measurement measurement(Random random) {
    List<Metric> metrics = List.copyOf(VOCABULARY.metrics());
    List<Term> datasets = List.copyOf(VOCABULARY.terms(Category.DATASET));
    String metric =
        random.nextBoolean() ? metrics.get(random.nextInt(metrics.size())).title() : word(random);
    String dataset =
        random.nextBoolean() ? datasets.get(random.nextInt(datasets.size())).title() : word(random);
    return new Measurement(
        metric,
        dataset,
        orNull(random),
        orNull(random),
        null,
        "1",
        null,
        null,
        null,
        null,
        null,
        Trust.SELF_REPORTED,
        null);
  }

  private static @Nullable String orNull(Random random) {
    return random.nextInt(3) == 0 ? null : word(random);
  }

  /** Begins with a letter, so that it is not blank and no number of a metric's family. */
  private static String word(Random random) {
    return "q" + WordsTest.text(random);
  }

  private static List<String> names(String slug, String title, List<String> aliases) {
    return Stream.concat(Stream.of(slug, title), aliases.stream()).toList();
  }
}

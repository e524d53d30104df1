package org.modeldex.analyzers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.ModeldexException;
import org.modeldex.search.Query;
import org.modeldex.search.SearchField;
import org.modeldex.search.SearchRequest.FieldFilter;
import org.modeldex.search.SearchRequest.Sort;
import org.modeldex.vocabulary.Vocabulary;

class RequestSyntaxTest {
  private static final QuerySyntax SYNTAX = QuerySyntaxTest.SYNTAX;

  @ParameterizedTest
  @CsvSource({
    "task:object-detection, TASK, object-detection",
    "task:Object Detection, TASK, object-detection",
    "licence:apache2, LICENSE, apache-2.0",
    "license:permissive, LICENSING, permissive",
    "tag:license:mit, TAG, license:mit",
    "kind:Model, KIND, model",
    "parameters:1M-10M, PARAMETERS, 1M-10M",
    "updated:last-week, UPDATED, last-week",
    "metric:Acc, METRIC, accuracy",
  })
  void readsAFilter(String text, SearchField field, String value) {
    assertThat(SYNTAX.parseFilter(text)).isEqualTo(new FieldFilter(field, List.of(value)));
  }

  @Test
  void aMetricKeyThatRecordsHaveIsItself() {
    QuerySyntax syntax =
        new QuerySyntax(Vocabulary.builtIn(), QuerySyntaxTest.CLOCK, Set.of("loss@d")::contains);
    Query.HasMetric has = new Query.HasMetric("loss@d");
    assertThat(syntax.parse("has:loss@d")).isEqualTo(has);
    assertThat(syntax.format(has)).isEqualTo("has:loss@d");
    assertThat(syntax.metricKey("loss@d")).isEqualTo("loss@d");
    assertThat(syntax.metricKey("loss@g")).isEqualTo("generator-loss");
  }

  @Test
  void aMetricOnADatasetIsMoreThanAMetric() {
    assertThat(SYNTAX.parse("metric:Acc@ImageNet"))
        .isEqualTo(new Query.HasMetric("accuracy@imagenet-1k"));
    assertThat(SYNTAX.parse("metric:Acc"))
        .isEqualTo(new Query.FieldIs(SearchField.METRIC, "accuracy"));
  }

  @Test
  void aNoBreakSpaceInQuotesIsNoOtherSpace() {
    Query id = new Query.FieldIs(SearchField.ID, "model:p/\u00a0x\u202fy");
    assertThat(SYNTAX.parse("id:\"model:p/\u00a0x\u202fy\"")).isEqualTo(id);
    assertThat(SYNTAX.parse(SYNTAX.format(id))).isEqualTo(id);
    assertThat(SYNTAX.parse("two\u00a0words")).isEqualTo(new Query.Words("two words"));
  }

  @Test
  void valuesOfOneFieldBecomeOneFilter() {
    assertThat(
            SYNTAX.parseFilters(List.of("license:mit", "tag:a", "licence:Apache2", "license:MIT")))
        .containsExactly(
            new FieldFilter(SearchField.LICENSE, List.of("mit", "apache-2.0")),
            new FieldFilter(SearchField.TAG, List.of("a")));
  }

  @ParameterizedTest
  @CsvSource({
    "license,",
    "license:,",
    "licens:mit, license",
    "kind:modle, model",
    "name:resnet,",
    "parameters:5,",
    "size:5,",
    "metric:Acc@ImageNet,",
    "updated:yesterday,"
  })
  void refusesAFilter(String text, @Nullable String suggestion) {
    ModeldexException error =
        catchThrowableOfType(ModeldexException.class, () -> SYNTAX.parseFilter(text));
    assertThat(error.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
    assertThat(error.field()).isEqualTo("filter");
    assertThat(error.suggestion()).isEqualTo(suggestion);
  }

  @ParameterizedTest
  @CsvSource({
    "updated, UPDATED, true",
    "+updated, UPDATED, false",
    "' updated', UPDATED, false",
    "-updated, UPDATED, true",
    "created, CREATED, true",
    "name, NAME, false",
    "-name, NAME, true",
    "params, PARAMETERS, false",
    "-parameters, PARAMETERS, true",
    "size, SIZE, false",
    "flops, FLOPS, false"
  })
  void sortsByAField(String text, SearchField field, boolean descending) {
    assertThat(SYNTAX.parseSort(text)).isEqualTo(new Sort.ByField(field, descending));
  }

  @ParameterizedTest
  @CsvSource({
    "accuracy, accuracy, true",
    "acc@ImageNet, accuracy@imagenet-1k, true",
    "+accuracy, accuracy, false",
    "wer, wer, false",
    "-wer, wer, true",
    "our-score, our-score, true",
    "metric.flops, flops, false",
    "attr.cost, attr.cost, false"
  })
  void sortsByANumberBestFirst(String text, String key, boolean descending) {
    assertThat(SYNTAX.parseSort(text)).isEqualTo(new Sort.ByMetric(key, descending));
  }

  @ParameterizedTest
  @CsvSource({"relevance", "Relevance", "-relevance", "''"})
  void sortsByRelevance(String text) {
    assertThat(SYNTAX.parseSort(text)).isEqualTo(Sort.RELEVANCE);
  }

  @ParameterizedTest
  @CsvSource({"acuracy, accuracy", "updatd, updated", "license,", "has,", "qqqqqq,"})
  void refusesToSortByAnythingElse(String text, @Nullable String suggestion) {
    ModeldexException error =
        catchThrowableOfType(ModeldexException.class, () -> SYNTAX.parseSort(text));
    assertThat(error.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
    assertThat(error.field()).isEqualTo("sort");
    assertThat(error.suggestion()).isEqualTo(suggestion);
  }
}

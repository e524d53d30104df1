package org.modeldex.analyzers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.modeldex.search.Query.Interval.above;
import static org.modeldex.search.Query.Interval.atLeast;
import static org.modeldex.search.Query.Interval.atMost;
import static org.modeldex.search.Query.Interval.below;
import static org.modeldex.search.Query.Interval.exactly;
import static org.modeldex.search.SearchField.CREATED;
import static org.modeldex.search.SearchField.DATASET;
import static org.modeldex.search.SearchField.FLOPS;
import static org.modeldex.search.SearchField.FRAMEWORK;
import static org.modeldex.search.SearchField.ID;
import static org.modeldex.search.SearchField.KIND;
import static org.modeldex.search.SearchField.LANGUAGE;
import static org.modeldex.search.SearchField.LICENSE;
import static org.modeldex.search.SearchField.LICENSING;
import static org.modeldex.search.SearchField.METRIC;
import static org.modeldex.search.SearchField.NAME;
import static org.modeldex.search.SearchField.OWNER;
import static org.modeldex.search.SearchField.PARAMETERS;
import static org.modeldex.search.SearchField.SIZE;
import static org.modeldex.search.SearchField.TAG;
import static org.modeldex.search.SearchField.TASK;
import static org.modeldex.search.SearchField.UPDATED;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.ModeldexException;
import org.modeldex.search.Query;
import org.modeldex.search.Query.And;
import org.modeldex.search.Query.AttributeIs;
import org.modeldex.search.Query.FieldIs;
import org.modeldex.search.Query.FieldRange;
import org.modeldex.search.Query.Fuzzy;
import org.modeldex.search.Query.HasField;
import org.modeldex.search.Query.HasMetric;
import org.modeldex.search.Query.Interval;
import org.modeldex.search.Query.MetricRange;
import org.modeldex.search.Query.Not;
import org.modeldex.search.Query.Or;
import org.modeldex.search.Query.Phrase;
import org.modeldex.search.Query.TextIs;
import org.modeldex.search.Query.Wildcard;
import org.modeldex.search.Query.Words;
import org.modeldex.search.SearchField;
import org.modeldex.vocabulary.Vocabulary;

class QuerySyntaxTest {
  static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-23T12:00:00Z"), ZoneOffset.UTC);
  static final QuerySyntax SYNTAX =
      new QuerySyntax(Vocabulary.builtIn(), CLOCK, Set.of("our-score")::contains);

  private static final Query MIT = new FieldIs(LICENSE, "mit");
  private static final Query APACHE = new FieldIs(LICENSE, "apache-2.0");
  private static final Query DETECTION = new FieldIs(TASK, "object-detection");

  @ParameterizedTest
  @MethodSource({"words", "fields", "metrics", "numbers", "times", "junctions"})
  void reads(String text, Query query) {
    assertThat(SYNTAX.parse(text)).isEqualTo(query);
  }

  @ParameterizedTest
  @MethodSource({"words", "fields", "metrics", "numbers", "times", "junctions"})
  void writesWhatItReads(String text, Query query) {
    assertThat(SYNTAX.parse(SYNTAX.format(query))).as(SYNTAX.format(query)).isEqualTo(query);
  }

  static Stream<Arguments> words() {
    return Stream.of(
        query("", Query.ALL),
        query("  \t\n", Query.ALL),
        query("*", Query.ALL),
        query("\"\"", Query.ALL),
        query("resnet", words("resnet")),
        query("detect people in street scenes", words("detect people in street scenes")),
        query("  two   words ", words("two words")),
        query("what?", words("what?")),
        query("is it good? yes!", words("is it good? yes!")),
        query("C++", words("C++")),
        query("a/b", words("a/b")),
        query("facebook/bart-large-mnli", words("facebook/bart-large-mnli")),
        query("/.*/", words("/.*/")),
        query("note: this is text", words("note: this is text")),
        query("Attend and Read:A Baseline", words("Attend and Read:A Baseline")),
        query("fn:ordered(a b)", words("fn:ordered a b")),
        query("http://example.org/x?y=1", words("http://example.org/x?y=1")),
        query("meet at 10:30", words("meet at 10:30")),
        query("C:\\dir", words("C:dir")),
        query("std::vector", words("std::vector")),
        query("me@example.org", words("me@example.org")),
        query("git@github.com:org/repo", words("git@github.com:org/repo")),
        query("five - six", words("five - six")),
        query("-- --", words("-- --")),
        query("state-of-the-art", words("state-of-the-art")),
        query("x -> y => z", words("x -> y => z")),
        query("e^2 ~ 7", words("e^2 ~ 7")),
        query("smile :) (", words("smile :) (")),
        query("a \"b c", words("a \"b c")),
        query("12\" disk", words("12\" disk")),
        query("f(x) = y", words("f x = y")),
        query("print()", words("print()")),
        query("a) b [c] {d}", words("a) b [c] {d}")),
        query("🤗 hugs 👩‍🔬", words("🤗 hugs 👩‍🔬")),
        query("图像分类", words("图像分类")),
        query("half \uD83D pair", words("half \uFFFD pair")),
        query("a\u00A0b\u0000c", words("a b c")),
        query("trailing \\", words("trailing \\")),
        query("\\user \\AND", words("user AND")),
        query("license\\:mit", words("license:mit")),
        query("& | &", words("& | &")),
        query("to and or not", words("to and or not")),
        query("**bold** text", words("**bold** text")),
        query("\"exact phrase\"", new Phrase("exact phrase")),
        query("\"say \\\"hi\\\"\"", new Phrase("say \"hi\"")),
        query("resnt~", new Fuzzy("resnt", 1)),
        query("transfromer~", new Fuzzy("transfromer", 2)),
        query("transfromer~1", new Fuzzy("transfromer", 1)),
        query("resnt~2", new Fuzzy("resnt", 2)),
        query("resnet*", new Wildcard(NAME, "resnet*")));
  }

  static Stream<Arguments> fields() {
    return Stream.of(
        query("license:mit", MIT),
        query("License:MIT", MIT),
        query("licence:mit", MIT),
        query("license:apache2", APACHE),
        query("license:\"Apache License 2.0\"", APACHE),
        query("license=mit", MIT),
        query("task:object-detection", DETECTION),
        query("task:\"Object Detection\"", DETECTION),
        query("framework:torch", new FieldIs(FRAMEWORK, "pytorch")),
        query("lang:german", new FieldIs(LANGUAGE, "de")),
        query("dataset:ImageNet", new FieldIs(DATASET, "imagenet-1k")),
        query("metric:acc", new FieldIs(METRIC, "accuracy")),
        query("metric:Acc@ImageNet", new HasMetric("accuracy@imagenet-1k")),
        query("tag:license:mit", new FieldIs(TAG, "license:mit")),
        query("tag:AND", new FieldIs(TAG, "AND")),
        query("tag:a(b)c", new FieldIs(TAG, "a(b)c")),
        query("tag:x~1", new FieldIs(TAG, "x~1")),
        query("tag:\\*", new FieldIs(TAG, "*")),
        query("owner:-x", new FieldIs(OWNER, "-x")),
        query("kind:Version", new FieldIs(KIND, "version")),
        query("kind:*", new HasField(KIND)),
        query("id:model:vision/resnet50", new FieldIs(ID, "model:vision/resnet50")),
        query("version:vision/resnet50@3", new FieldIs(ID, "version:vision/resnet50@3")),
        query("name:resnet", new TextIs(NAME, "resnet")),
        query("name:\"faster rcnn\"", new TextIs(NAME, "faster rcnn")),
        query("name:resnet*", new Wildcard(NAME, "resnet*")),
        query("name:res?et*50", new Wildcard(NAME, "res?et*50")),
        query("name:\"resnet*\"", new TextIs(NAME, "resnet*")),
        query("tag:back*", new Wildcard(TAG, "back*")),
        query("license:Permissive", new FieldIs(LICENSING, "permissive")),
        query("licensing:commercial-use", new FieldIs(LICENSING, "commercial-use")),
        query("has:license", new HasField(LICENSE)),
        query("missing:licence", excluding(new HasField(LICENSE))),
        query("-missing:license", new HasField(LICENSE)),
        query("has:accuracy@imagenet", new HasMetric("accuracy@imagenet-1k")),
        query("missing:wer", excluding(new HasMetric("wer"))),
        query("has:attr.cost", new HasMetric("attr.cost")),
        query("accuracy:*", new HasMetric("accuracy")),
        query("attr.costCentre:42", new AttributeIs("costCentre", "42")),
        query("attr.note:\"two words\"", new AttributeIs("note", "two words")),
        query("attr.two\\ words:x", new AttributeIs("two words", "x")));
  }

  static Stream<Arguments> metrics() {
    return Stream.of(
        query("accuracy>=0.8", new MetricRange("accuracy", atLeast(0.8))),
        query("acc>=0.8", new MetricRange("accuracy", atLeast(0.8))),
        query("accuracy>80", new MetricRange("accuracy", above(0.8))),
        query("accuracy>1.5", new MetricRange("accuracy", above(0.015))),
        query("accuracy<=100", new MetricRange("accuracy", atMost(1))),
        query("accuracy<=101", new MetricRange("accuracy", atMost(101))),
        query("wer<1.5", metric("wer", below(1.5))),
        query("wer<1.6", metric("wer", below(0.016))),
        query("accuracy≥80%", new MetricRange("accuracy", atLeast(0.8))),
        query("accuracy >= 0.8", new MetricRange("accuracy", atLeast(0.8))),
        query("accuracy:>0.8", new MetricRange("accuracy", above(0.8))),
        query("accuracy=0.8", new MetricRange("accuracy", exactly(0.8))),
        query("accuracy:1", new MetricRange("accuracy", exactly(1))),
        query("box-ap@coco>=0.45", new MetricRange("box-ap@coco", atLeast(0.45))),
        query("accuracy@ImageNet>0.8", new MetricRange("accuracy@imagenet-1k", above(0.8))),
        query("accuracy@imagenet-1k#val<1", metric("accuracy@imagenet-1k#val", below(1))),
        query(
            "accuracy@imagenet-1k:[0.80 TO 0.85]",
            metric("accuracy@imagenet-1k", new Interval(0.8, true, 0.85, true))),
        query("accuracy:{1 TO 5]", metric("accuracy", new Interval(0.01, false, 0.05, true))),
        query("accuracy:[* TO 5%}", metric("accuracy", below(0.05))),
        query("wer<5%", metric("wer", below(0.05))),
        query("wer<5", metric("wer", below(0.05))),
        query("wer<1.2", metric("wer", below(1.2))),
        query("wer<150%", metric("wer", below(1.5))),
        query("loss>-0.5", metric("loss", above(-0.5))),
        query("loss<=1e-3", metric("loss", atMost(1e-3))),
        query("bleu>30", metric("bleu", above(30))),
        query("bleu>30%", metric("bleu", above(30))),
        query("anything@goes>3", metric("anything@goes", above(3))),
        query("metric.params>5", metric("params", above(5))),
        query("metric.our-score>3", metric("our-score", above(3))),
        query("has:metric.flops", new HasMetric("flops")),
        query("accuracy > 10:30", words("accuracy > 10:30")),
        query("our-score>3", metric("our-score", above(3))),
        query("attr.cost>3", metric("attr.cost", above(3))),
        query("attr.cost:[1K TO 2K]", metric("attr.cost", new Interval(1e3, true, 2e3, true))));
  }

  static Stream<Arguments> numbers() {
    return Stream.of(
        query("parameters<50M", number(PARAMETERS, below(5e7))),
        query("params<=7b", number(PARAMETERS, atMost(7e9))),
        query("parameters=25557032", number(PARAMETERS, exactly(25557032))),
        query("parameters:1.5T", number(PARAMETERS, exactly(1.5e12))),
        query("parameters:[1M TO 10M}", number(PARAMETERS, new Interval(1e6, true, 1e7, false))),
        query("parameters:1M-10M", number(PARAMETERS, new Interval(1e6, true, 1e7, false))),
        query("parameters:>=10B", number(PARAMETERS, atLeast(1e10))),
        query("flops<4.1G", number(FLOPS, below(4.1e9))),
        query("size<500B", number(SIZE, below(500))),
        query("size<3kB", number(SIZE, below(3_000))),
        query("size<3KiB", number(SIZE, below(3_072))),
        query("size>=2MB", number(SIZE, atLeast(2e6))),
        query("size>=2MiB", number(SIZE, atLeast(2_097_152))),
        query("size < 5 GB", number(SIZE, below(5e9))),
        query("(size < 5 GiB)", number(SIZE, below(5_368_709_120.0))),
        query("size > 5 dogs", and(number(SIZE, above(5)), words("dogs"))));
  }

  static Stream<Arguments> times() {
    double day = 86_400_000;
    double newYear = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
    double nextYear = Instant.parse("2027-01-01T00:00:00Z").toEpochMilli();
    double february = Instant.parse("2026-02-01T00:00:00Z").toEpochMilli();
    double ten = Instant.parse("2026-01-01T10:00:00Z").toEpochMilli();
    double now = CLOCK.millis();
    return Stream.of(
        query("updated>=2026-01-01", number(UPDATED, atLeast(newYear))),
        query("updated>2026-01-01", number(UPDATED, atLeast(newYear + day))),
        query("updated<2026-01-01", number(UPDATED, below(newYear))),
        query("updated<=2026-01-01", number(UPDATED, below(newYear + day))),
        query(
            "created:2026-01-01",
            number(CREATED, new Interval(newYear, true, newYear + day, false))),
        query("created:2026-01", number(CREATED, new Interval(newYear, true, february, false))),
        query("created:2026", number(CREATED, new Interval(newYear, true, nextYear, false))),
        query(
            "created:[2026-01 TO 2026-12]",
            number(CREATED, new Interval(newYear, true, nextYear, false))),
        query("updated>2026-01-01T10:00Z", number(UPDATED, above(ten))),
        query("updated<=2026-01-01T11:00:00+01:00", number(UPDATED, atMost(ten))),
        query("updated:2026-01-01T10:00:00", number(UPDATED, exactly(ten))),
        query("updated>=-30d", number(UPDATED, atLeast(now - 30 * day))),
        query("updated>=-9999y", number(UPDATED, atLeast(-62_167_219_200_000.0))),
        query("updated>=-12h", number(UPDATED, atLeast(now - day / 2))),
        query("updated:last-day", number(UPDATED, atLeast(now - day))));
  }

  static Stream<Arguments> junctions() {
    Query small = number(PARAMETERS, below(5e7));
    return Stream.of(
        query(
            "detect people task:object-detection parameters<50M in streets",
            new And(List.of(words("detect people in streets"), DETECTION, small))),
        query("license:(apache-2.0 OR mit)", new Or(List.of(APACHE, MIT))),
        query("license:apache-2.0 || license:mit", new Or(List.of(APACHE, MIT))),
        query("license:mit AND parameters<50M", new And(List.of(MIT, small))),
        query("license:mit && parameters<50M", new And(List.of(MIT, small))),
        query("(license:mit parameters<50M) task:object-detection", and(MIT, small, DETECTION)),
        query("license:mit (license:mit OR parameters<50M)", and(MIT, new Or(List.of(MIT, small)))),
        query("a OR b", words("a b")),
        query("(a b) c", words("a b c")),
        query("a AND b", and(words("a"), words("b"))),
        query("a AND b OR c", new Or(List.of(and(words("a"), words("b")), words("c")))),
        query("a OR license:mit OR b", new Or(List.of(words("a b"), MIT))),
        query("+a", words("a")),
        query("+a +b", and(words("a"), words("b"))),
        query("a +b", and(words("a b"), words("b"))),
        query("a license:mit +b", and(words("a b"), words("b"), MIT)),
        query("+license:mit a", and(MIT, words("a"))),
        query("-license:mit", excluding(MIT)),
        query("NOT license:mit", excluding(MIT)),
        query("!license:mit", excluding(MIT)),
        query("a -license:mit", and(words("a"), new Not(MIT))),
        query("a -b", and(words("a"), new Not(words("b")))),
        query("a -(b c)", and(words("a"), new Not(words("b c")))),
        query("a -\"b c\"", and(words("a"), new Not(new Phrase("b c")))),
        query("-(-license:mit)", MIT),
        query("(-license:mit) a", and(new Not(MIT), words("a"))),
        query("(-license:mit) OR a", new Or(List.of(excluding(MIT), words("a")))),
        query("-a -b", new And(List.of(Query.ALL, new Not(words("a")), new Not(words("b"))))),
        query("-(-a -b)", excluding(SYNTAX.parse("-a -b"))),
        query("* license:mit", MIT),
        query("-*", excluding(Query.ALL)),
        query("a \"b c\" d", and(words("a d"), new Phrase("b c"))));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void names(String text, int position, @Nullable String suggestion) {
    ModeldexException error =
        catchThrowableOfType(ModeldexException.class, () -> SYNTAX.parse(text));
    assertThat(error).isNotNull();
    assertThat(error.code()).isEqualTo(ErrorCode.QUERY_SYNTAX);
    assertThat(error.position()).as(error.getMessage()).isEqualTo(position);
    assertThat(error.suggestion()).isEqualTo(suggestion);
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        mistake("foo:bar", 0, null),
        mistake("a licens:mit", 2, "license"),
        mistake("a @ lisence:mit", 4, "license"),
        mistake("acuracy>0.8", 0, "accuracy"),
        mistake("parametres<50M", 0, "parameters"),
        mistake("missing:licens", 8, "license"),
        mistake("has:*", 4, null),
        mistake("kind:modle", 5, "model"),
        mistake("trust:verfied", 6, "verified"),
        mistake("a foo:[1 TO 2]", 2, null),
        mistake("a foo:>2", 2, null),
        mistake("accuracy:high", 9, null),
        mistake("a/b accuracy>=high", 14, null),
        mistake("accuracy>=", 10, null),
        mistake("accuracy>=NaN", 10, null),
        mistake("loss<1e400", 5, null),
        mistake("loss<Infinity", 5, null),
        mistake("parameters<5%", 11, null),
        mistake("parameters<5 OR parameters<x", 27, null),
        mistake("updated>=yesterday", 9, null),
        mistake("updated>=2026-13-01", 9, null),
        mistake("updated>2026-02-30", 8, null),
        mistake("license>mit", 8, null),
        mistake("name>x", 5, null),
        mistake("has>5", 4, null),
        mistake("accuracy:[0.9 TO 0.8]", 10, null),
        mistake("accuracy:[0.9 0.8]", 9, null),
        mistake("accuracy:[0.9 TO", 9, null),
        mistake("updated:[2027 TO 2026]", 9, null),
        mistake("loss:{1 TO 1]", 6, null),
        mistake("license:\"\"", 9, null),
        mistake("name:*net", 5, null),
        mistake("tag:?x", 4, null),
        mistake("name:a*\\*", 5, null),
        mistake("attr.x:a*", 7, null),
        mistake("name:(resnt~)", 6, null),
        mistake("\"a b\"~3", 5, null),
        mistake("a AND", 5, null),
        mistake("AND", 0, null),
        mistake("a OR OR b", 5, null),
        mistake("NOT NOT a", 4, null),
        mistake("license:mit ()", 13, null),
        mistake("license:mit (a", 12, null),
        mistake("license:mit a)", 13, null),
        mistake("license:(mit", 8, null),
        mistake("license:mit \"a", 12, null),
        mistake("license:\"mit", 8, null),
        mistake("-a (b", 3, null));
  }

  @Test
  void errorsSayWhatStandsInTheWay() {
    assertThat(catchThrowableOfType(ModeldexException.class, () -> SYNTAX.parse("a OR OR b")))
        .hasMessage("'OR' cannot stand here");
    assertThat(catchThrowableOfType(ModeldexException.class, () -> SYNTAX.parse("foo:bar")))
        .hasMessage("there is no field or metric 'foo'");
  }

  private static Arguments query(String text, Query query) {
    return Arguments.of(text, query);
  }

  private static Arguments mistake(String text, int position, @Nullable String suggestion) {
    return Arguments.of(text, position, suggestion);
  }

  private static Query words(String words) {
    return new Words(words);
  }

  private static Query number(SearchField field, Interval interval) {
    return new FieldRange(field, interval);
  }

  private static Query metric(String key, Interval interval) {
    return new MetricRange(key, interval);
  }

  private static Query and(Query... clauses) {
    return new And(List.of(clauses));
  }

  private static Query excluding(Query query) {
    return new And(List.of(Query.ALL, new Not(query)));
  }
}

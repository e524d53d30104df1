package org.modeldex.server.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.modeldex.server.testing.TestNode;
import org.modeldex.server.testing.TestNode.Answer;

/** MLflow's filters and orders, and what is added to them. */
final class RunSearchTest {
  @TempDir private static Path data;
  private static TestNode server;
  private static Wire wire;
  private static String experiment;

  @BeforeAll
  static void start() {
    server = new TestNode(data);
    wire = new Wire(server);
    experiment = wire.experiment("search");
    //  name    start  metric a  param lr  tag t
    log("one", 1, "0.1", "0.001", "Red sea");
    log("two", 2, "0.5", "0.01", "red SEA");
    log("three", 3, "\"NaN\"", "auto", null);
    log("four", 4, null, null, "100%");
    log("five", 5, "-1e3", "0.5", "");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static void log(
      String name, int start, @Nullable String metric, @Nullable String lr, @Nullable String tag) {
    String run =
        wire.post(
                "runs/create",
                "{'experiment_id':'%s','run_name':'%s','start_time':%d,'user_id':'ann'}"
                    .formatted(experiment, name, start))
            .at("/run/info/run_id")
            .asText();
    wire.post(
        "runs/log-batch",
        "{'run_id':'%s','metrics':[%s],'params':[%s],'tags':[%s]}"
            .formatted(
                run,
                metric == null ? "" : "{'key':'a b','value':" + metric + ",'timestamp':1}",
                lr == null ? "" : "{'key':'lr','value':'" + lr + "'}",
                tag == null ? "" : "{'key':'t','value':'" + tag + "'}"));
  }

  private static Answer search(String filter, String... order) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putArray("experiment_ids").add(experiment);
    body.put("filter", filter);
    Arrays.stream(order).forEach(body.withArray("order_by")::add);
    return server.post(Wire.ROOT + "runs/search", body.toString());
  }

  private static List<String> names(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    JsonNode runs = answer.json().path("runs");
    return Wire.each(runs, "/info/run_name");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          metrics."a b" > 0.1                                | two
          metrics.`a b` >= 0.1                               | two one
          metric.'a b' <= -1e3                               | five
          metrics."a b" = 0                                  |
          metrics."a b" != 0.5                               | five three one
          metrics."a b" IS NULL                              | four
          metrics."a b" is not null                          | five three two one
          params.lr = '0.01'                                 | two
          params.lr = "0.01"                                 | two
          params.lr != '0.01'                                | five three one
          param.lr LIKE '0.0%'                               | two one
          parameters.lr ilike 'AUT_'                         | three
          params.lr > 0.005                                  | five two
          params.lr = 0.5                                    | five
          params.lr IS NULL                                  | four
          tags.t LIKE 'red%'                                 | two
          tags.t ILIKE 'red%'                                | two one
          tag.t = ''                                         | five
          tags.t = 'Red sea' AND                             | one
          tags.t LIKE '100%'                                 | four
          tags.t != 'Red sea'                                | five four two
          tags.absent != 'x'                                 |
          attributes.run_name = 'two'                        | two
          `run name` ILIKE 'T%'                              | three two
          run.status = 'RUNNING' and attr.user_id = 'ann' and start_time < 3 | two one
          attributes.start_time != 3 and Created >= 2        | five four two
          end_time IS NULL and start_time = 3                | three
          status != 'RUNNING'                                |
          artifact_uri LIKE '%/artifacts'                    | five four three two one
          run_id IN ('x', 'y')                               |
          run_id NOT IN ('x') and start_time = 1             | one
          dataset.name = 'none'                              |
          params.lr = '0.5' OR params.lr = 'auto'            | five three
          (tags.t = '100%' or params.lr = 'auto') and start_time > 3 | four
          """)
  void findsWhatTheFilterSays(String filter, String expected) {
    List<String> names = expected == null ? List.of() : List.of(expected.split(" "));
    assertThat(names(search(filter))).isEqualTo(names);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          metrics.a > '0.1'                | Expected numeric value type
          metrics.a LIKE 'x'               | Expected numeric value type
          metrics.a > x                    | not quoted
          params.lr LIKE 5                 | Invalid comparator
          params.lr > '5'                  | Invalid comparator
          tags.t = 5                       | Expected a quoted string value
          tags.t IN ('a')                  | Invalid comparator
          status > 'a'                     | Invalid comparator
          status IN ('a')                  | Only the 'run_id' attribute
          start_time = 'a'                 | Expected numeric value type
          shape.x = 'a'                    | Invalid entity type 'shape'
          attribute.colour = 'a'           | Invalid attribute key 'colour'
          dataset.size = 'a'               | Invalid dataset key 'size'
          params.lr = 'a' params.lr = 'b'  | Invalid clause(s) in filter string
          params.lr = 'a'; tags.t = 'b'    | multiple expression(s)
          params.lr RLIKE 'a'              | Invalid clause(s) in filter string
          params.lr = 'a                   | not closed
          (params.lr = 'a'                 | ends too early
          params.lr                        | ends too early
          params.lr =                      | ends too early
          params.lr IS                     | ends too early
          params.lr = )                    | ')'
          run_id IN (1)                    | While parsing a list
          """)
  void refusesWhatItDoesNotUnderstand(String filter, String message) {
    Answer answer = search(filter);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("error_code").asText()).isEqualTo("INVALID_PARAMETER_VALUE");
    assertThat(answer.json().path("message").asText()).contains(message);
  }

  @Test
  void sortsWithWhatIsMissingLastInBothDirections() {
    assertThat(names(search(""))).containsExactly("five", "four", "three", "two", "one");
    assertThat(names(search("", "metrics.`a b`")))
        .containsExactly("five", "one", "two", "three", "four");
    assertThat(names(search("", "metrics.\"a b\" DESC")))
        .containsExactly("two", "one", "five", "three", "four");
    assertThat(names(search("", "metrics.\"a b\"\tDESC")))
        .containsExactly("two", "one", "five", "three", "four");
    assertThat(names(search("", "params.lr")))
        .containsExactly("one", "two", "five", "three", "four");
    assertThat(names(search("", "params.lr DESC")))
        .containsExactly("three", "five", "two", "one", "four");
    assertThat(names(search("", "attributes.start_time ASC"))).startsWith("one", "two");
    assertThat(names(search("", "run_name desc"))).startsWith("two", "three", "one");
    assertThat(names(search("", "status", "metrics.`a b` DESC"))).startsWith("two", "one");
  }

  @Test
  void deletedRunsAreInTheirOwnView() {
    String other = wire.experiment("views");
    String kept = wire.run(other);
    String gone = wire.run(other);
    wire.post("runs/delete", "{'run_id':'" + gone + "'}");
    assertThat(view(other, "ACTIVE_ONLY")).containsExactly(kept);
    assertThat(view(other, "DELETED_ONLY")).containsExactly(gone);
    assertThat(view(other, "ALL")).containsExactlyInAnyOrder(kept, gone);
    assertThat(wire.post("runs/search", "{'experiment_ids':[]}").has("runs")).isFalse();
  }

  private static List<String> view(String id, String view) {
    return Wire.each(
        wire.post(
                "runs/search", "{'experiment_ids':['%s'],'run_view_type':'%s'}".formatted(id, view))
            .path("runs"),
        "/info/run_id");
  }
}

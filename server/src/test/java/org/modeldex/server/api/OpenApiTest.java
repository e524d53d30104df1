package org.modeldex.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.Kind;
import org.modeldex.server.testing.TestNode;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The description of the protocol and the server say the same. MLflow's protocol is described by
 * MLflow and, as far as it is spoken, in docs/mlflow.md.
 */
final class OpenApiTest {
  private static final Path FILE = Path.of(System.getProperty("project.root"), "docs/openapi.yaml");
  private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");

  private static final Pattern MLFLOW =
      Pattern.compile("/(ajax-)?api/[23]\\.0/|/health$|/version$|/get-artifact$");

  @TempDir private Path data;

  @Test
  void everyRouteIsDescribedAndNothingElse() throws IOException {
    Set<String> described = new TreeSet<>();
    for (Map.Entry<String, JsonNode> path : description().path("paths").properties()) {
      for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
        if (METHODS.contains(method.getKey())) {
          described.add(method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey());
        }
      }
    }
    try (TestNode server = new TestNode(data)) {
      Set<String> routes =
          server.node().routes().stream()
              .filter(route -> !isPage(route.path()))
              .filter(route -> !MLFLOW.matcher(route.path()).lookingAt())
              .map(route -> route.method() + " " + route.path())
              .collect(Collectors.toCollection(TreeSet::new));
      assertThat(described).isEqualTo(routes);
      assertThat(server.get("/openapi.yaml").text()).isEqualTo(Files.readString(FILE));
    }
  }

  /** Pages are for people; programs have the rest. */
  private static boolean isPage(String path) {
    return !path.startsWith("/api/") && !path.startsWith("/health/") && !path.equals("/metrics");
  }

  @Test
  void everyParameterOfASearchIsDescribedForBothMethods() throws IOException {
    JsonNode search = description().path("paths").path("/api/v1/search");
    List<String> inAddress = new ArrayList<>();
    for (JsonNode parameter : search.path("get").path("parameters")) {
      String reference = parameter.path("$ref").asText();
      inAddress.add(
          parameter.path("name").asText(reference.substring(reference.lastIndexOf('/') + 1)));
    }
    assertThat(inAddress).containsExactlyInAnyOrderElementsOf(SearchParameters.NAMES);
    JsonNode schema =
        search.path("post").path("requestBody").at("/content/application~1json/schema");
    List<String> inBody = new ArrayList<>();
    schema.path("properties").fieldNames().forEachRemaining(inBody::add);
    assertThat(inBody).containsExactlyInAnyOrderElementsOf(SearchParameters.NAMES);
  }

  @Test
  void everyMemberOfASearchAnswerIsDescribed() throws IOException {
    JsonNode schemas = description().at("/components/schemas");
    try (TestNode server = new TestNode(data)) {
      server.put("/records/model/p/one", "{\"tags\":[\"a\"]}");
      JsonNode answer = server.get("/search?q=one").json();
      assertDescribed(answer, schemas.path("SearchAnswer"));
      assertDescribed(answer.path("hits").path(0), schemas.path("Hit"));
    }
  }

  /** All that must be there is, and nothing that the schema does not know. */
  private static void assertDescribed(JsonNode object, JsonNode schema) {
    List<String> required = new ArrayList<>();
    schema.path("required").forEach(name -> required.add(name.asText()));
    List<String> described = new ArrayList<>();
    schema.path("properties").fieldNames().forEachRemaining(described::add);
    assertThat(object.fieldNames()).toIterable().containsAll(required).isSubsetOf(described);
  }

  @Test
  void everyErrorCodeAndEveryKindIsDescribed() throws IOException {
    JsonNode schemas = description().at("/components/schemas");
    assertThat(schemas.at("/Problem/properties/code/enum"))
        .extracting(JsonNode::asText)
        .contains(List.of(ErrorCode.values()).stream().map(ErrorCode::word).toArray(String[]::new));
    assertThat(schemas.at("/Kind/enum"))
        .extracting(JsonNode::asText)
        .containsExactly(List.of(Kind.values()).stream().map(Kind::word).toArray(String[]::new));
  }

  @Test
  void everyReferenceLeadsSomewhere() throws IOException {
    JsonNode description = description();
    for (String line : Files.readAllLines(FILE)) {
      int start = line.indexOf("\"#/");
      if (start >= 0) {
        String reference = line.substring(start + 2, line.indexOf('"', start + 1));
        assertThat(description.at(reference).isMissingNode()).as(reference).isFalse();
      }
    }
  }

  private static JsonNode description() throws IOException {
    Object yaml = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(FILE));
    return new ObjectMapper().valueToTree(yaml);
  }
}

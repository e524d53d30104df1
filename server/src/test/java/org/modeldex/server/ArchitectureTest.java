package org.modeldex.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Who may use whom. A package that is missing from the table fails, so a new one is a decision made
 * here.
 */
final class ArchitectureTest {
  private static final String ROOT = "org.modeldex.";

  /** The packages of one foreign format each; they may all use the same and not each other. */
  private static final Set<String> FORMATS =
      Set.of(
          "ingest.croissant",
          "ingest.cyclonedx",
          "ingest.dvc",
          "ingest.feast",
          "ingest.gguf",
          "ingest.huggingface",
          "ingest.jsonl",
          "ingest.leaderboard",
          "ingest.mlruns",
          "ingest.monai",
          "ingest.notebook",
          "ingest.onnx",
          "ingest.mteb",
          "ingest.onnxhub",
          "ingest.openmmlab",
          "ingest.openvino",
          "ingest.opusmt",
          "ingest.paperswithcode",
          "ingest.pytorchhub",
          "ingest.safetensors",
          "ingest.serving",
          "ingest.spacy",
          "ingest.table",
          "ingest.tfhub",
          "ingest.timm");

  private static final Set<String> USED_BY_FORMATS =
      Set.of("record", "record.json", "vocabulary", "store", "ingest", "ingest.markdown");

  /** Each package and the packages that it may use, besides itself. */
  private static final Map<String, Set<String>> TABLE =
      withFormats(
          Map.ofEntries(
              Map.entry("record", Set.of()),
              Map.entry("record.json", Set.of("record")),
              // record.json: for the words in which a broken JSON line is spoken of
              Map.entry("vocabulary", Set.of("record", "record.json")),
              Map.entry("store", Set.of("record")),
              Map.entry("search", Set.of("record", "vocabulary", "store")),
              Map.entry("access", Set.of("record")),
              Map.entry("compare", Set.of("record", "vocabulary", "search")),
              Map.entry("recommend", Set.of("record", "vocabulary", "store", "search")),
              Map.entry("ranking", Set.of("record", "vocabulary", "store", "search")),
              Map.entry(
                  "catalog",
                  Set.of(
                      "record",
                      "vocabulary",
                      "store",
                      "search",
                      "access",
                      "compare",
                      "ranking",
                      "recommend")),
              // search: for the cache of embeddings, which lives in the store's files
              Map.entry("store.rocksdb", Set.of("record", "record.json", "store", "search")),
              Map.entry("analyzers", Set.of("record", "vocabulary", "search")),
              Map.entry("index", Set.of("record", "vocabulary", "search", "analyzers")),
              // record.json: likewise
              Map.entry(
                  "ingest", Set.of("record", "record.json", "vocabulary", "store", "ingest.*")),
              Map.entry("ingest.markdown", Set.of("record", "vocabulary")),
              Map.entry("server", Set.of("*")),
              Map.entry("server.http", Set.of("record", "record.json", "access")),
              Map.entry(
                  "server.api",
                  Set.of(
                      "record",
                      "record.json",
                      "vocabulary",
                      "store",
                      "search",
                      "access",
                      "compare",
                      "ranking",
                      "recommend",
                      "catalog",
                      "analyzers",
                      "ingest",
                      "ingest.jsonl",
                      "server.http")),
              Map.entry(
                  "server.web",
                  Set.of(
                      "record",
                      "record.json",
                      "vocabulary",
                      "store",
                      "search",
                      "compare",
                      "ranking",
                      "recommend",
                      "access",
                      "catalog",
                      "analyzers",
                      "ingest",
                      "ingest.table",
                      "server.http")),
              Map.entry(
                  "server.mlflow",
                  Set.of(
                      "record",
                      "record.json",
                      "store",
                      "search",
                      "access",
                      "catalog",
                      "server.http")),
              Map.entry(
                  "server.cli",
                  Set.of(
                      "record",
                      "record.json",
                      "vocabulary",
                      "store",
                      "search",
                      "ingest",
                      "ingest.jsonl",
                      "ingest.mlruns",
                      "ingest.table",
                      "server",
                      "server.http"))));

  /** Libraries and the packages that may use them; a trailing dot-star includes the ones below. */
  private static final Map<String, Set<String>> FENCES =
      Map.ofEntries(
          Map.entry("org.rocksdb", Set.of("store.rocksdb")),
          Map.entry("org.apache.lucene", Set.of("analyzers", "index")),
          Map.entry("io.javalin", Set.of("server.*")),
          Map.entry("org.eclipse.jetty", Set.of("server.http")),
          Map.entry("jakarta.servlet", Set.of("server.http")),
          Map.entry("io.micrometer", Set.of("server.http")),
          Map.entry("info.picocli", Set.of("server.cli")),
          Map.entry("picocli", Set.of("server.cli")),
          Map.entry("org.snakeyaml", Set.of("ingest", "ingest.*")),
          Map.entry("org.commonmark", Set.of("ingest.markdown", "server.web")),
          Map.entry("org.owasp", Set.of("server.web")),
          Map.entry("gg.jte", Set.of("server.web")),
          Map.entry(
              "com.fasterxml.jackson",
              Set.of(
                  "record.json",
                  "vocabulary",
                  "ingest",
                  "ingest.*",
                  "server.http",
                  "server.api",
                  "server.mlflow",
                  "server.cli")));

  private static final Pattern BANNED_NAMES =
      Pattern.compile(".*(Impl|Manager|Helper|Util|Utils|Processor|Wrapper)");
  private static final Set<String> BANNED_PACKAGES =
      Set.of("util", "utils", "common", "helper", "internal", "impl", "misc");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("org.modeldex");

  private static Map<String, Set<String>> withFormats(Map<String, Set<String>> others) {
    Map<String, Set<String>> table = new TreeMap<>(others);
    FORMATS.forEach(format -> table.put(format, USED_BY_FORMATS));
    return table;
  }

  @Test
  void packagesUseOnlyWhatTheTableAllows() {
    assertThat(violationsOfTable(CLASSES, TABLE)).isEmpty();
  }

  @Test
  void thereIsNoRowWithoutAPackage() {
    Set<String> packages = new TreeSet<>();
    CLASSES.forEach(type -> packages.add(shortName(type)));
    assertThat(TABLE.keySet()).isEqualTo(packages);
  }

  @Test
  void librariesStayBehindTheirFences() {
    assertThat(violationsOfFences(CLASSES, FENCES)).isEmpty();
  }

  @Test
  void siblingsKeepApart() {
    for (String parent : List.of("ingest", "server")) {
      for (Map.Entry<String, Set<String>> row : TABLE.entrySet()) {
        if (row.getKey().startsWith(parent + ".")) {
          assertThat(row.getValue())
              .as("siblings that %s uses", row.getKey())
              .filteredOn(used -> used.startsWith(parent + "."))
              .allMatch(used -> used.equals("server.http") || used.equals("ingest.markdown"));
        }
      }
    }
  }

  @Test
  void namesSayWhatAThingIs() {
    assertThat(violationsOfNaming(CLASSES)).isEmpty();
  }

  @Test
  void nothingIsFoundByReflectionOrServiceLoaderButTheEmbedder() {
    assertThat(uses(CLASSES, Set.of("java.util.ServiceLoader", "java.lang.reflect.Proxy")))
        .containsExactly("org.modeldex.server.InstalledEmbedder");
  }

  // Each rule is shown to fail when it is broken, on the same classes and a stricter rule.

  @Test
  void aMissingRowIsNoticed() {
    Map<String, Set<String>> without = new TreeMap<>(TABLE);
    without.remove("index");
    assertThat(violationsOfTable(CLASSES, without))
        .anyMatch(violation -> violation.contains("index has no row"));
  }

  @Test
  void aForbiddenUseIsNoticed() {
    Map<String, Set<String>> stricter = new TreeMap<>(TABLE);
    stricter.put("catalog", Set.of("record"));
    assertThat(violationsOfTable(CLASSES, stricter))
        .anyMatch(violation -> violation.contains("Catalog uses search"));
  }

  @Test
  void aLibraryOutsideItsFenceIsNoticed() {
    assertThat(violationsOfFences(CLASSES, Map.of("org.rocksdb", Set.of("store"))))
        .anyMatch(violation -> violation.contains("store.rocksdb"));
    assertThat(violationsOfFences(CLASSES, Map.of("io.javalin", Set.of("server.http"))))
        .anyMatch(violation -> violation.contains("server.api"));
  }

  @Test
  void aBannedNameIsNoticed() {
    JavaClasses jdk = new ClassFileImporter().importClasses(java.lang.ref.WeakReference.class);
    assertThat(violationsOfNaming(jdk)).isEmpty();
    JavaClasses manager = new ClassFileImporter().importClasses(java.util.logging.LogManager.class);
    assertThat(violationsOfNaming(manager)).hasSize(1);
  }

  @Test
  void aServiceLoaderIsNoticed() {
    assertThat(uses(CLASSES, Set.of("java.time.Clock"))).isNotEmpty();
  }

  private static Set<String> violationsOfTable(
      JavaClasses classes, Map<String, Set<String>> table) {
    Set<String> violations = new TreeSet<>();
    for (JavaClass type : classes) {
      String user = shortName(type);
      if (!table.containsKey(user)) {
        violations.add("package " + user + " has no row in the table");
        continue;
      }
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        JavaClass used = dependency.getTargetClass().getBaseComponentType();
        if (used.getPackageName().startsWith("org.modeldex")
            && !shortName(used).equals(user)
            && !allows(table.get(user), shortName(used))) {
          violations.add(type.getName() + " uses " + shortName(used));
        }
      }
    }
    return violations;
  }

  private static Set<String> violationsOfFences(
      JavaClasses classes, Map<String, Set<String>> fences) {
    Set<String> violations = new TreeSet<>();
    for (JavaClass type : classes) {
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        String used = dependency.getTargetClass().getBaseComponentType().getPackageName();
        fences.forEach((library, allowed) -> {
          boolean ofLibrary = used.equals(library) || used.startsWith(library + ".");
          if (ofLibrary && !allows(allowed, shortName(type))) {
            violations.add(type.getName() + " uses " + library);
          }
        });
      }
    }
    return violations;
  }

  private static Set<String> violationsOfNaming(JavaClasses classes) {
    Set<String> violations = new TreeSet<>();
    for (JavaClass type : classes) {
      if (BANNED_NAMES.matcher(type.getSimpleName()).matches()) {
        violations.add(type.getName());
      }
      for (String part : type.getPackageName().split("\\.", -1)) {
        if (BANNED_PACKAGES.contains(part) && type.getName().startsWith("org.modeldex")) {
          violations.add(type.getPackageName());
        }
      }
    }
    return violations;
  }

  private static Set<String> uses(JavaClasses classes, Set<String> targets) {
    Set<String> users = new TreeSet<>();
    for (JavaClass type : classes) {
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        if (targets.contains(dependency.getTargetClass().getName())) {
          users.add(type.getName());
        }
      }
    }
    return users;
  }

  private static boolean allows(Set<String> patterns, String name) {
    return patterns.stream()
        .anyMatch(pattern ->
            pattern.endsWith("*")
                ? name.startsWith(pattern.substring(0, pattern.length() - 1))
                : name.equals(pattern));
  }

  private static String shortName(JavaClass type) {
    return type.getPackageName().substring(ROOT.length());
  }
}

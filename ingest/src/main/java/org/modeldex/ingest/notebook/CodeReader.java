package org.modeldex.ingest.notebook;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads Python for what stands in it literally: imports, installed packages, names of datasets and
 * models given to the functions that load them, and values assigned to names. Lines longer than
 * {@value #MAX_LINE} characters, which nobody writes, are passed over. Used by one thread.
 */
final class CodeReader {
  private static final int MAX_LINE = 2_000;

  private static final Pattern IMPORT =
      Pattern.compile(
          "\\s*import\\s+([\\w.]+(?:\\s+as\\s+\\w+)?(?:\\s*,\\s*[\\w.]+(?:\\s+as\\s+\\w+)?)*)\\s*(?:#.*)?");
  private static final Pattern FROM = Pattern.compile("\\s*from\\s+(\\w[\\w.]*)\\s+import\\s.*");
  private static final Pattern INSTALL =
      Pattern.compile("\\s*[!%]\\s*(?:python3? -m )?pip3?\\s+install\\s+(.*)");
  private static final Pattern PACKAGE =
      Pattern.compile("[A-Za-z][\\w.-]*(?:\\[[\\w,-]*])?(?:[=<>~!]=?[\\w.*,<>=]+)?");

  private static final String ARGUMENT = "\\(\\s*(?:'([^'\\\\]*)'|\"([^\"\\\\]*)\"|(\\w+))";
  private static final Pattern DATASET =
      Pattern.compile("\\b(?:load_dataset|tfds\\.load|tfds\\.builder)" + ARGUMENT);
  private static final Pattern KNOWN_DATASET =
      Pattern.compile("\\b(?:keras\\.)?datasets\\.(\\w+)\\.load_data\\(");
  private static final Pattern MODEL =
      Pattern.compile(
          "\\b(?:from_pretrained|(?<!torch\\.)hub\\.load|KerasLayer|create_model|SentenceTransformer|spacy\\.load)"
              + ARGUMENT);
  private static final Pattern MODEL_OF_HUB =
      Pattern.compile(
          "\\btorch\\.hub\\.load\\(\\s*['\"][^'\"]*['\"]\\s*,\\s*(?:model=)?['\"]([^'\"]+)['\"]");
  private static final Pattern PIPELINE_MODEL =
      Pattern.compile("\\bpipeline\\([^)]*?\\bmodel\\s*=\\s*['\"]([^'\"]+)['\"]");
  private static final Pattern PIPELINE_TASK =
      Pattern.compile("\\bpipeline\\(\\s*(?:task\\s*=\\s*)?['\"]([^'\"]+)['\"]");

  private static final Pattern ASSIGNMENT =
      Pattern.compile(
          "(\\s*)([A-Za-z_]\\w{0,99})\\s*=\\s*"
              + "([-+]?(?:\\d[\\d_.]*|\\.\\d+)(?:[eE][-+]?\\d+)?|True|False|'[^'\\\\]*'|\"[^\"\\\\]*\")"
              + "\\s*,?\\s*(?:#.*)?");

  /** Names that say that a value in the middle of a call or a function is a hyperparameter. */
  private static final Pattern TELLING =
      Pattern.compile(
          "(?i).*(?:rate|lr|batch|epoch|decay|momentum|dropout|seed|warmup|steps|layers|hidden|heads|alpha|beta|gamma|temperature|optimizer|max_len|patience).*");

  private static final Pattern SECRET =
      Pattern.compile("(?i).*(?:token|key|secret|passw|pwd|credential|auth|account|user|email).*");

  private static final Pattern WORD = Pattern.compile("[A-Za-z][\\w-]{0,39}");

  /** A value and the line of the file where its cell begins. */
  record Value(String text, int line) {}

  private final Set<String> libraries = new LinkedHashSet<>();
  private final Set<String> packages = new LinkedHashSet<>();
  private final Set<String> datasets = new LinkedHashSet<>();
  private final Set<String> models = new LinkedHashSet<>();
  private final Set<String> tasks = new LinkedHashSet<>();
  private final Map<String, Value> hyperparameters = new LinkedHashMap<>();
  private final Map<String, String> texts = new HashMap<>();

  /** The modules that are imported, without what is inside of them. */
  List<String> libraries() {
    return List.copyOf(libraries);
  }

  /** What is installed, with versions as far as they are given. */
  List<String> packages() {
    return List.copyOf(packages);
  }

  List<String> datasets() {
    return List.copyOf(datasets);
  }

  List<String> models() {
    return List.copyOf(models);
  }

  List<String> tasks() {
    return List.copyOf(tasks);
  }

  /** By name; one that is set anew to something else has its cell behind it. */
  Map<String, Value> hyperparameters() {
    return hyperparameters;
  }

  void read(Cell cell) {
    List<String> code = new ArrayList<>();
    for (String line : cell.source().lines().toList()) {
      if (line.length() <= MAX_LINE) {
        readLine(line, cell);
        if (!line.stripLeading().startsWith("#")) {
          code.add(line);
        }
      }
    }
    readCalls(String.join("\n", code));
  }

  private void readLine(String line, Cell cell) {
    Matcher install = INSTALL.matcher(line);
    if (install.matches()) {
      Arrays.stream(install.group(1).split("[\\s'\"]+", -1))
          .filter(word -> PACKAGE.matcher(word).matches())
          .forEach(packages::add);
      return;
    }
    Matcher modules = IMPORT.matcher(line);
    Matcher from = FROM.matcher(line);
    if (modules.matches()) {
      Arrays.stream(modules.group(1).split(",", -1)).forEach(this::library);
    } else if (from.matches()) {
      library(from.group(1));
    } else {
      assign(line, cell);
    }
  }

  private void library(String module) {
    libraries.add(module.strip().replaceFirst("[.\\s].*", ""));
  }

  private void assign(String line, Cell cell) {
    Matcher assignment = ASSIGNMENT.matcher(line);
    if (!assignment.matches()) {
      return;
    }
    String name = assignment.group(2);
    String text = assignment.group(3);
    boolean quoted = text.startsWith("'") || text.startsWith("\"");
    String value = quoted ? text.substring(1, text.length() - 1) : text;
    boolean topLevel = assignment.group(1).isEmpty();
    if (quoted && topLevel) {
      texts.put(name, value);
    }
    boolean setting =
        (topLevel && !quoted) || (TELLING.matcher(name).matches() && isShort(value, quoted));
    if (setting && !SECRET.matcher(name).matches()) {
      Value known = hyperparameters.putIfAbsent(name, new Value(value, cell.line()));
      if (known != null && !known.text().equals(value)) {
        hyperparameters.put(name + " (cell " + cell.number() + ")", new Value(value, cell.line()));
      }
    }
  }

  private static boolean isShort(String value, boolean quoted) {
    return !quoted || WORD.matcher(value).matches();
  }

  private void readCalls(String code) {
    each(DATASET, code, datasets);
    each(KNOWN_DATASET, code, datasets);
    each(MODEL, code, models);
    each(MODEL_OF_HUB, code, models);
    each(PIPELINE_MODEL, code, models);
    each(PIPELINE_TASK, code, tasks);
  }

  private void each(Pattern call, String code, Set<String> found) {
    Matcher matcher = call.matcher(code);
    while (matcher.find()) {
      String name = argument(matcher);
      if (name != null && isName(name)) {
        found.add(name);
      }
    }
  }

  /** The text that is given, or that was assigned to the name that is given. */
  private @Nullable String argument(Matcher call) {
    for (int group = 1; group <= Math.min(2, call.groupCount()); group++) {
      if (call.group(group) != null) {
        return call.group(group).strip();
      }
    }
    return call.groupCount() == 3 && call.group(3) != null ? texts.get(call.group(3)) : null;
  }

  /** Whether it names something elsewhere and no file or folder of the author's. */
  private static boolean isName(String name) {
    return !name.isEmpty()
        && !name.contains("{")
        && !name.startsWith(".")
        && !name.startsWith("/")
        && !name.startsWith("~")
        && !name.endsWith("/");
  }
}

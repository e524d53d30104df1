package org.modeldex.server.http;

import io.javalin.http.Context;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.modeldex.record.ModeldexException;

/**
 * The parameters behind a URL's question mark, read strictly: what the route does not know, what is
 * given twice though it has one value and what is out of range is refused by name.
 */
public final class QueryParameters {
  private final Map<String, List<String>> values;

  private QueryParameters(Map<String, List<String>> values) {
    this.values = values;
  }

  /** Parameters that came in another way, such as a JSON body with the same names. */
  public static QueryParameters of(Map<String, List<String>> values) {
    return new QueryParameters(Map.copyOf(values));
  }

  /**
   * The parameters of a request.
   *
   * @param known the only names that may occur
   */
  public static QueryParameters of(Context request, Set<String> known) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    String query = request.queryString();
    if (query != null) {
      for (String pair : query.split("&", -1)) {
        if (!pair.isEmpty()) {
          int equals = pair.indexOf('=');
          String name = decode(equals < 0 ? pair : pair.substring(0, equals));
          String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
          if (!known.contains(name)) {
            throw unknown(name, known);
          }
          values.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
        }
      }
    }
    return new QueryParameters(values);
  }

  /** Refuses a query string that cannot be decoded, whatever parameters a route knows. */
  static void requireReadable(Context request) {
    String query = request.queryString();
    if (query != null) {
      decode(query);
    }
  }

  /** Refuses any parameter. */
  public static void none(Context request) {
    of(request, Set.of());
  }

  /** All values of a parameter, in their order. */
  public List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  /** The one value of a parameter; empty when it is absent. */
  public Optional<String> find(String name) {
    List<String> all = all(name);
    if (all.size() > 1) {
      throw ModeldexException.invalid(name, "is given " + all.size() + " times");
    }
    return all.stream().findFirst();
  }

  public String text(String name, String otherwise) {
    return find(name).orElse(otherwise);
  }

  public int number(String name, int otherwise, int min, int max) {
    return find(name).map(text -> number(name, text, min, max)).orElse(otherwise);
  }

  public boolean flag(String name, boolean otherwise) {
    return find(name).map(text -> flag(name, text)).orElse(otherwise);
  }

  private static int number(String name, String text, int min, int max) {
    try {
      int number = Integer.parseInt(text);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw outOfRange(name, text, min, max);
    }
    throw outOfRange(name, text, min, max);
  }

  private static ModeldexException outOfRange(String name, String text, int min, int max) {
    return ModeldexException.invalid(
        name, "must be a whole number from " + min + " to " + max + " but is \"" + text + '"');
  }

  private static boolean flag(String name, String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw ModeldexException.invalid(name, "must be true or false but is \"" + text + '"');
    };
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw ModeldexException.invalid("the query string", "has a malformed % escape in " + text);
    }
  }

  /** What to answer when a name is not among the known ones. */
  public static ModeldexException unknown(String name, Set<String> known) {
    return ModeldexException.invalid(
        name,
        known.isEmpty()
            ? "is not known; this call has no parameters"
            : "is not known; this call has " + String.join(", ", known.stream().sorted().toList()));
  }
}

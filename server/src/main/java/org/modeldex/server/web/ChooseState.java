package org.modeldex.server.web;

import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * All that the page of a recommendation depends on; the address holds exactly this. Values are as
 * people wrote them: nothing is checked before the recommendation is asked for.
 *
 * @param task in any words; may be empty
 * @param where further conditions in the query language
 * @param parameters at most so many
 * @param size at most so many bytes
 * @param licenses any of these; empty for all
 * @param weights of the objectives, by metric key or name of a number field; empty for the task's
 *     usual ones
 * @param across the number that the chart has across; empty for the usual one
 * @param measuredOnly whether benchmarks that were never run count nothing, instead of being
 *     predicted
 * @param more whether a long list is wanted
 */
record ChooseState(
    String task,
    String where,
    String parameters,
    String size,
    List<String> licenses,
    SequencedMap<String, String> weights,
    String across,
    boolean measuredOnly,
    boolean more) {
  static final String PATH = "/choose";

  /** The prefix of the parameters that hold a weight. */
  static final String WEIGHT = "weight:";

  private static final String MEASURED = "measured";
  private static final String USUAL_WEIGHT = "1";

  ChooseState {
    licenses = List.copyOf(licenses);
    weights = new LinkedHashMap<>(weights);
  }

  /** A state in which only the task is said. */
  static ChooseState ofTask(String task) {
    return new ChooseState(task, "", "", "", List.of(), new LinkedHashMap<>(), "", false, false);
  }

  /** The state of a request; parameters of other pages are ignored. */
  static ChooseState of(Context request) {
    return new ChooseState(
        text(request, "task"),
        text(request, "where"),
        text(request, "parameters"),
        text(request, "size"),
        request.queryParams("license").stream().filter(l -> !l.isBlank()).distinct().toList(),
        weights(request),
        text(request, "across"),
        text(request, "basis").equals(MEASURED),
        text(request, "more").equals("true"));
  }

  /** A weight of nothing takes an objective away; an objective that is added weighs 1. */
  private static SequencedMap<String, String> weights(Context request) {
    SequencedMap<String, String> weights = new LinkedHashMap<>();
    for (Map.Entry<String, List<String>> parameter : request.queryParamMap().entrySet()) {
      String weight = parameter.getValue().getFirst().strip();
      if (parameter.getKey().startsWith(WEIGHT) && !weight.isEmpty() && !weight.equals("0")) {
        weights.put(parameter.getKey().substring(WEIGHT.length()), weight);
      }
    }
    request.queryParams("by").stream()
        .map(String::strip)
        .filter(by -> !by.isEmpty())
        .forEach(by -> weights.putIfAbsent(by, USUAL_WEIGHT));
    return weights;
  }

  private static String text(Context request, String name) {
    String text = request.queryParam(name);
    return text == null ? "" : text.strip();
  }

  /** Whether it is not said what the model is for. */
  boolean isEmpty() {
    return task.isEmpty() && where.isEmpty();
  }

  /** The address of this state. */
  String href() {
    Address address =
        new Address(PATH)
            .with("task", task)
            .with("where", where)
            .with("parameters", parameters)
            .with("size", size)
            .with("license", licenses);
    weights.forEach((by, weight) -> address.with(WEIGHT + by, weight));
    return address
        .with("across", across)
        .with("basis", measuredOnly ? MEASURED : "")
        .with("more", more ? "true" : "")
        .toString();
  }

  ChooseState withTask(String newTask) {
    return new ChooseState(
        newTask, where, parameters, size, licenses, weights, across, measuredOnly, more);
  }

  ChooseState withWhere(String newWhere) {
    return new ChooseState(
        task, newWhere, parameters, size, licenses, weights, across, measuredOnly, more);
  }

  ChooseState withoutParameters() {
    return new ChooseState(task, where, "", size, licenses, weights, across, measuredOnly, more);
  }

  ChooseState withoutSize() {
    return new ChooseState(
        task, where, parameters, "", licenses, weights, across, measuredOnly, more);
  }

  ChooseState withoutLicenses() {
    return new ChooseState(
        task, where, parameters, size, List.of(), weights, across, measuredOnly, more);
  }

  ChooseState withWeights(SequencedMap<String, String> newWeights) {
    return new ChooseState(
        task, where, parameters, size, licenses, newWeights, across, measuredOnly, more);
  }

  ChooseState withAcross(String newAcross) {
    return new ChooseState(
        task, where, parameters, size, licenses, weights, newAcross, measuredOnly, more);
  }

  ChooseState withMore() {
    return new ChooseState(
        task, where, parameters, size, licenses, weights, across, measuredOnly, true);
  }
}

package org.modeldex.ingest.onnx;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.Draft;
import org.modeldex.ingest.Tensors;
import org.modeldex.record.Limits;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.Structural.Tensor;

/** Reads a model's graph: its inputs and outputs, its operators, the sizes of its weights. */
final class GraphReader {
  /** Kinds of operators that are told apart, at most. */
  private static final int MAX_OPERATORS = 1_000;

  private static final int MAX_SIDES = 64;

  /** Names of TensorProto.DataType by number. */
  private static final List<String> TYPES =
      List.of(
          "undefined",
          "float32",
          "uint8",
          "int8",
          "uint16",
          "int16",
          "int32",
          "int64",
          "string",
          "bool",
          "float16",
          "float64",
          "uint32",
          "uint64",
          "complex64",
          "complex128",
          "bfloat16");

  private final Draft draft;
  private final Tensors count;
  private final Map<String, Integer> operators = new HashMap<>();
  private final List<Tensor> inputs = new ArrayList<>();
  private final Set<String> weights = new HashSet<>();
  private final Set<String> externals = new TreeSet<>();

  /**
   * @param count counts the weights
   */
  GraphReader(Draft draft, Tensors count) {
    this.draft = draft;
    this.count = count;
  }

  void read(WireReader graph) throws IOException {
    for (int field = graph.next(); field != 0; field = graph.next()) {
      switch (field) {
        case 1 -> node(graph.message());
        case 2 -> attribute("graph.name", graph.text(Limits.SHORT_TEXT));
        case 5 -> weight(graph.message());
        case 10 -> attribute("graph.doc_string", graph.text(Limits.LONG_TEXT));
        case 11 -> {
          Tensor input = value(graph.message());
          if (inputs.size() < Limits.ARTIFACTS) {
            inputs.add(input);
          }
        }
        case 12 -> {
          Tensor output = value(graph.message());
          draft.output(() -> output);
        }
        default -> graph.skip();
      }
    }
  }

  /** Puts what was counted in its places; weights that are listed as inputs, too, are none. */
  void finish() {
    inputs.stream()
        .filter(input -> !weights.contains(input.name()))
        .forEach(input -> draft.input(() -> input));
    if (!externals.isEmpty()) {
      draft.attribute("external_data", List.copyOf(externals), 1);
    }
    if (!operators.isEmpty()) {
      draft.hyperparameter("operators", Tensors.inWords(operators), 1);
    }
  }

  private void attribute(String name, String text) {
    if (!text.isBlank()) {
      draft.attribute(name, List.of(text), 1);
    }
  }

  private void node(WireReader node) throws IOException {
    for (int field = node.next(); field != 0; field = node.next()) {
      if (field == 4) {
        String operator = node.text(Limits.TERM);
        if (operators.size() < MAX_OPERATORS || operators.containsKey(operator)) {
          operators.merge(operator, 1, Integer::sum);
        }
      } else {
        node.skip();
      }
    }
  }

  private void weight(WireReader tensor) throws IOException {
    List<Long> shape = new ArrayList<>();
    String name = "";
    long type = 0;
    for (int field = tensor.next(); field != 0; field = tensor.next()) {
      switch (field) {
        case 1 -> sides(tensor, shape);
        case 2 -> type = tensor.number();
        case 8 -> name = tensor.text(Limits.TERM);
        case 13 -> external(tensor.message());
        default -> tensor.skip();
      }
    }
    weights.add(name);
    count.add(typeName(type), shape);
  }

  /** A StringStringEntryProto that says where the numbers are if not in the file. */
  private void external(WireReader entry) throws IOException {
    String key = "";
    String value = "";
    for (int field = entry.next(); field != 0; field = entry.next()) {
      switch (field) {
        case 1 -> key = entry.text(Limits.TERM);
        case 2 -> value = entry.text(Limits.SHORT_TEXT);
        default -> entry.skip();
      }
    }
    if (key.equals("location") && externals.size() < Limits.ARTIFACTS) {
      externals.add(value);
    }
  }

  private static void sides(WireReader tensor, List<Long> shape) throws IOException {
    if (!tensor.isPacked()) {
      add(tensor.number(), shape);
      return;
    }
    WireReader sides = tensor.message();
    while (!sides.atEnd()) {
      add(sides.packed(), shape);
    }
  }

  private static void add(long side, List<Long> shape) {
    if (shape.size() == MAX_SIDES) {
      throw ModeldexException.invalid(
          "the header", "has a tensor of more than " + MAX_SIDES + " sides");
    }
    shape.add(side);
  }

  private static String typeName(long type) {
    return type >= 0 && type < TYPES.size() ? TYPES.get((int) type) : Long.toString(type);
  }

  /** A ValueInfoProto: name and type, of which only tensors have a shape. */
  private static Tensor value(WireReader value) throws IOException {
    Shape shape = new Shape();
    String name = "";
    for (int field = value.next(); field != 0; field = value.next()) {
      switch (field) {
        case 1 -> name = value.text(Limits.TERM);
        case 2 -> type(value.message(), shape);
        default -> value.skip();
      }
    }
    String sides = String.join("x", shape.sides);
    return new Tensor(
        name.replace("\0", ""),
        shape.type,
        sides.isEmpty() || sides.length() > Limits.TERM ? null : sides);
  }

  private static final class Shape {
    private final List<String> sides = new ArrayList<>();
    private @Nullable String type;
  }

  private static void type(WireReader type, Shape shape) throws IOException {
    for (int field = type.next(); field != 0; field = type.next()) {
      if (field == 1) {
        tensorType(type.message(), shape);
      } else {
        type.skip();
      }
    }
  }

  private static void tensorType(WireReader tensor, Shape shape) throws IOException {
    for (int field = tensor.next(); field != 0; field = tensor.next()) {
      switch (field) {
        case 1 -> shape.type = typeName(tensor.number());
        case 2 -> {
          WireReader sides = tensor.message();
          for (int side = sides.next(); side != 0; side = sides.next()) {
            if (side == 1 && shape.sides.size() < MAX_SIDES) {
              shape.sides.add(side(sides.message()));
            } else {
              sides.skip();
            }
          }
        }
        default -> tensor.skip();
      }
    }
  }

  /** A number, a name such as {@code batch}, or {@code ?} for a side that is not known. */
  private static String side(WireReader dimension) throws IOException {
    String side = "?";
    for (int field = dimension.next(); field != 0; field = dimension.next()) {
      switch (field) {
        case 1 -> side = Long.toString(dimension.number());
        case 2 -> side = dimension.text(Limits.TERM).replace("\0", "");
        default -> dimension.skip();
      }
    }
    return side;
  }
}

package org.modeldex.record;

import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * What a model is made of.
 *
 * @param parameterCount number of weights
 * @param sizeBytes size of its weight files in bytes
 * @param flops floating-point operations of one forward pass
 * @param hyperparameters name to value as text, in the source's order
 * @param inputs signature, in order
 * @param outputs signature, in order
 */
public record Structural(
    List<String> architectures,
    @Nullable String framework,
    @Nullable String library,
    @Nullable String algorithm,
    @Nullable Long parameterCount,
    @Nullable Long sizeBytes,
    @Nullable Long flops,
    SequencedMap<String, String> hyperparameters,
    List<Tensor> inputs,
    List<Tensor> outputs,
    Environment environment,
    List<Artifact> artifacts) {

  public static final Structural EMPTY = builder().build();

  public Structural {
    architectures = Limits.terms("structural.architectures", architectures);
    Limits.text("structural.framework", framework, Limits.TERM);
    Limits.text("structural.library", library, Limits.TERM);
    Limits.text("structural.algorithm", algorithm, Limits.TERM);
    Limits.notNegative("structural.parameterCount", parameterCount);
    Limits.notNegative("structural.sizeBytes", sizeBytes);
    Limits.notNegative("structural.flops", flops);
    hyperparameters = Limits.map("structural.hyperparameters", hyperparameters, Limits.ATTRIBUTES);
    Limits.texts("structural.hyperparameters", hyperparameters);
    inputs = Limits.list("structural.inputs", inputs, Limits.ARTIFACTS);
    outputs = Limits.list("structural.outputs", outputs, Limits.ARTIFACTS);
    artifacts = Limits.list("structural.artifacts", artifacts, Limits.ARTIFACTS);
  }

  /** One input or output; the shape is text such as {@code 3x224x224}. */
  public record Tensor(String name, @Nullable String type, @Nullable String shape) {
    public Tensor {
      Limits.required("name", name, Limits.TERM);
      Limits.text("type", type, Limits.TERM);
      Limits.text("shape", shape, Limits.TERM);
    }
  }

  /** What the model was made or runs with. */
  public record Environment(
      @Nullable String language, List<String> packages, @Nullable String hardware) {
    public static final Environment EMPTY = new Environment(null, List.of(), null);

    public Environment {
      Limits.text("structural.environment.language", language, Limits.TERM);
      packages = Limits.terms("structural.environment.packages", packages);
      Limits.text("structural.environment.hardware", hardware, Limits.SHORT_TEXT);
    }
  }

  /**
   * A file of the model. The URI is opaque text: nothing ever opens it.
   *
   * @param digest algorithm and hex value, {@code sha256:...}
   */
  public record Artifact(
      String uri, @Nullable String digest, @Nullable String format, @Nullable Long sizeBytes) {
    public Artifact {
      Limits.nonBlank("uri", uri, Limits.SHORT_TEXT);
      Limits.text("digest", digest, Limits.TERM);
      Limits.text("format", format, Limits.TERM);
      Limits.notNegative("sizeBytes", sizeBytes);
    }
  }

  public static Builder builder() {
    return new Builder();
  }

  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.architectures = architectures;
    builder.framework = framework;
    builder.library = library;
    builder.algorithm = algorithm;
    builder.parameterCount = parameterCount;
    builder.sizeBytes = sizeBytes;
    builder.flops = flops;
    builder.hyperparameters = hyperparameters;
    builder.inputs = inputs;
    builder.outputs = outputs;
    builder.environment = environment;
    builder.artifacts = artifacts;
    return builder;
  }

  /** Collects the parts; {@link #build} validates them. */
  public static final class Builder {
    private List<String> architectures = List.of();
    private @Nullable String framework;
    private @Nullable String library;
    private @Nullable String algorithm;
    private @Nullable Long parameterCount;
    private @Nullable Long sizeBytes;
    private @Nullable Long flops;
    private Map<String, String> hyperparameters = Map.of();
    private List<Tensor> inputs = List.of();
    private List<Tensor> outputs = List.of();
    private Environment environment = Environment.EMPTY;
    private List<Artifact> artifacts = List.of();

    private Builder() {}

    public Builder architectures(List<String> value) {
      architectures = value;
      return this;
    }

    public Builder framework(@Nullable String value) {
      framework = value;
      return this;
    }

    public Builder library(@Nullable String value) {
      library = value;
      return this;
    }

    public Builder algorithm(@Nullable String value) {
      algorithm = value;
      return this;
    }

    public Builder parameterCount(@Nullable Long value) {
      parameterCount = value;
      return this;
    }

    public Builder sizeBytes(@Nullable Long value) {
      sizeBytes = value;
      return this;
    }

    public Builder flops(@Nullable Long value) {
      flops = value;
      return this;
    }

    public Builder hyperparameters(Map<String, String> value) {
      hyperparameters = value;
      return this;
    }

    public Builder inputs(List<Tensor> value) {
      inputs = value;
      return this;
    }

    public Builder outputs(List<Tensor> value) {
      outputs = value;
      return this;
    }

    public Builder environment(Environment value) {
      environment = value;
      return this;
    }

    public Builder artifacts(List<Artifact> value) {
      artifacts = value;
      return this;
    }

    public Structural build() {
      return new Structural(
          architectures,
          framework,
          library,
          algorithm,
          parameterCount,
          sizeBytes,
          flops,
          new java.util.LinkedHashMap<>(hyperparameters),
          inputs,
          outputs,
          environment,
          artifacts);
    }
  }
}

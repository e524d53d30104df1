package org.modeldex.ingest.table;

import java.util.Optional;

/** What a column of a mapping may hold, by its key. */
enum Field {
  NAME("name", false),
  VERSION("version", false),
  DESCRIPTION("description", false),
  TAGS("tags", true),
  TASKS("tasks", true),
  DATASETS("datasets", true),
  BASE_MODELS("baseModels", true),
  LICENSE("license", false),
  ARCHITECTURES("architectures", true),
  FRAMEWORK("framework", false),
  LIBRARY("library", false),
  ALGORITHM("algorithm", false),
  LANGUAGES("languages", true),
  MODALITIES("modalities", true),
  DOMAIN("domain", false),
  OWNER("owner", false),
  TEAM("team", false),
  STAGE("stage", false),
  STATUS("status", false),
  PARAMETER_COUNT("parameterCount", false),
  SIZE_BYTES("sizeBytes", false),
  FLOPS("flops", false),
  HARDWARE("hardware", false),
  ARTIFACTS("artifacts", true),
  PAPERS("papers", true),
  URL("url", false),
  CREATED_AT("createdAt", false),
  STARTED_AT("startedAt", false),
  ENDED_AT("endedAt", false),
  INTENDED_USE("intendedUse", false),
  LIMITATIONS("limitations", false);

  private final String key;
  private final boolean many;

  Field(String key, boolean many) {
    this.key = key;
    this.many = many;
  }

  /** The key in a mapping. */
  String key() {
    return key;
  }

  /** Whether a record may have several. */
  boolean isMany() {
    return many;
  }

  boolean isNumber() {
    return this == PARAMETER_COUNT || this == SIZE_BYTES || this == FLOPS;
  }

  boolean isTime() {
    return this == CREATED_AT || this == STARTED_AT || this == ENDED_AT;
  }

  static Optional<Field> find(String key) {
    for (Field field : values()) {
      if (field.key.equals(key)) {
        return Optional.of(field);
      }
    }
    return Optional.empty();
  }
}

/**
 * Feast: the registry of a feature store, and the configuration of one.
 *
 * <p>{@link org.modeldex.ingest.feast.FeastImporter} makes each view and each service of a registry
 * a feature set and each source of data a dataset. {@code Registry} names them, so that they can
 * refer to each other, and {@code ObjectReader} reads each. Definitions in Python are programs,
 * which are not run: {@code FeatureRepository} makes a registry of what they declare literally, as
 * {@code PythonModule} reads it.
 *
 * <p>Format: <a href="https://docs.feast.dev/reference/feast-cli-commands">{@code feast
 * registry-dump}</a>, the JSON form of <a
 * href="https://github.com/feast-dev/feast/tree/master/protos/feast/core">its messages</a>.
 */
@NullMarked
package org.modeldex.ingest.feast;

import org.jspecify.annotations.NullMarked;

/**
 * CycloneDX bills of materials, of which the machine-learning models and their data are taken.
 *
 * <p>{@link org.modeldex.ingest.cyclonedx.CycloneDxImporter} makes each component of type {@code
 * machine-learning-model} a model and each of type {@code data} a dataset; libraries and
 * applications are neither. {@code ComponentReader} reads what all components say, {@code
 * ModelCardReader} the card of a model.
 *
 * <p>Format: <a href="https://cyclonedx.org/docs/1.6/json/">CycloneDX 1.6</a>; 1.5 and 1.7 hold the
 * same cards.
 */
@NullMarked
package org.modeldex.ingest.cyclonedx;

import org.jspecify.annotations.NullMarked;

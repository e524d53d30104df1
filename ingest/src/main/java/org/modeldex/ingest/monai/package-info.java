/**
 * Bundles of MONAI, a framework for medical images: {@code configs/metadata.json} and the page
 * {@code docs/README.md} beside it.
 *
 * <p>{@link org.modeldex.ingest.monai.MonaiImporter} makes each bundle one model, named after its
 * folder.
 *
 * <p>Format: <a href="https://docs.monai.io/en/stable/mb_specification.html">MONAI bundle</a>.
 */
@NullMarked
package org.modeldex.ingest.monai;

import org.jspecify.annotations.NullMarked;

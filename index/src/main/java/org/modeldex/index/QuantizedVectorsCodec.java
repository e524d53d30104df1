package org.modeldex.index;

import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.codecs.lucene104.Lucene104HnswScalarQuantizedVectorsFormat;
import org.apache.lucene.util.quantization.QuantizedByteVectorValues.ScalarEncoding;

/**
 * Lucene's usual format, but vectors are compared in 7 bits a dimension (HNSW; Malkov and Yashunin,
 * 2018). The name of the vectors' format is kept with each segment, so any Lucene reads it.
 */
final class QuantizedVectorsCodec extends Lucene104Codec {
  private static final int NEIGHBOURS = 16;
  private static final int BEAM = 100;

  private final KnnVectorsFormat vectors =
      new Lucene104HnswScalarQuantizedVectorsFormat(ScalarEncoding.SEVEN_BIT, NEIGHBOURS, BEAM);

  @Override
  public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
    return vectors;
  }
}

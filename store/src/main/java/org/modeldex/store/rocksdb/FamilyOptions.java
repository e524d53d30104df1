package org.modeldex.store.rocksdb;

import java.util.Arrays;
import java.util.List;
import org.modeldex.store.rocksdb.Database.Family;
import org.rocksdb.AbstractNativeReference;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.LRUCache;

/**
 * How column families are kept in files. Every page of hits reads its records from all over their
 * family: its blocks are small and quickly unpacked, for which it is half as large again. The
 * others are read in order or seldom.
 */
record FamilyOptions(ColumnFamilyOptions records, ColumnFamilyOptions others) {
  /**
   * The cache has four parts. A file's filter is one block of a megabyte or more, and of the many
   * parts that RocksDB makes by itself none could keep several of them: each lookup would read one
   * from the disk.
   */
  private static final int CACHE_SHARD_BITS = 2;

  /** How much of the cache is kept for indexes and filters before anything else. */
  private static final double INDEX_AND_FILTER_SHARE = 0.5;

  /**
   * The options of all families.
   *
   * @param resources gets what must be closed after the database
   */
  static FamilyOptions of(StoreOptions options, List<AbstractNativeReference> resources) {
    LRUCache cache =
        new LRUCache(options.blockCacheBytes(), CACHE_SHARD_BITS, false, INDEX_AND_FILTER_SHARE, 0);
    BloomFilter filter = new BloomFilter(10);
    CompressionOptions quick = new CompressionOptions().setEnabled(true).setLevel(1);
    ColumnFamilyOptions records =
        family(options).setTableFormatConfig(blocks(8 << 10, cache, filter));
    ColumnFamilyOptions others =
        family(options)
            .setBottommostCompressionType(CompressionType.ZSTD_COMPRESSION)
            .setBottommostCompressionOptions(quick)
            .setTableFormatConfig(blocks(16 << 10, cache, filter));
    resources.addAll(List.of(cache, filter, quick, records, others));
    return new FamilyOptions(records, others);
  }

  private static ColumnFamilyOptions family(StoreOptions options) {
    return new ColumnFamilyOptions()
        .setWriteBufferSize(options.writeBufferBytes() / 2)
        .setCompressionType(CompressionType.LZ4_COMPRESSION)
        .setLevel0FileNumCompactionTrigger(8); // a bulk load rewrites less
  }

  private static BlockBasedTableConfig blocks(int bytes, LRUCache cache, BloomFilter filter) {
    return new BlockBasedTableConfig()
        .setBlockCache(cache)
        .setBlockSize(bytes)
        .setFilterPolicy(filter)
        .setCacheIndexAndFilterBlocks(true)
        .setCacheIndexAndFilterBlocksWithHighPriority(true)
        .setPinL0FilterAndIndexBlocksInCache(true);
  }

  /** What is needed to open the family of a name. */
  ColumnFamilyDescriptor descriptor(byte[] name) {
    boolean isRecords = Arrays.equals(name, Family.RECORDS.bytes());
    return new ColumnFamilyDescriptor(name, isRecords ? records : others);
  }
}

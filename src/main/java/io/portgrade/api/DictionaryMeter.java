package io.portgrade.api;

import org.tukaani.xz.ArrayCache;

/**
 * Bounds the memory that xz asks for over the whole of an archive: each of its blocks brings a dictionary, and there may be
 * millions of blocks with nothing in them. An honest block unpacks to more than its dictionary.
 */
final class DictionaryMeter extends ArrayCache {

    private final long limitBytes;
    private long allocatedBytes;

    DictionaryMeter(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    @Override
    public byte[] getByteArray(int size, boolean fillWithZeros) {
        count(size);
        return super.getByteArray(size, fillWithZeros);
    }

    @Override
    public int[] getIntArray(int size, boolean fillWithZeros) {
        count((long) size * Integer.BYTES);
        return super.getIntArray(size, fillWithZeros);
    }

    private void count(long bytes) {
        allocatedBytes += bytes;
        if (allocatedBytes > limitBytes) {
            throw ArchiveProblem.tooLarge(
                    "its xz blocks ask for more than " + limitBytes + " bytes of memory",
                    "pack it again with xz -6 --block-size=0",
                    "MAX_UNPACKED_SIZE");
        }
    }
}

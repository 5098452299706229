package io.portgrade.ingest.archive;

/**
 * A file of an archive, unpacked.
 *
 * @param content not copied
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ArchivedFile(SosFile place, byte[] content) implements ArchivedMember {}

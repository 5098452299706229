package io.portgrade.ingest.archive;

/**
 * A file of an archive that is longer than what is read of one, and was passed over.
 *
 * @param variable of the environment, which raises the limit
 */
public record OversizedFile(SosFile place, long sizeBytes, long limitBytes, String variable)
        implements ArchivedMember {}

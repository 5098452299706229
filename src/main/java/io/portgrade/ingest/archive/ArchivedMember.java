package io.portgrade.ingest.archive;

/** A member of an archive that stands where a file is read. */
public sealed interface ArchivedMember permits ArchivedFile, ArchivedLink, OversizedFile {

    SosFile place();
}

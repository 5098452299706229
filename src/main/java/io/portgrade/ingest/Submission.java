package io.portgrade.ingest;

import io.portgrade.snapshot.HostSnapshot;

/**
 * A request that has been read.
 *
 * @param readable whether any part of it was what it should be; if not, the snapshot's diagnostics say why
 */
public record Submission(HostSnapshot snapshot, boolean readable) {

    /** The source of the diagnostic that settings are of another system than the one that the host is stated to have. */
    public static final String STATED_SYSTEM = "host.os";
}

/** Submitted text to {@link io.portgrade.snapshot.HostSnapshot}: what people paste, send and collect. */
@NullMarked
package io.portgrade.ingest;

import org.jspecify.annotations.NullMarked;

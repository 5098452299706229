/** Open-file limits, read from {@code ulimit}, limits.conf and {@code /proc/PID/limits}. */
@NullMarked
package io.portgrade.ingest.limits;

import org.jspecify.annotations.NullMarked;

package io.portgrade.ingest.limits;

import io.portgrade.ingest.text.Line;

/** One of the ways in which limits are written. */
interface LimitFormat {

    /** Reads a line that is not blank. */
    Reading read(Line line);
}

/** Submitted text as lines and words, and the diagnostics about them. */
@NullMarked
package io.portgrade.ingest.text;

import org.jspecify.annotations.NullMarked;

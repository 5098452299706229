/** What an archive that a support tool made of a host says about it: which of its files are read, and for what. */
@NullMarked
package io.portgrade.ingest.archive;

import org.jspecify.annotations.NullMarked;

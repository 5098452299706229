/** Connection pools, from the vocabulary of their frameworks to the one that all share. */
@NullMarked
package io.portgrade.ingest.pools;

import org.jspecify.annotations.NullMarked;

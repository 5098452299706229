/** The vocabularies of connection pools, one class a framework, and what is stated in them. */
@NullMarked
package io.portgrade.ingest.pools.framework;

import org.jspecify.annotations.NullMarked;

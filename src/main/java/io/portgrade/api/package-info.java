/** The HTTP API: resources, the reading of bodies, and problem documents for whatever goes wrong. */
@NullMarked
package io.portgrade.api;

import org.jspecify.annotations.NullMarked;

/** The service's own jar as a command, for pipelines without a server. */
@NullMarked
package io.portgrade.cli;

import org.jspecify.annotations.NullMarked;

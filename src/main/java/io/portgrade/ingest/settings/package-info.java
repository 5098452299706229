/** Kernel settings: sysctl output of any operating system, sysctl.d files, netsh and registry values. */
@NullMarked
package io.portgrade.ingest.settings;

import org.jspecify.annotations.NullMarked;

/** Listeners and connections, read from {@code ss} and {@code netstat} output. */
@NullMarked
package io.portgrade.ingest.sockets;

import org.jspecify.annotations.NullMarked;

/** CDI producers: the only place that knows every part of the service. */
@NullMarked
package io.portgrade.wiring;

import org.jspecify.annotations.NullMarked;

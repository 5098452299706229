/** Reports in the forms in which they are handed out, a class a form. */
@NullMarked
package io.portgrade.render;

import org.jspecify.annotations.NullMarked;

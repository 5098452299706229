/** What people see in a browser: the report, the form that asks for one, and the rules. */
@NullMarked
package io.portgrade.render.html;

import org.jspecify.annotations.NullMarked;

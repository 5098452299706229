/** From findings to a score and a letter. */
@NullMarked
package io.portgrade.grade;

import org.jspecify.annotations.NullMarked;

package io.portgrade.fact;

import io.portgrade.snapshot.Setting;

/** A setting looked up and read as a {@code T}: either its value, or why there is none. */
sealed interface Reading<T> {

    /** The value, and the setting it was read from. */
    record Present<T>(T value, Setting setting) implements Reading<T> {}

    /** Nothing to go by. */
    record Missing<T>(Absence absence) implements Reading<T> {}
}

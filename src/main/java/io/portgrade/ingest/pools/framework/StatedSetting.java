package io.portgrade.ingest.pools.framework;

import io.portgrade.snapshot.SourceLocation;
import org.jspecify.annotations.Nullable;

/**
 * One setting as someone wrote it.
 *
 * @param name as the framework calls it, or nearly
 * @param value text, a number, true or false, or whatever else JSON can hold; null when there is a name only
 * @param place where it stands
 */
public record StatedSetting(String name, @Nullable Object value, SourceLocation place) {

    /**
     * In the place of a value that a text leaves open, though it is not left out.
     *
     * @param why for a sentence, with what would tell it
     */
    record Untold(String why) {}
}

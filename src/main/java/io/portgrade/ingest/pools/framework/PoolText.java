package io.portgrade.ingest.pools.framework;

import io.portgrade.ingest.text.Diagnostics;
import io.portgrade.snapshot.Destination;
import java.util.List;

/** A form in which a framework's settings are written in files. */
public interface PoolText {

    /**
     * Finds the settings of one pool, whatever the text; never throws. Of a setting that is stated several times the
     * last stands.
     *
     * @param text with lines ended by LF
     * @param destination of the pool, to tell it from others in the text
     * @param diagnostics takes what could not be read; its source is the text's
     */
    List<StatedSetting> parse(String text, Destination destination, Diagnostics diagnostics);
}

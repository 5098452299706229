package io.portgrade.firewall.dialect.windows;

import java.util.EnumMap;
import java.util.Map;

/**
 * A rule as it is written.
 *
 * @param line where it begins, counted from 1
 * @param values lists with commas between; {@code Any} and what is not there are different things
 * @param whole false when it was cut off
 */
record Entry(int line, Map<Property, String> values, boolean whole) {

    private static final String ANY = "Any";

    Entry {
        values = new EnumMap<>(values);
    }

    /** Empty text where it says nothing. */
    String get(Property property) {
        return values.getOrDefault(property, "");
    }

    boolean has(Property property) {
        return values.containsKey(property);
    }

    /** Whether it names something in particular. */
    boolean restricts(Property property) {
        String value = get(property);
        return !value.isEmpty() && !value.equalsIgnoreCase(ANY);
    }

    /**
     * Whether it may be for one program only and not say so: netsh shows programs only with {@code verbose}, PowerShell in
     * another object. Windows' own dialogue makes rules for ports or for programs, and applications put theirs into a group.
     */
    boolean mayHideItsProgram() {
        boolean shown = has(Property.PROGRAM) || has(Property.INTERFACES) || has(Property.SECURITY);
        boolean forPorts = restricts(Property.LOCAL_PORT) || restricts(Property.REMOTE_PORT);
        return !shown && (!forPorts || !get(Property.GROUP).isEmpty());
    }

    /** {@code block in tcp local 5000-5010 "name"}. */
    String text() {
        StringBuilder text = new StringBuilder();
        text.append(get(Property.ACTION)).append(' ').append(get(Property.DIRECTION));
        text.append(' ').append(has(Property.PROTOCOL) ? get(Property.PROTOCOL) : "?");
        append(text, " local ", Property.LOCAL_ADDRESS, Property.LOCAL_PORT);
        append(text, " remote ", Property.REMOTE_ADDRESS, Property.REMOTE_PORT);
        return text.append(" \"")
                .append(get(Property.NAME))
                .append('"')
                .toString()
                .strip();
    }

    private void append(StringBuilder text, String word, Property address, Property port) {
        if (restricts(address) || restricts(port)) {
            text.append(word).append(restricts(address) ? get(address) : "");
            text.append(restricts(address) && restricts(port) ? " port " : "").append(restricts(port) ? get(port) : "");
        }
    }
}

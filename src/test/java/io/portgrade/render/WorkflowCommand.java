package io.portgrade.render;

import java.util.LinkedHashMap;
import java.util.Map;

/** A line of a log as the runner of GitHub Actions understands it: actions/runner, {@code ActionCommand.cs}. */
record WorkflowCommand(String name, Map<String, String> properties, String data) {

    /** @throws AssertionError when it is none */
    static WorkflowCommand parse(String line) {
        int end = line.indexOf("::", 2);
        if (!line.startsWith("::") || end < 0) {
            throw new AssertionError("no command: " + line);
        }
        String head = line.substring(2, end);
        int space = head.indexOf(' ');
        Map<String, String> properties = new LinkedHashMap<>();
        if (space >= 0) {
            for (String property : head.substring(space + 1).split(",", -1)) {
                int equals = property.indexOf('=');
                if (equals > 0) {
                    properties.put(property.substring(0, equals), unescaped(property.substring(equals + 1)));
                }
            }
        }
        return new WorkflowCommand(
                space < 0 ? head : head.substring(0, space), properties, unescapedData(line.substring(end + 2)));
    }

    private static String unescaped(String text) {
        return unescapedData(text.replace("%3A", ":").replace("%2C", ","));
    }

    private static String unescapedData(String text) {
        return text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%");
    }
}

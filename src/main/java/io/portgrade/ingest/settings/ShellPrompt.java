package io.portgrade.ingest.settings;

import java.util.Set;

/** The line above or below an output that was copied from a terminal: a prompt and what was typed at it. */
final class ShellPrompt {

    private static final int MAX_PROMPT_LENGTH = 120;
    private static final Set<String> COMMANDS =
            Set.of("sysctl", "sudo", "doas", "su", "cat", "uname", "ssh", "exit", "logout", "ss", "ulimit", "hostname");

    private ShellPrompt() {}

    /** @param line without surrounding blanks */
    static boolean isPrompt(String line) {
        String word = firstWord(line);
        if (word.equals("sysctl") || word.equals("sudo")) {
            return true;
        }
        int limit = Math.min(line.length(), MAX_PROMPT_LENGTH);
        for (int i = 0; i < limit; i++) {
            if ("#$%>".indexOf(line.charAt(i)) < 0) {
                continue;
            }
            if (i + 1 == line.length()) {
                return line.indexOf(' ') < 0 || line.startsWith("[");
            }
            if (line.charAt(i + 1) == ' '
                    && COMMANDS.contains(firstWord(line.substring(i + 1).strip()))) {
                return true;
            }
        }
        return false;
    }

    private static String firstWord(String text) {
        int blank = text.indexOf(' ');
        return blank < 0 ? text : text.substring(0, blank);
    }
}

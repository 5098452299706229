package io.portgrade.firewall.dialect.iptables;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a shell does with the commands of a script, as far as lines tell: those under a condition, and behind an exit, may not
 * be carried out. POSIX.1-2017, Shell Command Language.
 */
final class Shell {

    private static final Set<String> CONDITIONS = Set.of("if", "case");
    private static final Set<String> ENDS = Set.of("fi", "esac");
    private static final Set<String> OPERATORS = Set.of("then", "else", "do", "{", "(", "!", "sudo");
    private static final Set<String> PRINTING = Set.of("cat", "tee", "echo", "printf");

    private int depth;
    private boolean exited;

    /** Takes the next line; why its commands may not be carried out, null when they are. */
    @Nullable
    String doubt(String line) {
        boolean conditional = depth > 0;
        boolean after = exited;
        boolean atCommand = true;
        for (String word : line.replace(";", " ; ").split("\\s+", -1)) {
            if (atCommand && CONDITIONS.contains(word)) {
                depth++;
                conditional = true;
            } else if (atCommand && ENDS.contains(word)) {
                depth = Math.max(0, depth - 1);
            } else if (atCommand && word.equals("exit") && depth == 0) {
                exited = true;
            }
            atCommand = word.equals(";") || word.isEmpty() || OPERATORS.contains(word);
        }
        if (conditional) {
            return "whether the condition it stands under holds is not known";
        }
        return after ? "it stands behind an exit, and may never be carried out" : null;
    }

    /** How many lines a here-document takes that is printed and no more; 0 when none begins. */
    static int printed(List<String> lines, int index) {
        String line = lines.get(index).strip();
        int sign = line.indexOf("<<");
        if (sign < 0 || line.contains("-restore") || !PRINTING.contains(line.split("[\\s>|]", 2)[0])) {
            return 0;
        }
        Optional<String> delimiter = delimiter(line.substring(sign + 2));
        for (int i = index + 1; delimiter.isPresent() && i < lines.size(); i++) {
            String inside = lines.get(i).strip();
            if (inside.startsWith("*")) {
                return 0;
            }
            if (inside.equals(delimiter.get())) {
                return i - index + 1;
            }
        }
        return 0;
    }

    private static Optional<String> delimiter(String rest) {
        String word =
                rest.replaceFirst("^-", "").strip().split("[\\s>|;]", 2)[0].replaceAll("['\"\\\\]", "");
        return word.isEmpty() ? Optional.empty() : Optional.of(word);
    }
}

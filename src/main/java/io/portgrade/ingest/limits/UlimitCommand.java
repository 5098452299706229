package io.portgrade.ingest.limits;

import io.portgrade.ingest.text.Line;
import io.portgrade.snapshot.OpenFilesLimit.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * A {@code ulimit} that was typed, as it stands before its output.
 *
 * @param kind which of the two limits it prints
 * @param openFiles whether its output tells of open files: {@code -n} or {@code -a}
 * @param sets whether it sets a limit, and so prints none
 */
record UlimitCommand(Kind kind, boolean openFiles, boolean sets) {

    /** The commands in a line, in order: {@code $ ulimit -Sn; ulimit -Hn} has two. */
    static List<UlimitCommand> in(Line line) {
        List<UlimitCommand> commands = new ArrayList<>();
        for (int i = 0; i < line.size(); i++) {
            if (bare(line.word(i)).equals("ulimit") && (i == 0 || opensCommand(line.word(i - 1)))) {
                commands.add(at(line, i + 1));
            }
        }
        return commands;
    }

    private static UlimitCommand at(Line line, int firstArgument) {
        StringBuilder flags = new StringBuilder();
        int i = firstArgument;
        boolean ended = false;
        while (!ended && line.word(i).startsWith("-")) {
            ended = line.word(i).endsWith(";");
            flags.append(bare(line.word(i)));
            i++;
        }
        String argument = bare(line.word(i));
        boolean sets = !ended && (FoundLimits.isWholeNumber(argument) || FoundLimits.isUnlimited(argument));
        boolean hard = flags.indexOf("H") >= 0 && flags.indexOf("S") < 0;
        boolean openFiles = flags.indexOf("n") >= 0 || flags.indexOf("a") >= 0;
        return new UlimitCommand(hard ? Kind.HARD : Kind.SOFT, openFiles, sets);
    }

    private static boolean opensCommand(String previous) {
        return previous.equals("-c") || previous.equals("sudo") || "$#>%;&|".indexOf(last(previous)) >= 0;
    }

    private static char last(String word) {
        return word.charAt(word.length() - 1);
    }

    private static String bare(String word) {
        int start = 0;
        int end = word.length();
        while (start < end && "'\"".indexOf(word.charAt(start)) >= 0) {
            start++;
        }
        while (end > start && "'\";".indexOf(word.charAt(end - 1)) >= 0) {
            end--;
        }
        return word.substring(start, end);
    }
}

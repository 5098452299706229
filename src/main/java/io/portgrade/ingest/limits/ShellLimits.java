package io.portgrade.ingest.limits;

import io.portgrade.ingest.text.Line;
import io.portgrade.snapshot.OpenFilesLimit.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * What shells print: {@code ulimit -a} of bash, BusyBox, dash, ksh, mksh and zsh, {@code ulimit -n}, {@code limit} of
 * csh and zsh, {@code limits} of FreeBSD, {@code launchctl limit} of macOS. Output does not say whether limits are soft
 * or hard: the command above it does, and without one they are taken as soft.
 */
final class ShellLimits implements LimitFormat {

    private static final Set<String> OPEN_FILES = Set.of("nofiles", "descriptors", "openfiles");
    private static final Set<String> OTHER_RESOURCES =
            words("time file data stack coredump memory locked process vmemory locks rtprio cputime filesize "
                    + "datasize stacksize coredumpsize resident maxproc memorylocked addressspace maxfilelocks "
                    + "sigpending msgqueue nice rt_priority rt_time memoryuse vmemoryuse vmemorysize swapsize "
                    + "swapuse sbsize maxlocks maxsignal maxmessage maxnice maxrtprio maxrttime pseudo-terminals "
                    + "kqueues umtxp pipebuf cpu core rss memlock");

    private final FoundLimits found;
    private final Deque<UlimitCommand> asked = new ArrayDeque<>();
    private boolean unaskedBefore;

    ShellLimits(FoundLimits found) {
        this.found = found;
    }

    @Override
    public Reading read(Line line) {
        List<UlimitCommand> commands = UlimitCommand.in(line);
        if (line.isPrompt() || !commands.isEmpty()) {
            asked.clear();
        }
        if (!commands.isEmpty()) {
            return readCommands(line, commands);
        }
        if (line.size() == 1 && isLimit(line.word(0))) {
            return readBare(line);
        }
        int flag = flagIndex(line);
        if (flag >= 0) {
            return line.word(flag).endsWith("-n)") ? readOpenFiles(line, line.word(flag + 1)) : Reading.READ;
        }
        if (isFlagFirst(line)) {
            return line.word(0).equals("-n:") ? readOpenFiles(line, line.word(line.size() - 1)) : Reading.READ;
        }
        return readNamed(line);
    }

    private Reading readCommands(Line line, List<UlimitCommand> commands) {
        for (UlimitCommand command : commands) {
            if (!command.sets()) {
                asked.add(command);
            } else if (command.openFiles() && !line.isPrompt()) {
                return found.report(line, "a command that sets a limit, send what ulimit -n prints instead");
            }
        }
        return Reading.PASSED_OVER;
    }

    private Reading readBare(Line line) {
        UlimitCommand command = asked.peek();
        if (command != null && !command.openFiles()) {
            asked.remove();
            return Reading.PASSED_OVER;
        }
        return readOpenFiles(line, line.word(0));
    }

    private Reading readOpenFiles(Line line, String value) {
        UlimitCommand command = asked.poll();
        if (command == null && unaskedBefore) {
            found.report(line, "another limit without its command, taken as soft, keep lines such as $ ulimit -Ha");
        }
        unaskedBefore |= command == null;
        return found.addForProcess(line, command == null ? Kind.SOFT : command.kind(), value);
    }

    private Reading readNamed(Line line) {
        String word = line.word(0);
        int unit = word.indexOf('(');
        String resource = unit < 0 ? word : word.substring(0, unit);
        if (resource.equals("maxfiles") && line.size() == 3) {
            return found.addForProcess(line, line.word(1), line.word(2));
        }
        if (OPEN_FILES.contains(resource) && line.size() == 2) {
            return readOpenFiles(line, line.word(1));
        }
        boolean other = OTHER_RESOURCES.contains(resource) && line.size() <= 3;
        return other && (startsAsLimit(line.word(1)) || startsAsLimit(line.word(2))) ? Reading.READ : Reading.FOREIGN;
    }

    // bash "(kbytes, -l)", ksh and BusyBox "(-l)"
    private static int flagIndex(Line line) {
        for (int i = 1; i < line.size() - 1; i++) {
            String word = line.word(i);
            int dash = word.length() - 3;
            boolean opens = dash == 0 || dash == 1 && word.charAt(0) == '(';
            if (opens && word.charAt(dash) == '-' && word.endsWith(")")) {
                return i;
            }
        }
        return -1;
    }

    // zsh and mksh "-l: …", zsh "-N 15: …" for a resource without a letter
    private static boolean isFlagFirst(Line line) {
        String first = line.word(0);
        boolean dash = first.startsWith("-") && line.size() >= 3;
        boolean letter = first.length() == 3 && first.endsWith(":");
        boolean number = first.length() == 2 && line.word(1).endsWith(":");
        return dash && (letter || number);
    }

    private static boolean isLimit(String word) {
        return FoundLimits.isWholeNumber(word) || word.equals("unlimited");
    }

    private static boolean startsAsLimit(String word) {
        return FoundLimits.isUnlimited(word) || !word.isEmpty() && Character.isDigit(word.charAt(0));
    }

    private static Set<String> words(String text) {
        return Set.of(text.split(" "));
    }
}

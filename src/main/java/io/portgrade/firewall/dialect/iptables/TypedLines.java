package io.portgrade.firewall.dialect.iptables;

import io.portgrade.ingest.text.Excerpt;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lines that were typed, or stand in a script: commands that change rules, those that print them, and prose. */
final class TypedLines {

    private final List<String> lines;
    private final Ruleset ruleset;
    private final ListingGaps gaps;
    private final Heading heading;
    private final Shell shell = new Shell();
    private boolean inProse;

    TypedLines(List<String> lines, Ruleset ruleset, ListingGaps gaps, Heading heading) {
        this.lines = lines;
        this.ruleset = ruleset;
        this.gaps = gaps;
        this.heading = heading;
    }

    /** Something else stands between. */
    void interrupt() {
        inProse = false;
    }

    /** Reads a line, and those that continue it; how many. */
    int read(String line, int index) {
        int printed = Shell.printed(lines, index);
        if (printed > 0) {
            ruleset.report(index + 1, "text that is printed and no more, passed over: " + Excerpt.of(line));
            return printed;
        }
        int count = 1;
        StringBuilder whole = new StringBuilder(line);
        while (whole.length() > 0 && whole.charAt(whole.length() - 1) == '\\' && index + count < lines.size()) {
            whole.setLength(whole.length() - 1);
            whole.append(' ').append(lines.get(index + count).strip());
            count++;
        }
        read(whole.toString(), line, index + 1);
        return count;
    }

    private void read(String whole, String first, int number) {
        if (RefusedCall.isReported(whole, number, ruleset, heading.family())) {
            return;
        }
        List<ToolCall> calls = ToolCall.in(whole);
        String doubt = shell.doubt(whole);
        Optional<OtherTool> other = calls.isEmpty() ? OtherTool.in(whole) : Optional.empty();
        if (other.isPresent()) {
            readOther(other.get(), whole, number);
            return;
        }
        if (calls.isEmpty() && !inProse && !first.startsWith("```") && !TypedLine.isPrompt(first)) {
            ruleset.report(number, "no rule, passed over: " + Excerpt.of(first));
        }
        inProse = calls.isEmpty();
        read(calls, number, doubt);
    }

    private void readOther(OtherTool tool, String line, int number) {
        if (tool instanceof OtherTool.Restore restore) {
            heading.restore(restore);
        } else {
            ruleset.report(
                    number, "what this does is not known here; send what stands there as well: " + Excerpt.of(line));
            ruleset.unknown(number, line);
        }
    }

    /** @param doubt why they may not be carried out; null when they are */
    void read(List<ToolCall> calls, int number, @Nullable String doubt) {
        calls.forEach(call -> read(call, number, doubt));
        if (ToolCall.areOfBoth(calls)) {
            heading.isOfEither();
        }
    }

    /** @param doubt why it may not be carried out; null when it is */
    private void read(ToolCall call, int number, @Nullable String doubt) {
        heading.endRestore();
        Command command = call.saves() ? null : Command.find(call.words()).orElse(null);
        String table = command == null || command.table() == null ? BuiltInTable.FILTER.id() : command.table();
        if (call.saves() || command != null && command.kind() == Command.Kind.LOOK) {
            heading.look(call, table, call.saves() && !call.namesTable());
            if (command != null && !command.chain().isEmpty()) {
                gaps.listByChain();
            }
            return;
        }
        Changes changes =
                new Changes(ruleset, ruleset.table(call.family(), call.keeper(), table, number), number, call.text());
        if (command == null || !call.complete()) {
            changes.unreadable(call.complete() ? "not a command of iptables" : "a quote is not closed");
        } else if (doubt != null) {
            changes.perhaps(command, doubt);
        } else {
            changes.apply(command);
        }
    }
}

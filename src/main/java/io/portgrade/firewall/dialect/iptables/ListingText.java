package io.portgrade.firewall.dialect.iptables;

import io.portgrade.firewall.Family;
import io.portgrade.firewall.Hook;
import io.portgrade.firewall.Table;
import io.portgrade.ingest.text.Excerpt;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@code iptables -L} prints, with or without {@code -n}, {@code -v} and {@code --line-numbers}; several tables
 * and both families in one text if need be. {@code iptables(8)}, version 1.8.9.
 */
public final class ListingText {

    private final List<String> lines;
    private final Family stated;
    private final Ruleset ruleset;
    private final ListingGaps gaps;
    private final Set<Hook> met = EnumSet.noneOf(Hook.class);
    private @Nullable Family asked;
    private Table.Keeper askedKeeper = Table.Keeper.ANY;
    private @Nullable String askedTable;
    private @Nullable TableDraft table;
    private @Nullable ChainDraft chain;
    private @Nullable ListedRow columns;
    private @Nullable ChainDraft withoutHeading;
    private boolean afterBlank;
    private boolean afterOwnChain;
    private boolean inProse;
    private boolean toldOfInterfaces;

    private ListingText(String text, String source, Family stated) {
        this.lines = text.lines().toList();
        this.stated = stated;
        this.ruleset = new Ruleset(source);
        this.gaps = new ListingGaps(ruleset);
    }

    /**
     * Reads whatever can be read; never throws.
     *
     * @param source as in {@link io.portgrade.snapshot.SourceLocation#source()}
     * @param family of what does not tell its own
     */
    public static ParsedTables parse(String text, String source, Family family) {
        ListingText listing = new ListingText(text, source, family);
        int index = 0;
        while (index < listing.lines.size() && !listing.ruleset.isFull()) {
            listing.read(index++);
        }
        if (index < listing.lines.size()) {
            listing.ruleset.leaveOut(index + 1);
        } else {
            int last = Math.max(1, index);
            listing.endChain(last);
            listing.gaps.end(last);
        }
        return listing.ruleset.build();
    }

    private void read(int index) {
        String line = lines.get(index);
        if (line.isBlank()) {
            afterBlank = true;
            return;
        }
        if (afterBlank && !ListedRow.isRow(line)) {
            chain = null;
        }
        afterBlank = false;
        Optional<ListedRow> heading = ListedRow.findHeading(line);
        if (isChain(line)) {
            startChain(line.strip(), index);
        } else if (heading.isPresent()) {
            columns = heading.get();
            withoutHeading = null;
            tellOfInterfaces(columns, index + 1);
        } else if (isRefusal(line, index + 1) || readsCall(line)) {
            table = null;
            chain = null;
        } else if (chain != null && table != null && columns != null) {
            readRow(line, index + 1, table, chain, columns);
        } else if (!TypedLine.isPrompt(line) && !inProse) {
            ruleset.report(index + 1, "no rule, passed over: " + Excerpt.of(line));
            inProse = true;
            return;
        } else {
            return;
        }
        inProse = false;
    }

    private static boolean isChain(String line) {
        String text = line.strip();
        return text.startsWith("Chain ") && text.indexOf('(') > 0;
    }

    private boolean isRefusal(String line, int number) {
        return !ListedRow.isRow(line)
                && !TypedLine.isPrompt(line)
                && RefusedCall.isReported(line.strip(), number, ruleset, Optional.ofNullable(asked));
    }

    private boolean readsCall(String line) {
        String typed = line.strip();
        List<ToolCall> calls = ToolCall.in(typed.startsWith("#") ? typed.substring(1) : typed);
        for (ToolCall call : calls) {
            asked = call.family();
            askedKeeper = call.keeper();
            Optional<Command> command = Command.find(call.words());
            if (command.isPresent() && !command.get().chain().isEmpty()) {
                gaps.listByChain();
            }
            askedTable = command.map(Command::table).orElse(null);
            askedTable = askedTable == null ? BuiltInTable.FILTER.id() : askedTable;
        }
        asked = ToolCall.areOfBoth(calls) ? null : asked;
        return !calls.isEmpty();
    }

    /** Even a chain without rules has the heading of a table below its name. */
    private void endChain(int line) {
        if (withoutHeading != null) {
            gaps.withoutRows(withoutHeading, line);
        }
        withoutHeading = null;
    }

    private void startChain(String line, int index) {
        endChain(index + 1);
        String[] words = line.split("\\s+", 3);
        String name = words[1];
        Optional<Hook> hook = BuiltInTable.hook(name);
        if (table == null || hook.isPresent() && (afterOwnChain || met.contains(hook.get()))) {
            table = startTable(index);
        }
        afterOwnChain = hook.isEmpty();
        hook.ifPresent(met::add);
        columns = null;
        chain = table.chain(name, ruleset.at(index + 1));
        withoutHeading = chain;
        int policy = line.indexOf("(policy ");
        if (policy >= 0) {
            String rest = line.substring(policy + "(policy ".length());
            int end = rest.indexOf(rest.indexOf(' ') >= 0 ? ' ' : ')');
            new Changes(ruleset, table, index + 1, line).setPolicy(chain, end < 0 ? rest : rest.substring(0, end));
        } else {
            ruleset.count(table.isKnown());
            String references = line.substring(line.indexOf('(') + 1).split(" ", 2)[0];
            gaps.called(table, chain, index + 1, Numbers.find(references).orElse(0));
        }
    }

    /** A listing does not tell its table: its chains do, the built-in ones before the others, or the command before it. */
    private TableDraft startTable(int index) {
        met.clear();
        Set<Hook> hooks = EnumSet.noneOf(Hook.class);
        Family hint = null;
        boolean own = false;
        for (int i = index; i < lines.size(); i++) {
            String line = lines.get(i);
            Optional<Hook> hook =
                    isChain(line) ? BuiltInTable.hook(line.strip().split("\\s+", 3)[1]) : Optional.empty();
            own |= isChain(line) && hook.isEmpty();
            if (hook.isPresent() && (own || !hooks.add(hook.get()))
                    || !ToolCall.in(line).isEmpty()) {
                break;
            }
            if (hint == null && hook.isEmpty()) {
                hint = FamilyHint.of(line).orElse(null);
            }
        }
        String name = askedTable != null
                ? askedTable
                : BuiltInTable.ofChains(hooks).orElse(BuiltInTable.FILTER).id();
        Optional<Family> told = Optional.ofNullable(asked != null ? asked : hint);
        asked = null;
        askedTable = null;
        TableDraft started = ruleset.freshTable(told.orElse(stated), askedKeeper, told.isPresent(), name, index + 1);
        gaps.table(started);
        return started;
    }

    private void tellOfInterfaces(ListedRow heading, int line) {
        if (!heading.withInterfaces() && !toldOfInterfaces) {
            toldOfInterfaces = true;
            ruleset.report(
                    line,
                    "the listing does not show the interfaces of rules, so that what they match is not known:"
                            + " add -v, or send what iptables-save prints");
        }
    }

    private void readRow(String line, int number, TableDraft table, ChainDraft chain, ListedRow columns) {
        Changes changes = new Changes(ruleset, table, number, line.strip());
        Optional<List<Word>> options = columns.options(line, table.family());
        if (options.isEmpty()) {
            changes.unreadableRule(List.of(chain));
        } else {
            changes.apply(new Command(Command.Kind.APPEND, null, chain.name(), null, options.get()));
        }
    }
}

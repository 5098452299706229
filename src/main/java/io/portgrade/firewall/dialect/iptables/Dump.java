package io.portgrade.firewall.dialect.iptables;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The lines of one table, as {@code iptables-save} prints them between its name and COMMIT. */
final class Dump {

    private final Ruleset ruleset;
    private final TableDraft table;
    private @Nullable ChainDraft last;

    Dump(Ruleset ruleset, TableDraft table) {
        this.ruleset = ruleset;
        this.table = table;
    }

    /** Reads {@code :INPUT DROP [0:0]}, {@code -A INPUT …}, {@code [0:0] -A INPUT …} and what else iptables-restore takes. */
    void read(String line, int number) {
        if (line.startsWith(":")) {
            declare(line, number);
            return;
        }
        String rule =
                line.startsWith("[") ? line.substring(line.indexOf(']') + 1).strip() : line;
        Words words = Words.ofDump(rule);
        Optional<Command> command = Command.find(words.list());
        if (command.isEmpty() || !words.complete() || !command.get().isWhole()) {
            unreadable(line, number);
            return;
        }
        String stated = command.get().table();
        TableDraft target = stated == null ? table : ruleset.table(table.family(), table.keeper(), stated, number);
        new Changes(ruleset, target, number, line).apply(command.get());
        last = target.find(command.get().chain()).orElse(last);
    }

    private void declare(String line, int number) {
        List<Word> words = Words.ofDump(line.substring(1)).list();
        if (words.isEmpty()) {
            unreadable(line, number);
            return;
        }
        ChainDraft chain = table.chain(words.get(0).text(), ruleset.at(number));
        boolean user = words.size() > 1
                && words.get(1).is("-")
                && BuiltInTable.hook(chain.name()).isEmpty();
        if (user) {
            ruleset.count(table.isKnown());
        } else {
            String policy = words.size() > 1 ? words.get(1).text() : "";
            new Changes(ruleset, table, number, line).setPolicy(chain, policy);
        }
    }

    /** What cannot be read is taken to be a rule at this place: of the chains that it names, else of any it may be of. */
    void unreadable(String line, int number) {
        if (table.chains().isEmpty()) {
            table.declareBuiltIns(ruleset.at(number));
        }
        List<String> words = List.of(line.split("\\s+", -1));
        List<ChainDraft> named = table.chains().stream()
                .filter(chain -> words.contains(chain.name()))
                .toList();
        new Changes(ruleset, table, number, line).unreadableRule(named.isEmpty() ? entered() : named);
    }

    /** The chain before, since a dump lists the rules chain by chain, and those that netfilter calls. */
    private List<ChainDraft> entered() {
        return table.chains().stream()
                .filter(chain -> chain == last || !table.isKnown() || table.isBuiltIn(chain.name()))
                .toList();
    }

    /** The dump ends before COMMIT: chains from the last one on may have had more rules, and other tables some too. */
    void cut(int number) {
        ruleset.report(number, "table " + table.name() + " ends without COMMIT, and may have had more rules");
        ruleset.isCut(table.family());
        if (last == null) {
            table.declareBuiltIns(ruleset.at(number));
        }
        boolean after = last == null;
        for (ChainDraft chain : table.chains()) {
            after |= chain == last;
            if (after) {
                chain.doubt(ruleset.at(number), "the end of table " + table.name() + " is missing");
            }
        }
    }
}

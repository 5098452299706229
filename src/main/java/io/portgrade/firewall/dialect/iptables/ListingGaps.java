package io.portgrade.firewall.dialect.iptables;

import io.portgrade.firewall.Family;
import io.portgrade.firewall.Hook;
import io.portgrade.firewall.Rule;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a listing shows to be missing of itself: built-in chains, the rows after a chain's name, and rules that call a chain
 * of which it counts more. Whatever was there may decide.
 */
final class ListingGaps {

    private record Key(Family family, String table) {}

    /** @param references how many rules call it, as its heading says */
    private record Called(TableDraft table, ChainDraft chain, int line, int references) {}

    private final Ruleset ruleset;
    private final Map<Key, List<TableDraft>> tables = new LinkedHashMap<>();
    private final List<Called> called = new ArrayList<>();
    private boolean byChain;

    ListingGaps(Ruleset ruleset) {
        this.ruleset = ruleset;
    }

    /** Chains were asked for by name, so that others need not follow. */
    void listByChain() {
        byChain = true;
    }

    void table(TableDraft table) {
        tables.computeIfAbsent(new Key(table.family(), table.name()), key -> new ArrayList<>())
                .add(table);
    }

    void called(TableDraft table, ChainDraft chain, int line, int references) {
        called.add(new Called(table, chain, line, references));
    }

    /** The text goes on with something else, or ends, right after the name of a chain. */
    void withoutRows(ChainDraft chain, int line) {
        ruleset.report(line, "the listing is cut before the rules of chain " + chain.name());
        chain.doubt(ruleset.at(line), "the rules of chain " + chain.name() + " are missing");
    }

    /** @param line the last one */
    void end(int line) {
        tables.values().forEach(drafts -> doubtMissingChains(drafts, line));
        Map<TableDraft, Map<String, Integer>> calls = new HashMap<>();
        for (Called each : called) {
            int shown = calls.computeIfAbsent(each.table(), ListingGaps::calls)
                    .getOrDefault(each.chain().name(), 0);
            if (shown < each.references()) {
                doubtAll(each, shown);
            }
        }
    }

    private void doubtMissingChains(List<TableDraft> drafts, int line) {
        TableDraft last = drafts.get(drafts.size() - 1);
        List<Hook> missing = deciding(last).stream()
                .filter(hook -> drafts.stream()
                        .allMatch(draft -> draft.find(hook.name()).isEmpty()))
                .toList();
        if (missing.isEmpty()) {
            return;
        }
        ruleset.report(
                line,
                "the listing shows no chain " + words(missing) + " of table " + last.name()
                        + ", so that what is decided there is not known: list the whole table");
        List<ChainDraft> shown = last.chains();
        if (!byChain && !shown.isEmpty()) {
            doubt(shown.get(shown.size() - 1), line);
        }
        missing.forEach(hook -> doubt(last.chain(hook.name(), ruleset.at(line)), line));
    }

    private void doubt(ChainDraft chain, int line) {
        chain.doubt(ruleset.at(line), "what is missing of the listing");
    }

    private static String words(List<Hook> hooks) {
        return hooks.stream().map(Hook::name).collect(Collectors.joining(" and "));
    }

    /** The hooks that the host's own packets meet; of old kernels' nat there was no INPUT. */
    private static Set<Hook> deciding(TableDraft table) {
        Set<Hook> hooks = EnumSet.noneOf(Hook.class);
        BuiltInTable.find(table.name()).ifPresent(known -> hooks.addAll(known.hooks()));
        hooks.remove(Hook.FORWARD);
        if (table.name().equals(BuiltInTable.NAT.id())) {
            hooks.remove(Hook.INPUT);
        }
        return hooks;
    }

    private static Map<String, Integer> calls(TableDraft table) {
        Map<String, Integer> calls = new HashMap<>();
        for (List<Rule> ofChain : table.calls().values()) {
            ofChain.forEach(rule -> calls.merge(TableDraft.called(rule), 1, Integer::sum));
        }
        return calls;
    }

    private void doubtAll(Called each, int shown) {
        String why = each.references() + " rules call chain " + each.chain().name() + ", of which the listing shows "
                + shown;
        ruleset.report(each.line(), why + ": rows are missing, and what they decide is uncertain");
        each.table().chains().forEach(chain -> chain.doubt(ruleset.at(each.line()), why));
    }
}

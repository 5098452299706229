package io.portgrade.firewall.dialect.iptables;

import io.portgrade.firewall.Chain;
import io.portgrade.firewall.Family;
import io.portgrade.firewall.Rule;
import io.portgrade.firewall.Table;
import io.portgrade.ingest.text.Diagnostics;
import io.portgrade.ingest.text.Excerpt;
import io.portgrade.snapshot.Diagnostic;
import io.portgrade.snapshot.SourceLocation;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The tables of a text while its lines are read, and what was found wrong with them. */
final class Ruleset {

    /** Two variants of iptables have five tables each for two families; the rest is for dumps that are there twice. */
    private static final int MOST_TABLES = 64;

    private record Key(Family family, String table) {}

    /** A line that changes rules which do not stand here. */
    private record Unknown(int line, String text) {}

    private final String source;
    private final Diagnostics diagnostics;
    private final List<TableDraft> tables = new ArrayList<>();
    private final Map<Key, TableDraft> current = new HashMap<>();
    private final Set<Family> dumped = EnumSet.noneOf(Family.class);
    private final Set<Family> cut = EnumSet.noneOf(Family.class);
    private final List<Unknown> unknown = new ArrayList<>();
    private int ruleLines;
    private int modelledLines;

    /** How many rules a line holds that are understood but not modelled. */
    private final Map<Integer, Integer> beyondModel = new HashMap<>();

    /** @param source as in {@link SourceLocation#source()} */
    Ruleset(String source) {
        this.source = source;
        this.diagnostics = new Diagnostics(source);
    }

    SourceLocation at(int line) {
        return SourceLocation.of(source, line);
    }

    void report(int line, String message) {
        diagnostics.at(line, message);
    }

    void reportWhole(String message) {
        diagnostics.ofWhole(message);
    }

    /** Counts a line that holds a rule or a declaration. */
    void count(boolean modelled) {
        ruleLines++;
        modelledLines += modelled ? 1 : 0;
    }

    /** Counts a line that holds a rule; what is not modelled of it may turn out to decide nothing. */
    void count(int line, Specification rule) {
        count(rule.modelled());
        if (!rule.modelled() && rule.problems().isEmpty()) {
            beyondModel.merge(line, 1, Integer::sum);
        }
    }

    private void countWhatDecidesNothing(List<Table> built) {
        if (beyondModel.isEmpty()) {
            return;
        }
        Set<Integer> inForce = new HashSet<>();
        Set<Integer> deciding = new HashSet<>();
        for (Table table : built) {
            deciding.addAll(DecidingLines.of(table));
            for (Chain chain : table.chains().values()) {
                chain.rules().forEach(rule -> inForce.add(rule.source().line()));
            }
        }
        beyondModel.forEach((line, rules) -> {
            modelledLines += inForce.contains(line) && !deciding.contains(line) ? rules : 0;
        });
    }

    /**
     * The table that a line speaks of.
     *
     * @param keeper of it, if it is not there yet
     */
    TableDraft table(Family family, Table.Keeper keeper, String name, int line) {
        return current.computeIfAbsent(new Key(family, name), key -> made(key, keeper, line));
    }

    /**
     * A table that is printed whole, beside one that was printed before.
     *
     * @param told whether anything tells its family, or one was taken for want of it
     */
    TableDraft freshTable(Family family, Table.Keeper keeper, boolean told, String name, int line) {
        Key key = new Key(family, name);
        if (told && current.containsKey(key)) {
            report(line, "table " + name + " of " + family.id() + " is here twice: both are taken to be in force");
        }
        TableDraft table = made(key, keeper, line);
        table.isTold(told);
        current.put(key, table);
        return table;
    }

    /** A table that takes the place of the one that was there. */
    TableDraft restored(Family family, Table.Keeper keeper, String name, int line) {
        Key key = new Key(family, name);
        tables.remove(current.get(key));
        TableDraft table = made(key, keeper, line);
        current.put(key, table);
        return table;
    }

    /** A line that changes rules elsewhere: of what other rules let through, anything may be dropped there. */
    void unknown(int line, String text) {
        count(false);
        unknown.add(new Unknown(line, text));
    }

    private void addUnknown(Family family) {
        for (Unknown elsewhere : unknown) {
            SourceLocation where = at(elsewhere.line());
            Rule rule = Rule.unknown(elsewhere.text(), where);
            TableDraft first = table(family, Table.Keeper.ANY, BuiltInTable.RAW.id(), elsewhere.line());
            first.declareBuiltIns(where);
            first.chains().forEach(chain -> chain.rules().insert(0, rule));
        }
    }

    /** All tables of a family that the host has loaded are in the text, as the command before them shows. */
    void isDumped(Family family) {
        dumped.add(family);
    }

    /** Of a family, tables may be missing: the text ends within one, or a tool was not allowed to print them. */
    void isCut(Family family) {
        cut.add(family);
    }

    /** Whether it has more tables than any host. */
    boolean isFull() {
        return tables.size() > MOST_TABLES;
    }

    /** Leaves out the rest of a text, which may hold anything about either family. */
    void leaveOut(int line) {
        report(
                line,
                "no host has more than " + MOST_TABLES + " tables: what follows is not read, and may drop anything");
        unknown(line, "what follows, which is not read");
        cut.addAll(EnumSet.allOf(Family.class));
    }

    private TableDraft made(Key key, Table.Keeper keeper, int line) {
        TableDraft table = new TableDraft(key.table(), key.family(), keeper);
        if (!table.isKnown()) {
            report(line, "iptables has no such table: " + Excerpt.of(key.table()));
        }
        tables.add(table);
        return table;
    }

    /** Ends the reading. */
    ParsedTables build() {
        Set<Family> families = EnumSet.noneOf(Family.class);
        List<Table> built = new ArrayList<>();
        tables.forEach(table -> families.add(table.family()));
        families.addAll(cut);
        families.forEach(this::addUnknown);
        List<Table> guessed = new ArrayList<>();
        for (TableDraft draft : tables) {
            reportCalls(draft);
            Table table = draft.build();
            built.add(table);
            if (!draft.isTold()) {
                guessed.add(table);
            }
        }
        countWhatDecidesNothing(built);
        Set<Family> untold = withoutFilter(families);
        return new ParsedTables(built, guessed, families, untold, diagnostics.toList(), ruleLines, modelledLines);
    }

    /** The families of which it is not known what filter says. */
    private Set<Family> withoutFilter(Set<Family> families) {
        Set<Family> untold = EnumSet.noneOf(Family.class);
        for (Family family : families) {
            boolean told = tables.stream()
                    .anyMatch(table -> table.family() == family
                            && (!table.isKnown() || table.name().equals(BuiltInTable.FILTER.id())));
            if (!told && dumped.contains(family) && !cut.contains(family)) {
                reportWhole("the dump of " + family.id() + " has no table filter, which is taken to have no rules");
            } else if (!told) {
                untold.add(family);
            }
        }
        return untold;
    }

    private void reportCalls(TableDraft table) {
        Map<String, List<Rule>> calls = table.calls();
        for (List<Rule> ofChain : calls.values()) {
            for (Rule rule : ofChain) {
                if (!calls.containsKey(TableDraft.called(rule))) {
                    String called = Excerpt.of(TableDraft.called(rule));
                    diagnostics.add(Diagnostic.at(rule.source(), "no chain or target of this name: " + called));
                }
            }
        }
        ChainCircle.find(calls)
                .ifPresent(rule -> diagnostics.add(
                        Diagnostic.at(rule.source(), "chains that call each other in a circle: no kernel loads them")));
    }
}

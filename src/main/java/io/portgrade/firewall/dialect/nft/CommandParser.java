package io.portgrade.firewall.dialect.nft;

import io.portgrade.ingest.text.Excerpt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads commands: {@code add rule inet filter input accept}. {@code nft(8), RULESET, TABLES, CHAINS, RULES, SETS}. */
final class CommandParser {

    private static final Set<String> VERBS =
            Set.of("add", "create", "insert", "replace", "delete", "destroy", "flush", "rename");
    private static final Set<String> THINGS = Set.of("rule", "chain", "set", "map", "element");

    private static final Set<String> OTHER_THINGS =
            Set.of("ruleset", "table", "counter", "quota", "limit", "ct", "flowtable", "secmark", "synproxy");

    /** Looking for the place of a rule takes long. */
    private static final int MAX_PLACED = 1_000;

    private final Cursor cursor;
    private final TableParser tables;
    private final RulesetDraft ruleset;
    private int placed;

    CommandParser(Cursor cursor, TableParser tables, RulesetDraft ruleset) {
        this.cursor = cursor;
        this.tables = tables;
        this.ruleset = ruleset;
    }

    /** Whether one began here; then it has been read. */
    boolean command() {
        Token first = cursor.peek();
        if (first.kind() != Token.Kind.WORD) {
            return false;
        }
        boolean verb = VERBS.contains(first.text())
                && (THINGS.contains(cursor.peek(1).text())
                        || OTHER_THINGS.contains(cursor.peek(1).text()));
        boolean bare = THINGS.contains(first.text())
                && TableFamily.find(cursor.peek(1).text()).isPresent();
        if (!verb && !bare) {
            return false;
        }
        if (verb) {
            cursor.next();
        }
        Token thing = cursor.next();
        run(verb ? first.text() : "add", thing.text(), first);
        if (!cursor.endsStatement()) {
            cursor.skipStatement();
        }
        return true;
    }

    private void run(String verb, String thing, Token first) {
        boolean removes = verb.equals("delete") || verb.equals("destroy") || verb.equals("flush");
        switch (thing) {
            case "ruleset" -> ruleset.flush();
            case "table" -> {
                if (removes) {
                    removeTable(verb);
                } else {
                    table(first);
                }
            }
            case "chain" -> chain(verb, removes);
            case "rule" -> rule(verb, first);
            case "set", "map" -> set(removes);
            case "element" -> element(removes);
            default -> cursor.skipStatement();
        }
    }

    /** {@code [family] name}, and a block that may follow. */
    void table(Token first) {
        TableDraft table = tableNamed(true, first.line());
        if (table == null) {
            return;
        }
        ruleset.countDeclaration();
        if (cursor.isAt('{')) {
            tables.table(table);
        }
    }

    private void removeTable(String verb) {
        TableFamily family = family();
        String name = cursor.next().text();
        if (verb.equals("flush")) {
            ruleset.find(family, name)
                    .ifPresent(table -> table.chains()
                            .values()
                            .forEach(chain -> chain.rules().clear()));
        } else {
            ruleset.delete(family, name);
        }
    }

    private TableFamily family() {
        Optional<TableFamily> family = TableFamily.find(cursor.peek().text());
        if (family.isPresent() && cursor.peek(1).isName()) {
            cursor.next();
            return family.get();
        }
        return TableFamily.IP;
    }

    /** The table that a command names; null, with a diagnostic, when there is none. */
    private @Nullable TableDraft tableNamed(boolean create, int line) {
        boolean unknownFamily = create
                && cursor.peek().isName()
                && cursor.peek(1).isName()
                && TableFamily.find(cursor.peek().text()).isEmpty();
        if (unknownFamily && !cursor.peek(2).isSymbol('{')) {
            cursor.skipStatement();
            ruleset.diagnostics().at(line, "not a command of nft");
            return null;
        }
        if (unknownFamily) {
            ruleset.diagnostics()
                    .at(
                            line,
                            "not a family of tables: "
                                    + Excerpt.of(cursor.peek().text()));
            cursor.next();
        }
        TableFamily family = unknownFamily ? TableFamily.INET : family();
        Token name = cursor.peek();
        if (!name.isName()) {
            ruleset.diagnostics().at(line, "a command without a table's name");
            ruleset.countUnreadable();
            gap(ruleset.table(TableFamily.INET, "not read", line), line);
            return null;
        }
        cursor.next();
        return ruleset.table(family, name.text(), line);
    }

    private static void gap(TableDraft table, int line) {
        table.gaps().add(new TableDraft.Gap(line, "a command that cannot be read"));
    }

    private void chain(String verb, boolean removes) {
        Token first = cursor.peek();
        TableDraft table = tableNamed(false, first.line());
        if (table == null) {
            return;
        }
        Token name = cursor.next();
        if (verb.equals("flush")) {
            table.chain(name.text(), name.line()).rules().clear();
        } else if (removes) {
            table.chains().remove(name.text());
        } else if (verb.equals("rename")) {
            ruleset.diagnostics().at(first.line(), "chains are not renamed");
            gap(table, first.line());
        } else {
            tables.chain(table, name);
        }
    }

    private void set(boolean removes) {
        TableDraft table = tableNamed(false, cursor.peek().line());
        if (table != null) {
            String name = cursor.next().text();
            if (removes) {
                table.sets().remove(name);
            } else {
                tables.set(table, name);
            }
        }
    }

    private void element(boolean removes) {
        TableDraft table = tableNamed(false, cursor.peek().line());
        if (table != null) {
            SetDraft set = table.set(cursor.next().text());
            ruleset.countDeclaration();
            Expression elements = tables.values().value();
            if (removes) {
                set.setChanging();
            } else {
                set.elements().add(elements);
            }
        }
    }

    private void rule(String verb, Token first) {
        TableDraft table = tableNamed(false, first.line());
        if (table == null) {
            cursor.skipStatement();
            return;
        }
        ChainDraft chain = table.chain(cursor.next().text(), first.line());
        String how = cursor.isAt("handle") || cursor.isAt("position") || cursor.isAt("index")
                ? cursor.next().text()
                : "";
        String where = how.isEmpty() ? "" : cursor.next().text();
        if (verb.equals("delete") || verb.equals("destroy")) {
            remove(chain, where, first.line());
            return;
        }
        RuleDraft read = tables.rules().rule(table);
        RuleDraft rule = new RuleDraft(read.statements(), first.line(), cursor.textSince(first), read.handle());
        int place = place(chain, verb, how, where);
        if (place < 0) {
            ruleset.diagnostics()
                    .at(first.line(), "no rule is shown to have this place, so that it is uncertain: " + where);
            rule = uncertain(rule);
        }
        if (verb.equals("replace") && place >= 0) {
            chain.rules().set(place, rule);
        } else {
            chain.rules().add(place < 0 ? 0 : place, rule);
        }
    }

    /** The index of the new rule; negative when it is not known. */
    private int place(ChainDraft chain, String verb, String how, String where) {
        boolean insert = verb.equals("insert");
        if (how.isEmpty()) {
            return insert ? 0 : chain.rules().size();
        }
        OptionalLong number = Numbers.find(where);
        if (++placed > MAX_PLACED) {
            return -1;
        }
        int at = !how.equals("index") ? chain.indexOf(where) : number.isPresent() ? (int) number.getAsLong() : -1;
        if (at < 0 || at >= chain.rules().size()) {
            return -1;
        }
        return insert || verb.equals("replace") ? at : at + 1;
    }

    private void remove(ChainDraft chain, String handle, int line) {
        int place = ++placed > MAX_PLACED ? -1 : chain.indexOf(handle);
        if (place >= 0) {
            chain.rules().remove(place);
        } else {
            ruleset.diagnostics()
                    .at(line, "no rule is shown to have the handle, so that nothing is deleted: " + handle);
            chain.rules().add(0, uncertain(new RuleDraft(List.of(), line, "delete rule handle " + handle, null)));
        }
    }

    private static RuleDraft uncertain(RuleDraft rule) {
        List<Statement> statements = new ArrayList<>(rule.statements());
        statements.add(0, new Statement.Anything(rule.text()));
        return new RuleDraft(statements, rule.line(), rule.text(), null);
    }
}

package io.portgrade.firewall.dialect.nft;

import io.portgrade.firewall.dialect.nft.Expression.Elements;
import io.portgrade.firewall.dialect.nft.Expression.Unknown;
import io.portgrade.firewall.dialect.nft.Expression.Value;
import io.portgrade.ingest.text.Excerpt;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the blocks of a table. */
final class TableParser {

    private static final Set<String> WITHOUT_EFFECT =
            Set.of("flowtable", "counter", "quota", "limit", "ct", "secmark", "synproxy", "tunnel");

    private final Cursor cursor;
    private final Map<String, Expression> variables;
    private final ValueParser values;
    private final RuleParser rules;
    private final RulesetDraft ruleset;

    /** Whether the text has ended inside a block. */
    private boolean truncated;

    TableParser(Cursor cursor, Map<String, Expression> variables, RulesetDraft ruleset) {
        this.cursor = cursor;
        this.variables = variables;
        this.values = new ValueParser(cursor, variables);
        this.rules = new RuleParser(cursor, values);
        this.ruleset = ruleset;
    }

    RuleParser rules() {
        return rules;
    }

    ValueParser values() {
        return values;
    }

    /** From the opening brace to the closing one. */
    void table(TableDraft table) {
        Token open = cursor.next();
        while (!closes(open, table)) {
            Token first = cursor.peek();
            if (first.isWord("chain")) {
                cursor.next();
                chain(table, cursor.next());
            } else if (first.isWord("set") || first.isWord("map")) {
                cursor.next();
                set(table, cursor.next().text());
            } else if (first.isWord("flags")) {
                flags(table);
            } else if (WITHOUT_EFFECT.contains(first.text()) || first.isWord("comment")) {
                cursor.skipStatement();
            } else if (!common()) {
                unreadable(table, first);
            }
        }
    }

    /** Whether the block ends here, by its brace or with the text. */
    private boolean closes(Token open, TableDraft table) {
        while (cursor.peek().kind() == Token.Kind.NEWLINE || cursor.isAt(';')) {
            cursor.next();
        }
        if (cursor.isAtEnd()) {
            ruleset.diagnostics()
                    .at(
                            cursor.peek().line(),
                            "the text ends inside the block that begins on line " + open.line()
                                    + "; what is missing is uncertain");
            table.gaps().add(new TableDraft.Gap(cursor.peek().line(), "what is missing at the end"));
            truncated = true;
            return true;
        }
        return cursor.accept('}');
    }

    private void flags(TableDraft table) {
        while (!cursor.endsStatement()) {
            if (cursor.next().isWord("dormant")) {
                table.setDormant();
            }
        }
    }

    /** What may stand in any block. */
    boolean common() {
        Token first = cursor.peek();
        if (first.isWord("define") || first.isWord("redefine")) {
            cursor.next();
            String name = cursor.next().text();
            cursor.accept('=');
            variables.put(name, cursor.endsStatement() ? new Unknown("$" + name) : values.values());
            cursor.skipStatement();
            return true;
        }
        if (first.isWord("undefine")) {
            cursor.next();
            variables.remove(cursor.next().text());
            return true;
        }
        if (first.isWord("include")) {
            cursor.skipStatement();
            String text = Excerpt.of(cursor.textSince(first));
            ruleset.include(first.line(), text);
            ruleset.countUnreadable();
            ruleset.diagnostics()
                    .at(
                            first.line(),
                            "files are not followed, so that what this one drops is not known: append its text: "
                                    + text);
            return true;
        }
        return false;
    }

    private void unreadable(TableDraft table, Token first) {
        cursor.skipStatement();
        if (cursor.peek() == first) {
            cursor.next();
        }
        String text = cursor.textSince(first);
        ruleset.diagnostics().at(first.line(), "not read, and what it decides is uncertain: " + Excerpt.of(text));
        ruleset.countUnreadable();
        table.gaps().add(new TableDraft.Gap(first.line(), text));
    }

    /** A chain's block, if it has one. */
    void chain(TableDraft table, Token name) {
        ChainDraft chain = table.chain(name.text(), name.line());
        ruleset.countDeclaration();
        if (!cursor.isAt('{')) {
            return;
        }
        Token open = cursor.next();
        while (!closes(open, table)) {
            Token first = cursor.peek();
            if (first.isWord("type")) {
                base(chain);
            } else if (first.isWord("policy")) {
                cursor.next();
                chain.setPolicy(word());
            } else if (first.isWord("devices") || first.isWord("comment") || first.isWord("flags")) {
                devices(chain);
                cursor.skipStatement();
            } else if (!common()) {
                chain.rules().add(rules.rule(table));
            }
        }
        if (truncated) {
            chain.rules()
                    .add(new RuleDraft(
                            List.of(new Statement.Anything("what is missing")),
                            open.line(),
                            "what is missing at the end of chain " + name.text(),
                            null));
        }
    }

    private String word() {
        Expression value = values.value();
        return value instanceof Value known ? known.text() : "?";
    }

    /** {@code type filter hook input device "eth0" priority filter - 10} */
    private void base(ChainDraft chain) {
        cursor.next();
        String type = word();
        String hook = cursor.accept("hook") ? word() : "?";
        devices(chain);
        StringBuilder priority = new StringBuilder();
        if (cursor.accept("priority")) {
            while (!cursor.endsStatement()) {
                Token token = cursor.peek();
                priority.append(token.isSymbol('$') ? word() : cursor.next().text());
            }
        }
        ruleset.countDeclaration();
        chain.setBase(new ChainDraft.Base(type, hook, priority.toString()));
    }

    private void devices(ChainDraft chain) {
        if (cursor.isAt("device") || cursor.isAt("devices")) {
            cursor.next();
            cursor.accept('=');
            Expression devices = values.value();
            List<Expression> all = devices instanceof Elements elements ? elements.elements() : List.of(devices);
            all.forEach(device -> chain.devices().add(device instanceof Value known ? known.text() : "?"));
        }
    }

    /** A set's or map's block, if it has one. */
    void set(TableDraft table, String name) {
        SetDraft set = table.set(name);
        ruleset.countDeclaration();
        if (!cursor.isAt('{')) {
            return;
        }
        Token open = cursor.next();
        while (!closes(open, table)) {
            Token first = cursor.peek();
            if (first.isWord("elements")) {
                elements(set, first);
            } else {
                boolean flags = first.isWord("flags");
                while (!cursor.endsStatement()) {
                    Token token = cursor.next();
                    if (token.isWord("timeout") || flags && token.isWord("dynamic")) {
                        set.setChanging();
                    }
                }
            }
        }
        if (truncated) {
            set.setChanging();
        }
    }

    private void elements(SetDraft set, Token first) {
        cursor.next();
        cursor.accept('=');
        cursor.skipNewlines();
        set.elements().add(values.value());
        if (!cursor.endsStatement()) {
            cursor.skipBrokenLine();
            set.setChanging();
            ruleset.diagnostics()
                    .at(first.line(), "the elements of a set that cannot be read, so that it is uncertain");
        }
    }
}

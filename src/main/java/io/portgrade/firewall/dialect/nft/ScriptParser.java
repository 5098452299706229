package io.portgrade.firewall.dialect.nft;

import io.portgrade.ingest.text.Excerpt;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Reads what {@code nft list ruleset} prints, scripts for {@code nft -f} and commands as they are typed into a shell, in
 * their order.
 */
final class ScriptParser {

    private static final Set<String> SHELL = Set.of("nft", "sudo", "doas", "/usr/sbin/nft", "/sbin/nft");

    private static final Set<String> WITHOUT_EFFECT = Set.of(
            "list",
            "reset",
            "monitor",
            "describe",
            "export",
            "import",
            "get",
            "set",
            "cat",
            "echo",
            "EOF",
            "systemctl");

    private final RulesetDraft ruleset;
    private final Map<String, Expression> variables;
    private final Cursor cursor;
    private final TableParser tables;
    private final CommandParser commands;

    ScriptParser(String text, RulesetDraft ruleset) {
        this(text, new Lexer(text), ruleset, new HashMap<>());
    }

    private ScriptParser(String text, Lexer lexer, RulesetDraft ruleset, Map<String, Expression> variables) {
        this.ruleset = ruleset;
        this.variables = variables;
        this.cursor = new Cursor(text, lexer);
        this.tables = new TableParser(cursor, variables, ruleset);
        this.commands = new CommandParser(cursor, tables, ruleset);
    }

    void parse() {
        parse(true);
    }

    private void parse(boolean quoted) {
        while (!cursor.isAtEnd()) {
            Token first = cursor.peek();
            if (first.kind() == Token.Kind.NEWLINE || first.isSymbol(';')) {
                cursor.next();
            } else if (first.kind() == Token.Kind.WORD && SHELL.contains(first.text())) {
                shell(quoted);
            } else if (first.isWord("table")) {
                cursor.next();
                commands.table(first);
            } else if (!tables.common() && !commands.command()) {
                other(first);
            }
        }
    }

    /** {@code sudo nft -f - 'add rule …'} */
    private void shell(boolean quoted) {
        cursor.next();
        while (cursor.accept('-')) {
            while (cursor.accept('-')) {}
            cursor.next();
        }
        Token command = cursor.peek();
        if (command.kind() == Token.Kind.STRING && quoted) {
            cursor.next();
            String inside = command.text().replace("\\\"", "\"");
            new ScriptParser(inside, new Lexer(inside, 0, inside.length(), command.line()), ruleset, variables)
                    .parse(false);
        }
    }

    /** Neither a command nor a block; a block may have decided something. */
    private void other(Token first) {
        boolean passedOver = first.isSymbol('$') || WITHOUT_EFFECT.contains(first.text()) || first.isSymbol('<');
        boolean block = false;
        boolean prompt = false;
        while (!cursor.peek().endsLine() && !block && !prompt) {
            block = cursor.isAt('{');
            prompt = cursor.peek().kind() == Token.Kind.WORD
                    && SHELL.contains(cursor.peek().text());
            if (!block && !prompt) {
                cursor.next();
            }
        }
        if (prompt) {
            return;
        }
        if (block) {
            cursor.skipStatement();
        }
        String text = cursor.textSince(first);
        if (block) {
            ruleset.countUnreadable();
            ruleset.diagnostics().at(first.line(), "not read, and what it decides is uncertain: " + Excerpt.of(text));
            ruleset.table(TableFamily.INET, "not read", first.line())
                    .gaps()
                    .add(new TableDraft.Gap(first.line(), text));
        } else if (!passedOver && cursor.peek().kind() != Token.Kind.END) {
            reportProse(first, text);
        } else if (!passedOver) {
            reportProse(first, text);
        }
    }

    /** A shell's prompt ends with a {@code #}, which is a comment to nft. */
    private void reportProse(Token first, String text) {
        boolean prompt = text.indexOf('@') > 0 && cursor.peek().text().strip().startsWith("nft");
        if (!prompt) {
            ruleset.diagnostics().at(first.line(), "not a command of nft: " + Excerpt.of(text));
        }
    }
}

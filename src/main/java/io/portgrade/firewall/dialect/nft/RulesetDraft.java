package io.portgrade.firewall.dialect.nft;

import io.portgrade.ingest.text.Diagnostics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A ruleset while its text is read, command by command. */
final class RulesetDraft {

    private record Key(TableFamily family, String name) {}

    /** Another file that belongs to the ruleset, and was not sent with it. */
    record Include(int line, String text) {}

    private final Map<Key, TableDraft> tables = new LinkedHashMap<>();
    private final List<Include> includes = new ArrayList<>();
    private final Diagnostics diagnostics;
    private int declarations;
    private int unreadable;

    /** @param source as in {@link io.portgrade.snapshot.SourceLocation#source()} */
    RulesetDraft(String source) {
        this.diagnostics = new Diagnostics(source);
    }

    Diagnostics diagnostics() {
        return diagnostics;
    }

    /** The table of that name, which may have been declared before. */
    TableDraft table(TableFamily family, String name, int line) {
        return tables.computeIfAbsent(new Key(family, name), key -> new TableDraft(family, name, line));
    }

    Optional<TableDraft> find(TableFamily family, String name) {
        return Optional.ofNullable(tables.get(new Key(family, name)));
    }

    Collection<TableDraft> tables() {
        return tables.values();
    }

    void delete(TableFamily family, String name) {
        tables.remove(new Key(family, name));
    }

    void flush() {
        tables.clear();
    }

    void include(int line, String text) {
        includes.add(new Include(line, text));
    }

    List<Include> includes() {
        return includes;
    }

    /** Counts a line that declares something, and was read. */
    void countDeclaration() {
        declarations++;
    }

    /** Counts a line that holds a rule or a declaration, and was not read. */
    void countUnreadable() {
        unreadable++;
    }

    int declarations() {
        return declarations;
    }

    int unreadable() {
        return unreadable;
    }
}

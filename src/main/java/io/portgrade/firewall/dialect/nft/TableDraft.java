package io.portgrade.firewall.dialect.nft;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A table while its text is read. */
final class TableDraft {

    /** Something in the table that could not be read, and may have been anything. */
    record Gap(int line, String text) {}

    /** Calls are followed no further than this. */
    static final int DEEPEST_CALL = 64;

    private final TableFamily family;
    private final String name;
    private final int line;
    private final Map<String, ChainDraft> chains = new LinkedHashMap<>();
    private final Map<String, SetDraft> sets = new LinkedHashMap<>();
    private final List<Gap> gaps = new ArrayList<>();
    private boolean dormant;

    TableDraft(TableFamily family, String name, int line) {
        this.family = family;
        this.name = name;
        this.line = line;
    }

    TableFamily family() {
        return family;
    }

    String name() {
        return name;
    }

    int line() {
        return line;
    }

    /** By name; may be changed. */
    Map<String, ChainDraft> chains() {
        return chains;
    }

    /** Sets and maps by name; may be changed. */
    Map<String, SetDraft> sets() {
        return sets;
    }

    /** May be changed. */
    List<Gap> gaps() {
        return gaps;
    }

    boolean isDormant() {
        return dormant;
    }

    void setDormant() {
        dormant = true;
    }

    ChainDraft chain(String chain, int at) {
        return chains.computeIfAbsent(chain, key -> new ChainDraft(key, at));
    }

    SetDraft set(String set) {
        return sets.computeIfAbsent(set, key -> new SetDraft());
    }
}

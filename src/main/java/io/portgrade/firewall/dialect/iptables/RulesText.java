package io.portgrade.firewall.dialect.iptables;

import io.portgrade.firewall.Family;
import io.portgrade.firewall.Hook;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads rules as {@code iptables-save} and {@code iptables -S} print them and as commands write them, in one text if need
 * be, with prompts and prose around them. {@code iptables-save(8), iptables(8)}, version 1.8.9.
 */
public final class RulesText {

    private static final String DEFAULT_TABLE = BuiltInTable.FILTER.id();
    private static final String POLICY = "-P ";

    private final List<String> lines;
    private final Family stated;
    private final Ruleset ruleset;
    private final ListingGaps gaps;
    private final Heading heading = new Heading();
    private final TypedLines typed;
    private final boolean hashIsPrompt;
    private @Nullable Dump dump;
    private @Nullable TableDraft listed;
    private int endOfPolicies;

    private RulesText(String text, String source, Family stated) {
        this.lines = text.lines().toList();
        this.stated = stated;
        this.ruleset = new Ruleset(source);
        this.gaps = new ListingGaps(ruleset);
        this.typed = new TypedLines(lines, ruleset, gaps, heading);
        this.hashIsPrompt = lines.stream()
                .noneMatch(line -> !line.stripLeading().startsWith("#")
                        && ToolCall.in(line).stream()
                                .anyMatch(call -> Command.find(call.words()).isPresent()));
    }

    /**
     * Reads whatever can be read; never throws.
     *
     * @param source as in {@link io.portgrade.snapshot.SourceLocation#source()}
     * @param family of what does not tell its own
     */
    public static ParsedTables parse(String text, String source, Family family) {
        RulesText rules = new RulesText(text, source, family);
        int index = 0;
        while (index < rules.lines.size() && !rules.ruleset.isFull()) {
            index += rules.read(index);
        }
        if (index < rules.lines.size()) {
            rules.ruleset.leaveOut(index + 1);
        } else {
            int last = Math.max(1, index);
            rules.endDump(last);
            rules.gaps.end(last);
        }
        return rules.ruleset.build();
    }

    /** Reads a line, and those that continue it; how many. */
    private int read(int index) {
        String line = lines.get(index).strip();
        if (line.isEmpty()) {
            return 1;
        }
        if (line.startsWith("#")) {
            readComment(line, index + 1);
        } else if (FamilyOfLines.isTable(line)) {
            open(line.substring(1), index);
        } else if (line.equals("COMMIT")) {
            dump = null;
        } else if (isRule(line)) {
            readRule(line, index);
        } else if (dump != null) {
            dump.unreadable(line, index + 1);
        } else {
            return typed.read(line, index);
        }
        typed.interrupt();
        return 1;
    }

    private static boolean isRule(String line) {
        char first = line.charAt(0);
        return first == ':' && line.length() > 1
                || first == '-' && line.length() > 2 && Character.isLetter(line.charAt(line.charAt(1) == '-' ? 2 : 1))
                || first == '[' && line.indexOf("] -") > 0;
    }

    private void readComment(String line, int number) {
        if (line.startsWith(FamilyOfLines.HEAD)) {
            endDump(number);
            heading.generated(line);
        } else if (hashIsPrompt) {
            typed.read(ToolCall.in(line.substring(1)), number, null);
        }
    }

    private void open(String table, int index) {
        endDump(index + 1);
        Optional<Family> ofDump = heading.open(table, from(index));
        Optional<Family> told = heading.family()
                .or(() -> FamilyOfLines.ofTable(from(index + 1)))
                .or(() -> ofDump);
        Family family = told.orElse(stated);
        dump = new Dump(ruleset, table(family, told.isPresent(), table, index + 1));
        if (heading.dumpsAll()) {
            ruleset.isDumped(family);
        }
    }

    private TableDraft table(Family family, boolean told, String name, int line) {
        if (heading.restores()) {
            return ruleset.restored(family, heading.keeper(), name, line);
        }
        if (heading.startsDump()) {
            return ruleset.freshTable(family, heading.keeper(), told, name, line);
        }
        TableDraft table = ruleset.table(family, heading.keeper(), name, line);
        table.isTold(told);
        return table;
    }

    private void endDump(int line) {
        if (dump != null) {
            dump.cut(line);
        }
        dump = null;
    }

    private void readRule(String line, int index) {
        if (dump != null) {
            dump.read(line, index + 1);
            return;
        }
        if (heading.takeLook()) {
            listed = null;
        }
        if (line.startsWith(POLICY) && index >= endOfPolicies) {
            listed = startListing(index);
        }
        if (listed == null) {
            Optional<Family> told = heading.family().or(() -> FamilyOfLines.ofTable(from(index)));
            String table = heading.table().orElse(DEFAULT_TABLE);
            listed = ruleset.table(told.orElse(stated), heading.keeper(), table, index + 1);
            listed.isTold(told.isPresent());
        }
        new Dump(ruleset, listed).read(line, index + 1);
    }

    /** {@code iptables -S} prints the policies first, which tell the table by its chains. */
    private TableDraft startListing(int index) {
        Set<Hook> hooks = policies(index);
        String table = heading.table()
                .or(() -> BuiltInTable.ofChains(hooks).map(BuiltInTable::id))
                .orElse(DEFAULT_TABLE);
        boolean asked = heading.table().isPresent();
        heading.list(table);
        Optional<Family> above = heading.family();
        Optional<Family> told = asked && above.isPresent()
                ? above
                : FamilyOfLines.ofTable(from(endOfPolicies)).or(() -> above);
        TableDraft started =
                ruleset.freshTable(told.orElse(stated), heading.keeper(), told.isPresent(), table, index + 1);
        gaps.table(started);
        return started;
    }

    /** The chains whose policies are printed one after the other: no listing has one twice. */
    private Set<Hook> policies(int index) {
        Set<Hook> hooks = EnumSet.noneOf(Hook.class);
        endOfPolicies = index;
        while (endOfPolicies < lines.size()) {
            String line = lines.get(endOfPolicies).strip();
            Optional<Hook> hook =
                    line.startsWith(POLICY) ? BuiltInTable.hook(line.split(" +", 3)[1]) : Optional.empty();
            boolean goesOn = line.isEmpty() || line.startsWith(POLICY) && (hook.isEmpty() || hooks.add(hook.get()));
            if (!goesOn) {
                break;
            }
            endOfPolicies++;
        }
        return hooks;
    }

    private List<String> from(int index) {
        return lines.subList(index, lines.size());
    }
}

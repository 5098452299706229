package io.portgrade.firewall.dialect.pf;

import io.portgrade.firewall.Direction;
import io.portgrade.firewall.dialect.reading.Reading;
import io.portgrade.firewall.dialect.reading.Transcript;
import io.portgrade.ingest.text.Excerpt;
import io.portgrade.ingest.text.Line;
import io.portgrade.ingest.text.Lines;
import io.portgrade.snapshot.FirewallDocument;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads {@code pf.conf} and what {@code pfctl -sr} and {@code pfctl -sa} print ({@code pf.conf(5)}, OpenBSD 7.5 and FreeBSD
 * 14). What is not in the text, such as rules of anchors and addresses of interfaces, stays open.
 */
public final class PfReader {

    private static final Set<String> NORMALISING =
            Set.of("scrub", "no-scrub", "altq", "queue", "oldqueue", "dummynet-anchor", "scrub-anchor");
    private static final Set<String> TRANSLATING_ANCHORS = Set.of("nat-anchor", "rdr-anchor", "binat-anchor");

    private static final Set<String> STATEMENTS = Set.of(
            "pass",
            "block",
            "match",
            "anchor",
            "antispoof",
            "set",
            "table",
            "nat",
            "rdr",
            "binat",
            "scrub",
            "nat-anchor",
            "rdr-anchor");

    private final Transcript transcript;
    private final Ruleset ruleset;
    private final Tables tables = new Tables();
    private final Macros macros = new Macros();

    /** Whether there was a statement that only pf has. */
    private boolean any;

    private PfReader(String source) {
        transcript = new Transcript(source);
        ruleset = new Ruleset(transcript);
    }

    /** Whether a text has a line that only pf's rules have. */
    public static boolean recognises(String text) {
        for (Line line : new Lines(text)) {
            int first = line.word(0).startsWith("@") ? 1 : 0;
            if (FirstWords.areOfPf(line.word(first), line.word(first + 1), line.word(first + 2))) {
                return true;
            }
        }
        return false;
    }

    /** Reads whatever can be read; never throws. */
    public static Reading read(FirewallDocument document) {
        PfReader reader = new PfReader(document.source());
        List<Statement> statements = Statements.of(document.text());
        statements.forEach(statement -> reader.tables.noteOverload(statement.text()));
        statements.forEach(reader::statement);
        if (!reader.any) {
            reader.transcript.diagnoseWhole("no statement of pf in it: send the output of pfctl -sr, or pf.conf");
            return reader.transcript.end(null);
        }
        return reader.transcript.end(reader.ruleset.all());
    }

    private void statement(Statement statement) {
        if (statement.broken()) {
            unknown(statement, "a quote or a brace that is never closed");
        } else if (statement.closesBlock()) {
            ruleset.close(statement);
        } else if (macros.define(statement.text())) {
            transcript.count(true);
        } else {
            Optional<String> expanded = macros.expand(statement.text());
            if (expanded.isEmpty()) {
                unknown(statement, "a macro that is not defined, or too long: " + Excerpt.of(statement.text()));
            } else {
                expanded(statement, new Tokens(expanded.get()));
            }
        }
    }

    private void expanded(Statement statement, Tokens tokens) {
        String word = tokens.take();
        any |= STATEMENTS.contains(word);
        switch (word) {
            case "pass", "block" ->
                transcript.count(ruleset.add(statement, rule(statement, tokens), word.equals("pass")));
            case "match" -> transcript.count(match(statement, rule(statement, tokens)));
            case "anchor" -> transcript.count(anchor(statement, tokens));
            case "antispoof" -> antispoof(statement, tokens);
            case "set" -> transcript.count(setting(statement, tokens));
            case "table" -> transcript.count(tables.define(tokens));
            case "nat", "rdr", "binat" -> transcript.count(oldTranslation(statement, word, tokens));
            case "no" -> transcript.count(true);
            default -> other(statement, word);
        }
    }

    private void other(Statement statement, String word) {
        if (NORMALISING.contains(word)) {
            transcript.count(true);
        } else if (TRANSLATING_ANCHORS.contains(word)) {
            RuleDraft any = new RuleDraft();
            any.translation = RuleDraft.Translation.OTHER;
            any.unread = word;
            ruleset.translate(statement, any);
            transcript.count(ruleset.undecided(statement, new RuleDraft(), word));
        } else if (word.equals("load")) {
            transcript.diagnose(statement.line(), "rules of another file, which are not in the text");
            transcript.count(false);
        } else {
            unknown(statement, "not a statement of pf: " + Excerpt.of(statement.text()));
        }
    }

    /** It may do anything to any packet, but for a shell's prompt. */
    private void unknown(Statement statement, String message) {
        if (!statement.isPrompt()) {
            transcript.diagnose(statement.line(), message);
            transcript.count(ruleset.undecided(statement, new RuleDraft(), "not understood"));
        }
    }

    private RuleDraft rule(Statement statement, Tokens tokens) {
        RuleDraft draft = RuleParser.parse(tables, tokens);
        draft.notes.forEach(note -> transcript.diagnose(statement.line(), note));
        return draft;
    }

    private boolean match(Statement statement, RuleDraft draft) {
        boolean decides = draft.translation != RuleDraft.Translation.NONE || !draft.unread.isEmpty();
        return !decides || ruleset.translate(statement, draft);
    }

    private void antispoof(Statement statement, Tokens tokens) {
        Optional<List<RuleDraft>> drafts = Antispoof.read(tokens);
        if (drafts.isEmpty()) {
            unknown(statement, "not understood: " + Excerpt.of(statement.text()));
            return;
        }
        boolean modelled = true;
        for (RuleDraft draft : drafts.get()) {
            modelled &= ruleset.add(statement, draft, false);
        }
        transcript.count(modelled);
    }

    private boolean anchor(Statement statement, Tokens tokens) {
        boolean unnamed = Set.of("in", "out", "on", "{", "quick", "all").contains(tokens.peek());
        String name = unnamed ? "" : tokens.take();
        if (statement.opensBlock()) {
            return ruleset.open(statement, rule(statement, tokens.withoutLast()));
        }
        transcript.diagnose(
                statement.line(),
                "the rules of the anchor are not in the text, so that what it matches is uncertain: add those of"
                        + " pfctl -a " + Excerpt.of(name) + " -sr");
        return ruleset.undecided(statement, rule(statement, tokens), "anchor");
    }

    private boolean setting(Statement statement, Tokens tokens) {
        if (!tokens.take("skip") || !tokens.take("on")) {
            return true;
        }
        if (tokens.lackValue()) {
            transcript.diagnose(statement.line(), "an interface is missing: " + Excerpt.of(statement.text()));
            return ruleset.undecided(statement, new RuleDraft(), "not understood");
        }
        return ruleset.skip(statement, Interfaces.read(tokens, EnumSet.allOf(Direction.class)));
    }

    /** FreeBSD's and macOS's {@code nat on … -> …}, whose rules come before those that filter. */
    private boolean oldTranslation(Statement statement, String word, Tokens tokens) {
        boolean passes = tokens.take("pass");
        RuleDraft draft = rule(statement, tokens);
        draft.translation = switch (word) {
            case "nat" -> RuleDraft.Translation.SOURCE;
            case "rdr" -> RuleDraft.Translation.DESTINATION;
            default -> RuleDraft.Translation.OTHER;
        };
        if (!word.equals("binat")) {
            draft.directions = EnumSet.of(word.equals("nat") ? Direction.OUTBOUND : Direction.INBOUND);
        }
        boolean modelled = ruleset.translate(statement, draft);
        return passes ? ruleset.undecided(statement, draft, word + " pass") : modelled;
    }
}

package io.portgrade.firewall.dialect.reading;

import io.portgrade.firewall.Action;
import io.portgrade.firewall.Firewall;
import io.portgrade.firewall.Match;
import io.portgrade.firewall.Rule;
import io.portgrade.ingest.text.Diagnostics;
import io.portgrade.snapshot.Diagnostic;
import io.portgrade.snapshot.SourceLocation;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps what a reader finds on its way: diagnostics, and how many rules there were and are modelled. */
public final class Transcript {

    private final String source;
    private final Diagnostics diagnostics;
    private int rules;
    private int modelled;

    /** @param source as in {@link SourceLocation#source()} */
    public Transcript(String source) {
        this.source = source;
        this.diagnostics = new Diagnostics(source);
    }

    public SourceLocation at(int line) {
        return SourceLocation.of(source, line);
    }

    /** @param line counted from 1 */
    public void diagnose(int line, String message) {
        diagnostics.at(line, message);
    }

    public void diagnoseWhole(String message) {
        diagnostics.ofWhole(message);
    }

    public void addAll(Collection<Diagnostic> others) {
        diagnostics.addAll(others);
    }

    /** Counts a rule or declaration. */
    public void count(boolean isModelled) {
        rules++;
        modelled += isModelled ? 1 : 0;
    }

    /** Counts a rule as what its parts are. */
    public void count(Rule rule) {
        count(isModelled(rule));
    }

    public Reading end(@Nullable Firewall firewall) {
        return new Reading(firewall, diagnostics.toList(), rules, modelled);
    }

    /** Whether the outcome of a rule follows from the model alone. */
    public static boolean isModelled(Rule rule) {
        return !(rule.action() instanceof Action.Unmodelled) && areModelled(rule.matches());
    }

    private static boolean areModelled(List<Match> matches) {
        return matches.stream().allMatch(Transcript::isModelled);
    }

    private static boolean isModelled(Match match) {
        if (match instanceof Match.Not not) {
            return isModelled(not.match());
        }
        if (match instanceof Match.AllOf all) {
            return areModelled(all.matches());
        }
        return match instanceof Match.AnyOf any ? areModelled(any.matches()) : !(match instanceof Match.Unmodelled);
    }
}

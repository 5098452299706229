package io.portgrade.firewall.dialect.nft;

import io.portgrade.firewall.Action;
import io.portgrade.firewall.IpProtocol;
import io.portgrade.firewall.Match;
import io.portgrade.firewall.Rule;
import io.portgrade.firewall.dialect.nft.Statement.Anything;
import io.portgrade.firewall.dialect.nft.Statement.Condition;
import io.portgrade.firewall.dialect.nft.Statement.Decision;
import io.portgrade.firewall.dialect.nft.Statement.Extension;
import io.portgrade.firewall.dialect.nft.Statement.Marking;
import io.portgrade.firewall.dialect.nft.Statement.Perhaps;
import io.portgrade.firewall.dialect.nft.Statement.Reject;
import io.portgrade.firewall.dialect.nft.Statement.Translation;
import io.portgrade.firewall.dialect.nft.Statement.Unreadable;
import io.portgrade.firewall.dialect.nft.Statement.VerdictMap;
import io.portgrade.firewall.dialect.nft.Statement.Zone;
import io.portgrade.ingest.text.Diagnostics;
import io.portgrade.ingest.text.Excerpt;
import io.portgrade.snapshot.SourceLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One rule in the neutral model. Most are one condition and one action; a verdict map has several. */
final class RuleBuilder {

    /** Linux takes no rule of more expressions, of which each statement has one or more. */
    private static final int MOST_STATEMENTS = 128;

    private static final Match DISCOVERY = Match.Protocol.of(IpProtocol.ICMPV6);

    private final RuleDraft draft;
    private final Conditions conditions;
    private final VerdictMaps maps;
    private final Diagnostics diagnostics;
    private final SourceLocation source;

    /** What must hold for the first step. */
    private final List<Match> guard = new ArrayList<>(4);

    private final List<Rule> steps = new ArrayList<>(1);

    /** What must hold for the step that comes next. */
    private List<Match> pending = guard;

    /** Whether a verdict map has been read: a packet that is not in it goes on with the next rule. */
    private boolean mapped;

    private boolean modelled = true;

    RuleBuilder(
            RuleDraft draft, Conditions conditions, VerdictMaps maps, Diagnostics diagnostics, SourceLocation source) {
        this.draft = draft;
        this.conditions = conditions;
        this.maps = maps;
        this.diagnostics = diagnostics;
        this.source = source;
        if (draft.statements().size() <= MOST_STATEMENTS) {
            draft.statements().forEach(this::read);
        } else {
            diagnostics.at(
                    draft.line(),
                    "a rule of more statements than Linux takes, and what it decides is uncertain: "
                            + Excerpt.of(draft.text()));
            anything(draft.text());
        }
    }

    List<Match> guard() {
        return guard;
    }

    /** What happens one after the other where the guard lets it; each with conditions of its own. */
    List<Rule> steps() {
        return steps;
    }

    /** Whether each step is a case of one map, and no packet is in two of them. */
    boolean isOfMap() {
        return mapped && modelled;
    }

    /** A rule that decides nothing, such as one that logs up to a limit, is whatever it asks for. */
    boolean isModelled() {
        return modelled || steps.stream().allMatch(step -> step.action().decidesNothing());
    }

    private void read(Statement statement) {
        if (statement instanceof Condition condition) {
            condition(condition);
        } else if (statement instanceof VerdictMap map) {
            verdictMap(map);
        } else if (statement instanceof Decision decision) {
            step(decision.action());
        } else if (statement instanceof Reject reject) {
            reject(reject);
        } else if (statement instanceof Translation translation) {
            translation(translation);
        } else if (statement instanceof Marking marking) {
            step(new Action.Mark(marking.bits()));
        } else if (statement instanceof Perhaps perhaps) {
            unmodelled(perhaps.text());
        } else if (statement instanceof Extension extension) {
            extension(extension);
        } else if (statement instanceof Zone zone) {
            diagnostics.at(
                    draft.line(),
                    "zones of connection tracking are not modelled, so that it is uncertain whether a reply finds its"
                            + " connection: " + Excerpt.of(zone.text()));
            anything(zone.text());
        } else if (statement instanceof Anything anything) {
            anything(anything.text());
        } else if (statement instanceof Unreadable unreadable) {
            diagnostics.at(
                    draft.line(), "not read, and what it decides is uncertain: " + Excerpt.of(unreadable.text()));
            anything(draft.text());
        }
    }

    private void condition(Condition condition) {
        Optional<List<Match>> matches = conditions.read(condition, draft.line());
        if (matches.isEmpty()) {
            conditions.implied(condition.left()).forEach(this::imply);
            unmodelled(condition.text());
            return;
        }
        List<Match> all = matches.get();
        for (Match match : all.subList(0, all.size() - 1)) {
            imply(match);
        }
        Match last = all.get(all.size() - 1);
        pending.add(readsAnyHeader(condition) ? orOfDiscovery(last, condition.text()) : last);
    }

    private void imply(Match match) {
        if (!pending.contains(match)) {
            pending.add(match);
        }
    }

    private void unmodelled(String text) {
        pending.add(new Match.Unmodelled(text));
        modelled = false;
    }

    /** {@code th dport} reads whatever stands there, of ICMPv6 the checksum. */
    private boolean readsAnyHeader(Condition condition) {
        boolean ofAny = condition.left() instanceof Expression.Field field
                && field.name().startsWith("th ");
        return ofAny && guard.stream().noneMatch(Match.Protocol.class::isInstance) && !isIpv4();
    }

    private boolean isIpv4() {
        return conditions.implied(new Expression.Field("ip saddr")).isEmpty();
    }

    private static Match orOfDiscovery(Match match, String text) {
        return new Match.AnyOf(List.of(
                new Match.AllOf(List.of(Match.not(DISCOVERY), match)),
                new Match.AllOf(List.of(DISCOVERY, new Match.Unmodelled(text)))));
    }

    private void step(Action action) {
        if (mapped) {
            afterMap();
            return;
        }
        boolean first = steps.isEmpty();
        steps.add(new Rule(first ? List.of() : pending, action, source, draft.text()));
        pending = first ? new ArrayList<>(2) : new ArrayList<>(pending);
    }

    /** Only where the map says to continue does anything come after it. */
    private void afterMap() {
        if (steps.removeIf(step -> step.action() instanceof Action.Continue)) {
            steps.add(Rule.unknown(draft.text(), source));
            modelled = false;
        }
    }

    private void verdictMap(VerdictMap map) {
        if (!steps.isEmpty()) {
            anything(map.text());
            return;
        }
        conditions.tellOfUnknown(map.key(), draft.line());
        mapped = true;
        conditions.implied(map.key()).forEach(this::imply);
        Optional<List<VerdictMaps.Case>> cases = maps.cases(map);
        if (cases.isPresent()) {
            cases.get().forEach(one -> step(one.match(), one.action()));
            return;
        }
        modelled = false;
        List<Action> verdicts = maps.verdicts(map);
        if (verdicts.isEmpty() || conditions.areModelled(map.key())) {
            diagnostics.at(draft.line(), unknown(map));
        }
        if (verdicts.isEmpty()) {
            step(new Match.Unmodelled(map.text()), new Action.Unmodelled(map.text()));
        }
        verdicts.forEach(action -> step(new Match.Unmodelled(map.text()), action));
    }

    private String unknown(VerdictMap map) {
        String why =
                maps.areTooMany() ? "more verdicts of maps than are looked at" : "no map of verdicts that can be read";
        return why + ", so that what it decides is uncertain: " + Excerpt.of(map.text());
    }

    private void step(Match match, Action action) {
        steps.add(new Rule(List.of(match), action, source, draft.text()));
    }

    private void reject(Reject reject) {
        if (reject.family() != null) {
            imply(new Match.OfFamily(reject.family()));
        }
        if (reject.tcp()) {
            imply(Match.Protocol.of(IpProtocol.TCP));
        }
        step(new Action.Drop());
    }

    private void translation(Translation translation) {
        Translations.Known known = Translations.of(translation);
        if (known.family() != null) {
            imply(new Match.OfFamily(known.family()));
        }
        modelled &= !(known.action() instanceof Action.Unmodelled);
        step(known.action());
    }

    private void extension(Extension extension) {
        Optional<Action> action = Extensions.action(extension);
        if (Extensions.isHarmless(extension)) {
            return;
        }
        if (Extensions.mayMark(extension)) {
            step(new Action.Mark(Action.Mark.ANY));
            return;
        }
        if (action.isPresent()) {
            step(action.get());
        } else if (extension.target()) {
            anything(extension.text());
        } else {
            unmodelled(extension.text());
        }
    }

    private void anything(String text) {
        step(new Action.Unmodelled(text));
        modelled = false;
    }
}

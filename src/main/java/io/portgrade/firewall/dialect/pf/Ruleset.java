package io.portgrade.firewall.dialect.pf;

import io.portgrade.firewall.Action;
import io.portgrade.firewall.Direction;
import io.portgrade.firewall.End;
import io.portgrade.firewall.Family;
import io.portgrade.firewall.Firewall.PacketFilter;
import io.portgrade.firewall.Firewall.PfRule;
import io.portgrade.firewall.Match;
import io.portgrade.firewall.Rule;
import io.portgrade.firewall.dialect.reading.Transcript;
import io.portgrade.ingest.text.Excerpt;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The rules of a document in their order; those of anchors stand where the anchor does, under its conditions. */
final class Ruleset {

    private static final Set<Direction> BOTH = EnumSet.allOf(Direction.class);

    private final Transcript transcript;
    private final Translations translations = new Translations();
    private final List<PfRule> rules = new ArrayList<>();
    private final List<PfRule> skips = new ArrayList<>();
    private final Deque<RuleDraft> anchors = new ArrayDeque<>();

    Ruleset(Transcript transcript) {
        this.transcript = transcript;
    }

    PacketFilter all() {
        List<PfRule> all = new ArrayList<>(skips);
        all.addAll(rules);
        return new PacketFilter(all, Set.of(Family.values()));
    }

    /** {@code set skip on}: as if there were no rules for the interface. */
    boolean skip(Statement statement, Match on) {
        Rule rule = rule(statement, List.of(on), new Action.Accept());
        skips.add(new PfRule(rule, BOTH, true, false));
        return Transcript.isModelled(rule);
    }

    /** {@code pass} or {@code block}; whether all of it is modelled, as with the others. */
    boolean add(Statement statement, RuleDraft draft, boolean passes) {
        if (!draft.unread.isEmpty()) {
            transcript.diagnose(
                    statement.line(),
                    "what it does is uncertain, since this part is not understood: " + Excerpt.of(draft.unread));
            return undecided(statement, draft, "not understood");
        }
        boolean redirected = draft.translation == RuleDraft.Translation.DESTINATION
                || draft.translation == RuleDraft.Translation.OTHER;
        if (draft.translation != RuleDraft.Translation.NONE) {
            diagnoseTranslation(statement);
        }
        if (passes && (redirected || !draft.limit.isEmpty())) {
            return undecided(statement, draft, draft.limit.isEmpty() ? "translates addresses" : draft.limit);
        }
        if (passes && draft.keepsState && !draft.namesFlags) {
            draft.conditions.add(Flags.FIRST_PACKET);
        }
        Action action = passes ? new Action.Accept() : new Action.Drop();
        put(statement, draft, action, draft.quick, passes && draft.keepsState);
        return draft.translation == RuleDraft.Translation.NONE
                && Transcript.isModelled(rule(statement, draft.all(), action));
    }

    /** The rules of the text so far, in which packets that a draft matches may have come to any end. */
    boolean undecided(Statement statement, RuleDraft draft, String reason) {
        put(statement, draft, new Action.Unmodelled(reason), true, false);
        return false;
    }

    /** A rule that translates addresses and decides nothing itself. */
    boolean translate(Statement statement, RuleDraft draft) {
        diagnoseTranslation(statement);
        List<Match> matches = inAnchors(draft.all());
        if (!draft.unread.isEmpty()) {
            matches.add(new Match.Unmodelled(draft.unread));
        }
        translations.add(draft.directions, draft.translation, new Match.AllOf(matches));
        return false;
    }

    private void diagnoseTranslation(Statement statement) {
        transcript.diagnose(
                statement.line(),
                "translation of addresses is not modelled: what later rules say about a translated end is uncertain,"
                        + " and layers outside this host may see other ports");
    }

    /** The rules up to the closing brace belong to an anchor. */
    boolean open(Statement statement, RuleDraft draft) {
        if (!draft.unread.isEmpty()) {
            transcript.diagnose(statement.line(), "not understood: " + Excerpt.of(draft.unread));
            draft.conditions.add(new Match.Unmodelled(draft.unread));
        }
        anchors.push(draft);
        return draft.unread.isEmpty();
    }

    void close(Statement statement) {
        if (anchors.isEmpty()) {
            transcript.diagnose(statement.line(), "a brace that closes nothing");
        } else {
            anchors.pop();
        }
    }

    private void put(Statement statement, RuleDraft draft, Action action, boolean quick, boolean keepsState) {
        Set<Direction> directions = EnumSet.copyOf(draft.directions);
        boolean ends = anchors.stream().anyMatch(anchor -> anchor.quick);
        anchors.forEach(anchor -> directions.retainAll(anchor.directions));
        Action own = ends ? new Action.Unmodelled("in an anchor that is quick") : action;
        if (translations.areNone()) {
            Rule rule = rule(statement, inAnchors(draft.all()), own);
            rules.add(new PfRule(rule, directions, quick || ends, keepsState));
            return;
        }
        for (Direction direction : directions) {
            List<Match> matches = inAnchors(draft.conditions);
            matches.addAll(translations.guard(direction, End.SOURCE, draft.from));
            matches.addAll(translations.guard(direction, End.DESTINATION, draft.to));
            rules.add(new PfRule(rule(statement, matches, own), EnumSet.of(direction), quick || ends, keepsState));
        }
    }

    private List<Match> inAnchors(List<Match> own) {
        List<Match> matches = new ArrayList<>();
        anchors.forEach(anchor -> matches.addAll(anchor.all()));
        matches.addAll(own);
        return matches;
    }

    private Rule rule(Statement statement, List<Match> matches, Action action) {
        return new Rule(matches, action, transcript.at(statement.line()), statement.text());
    }
}

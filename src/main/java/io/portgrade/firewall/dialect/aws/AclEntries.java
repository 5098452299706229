package io.portgrade.firewall.dialect.aws;

import io.portgrade.firewall.Action;
import io.portgrade.firewall.Direction;
import io.portgrade.firewall.Family;
import io.portgrade.firewall.Firewall;
import io.portgrade.firewall.Rule;
import io.portgrade.firewall.dialect.json.JsonArray;
import io.portgrade.firewall.dialect.json.JsonBoolean;
import io.portgrade.firewall.dialect.json.JsonNumber;
import io.portgrade.firewall.dialect.json.JsonObject;
import io.portgrade.firewall.dialect.json.JsonTree;
import io.portgrade.firewall.dialect.reading.Transcript;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The entries of one network ACL, in the order of their numbers. One whose number cannot be read may stand anywhere, so it
 * comes first and leaves open what it matches; so do entries that share a number and disagree.
 */
final class AclEntries {

    /** Of the entry that denies everything else: 32767 for IPv4, 32768 for IPv6. */
    private static final int LAST = 32_768;

    private static final int UNKNOWN = 0;

    private record Numbered(int number, Rule rule) {}

    private final Transcript transcript;
    private final List<Numbered> inbound = new ArrayList<>();
    private final List<Numbered> outbound = new ArrayList<>();

    private AclEntries(Transcript transcript) {
        this.transcript = transcript;
    }

    static Firewall.NetworkAcl read(JsonObject acl, Transcript transcript) {
        AclEntries entries = new AclEntries(transcript);
        Optional<JsonArray> array = acl.findArray("Entries");
        array.ifPresent(list -> list.elements().forEach(entries::any));
        if (array.isEmpty() && acl.whole()) {
            transcript.diagnose(acl.line(), "a network ACL without Entries, so that what it allows is not known");
        }
        if (!acl.whole() || array.isEmpty() || !array.get().whole()) {
            entries.doubtAll(acl.line(), "entries that were not read");
        }
        return new Firewall.NetworkAcl(
                entries.ordered(entries.inbound), entries.ordered(entries.outbound), Set.of(Family.values()));
    }

    /** Of one that is cut off the document has said so, and so is its list, which leaves everything open. */
    private void any(JsonTree tree) {
        if (tree instanceof JsonObject object) {
            if (object.whole()) {
                entry(object);
            }
        } else {
            transcript.diagnose(tree.line(), "not an entry of a network ACL: " + tree.excerpt());
            doubtAll(tree.line(), tree.excerpt());
        }
    }

    private void entry(JsonObject object) {
        Optional<Boolean> egress =
                object.find("Egress").filter(JsonBoolean.class::isInstance).map(value -> ((JsonBoolean) value).value());
        List<Direction> directions = egress.map(out -> List.of(out ? Direction.OUTBOUND : Direction.INBOUND))
                .orElse(List.of(Direction.values()));
        for (Direction direction : directions) {
            Numbered numbered = numbered(object, direction, egress.isPresent());
            transcript.count(numbered.rule());
            (direction == Direction.INBOUND ? inbound : outbound).add(numbered);
        }
    }

    private Numbered numbered(JsonObject object, Direction direction, boolean isKnown) {
        int number = number(object);
        String action = object.findText("RuleAction").orElse("?");
        String shown = number == UNKNOWN ? "?" : Integer.toString(number);
        Entry entry = new Entry(object.line(), shown + " " + action, transcript);
        entry.protocol(object, "Protocol");
        object.find("PortRange")
                .ifPresentOrElse(
                        range -> entry.ports(
                                range instanceof JsonObject own ? own : new JsonObject(List.of(), true, range.line()),
                                "From",
                                "To"),
                        () -> entry.ports(object, "From", "To"));
        object.find("CidrBlock")
                .or(() -> object.find("Ipv6CidrBlock"))
                .ifPresentOrElse(
                        cidr -> entry.remote(direction, cidr),
                        () -> entry.doubt(object.line(), "an entry without CidrBlock or Ipv6CidrBlock"));
        if (!isKnown) {
            entry.doubt(object.line(), "an entry that does not say whether it is for egress");
        }
        return new Numbered(number, entry.rule(action(object, action, number)));
    }

    private int number(JsonObject object) {
        OptionalLong number = object.find("RuleNumber").orElse(null) instanceof JsonNumber value
                ? value.findWhole()
                : OptionalLong.empty();
        if (number.isPresent() && number.getAsLong() >= 1 && number.getAsLong() <= LAST) {
            return (int) number.getAsLong();
        }
        transcript.diagnose(
                object.find("RuleNumber").map(JsonTree::line).orElse(object.line()),
                "not a rule number from 1 to " + LAST + ": "
                        + object.find("RuleNumber").map(JsonTree::excerpt).orElse("nothing"));
        return UNKNOWN;
    }

    private Action action(JsonObject object, String action, int number) {
        boolean known = action.equals("allow") || action.equals("deny");
        if (!known) {
            transcript.diagnose(object.line(), "an entry whose RuleAction is neither allow nor deny");
        }
        if (!known || number == UNKNOWN) {
            return new Action.Unmodelled("entry that cannot be read");
        }
        return action.equals("allow") ? new Action.Accept() : new Action.Drop();
    }

    private void doubtAll(int line, String text) {
        transcript.count(false);
        Rule rule = Rule.unknown(text, transcript.at(line));
        inbound.add(new Numbered(UNKNOWN, rule));
        outbound.add(new Numbered(UNKNOWN, rule));
    }

    private List<Rule> ordered(List<Numbered> entries) {
        Map<Integer, Action> actions = new HashMap<>();
        Set<Integer> disputed = new HashSet<>();
        for (Numbered entry : entries) {
            Action other = actions.putIfAbsent(entry.number(), entry.rule().action());
            if (other != null && entry.number() != UNKNOWN) {
                int line = Objects.requireNonNullElse(entry.rule().source().line(), 1);
                transcript.diagnose(line, "the number " + entry.number() + " was given before");
                if (!other.equals(entry.rule().action())) {
                    disputed.add(entry.number());
                }
            }
        }
        return entries.stream()
                .sorted(Comparator.comparingInt(Numbered::number))
                .map(entry -> disputed.contains(entry.number()) ? undecided(entry.rule()) : entry.rule())
                .toList();
    }

    private static Rule undecided(Rule rule) {
        return new Rule(
                rule.matches(), new Action.Unmodelled("one of several with its number"), rule.source(), rule.text());
    }
}

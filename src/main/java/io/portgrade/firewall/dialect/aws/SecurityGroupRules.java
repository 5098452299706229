package io.portgrade.firewall.dialect.aws;

import io.portgrade.firewall.Action;
import io.portgrade.firewall.Direction;
import io.portgrade.firewall.Match;
import io.portgrade.firewall.Rule;
import io.portgrade.firewall.dialect.json.JsonArray;
import io.portgrade.firewall.dialect.json.JsonBoolean;
import io.portgrade.firewall.dialect.json.JsonObject;
import io.portgrade.firewall.dialect.json.JsonTree;
import io.portgrade.firewall.dialect.reading.Transcript;
import io.portgrade.ingest.text.Excerpt;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rules of security groups, one for each block of addresses or other source that a permission names. */
final class SecurityGroupRules {

    private static final Action ALLOW = new Action.Accept();

    /** The lists that a permission may name the other end in, and the member that says it. */
    private static final Map<String, String> SOURCES = Map.of(
            "IpRanges", "CidrIp",
            "Ipv6Ranges", "CidrIpv6",
            "PrefixListIds", "PrefixListId",
            "UserIdGroupPairs", "GroupId");

    private static final List<String> SOURCE_ORDER =
            List.of("IpRanges", "Ipv6Ranges", "PrefixListIds", "UserIdGroupPairs");

    private final Transcript transcript;
    private final List<Rule> inbound = new ArrayList<>();
    private final List<Rule> outbound = new ArrayList<>();

    SecurityGroupRules(Transcript transcript) {
        this.transcript = transcript;
    }

    List<Rule> list(Direction direction) {
        return direction == Direction.INBOUND ? inbound : outbound;
    }

    /** An element of {@code IpPermissions} or {@code IpPermissionsEgress}. */
    void permission(JsonObject permission, Direction direction) {
        boolean named = false;
        for (String list : SOURCE_ORDER) {
            Optional<JsonArray> sources = permission.findArray(list);
            for (JsonTree source : sources.map(JsonArray::elements).orElse(List.of())) {
                named = true;
                Entry entry = entry(permission, permission.whole() ? source.line() : permission.line(), direction);
                Optional<JsonTree> other = source instanceof JsonObject object
                        ? object.find(SOURCES.getOrDefault(list, ""))
                        : Optional.empty();
                if (list.startsWith("Ip") && other.isPresent()) {
                    entry.remote(direction, other.get());
                } else {
                    unknown(entry, direction, list, other, source.line());
                }
                add(entry, direction);
            }
        }
        if (!named) {
            Entry entry = entry(permission, permission.line(), direction);
            entry.doubt(permission.line(), "a permission without the other end's addresses");
            add(entry, direction);
        }
    }

    /** Members of a prefix list or of another group are not in the document. */
    private static void unknown(Entry entry, Direction direction, String list, Optional<JsonTree> other, int line) {
        if (other.isEmpty()) {
            entry.doubt(line, "an element of " + list + " without " + SOURCES.get(list));
            return;
        }
        String text = (list.equals("PrefixListIds") ? "prefix list " : "group ")
                + Excerpt.unquoted(other.get().excerpt().replace("\"", ""));
        entry.from(direction, text);
        entry.unmodelled(text);
    }

    /** An element of {@code SecurityGroupRules}. */
    void flatRule(JsonObject rule) {
        boolean egress = rule.find("IsEgress").orElse(null) instanceof JsonBoolean flag && flag.value();
        List<Direction> directions = rule.find("IsEgress").orElse(null) instanceof JsonBoolean
                ? List.of(egress ? Direction.OUTBOUND : Direction.INBOUND)
                : List.of(Direction.values());
        for (Direction direction : directions) {
            Entry entry = entry(rule, rule.line(), direction);
            if (directions.size() > 1) {
                entry.doubt(rule.line(), "a rule that does not say whether it is for egress");
            }
            flatSource(rule, entry, direction);
            add(entry, direction);
        }
    }

    private static void flatSource(JsonObject rule, Entry entry, Direction direction) {
        Optional<JsonTree> cidr = rule.find("CidrIpv4").or(() -> rule.find("CidrIpv6"));
        Optional<JsonTree> list = rule.find("PrefixListId");
        Optional<JsonTree> group = rule.findObject("ReferencedGroupInfo").flatMap(info -> info.find("GroupId"));
        if (cidr.isPresent()) {
            entry.remote(direction, cidr.get());
        } else if (list.isPresent()) {
            unknown(entry, direction, "PrefixListIds", list, rule.line());
        } else if (group.isPresent()) {
            unknown(entry, direction, "UserIdGroupPairs", group, rule.line());
        } else {
            entry.doubt(rule.line(), "a rule without the other end's addresses");
        }
    }

    private Entry entry(JsonObject object, int line, Direction direction) {
        Entry entry = new Entry(line, "allow " + (direction == Direction.INBOUND ? "inbound" : "outbound"), transcript);
        entry.readWhole(object);
        entry.protocol(object, "IpProtocol");
        entry.ports(object, "FromPort", "ToPort");
        return entry;
    }

    private void add(Entry entry, Direction direction) {
        Rule rule = entry.rule(ALLOW);
        transcript.count(rule);
        list(direction).add(rule);
    }

    /** There may be a rule that allows anything. */
    void doubtAll(Direction direction, int line, String text) {
        transcript.count(false);
        list(direction).add(new Rule(List.of(new Match.Unmodelled(text)), ALLOW, transcript.at(line), text));
    }
}

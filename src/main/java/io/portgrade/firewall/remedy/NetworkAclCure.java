package io.portgrade.firewall.remedy;

import io.portgrade.firewall.Action;
import io.portgrade.firewall.AddressRange;
import io.portgrade.firewall.AddressSet;
import io.portgrade.firewall.End;
import io.portgrade.firewall.Family;
import io.portgrade.firewall.Firewall;
import io.portgrade.firewall.Firewall.NetworkAcl;
import io.portgrade.firewall.IpAddress;
import io.portgrade.firewall.Match;
import io.portgrade.firewall.PortRanges;
import io.portgrade.firewall.Rule;
import io.portgrade.firewall.dialect.ReadFirewall;
import io.portgrade.snapshot.FirewallFormat;
import io.portgrade.snapshot.PortRange;
import io.portgrade.snapshot.SourceLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * For a network ACL: an entry for each range of ports that is lost, with a free number below the one that denies. Not for what
 * is {@link DeniedByNumber}. Amazon VPC User Guide,
 * "Control subnet traffic with network access control lists".
 */
final class NetworkAclCure implements Cure {

    /** An ACL has 20 entries each way unless more were asked for. */
    private static final int MOST_ENTRIES = 10;

    private static final int HIGHEST = 32_766;
    private static final int STEP = 10;
    private static final String IMPLICIT = "entry of the network ACL allows it";

    @Override
    public List<Proposal> proposals(ReadFirewall document, Firewall firewall, Loss loss) {
        List<PortRange> ranges =
                loss.isReply() ? loss.ports().ranges() : List.of(new PortRange(loss.port(), loss.port()));
        if (!(firewall instanceof NetworkAcl acl)
                || ranges.size() > MOST_ENTRIES
                || loss.port() == 0 && !loss.isReply()) {
            return List.of();
        }
        Optional<String> into = AwsDocument.entries(document.document().text());
        NetworkAcl changed = acl;
        List<FirewallEdit> edits = new ArrayList<>();
        for (PortRange range : ranges) {
            List<Rule> rules = new ArrayList<>(loss.isReply() ? changed.inbound() : changed.outbound());
            int denying = denying(rules, loss);
            int number = denying < 0 ? 0 : free(rules, denying);
            if (number == 0 || into.isEmpty()) {
                return List.of();
            }
            Entry entry = new Entry(number, loss, range);
            edits.add(entry.edit(document, into.get()));
            rules.add(entry.index(rules), entry.rule(loss.decider().source()));
            changed = loss.isReply()
                    ? new NetworkAcl(rules, changed.outbound(), changed.families())
                    : new NetworkAcl(changed.inbound(), rules, changed.families());
        }
        return List.of(new Proposal(changed, edits));
    }

    /**
     * The number of the entry that denies, one above all for the implicit one; negative when it is not of this ACL, or denies
     * ports by number.
     */
    private static int denying(List<Rule> rules, Loss loss) {
        if (loss.decider().text().endsWith(IMPLICIT)) {
            return HIGHEST + 1;
        }
        return rules.stream()
                .filter(rule -> rule.text().equals(loss.decider().text()))
                .filter(rule -> !DeniedByNumber.isMeant(rule))
                .mapToInt(NetworkAclCure::number)
                .findFirst()
                .orElse(-1);
    }

    /** Behind all others where none denies explicitly, else the highest free one before that; 0 when there is none. */
    private static int free(List<Rule> rules, int denying) {
        List<Integer> taken = rules.stream()
                .map(NetworkAclCure::number)
                .filter(number -> number <= HIGHEST)
                .toList();
        if (denying > HIGHEST) {
            int next = taken.stream().mapToInt(Integer::intValue).max().orElse(0) + STEP;
            if (next <= HIGHEST) {
                return next - next % STEP;
            }
        }
        for (int number = denying - 1; number > 0; number--) {
            if (!taken.contains(number)) {
                return number;
            }
        }
        return 0;
    }

    /** The digits that the text of an entry begins with. */
    static int number(Rule rule) {
        int number = 0;
        for (int i = 0; i < rule.text().length() && i < 6; i++) {
            char c = rule.text().charAt(i);
            if (c < '0' || c > '9') {
                return number;
            }
            number = number * 10 + c - '0';
        }
        return number;
    }

    /** What is added. */
    private record Entry(int number, Loss loss, PortRange ports) {

        int index(List<Rule> rules) {
            int index = 0;
            while (index < rules.size() && NetworkAclCure.number(rules.get(index)) < number) {
                index++;
            }
            return index;
        }

        AddressRange other() {
            Optional<IpAddress> address = loss.address();
            return address.map(one -> new AddressRange(one, one)).orElse(AddressRange.all(loss.family()));
        }

        String cidr() {
            return loss.address()
                    .map(one -> one + "/" + one.family().bits())
                    .orElse(loss.family() == Family.IPV4 ? "0.0.0.0/0" : "::/0");
        }

        Rule rule(String source) {
            End end = loss.isReply() ? End.SOURCE : End.DESTINATION;
            return new Rule(
                    List.of(
                            Match.Protocol.of(loss.protocol()),
                            new Match.Address(end, AddressSet.of(other())),
                            new Match.Port(End.DESTINATION, PortRanges.of(ports.low(), ports.high()))),
                    new Action.Accept(),
                    SourceLocation.in(source),
                    number + " allow " + loss.protocol().id() + " " + ports);
        }

        FirewallEdit edit(ReadFirewall document, String into) {
            boolean ipv4 = loss.family() == Family.IPV4;
            String json = "{\"" + (ipv4 ? "CidrBlock" : "Ipv6CidrBlock") + "\": \"" + cidr() + "\", \"Egress\": "
                    + !loss.isReply() + ", \"PortRange\": {\"From\": " + ports.low() + ", \"To\": " + ports.high()
                    + "}, \"Protocol\": \"" + loss.protocol().number()
                    + "\", \"RuleAction\": \"allow\", \"RuleNumber\": " + number + "}";
            String command = "aws ec2 create-network-acl-entry --network-acl-id "
                    + AwsDocument.id(document.document().text(), "NetworkAclId", "acl-…")
                    + (loss.isReply() ? " --ingress" : " --egress") + " --rule-number " + number + " --protocol "
                    + loss.protocol().number() + " --port-range From=" + ports.low() + ",To=" + ports.high()
                    + (ipv4 ? " --cidr-block " : " --ipv6-cidr-block ") + cidr() + " --rule-action allow";
            return new FirewallEdit(
                    document.document().source(), FirewallFormat.AWS_NETWORK_ACL, null, into, json, command);
        }
    }
}

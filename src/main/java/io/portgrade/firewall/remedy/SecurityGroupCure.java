package io.portgrade.firewall.remedy;

import io.portgrade.firewall.Action;
import io.portgrade.firewall.AddressRange;
import io.portgrade.firewall.AddressSet;
import io.portgrade.firewall.End;
import io.portgrade.firewall.Family;
import io.portgrade.firewall.Firewall;
import io.portgrade.firewall.Firewall.SecurityGroups;
import io.portgrade.firewall.IpAddress;
import io.portgrade.firewall.Match;
import io.portgrade.firewall.PortRanges;
import io.portgrade.firewall.Rule;
import io.portgrade.firewall.dialect.ReadFirewall;
import io.portgrade.snapshot.FirewallFormat;
import io.portgrade.snapshot.SourceLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** For security groups: an outbound rule to the one destination; replies need none. Amazon VPC User Guide, "Security groups". */
final class SecurityGroupCure implements Cure {

    private static final String IMPLICIT = "no outbound rule of the security group allows it";

    @Override
    public List<Proposal> proposals(ReadFirewall document, Firewall firewall, Loss loss) {
        Optional<IpAddress> address = loss.address();
        Optional<String> into = AwsDocument.egress(document.document().text());
        if (!(firewall instanceof SecurityGroups groups)
                || !loss.decider().text().equals(IMPLICIT)
                || address.isEmpty()
                || into.isEmpty()) {
            return List.of();
        }
        List<Rule> outbound = new ArrayList<>(groups.outbound());
        outbound.add(new Rule(
                List.of(
                        Match.Protocol.of(loss.protocol()),
                        new Match.Address(
                                End.DESTINATION, AddressSet.of(new AddressRange(address.get(), address.get()))),
                        new Match.Port(End.DESTINATION, PortRanges.of(loss.port()))),
                new Action.Accept(),
                SourceLocation.in(document.document().source()),
                "allow outbound " + loss.protocol().id() + " " + loss.port() + " to " + address.get()));
        return List.of(new Proposal(
                new SecurityGroups(groups.inbound(), outbound, groups.families()),
                List.of(edit(document, loss, address.get(), into.get()))));
    }

    private static FirewallEdit edit(ReadFirewall document, Loss loss, IpAddress to, String into) {
        boolean ipv4 = to.family() == Family.IPV4;
        String permission = "{\"IpProtocol\": \"" + loss.protocol().id() + "\", \"FromPort\": " + loss.port()
                + ", \"ToPort\": " + loss.port() + ", "
                + (ipv4 ? "\"IpRanges\": [{\"CidrIp\"" : "\"Ipv6Ranges\": [{\"CidrIpv6\"") + ": \"" + to + "/"
                + to.family().bits() + "\"}]}";
        String command = "aws ec2 authorize-security-group-egress --group-id "
                + AwsDocument.id(document.document().text(), "GroupId", "sg-…") + " --ip-permissions '[" + permission
                + "]'";
        return new FirewallEdit(
                document.document().source(), FirewallFormat.AWS_SECURITY_GROUP, null, into, permission, command);
    }
}

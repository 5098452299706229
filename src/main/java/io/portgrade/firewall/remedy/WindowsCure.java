package io.portgrade.firewall.remedy;

import io.portgrade.firewall.Action;
import io.portgrade.firewall.AddressRange;
import io.portgrade.firewall.AddressSet;
import io.portgrade.firewall.Direction;
import io.portgrade.firewall.End;
import io.portgrade.firewall.Firewall;
import io.portgrade.firewall.Firewall.WindowsFirewall;
import io.portgrade.firewall.Firewall.WindowsRule;
import io.portgrade.firewall.IpAddress;
import io.portgrade.firewall.Match;
import io.portgrade.firewall.PortRanges;
import io.portgrade.firewall.Rule;
import io.portgrade.firewall.dialect.ReadFirewall;
import io.portgrade.snapshot.FirewallFormat;
import io.portgrade.snapshot.SourceLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * For Windows Defender Firewall: an outbound rule to the one destination where the profile blocks by default; replies need
 * none. What a rule blocks, no other rule lets through. {@code netsh advfirewall firewall add rule}, Windows Server 2022.
 */
final class WindowsCure implements Cure {

    private static final String DEFAULT = "the profile blocks outbound by default";

    @Override
    public List<Proposal> proposals(ReadFirewall document, Firewall firewall, Loss loss) {
        Optional<IpAddress> address = loss.address();
        if (!(firewall instanceof WindowsFirewall windows)
                || address.isEmpty()
                || !loss.decider().text().equals(DEFAULT)) {
            return List.of();
        }
        IpAddress to = address.get();
        Rule rule = new Rule(
                List.of(
                        Match.Protocol.of(loss.protocol()),
                        new Match.Address(End.DESTINATION, AddressSet.of(new AddressRange(to, to))),
                        new Match.Port(End.DESTINATION, PortRanges.of(loss.port()))),
                new Action.Accept(),
                SourceLocation.in(document.document().source()),
                "allow out " + to + " port " + loss.port());
        List<WindowsRule> rules = new ArrayList<>(windows.rules());
        rules.add(new WindowsRule(rule, Direction.OUTBOUND, false));
        return List.of(new Proposal(
                new WindowsFirewall(
                        rules, windows.allowsInboundByDefault(), windows.allowsOutboundByDefault(), windows.families()),
                List.of(edit(document, loss, to))));
    }

    /** Where rules are objects of PowerShell the command alone says it. */
    private static FirewallEdit edit(ReadFirewall document, Loss loss, IpAddress to) {
        String protocol = loss.protocol().id().toUpperCase(Locale.ROOT);
        String name = "Outbound " + protocol + " " + loss.port() + " to " + to;
        String command = "netsh advfirewall firewall add rule name=\"" + name + "\" dir=out action=allow protocol="
                + protocol + " remoteip=" + to + " remoteport=" + loss.port();
        String text = document.document().text();
        boolean isNetsh = text.contains("Rule Name:") || text.contains("Profile Settings:");
        Integer end = isNetsh ? (int) text.lines().count() + 1 : null;
        return new FirewallEdit(
                document.document().source(),
                FirewallFormat.WINDOWS_NETSH,
                end,
                null,
                shown(name, protocol, to, loss.port()),
                command);
    }

    private static String shown(String name, String protocol, IpAddress to, int port) {
        return """
                Rule Name:                            %s
                ----------------------------------------------------------------------
                Enabled:                              Yes
                Direction:                            Out
                Profiles:                             Domain,Private,Public
                Grouping:
                LocalIP:                              Any
                RemoteIP:                             %s/%d
                Protocol:                             %s
                LocalPort:                            Any
                RemotePort:                           %d
                InterfaceTypes:                       Any
                Security:                             NotRequired
                Action:                               Allow""".formatted(name, to, to.family().bits(), protocol, port);
    }
}

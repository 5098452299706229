package io.portgrade.firewall.dialect;

import io.portgrade.firewall.dialect.aws.NetworkAclReader;
import io.portgrade.firewall.dialect.aws.SecurityGroupReader;
import io.portgrade.firewall.dialect.nft.NftJsonReader;
import io.portgrade.firewall.dialect.nft.NftReader;
import io.portgrade.firewall.dialect.pf.PfReader;
import io.portgrade.firewall.dialect.windows.WindowsReader;
import io.portgrade.snapshot.Diagnostic;
import io.portgrade.snapshot.FirewallDocument;
import io.portgrade.snapshot.FirewallFormat;
import java.util.List;
import java.util.Optional;

/** Every dialect, and the way from a text to its own. */
public final class Dialects {

    /** In the order in which they are asked whether a text is theirs. */
    private static final List<Dialect> ALL = List.of(
            new IptablesDialect(),
            new ReaderDialect(FirewallFormat.NFT_JSON, NftJsonReader::recognises, NftJsonReader::read),
            new ReaderDialect(FirewallFormat.NFT, NftReader::recognises, NftReader::read),
            new ReaderDialect(FirewallFormat.AWS_NETWORK_ACL, NetworkAclReader::recognises, NetworkAclReader::read),
            new ReaderDialect(
                    FirewallFormat.AWS_SECURITY_GROUP, SecurityGroupReader::recognises, SecurityGroupReader::read),
            new ReaderDialect(FirewallFormat.PF, PfReader::recognises, PfReader::read),
            new ReaderDialect(FirewallFormat.WINDOWS_NETSH, WindowsReader::recognisesNetsh, WindowsReader::read),
            new ReaderDialect(
                    FirewallFormat.WINDOWS_POWERSHELL, WindowsReader::recognisesPowerShell, WindowsReader::read));

    private Dialects() {}

    /** Reads a document in its stated format, or in the one that it looks like; empty when it looks like none. */
    public static Optional<ParsedFirewall> parse(FirewallDocument document) {
        Optional<FirewallFormat> format =
                document.format() == null ? recognise(document.text()) : Optional.of(document.format());
        return format.flatMap(known -> find(known).map(dialect -> dialect.parse(document, known)));
    }

    /** What to tell the sender of a text that no dialect recognises. */
    public static Diagnostic notRecognised(FirewallDocument document) {
        return new Diagnostic(
                document.source(),
                null,
                Summaries.hint(document.text())
                        .orElse("not recognised as a firewall's rules: state its format, one of "
                                + FirewallFormat.ids()));
    }

    /** The format that a text looks like; empty when it looks like none. */
    static Optional<FirewallFormat> recognise(String text) {
        for (Dialect dialect : ALL) {
            Optional<FirewallFormat> format = dialect.recognise(text);
            if (format.isPresent()) {
                return format;
            }
        }
        return Optional.empty();
    }

    private static Optional<Dialect> find(FirewallFormat format) {
        return ALL.stream()
                .filter(dialect -> dialect.formats().contains(format))
                .findFirst();
    }
}

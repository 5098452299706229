package io.portgrade.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.portgrade.ingest.text.Excerpt;
import java.util.Map;

/** What is wrong with archives, in words that say what to do about it. */
final class ArchiveProblem {

    /** How the names of the variables begin that raise the bounds. */
    static final String VARIABLES = "PORTGRADE_HTTP_ARCHIVE_";

    /** The least that is worth sending. */
    private static final String SMALL_REPORT =
            "sos report --batch -o host,kernel,networking,firewall_tables,pam makes a small one (where sos knows no"
                    + " firewall_tables, leave that out)";

    /** What else people pack with, by its first bytes. */
    private static final Map<String, String> OTHERS = Map.of(
            "BZh", "bzip2",
            "PK\u0003\u0004", "zip",
            "(\u00b5/\u00fd", "zstd",
            "7z\u00bc\u00af", "7z",
            "\u008c\r", "encrypted by gpg",
            "\u008c.", "encrypted by gpg");

    private ArchiveProblem() {}

    static ProblemException noArchive(byte[] body) {
        if (body.length == 0) {
            return ProblemException.of(
                    ProblemType.EMPTY_BODY,
                    "the archive is empty: send a sosreport with --data-binary @sosreport.tar.xz");
        }
        return ProblemException.of(
                ProblemType.MALFORMED_ARCHIVE, kindOf(body) + ": send a tar, plain or packed by gzip or xz");
    }

    /** What a body is that is none of the archives read here. */
    static String kindOf(byte[] body) {
        for (Map.Entry<String, String> other : OTHERS.entrySet()) {
            if (ArchiveFormat.startsWith(body, other.getKey().getBytes(ISO_8859_1))) {
                return "the archive is " + other.getValue() + ", which is not read here";
            }
        }
        return "what was sent is not an archive that is known here";
    }

    static ProblemException broken(ArchiveFormat format, String why) {
        return ProblemException.of(
                ProblemType.MALFORMED_ARCHIVE,
                "the archive (" + format.id() + ") " + why + ": make it anew and send it again");
    }

    /** @param setting the end of the name of the variable that raises the bound */
    static ProblemException tooLarge(String why, String remedy, String setting) {
        return ProblemException.of(
                ProblemType.ARCHIVE_TOO_LARGE,
                "the archive is too large: " + why + ": " + remedy + ", or have " + VARIABLES + setting + " raised");
    }

    static ProblemException tooLarge(String why, String setting) {
        return tooLarge(why, SMALL_REPORT, setting);
    }

    /** @param members how many there are, none of them of use */
    static ProblemException nothingFound(int members) {
        return ProblemException.of(
                ProblemType.NOTHING_READABLE,
                (members == 0
                                ? "the archive has no members"
                                : "no member of the archive, of " + members + ", is read here")
                        + ": send what sos report made, as it is; read are sos_commands/kernel/sysctl_-a, etc/sysctl.d,"
                        + " the outputs of ss, nft and iptables, and etc/security/limits.conf; " + SMALL_REPORT);
    }

    /** @param name of one of the archives in the archive */
    static ProblemException nested(String name) {
        return ProblemException.of(
                ProblemType.NOTHING_READABLE,
                "the archive holds archives, such as " + Excerpt.of(name)
                        + ", which are not opened: unpack it and send each of them in a request of its own");
    }
}

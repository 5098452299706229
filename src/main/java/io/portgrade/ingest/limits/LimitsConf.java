package io.portgrade.ingest.limits;

import io.portgrade.ingest.text.Line;
import io.portgrade.snapshot.OpenFilesLimit.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * limits.conf and limits.d of pam_limits: {@code <domain> <type> <item> <value>}, of which all but the domain may be in
 * any case; {@code #} begins a comment wherever it stands (limits.conf(5), Linux-PAM 1.5.2).
 */
record LimitsConf(FoundLimits found) implements LimitFormat {

    private static final Set<String> ITEMS =
            words("core data fsize memlock nofile rss stack cpu nproc as maxlogins maxsyslogins nonewprivs "
                    + "priority locks sigpending msgqueue nice rtprio chroot");

    @Override
    public Reading read(Line line) {
        List<String> fields = fields(line);
        if (fields.isEmpty()) {
            return Reading.PASSED_OVER;
        }
        if (fields.size() < 2) {
            return Reading.FOREIGN;
        }
        List<Kind> kinds = kinds(fields.get(1).toLowerCase(Locale.ROOT));
        if (fields.size() == 2 && kinds.size() == 2) {
            return Reading.READ; // "root -" exempts the domain from all limits
        }
        if (kinds.isEmpty() || fields.size() < 4) {
            return Reading.FOREIGN;
        }
        String item = fields.get(2).toLowerCase(Locale.ROOT);
        return ITEMS.contains(item) ? readItem(line, fields, kinds, item) : Reading.FOREIGN;
    }

    private Reading readItem(Line line, List<String> fields, List<Kind> kinds, String item) {
        String domain = fields.get(0);
        if (domain.indexOf('/') >= 0) {
            return found.report(line, "a path where the domain belongs, send the file as it is, not grep's output");
        }
        return item.equals("nofile") ? found.putForDomain(line, domain, kinds, fields.get(3)) : Reading.READ;
    }

    private static List<String> fields(Line line) {
        List<String> fields = new ArrayList<>();
        for (int i = 0; i < line.size(); i++) {
            String word = line.word(i);
            int comment = word.indexOf('#');
            if (comment != 0) {
                fields.add(comment < 0 ? word : word.substring(0, comment));
            }
            if (comment >= 0) {
                break;
            }
        }
        return fields;
    }

    private static List<Kind> kinds(String type) {
        return switch (type) {
            case "soft" -> List.of(Kind.SOFT);
            case "hard" -> List.of(Kind.HARD);
            case "-" -> List.of(Kind.SOFT, Kind.HARD);
            default -> List.of();
        };
    }

    private static Set<String> words(String text) {
        return Set.of(text.split(" "));
    }
}

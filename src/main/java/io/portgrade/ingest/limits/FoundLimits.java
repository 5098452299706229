package io.portgrade.ingest.limits;

import static java.util.Comparator.comparing;

import io.portgrade.ingest.text.Diagnostics;
import io.portgrade.ingest.text.Line;
import io.portgrade.snapshot.OpenFilesLimit;
import io.portgrade.snapshot.OpenFilesLimit.Kind;
import io.portgrade.snapshot.SourceLocation;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/** The limits read so far, and the diagnostics about lines that could not be read. */
final class FoundLimits {

    private static final String PROCESS = "process";
    private static final String EVERYONE = "*";

    /** Whom what is stated for everyone does not bind. */
    private static final String ROOT = "root";

    // RLIM_INFINITY as older tools print it
    private static final BigInteger INFINITY = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
    private static final int MAX_DIGITS = 20;

    /** Far more domains than any host has; bounds what hostile text can make of memory. */
    static final int MOST = 10_000;

    private record Subject(String domain, Kind kind) {}

    private final String source;
    private final Diagnostics diagnostics;
    private final List<OpenFilesLimit> ofProcesses = new ArrayList<>();
    private final Map<Subject, OpenFilesLimit> ofUnits = new HashMap<>();
    private final Map<Subject, OpenFilesLimit> ofDomains = new HashMap<>();

    FoundLimits(String source) {
        this.source = source;
        this.diagnostics = new Diagnostics(source);
    }

    Reading addForProcess(Line line, Kind kind, String value) {
        OptionalLong parsed = parse(line, value);
        if (parsed.isEmpty() || !hasRoom(line)) {
            return Reading.REPORTED;
        }
        ofProcesses.add(new OpenFilesLimit(PROCESS, kind, parsed.getAsLong(), place(line)));
        return Reading.READ;
    }

    /** Adds both or, when one of them cannot be or is above the other, none. */
    Reading addForProcess(Line line, String soft, String hard) {
        List<OpenFilesLimit> both = both(line, soft, hard);
        ofProcesses.addAll(both);
        return both.isEmpty() ? Reading.REPORTED : Reading.READ;
    }

    private List<OpenFilesLimit> both(Line line, String soft, String hard) {
        OptionalLong softLimit = parse(line, soft);
        OptionalLong hardLimit = softLimit.isPresent() ? parse(line, hard) : softLimit;
        if (hardLimit.isEmpty() || !hasRoom(line)) {
            return List.of();
        }
        if (softLimit.getAsLong() > hardLimit.getAsLong()) {
            report(line, "the soft limit is above the hard limit");
            return List.of();
        }
        return List.of(
                new OpenFilesLimit(PROCESS, Kind.SOFT, softLimit.getAsLong(), place(line)),
                new OpenFilesLimit(PROCESS, Kind.HARD, hardLimit.getAsLong(), place(line)));
    }

    /** As {@link #addForProcess(Line, String, String)}, in place of what was said before about processes of this unit. */
    Reading putForUnit(Line line, String unit, String soft, String hard) {
        List<OpenFilesLimit> both = both(line, soft, hard);
        both.forEach(limit -> ofUnits.put(new Subject(unit, limit.kind()), limit));
        return both.isEmpty() ? Reading.REPORTED : Reading.READ;
    }

    Reading putSoftForUnit(Line line, String unit, String value) {
        OptionalLong parsed = parse(line, value);
        if (parsed.isEmpty() || !hasRoom(line)) {
            return Reading.REPORTED;
        }
        ofUnits.put(
                new Subject(unit, Kind.SOFT), new OpenFilesLimit(PROCESS, Kind.SOFT, parsed.getAsLong(), place(line)));
        return Reading.READ;
    }

    /** Takes back what was said about processes of a unit. */
    void forgetUnit(String unit) {
        ofUnits.remove(new Subject(unit, Kind.SOFT));
        ofUnits.remove(new Subject(unit, Kind.HARD));
    }

    /** Takes the place of what was said before about this domain and kind. */
    Reading putForDomain(Line line, String domain, List<Kind> kinds, String value) {
        OptionalLong parsed = parse(line, value);
        if (parsed.isEmpty() || !hasRoom(line)) {
            return Reading.REPORTED;
        }
        for (Kind kind : kinds) {
            OpenFilesLimit limit = new OpenFilesLimit(domain, kind, parsed.getAsLong(), place(line));
            ofDomains.put(new Subject(domain, kind), limit);
        }
        return Reading.READ;
    }

    /** Forgets the soft limit of a process that the line before this one stated, if it did. */
    void forgetSoftBefore(Line line) {
        int size = ofProcesses.size();
        ofProcesses
                .subList(Math.max(0, size - 2), size)
                .removeIf(limit -> limit.kind() == Kind.SOFT
                        && Objects.equals(limit.source().line(), line.number() - 1));
    }

    private boolean hasRoom(Line line) {
        if (ofProcesses.size() + ofUnits.size() + ofDomains.size() < MOST) {
            return true;
        }
        report(line, "there are " + MOST + " limits before this one, it is left out");
        return false;
    }

    Reading report(Line line, String message) {
        diagnostics.at(line, message);
        return Reading.REPORTED;
    }

    ParsedLimits toParsed(int recognisedLines) {
        List<OpenFilesLimit> all = new ArrayList<>(ofProcesses);
        all.addAll(ofUnits.values());
        ofDomains.forEach((subject, limit) -> all.add(subject.kind() == Kind.SOFT ? bounded(limit) : limit));
        ofDomains.keySet().stream()
                .filter(subject -> subject.kind() == Kind.HARD)
                .forEach(subject -> ofEveryone(subject.domain()).ifPresent(all::add));
        all.sort(comparing((OpenFilesLimit limit) -> limit.source().line()).thenComparing(OpenFilesLimit::kind));
        return new ParsedLimits(all, diagnostics.toList(), recognisedLines);
    }

    /** As pam_limits lowers a soft limit to the hard one of the session (setup_limits, Linux-PAM 1.5.2). */
    private OpenFilesLimit bounded(OpenFilesLimit soft) {
        OpenFilesLimit hard = ofDomains.get(new Subject(soft.domain(), Kind.HARD));
        if (hard == null && !soft.domain().equals(ROOT)) {
            hard = ofDomains.get(new Subject(EVERYONE, Kind.HARD));
        }
        return hard == null || soft.value() <= hard.value()
                ? soft
                : new OpenFilesLimit(soft.domain(), Kind.SOFT, hard.value(), hard.source());
    }

    /** The soft limit of all users where it is lowered for a domain that states a hard one alone. */
    private Optional<OpenFilesLimit> ofEveryone(String domain) {
        OpenFilesLimit soft = ofDomains.get(new Subject(EVERYONE, Kind.SOFT));
        if (soft == null || domain.equals(ROOT) || ofDomains.containsKey(new Subject(domain, Kind.SOFT))) {
            return Optional.empty();
        }
        OpenFilesLimit lowered = bounded(new OpenFilesLimit(domain, Kind.SOFT, soft.value(), soft.source()));
        return lowered.value() < soft.value() ? Optional.of(lowered) : Optional.empty();
    }

    /** {@link Long#MAX_VALUE} when unlimited; empty, with a diagnostic, when it is no number or too large. */
    private OptionalLong parse(Line line, String value) {
        if (isUnlimited(value)) {
            return OptionalLong.of(Long.MAX_VALUE);
        }
        if (!isWholeNumber(value)) {
            report(line, value.isEmpty() ? "the limit is missing" : "the limit is not a whole number");
            return OptionalLong.empty();
        }
        BigInteger number = value.length() > MAX_DIGITS ? INFINITY.add(BigInteger.ONE) : new BigInteger(value);
        if (number.equals(INFINITY)) {
            return OptionalLong.of(Long.MAX_VALUE);
        }
        if (number.bitLength() > 63) {
            report(line, "the limit is too large");
            return OptionalLong.empty();
        }
        return OptionalLong.of(number.longValueExact());
    }

    static boolean isUnlimited(String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "unlimited", "infinity", "-1" -> true;
            default -> false;
        };
    }

    static boolean isWholeNumber(String value) {
        return !value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private SourceLocation place(Line line) {
        return SourceLocation.of(source, line.number());
    }
}

package io.portgrade.ingest.limits;

import io.portgrade.ingest.text.Line;
import io.portgrade.ingest.text.Lines;
import io.portgrade.snapshot.SourceLocation;
import java.util.List;

/**
 * Reads limits of open files from the output of {@code ulimit}, from {@code /proc/PID/limits}, from limits.conf and
 * limits.d, and from systemd's {@code LimitNOFILE=}, several of them in one text if need be. What is not stated for a
 * domain of limits.conf has the domain {@code process}.
 */
public final class LimitsText {

    private LimitsText() {}

    /**
     * Reads whatever can be read; never throws.
     *
     * @param source as in {@link SourceLocation#source()}
     */
    public static ParsedLimits parse(String text, String source) {
        FoundLimits found = new FoundLimits(source);
        List<LimitFormat> formats =
                List.of(new ShellLimits(found), new ProcLimits(found), new SystemdLimits(found), new LimitsConf(found));
        int recognisedLines = 0;
        for (Line line : new Lines(text)) {
            if (!line.isBlank() && read(line, formats, found) == Reading.READ) {
                recognisedLines++;
            }
        }
        return found.toParsed(recognisedLines);
    }

    private static Reading read(Line line, List<LimitFormat> formats, FoundLimits found) {
        for (LimitFormat format : formats) {
            Reading reading = format.read(line);
            if (reading != Reading.FOREIGN) {
                return reading;
            }
        }
        boolean passedOver =
                line.isPrompt() || line.word(0).startsWith(";") || line.word(0).equals("==>");
        return passedOver ? Reading.PASSED_OVER : found.report(line, "not a line about limits");
    }
}

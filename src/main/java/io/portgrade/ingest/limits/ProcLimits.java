package io.portgrade.ingest.limits;

import io.portgrade.ingest.text.Line;

/** {@code /proc/PID/limits}: a resource a line, soft limit before hard limit (proc(5), man-pages 6.03). */
record ProcLimits(FoundLimits found) implements LimitFormat {

    @Override
    public Reading read(Line line) {
        if (line.word(0).equals("Limit") && line.word(1).equals("Soft")) {
            return Reading.READ;
        }
        if (!line.word(0).equals("Max") || line.size() < 4) {
            return Reading.FOREIGN;
        }
        if (line.word(1).equals("open") && line.word(2).equals("files")) {
            return found.addForProcess(line, line.word(3), line.word(4));
        }
        return Reading.READ;
    }
}

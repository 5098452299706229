package io.portgrade.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.portgrade.finding.Severity;
import io.portgrade.grade.Grade;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a host is as good as was asked for.
 *
 * @param minGrade the least grade; null when none was asked for
 * @param failOn the least severity that fails; null when none was named
 * @param reasons why it did not pass, a sentence each; none when it did
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Gate(@Nullable Grade minGrade, @Nullable Severity failOn, boolean passed, List<String> reasons) {

    public Gate {
        reasons = List.copyOf(reasons);
    }

    /** What was asked for: {@code B or better and nothing of severity high or worse}. */
    public String asked() {
        List<String> asked = new ArrayList<>();
        if (minGrade != null) {
            asked.add(minGrade.letter() + " or better");
        }
        if (failOn != null) {
            asked.add("nothing of severity " + failOn.id() + (failOn == Severity.CRITICAL ? "" : " or worse"));
        }
        return asked.isEmpty() ? "no new finding" : String.join(" and ", asked);
    }
}

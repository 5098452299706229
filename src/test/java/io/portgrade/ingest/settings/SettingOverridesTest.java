package io.portgrade.ingest.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.snapshot.Diagnostic;
import io.portgrade.snapshot.Origin;
import io.portgrade.snapshot.Setting;
import io.portgrade.snapshot.SettingKeys;
import io.portgrade.snapshot.SourceLocation;
import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingOverridesTest {

    @Test
    void readsAKeyInEitherForm() {
        assertThat(parse("net/ipv4/tcp_tw_reuse", " 1 ").settings())
                .containsExactly(
                        new Setting(SettingKeys.TW_REUSE, "1", SourceLocation.in("settings"), Origin.OVERRIDE));
    }

    @ParameterizedTest
    @CsvSource({
        "net.ipv4.tcp_tw_resue,    ': is net.ipv4.tcp_tw_reuse meant?'",
        "net.ipv4.tcp_fin_timeot,  ': is net.ipv4.tcp_fin_timeout meant?'",
        "net.ipv4.tcp_fin_tim,     ''",
        "vm.swappiness,            ''"
    })
    void reportsAKeyThatNothingReads(String key, String hint) {
        assertThat(parse(key, "1").diagnostics())
                .containsExactly(new Diagnostic("settings", null, "no rule reads \"" + key + "\"" + hint));
    }

    @Test
    void passesOverAKeyWithoutValue() {
        Map<String, String> overrides = new HashMap<>();
        overrides.put(SettingKeys.TW_REUSE, null);

        assertThat(SettingOverrides.parse(overrides, "settings", SettingKeyTable.standard()))
                .isEqualTo(ParsedSettings.none());
    }

    @Property
    void measuresDistanceLikeTheTextbook(
            @ForAll @CharRange(from = 'a', to = 'c') @StringLength(max = 6) String one,
            @ForAll @CharRange(from = 'a', to = 'c') @StringLength(max = 6) String other) {
        assertThat(SettingOverrides.distance(one, other, 3)).isEqualTo(Math.min(3, textbook(one, other)));
    }

    private static int textbook(String one, String other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.length() + other.length();
        }
        int replaced = textbook(one.substring(1), other.substring(1)) + (one.charAt(0) == other.charAt(0) ? 0 : 1);
        int dropped = Math.min(textbook(one.substring(1), other), textbook(one, other.substring(1)));
        return Math.min(replaced, dropped + 1);
    }

    private static ParsedSettings parse(String key, String value) {
        return SettingOverrides.parse(Map.of(key, value), "settings", SettingKeyTable.standard());
    }
}

package io.portgrade.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormRefusalTest {

    @ParameterizedTest
    @CsvSource({
        "there is nothing here, There is nothing here.",
        "/pools: expected an array, /pools: expected an array.",
        "A sentence., A sentence.",
    })
    void saysADetailAsASentence(String detail, String sentence) {
        assertThat(FormRefusal.sentence(detail)).isEqualTo(sentence);
    }

    @ParameterizedTest
    @CsvSource({"/, true", "/rules/nope, true", "/nope, true", "/v1/nope, false", "/q/nope, false"})
    void whatIsNoAddressOfTheApiIsOneOfAPage(String path, boolean page) {
        assertThat(FormRefusal.isPage(path)).isEqualTo(page);
    }
}

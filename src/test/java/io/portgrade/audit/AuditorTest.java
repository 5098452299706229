package io.portgrade.audit;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuditorTest {

    @Test
    void smoke() throws Exception {
        Map<String, String> s = new LinkedHashMap<>();
        s.put("net.ipv4.ip_local_port_range", "32768\t61000");
        s.put("net.ipv4.tcp_tw_reuse", "1");
        s.put("net.ipv4.tcp_timestamps", "0");
        s.put("net.ipv4.tcp_fin_timeout", "75");
        s.put("net.ipv4.tcp_max_tw_buckets", "5000");
        s.put("net.ipv4.tcp_rfc1337", "0");
        s.put("net.netfilter.nf_conntrack_max", "20000");
        s.put("net.ipv4.tcp_tw_recycle", "1");
        var report = TestAudits.audit(TestAudits.linux("6.8.0-45-generic", s), "default");
        System.out.println(JsonMapper.builder()
                .addModule(new JavaTimeModule())
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsString(report));
    }
}

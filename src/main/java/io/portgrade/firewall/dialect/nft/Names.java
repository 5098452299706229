package io.portgrade.firewall.dialect.nft;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/** Names that nft knows for numbers: services (IANA's registry), protocols, types of ICMPv6 ({@code nft(8), DATA TYPES}). */
final class Names {

    private static final Map<String, Integer> PORTS = numbers("""
            tcpmux 1 echo 7 discard 9 systat 11 daytime 13 netstat 15 qotd 17 chargen 19 ftp-data 20 ftp 21 ssh 22
            telnet 23 smtp 25 time 37 whois 43 tacacs 49 domain 53 bootps 67 bootpc 68 tftp 69 gopher 70 finger 79
            http 80 www 80 kerberos 88 pop3 110 sunrpc 111 auth 113 nntp 119 ntp 123 epmap 135 netbios-ns 137
            netbios-dgm 138 netbios-ssn 139 imap2 143 imap 143 snmp 161 snmp-trap 162 snmptrap 162 bgp 179 irc 194
            ldap 389 svrloc 427 https 443 microsoft-ds 445 kpasswd 464 submissions 465 urd 465 ssmtp 465 smtps 465 isakmp 500
            exec 512 biff 512 login 513 who 513 shell 514 syslog 514 printer 515 talk 517 ntalk 518 rip 520 route 520
            uucp 540 klogin 543 kshell 544 dhcpv6-client 546 dhcpv6-server 547 rtsp 554 nntps 563 submission 587
            ipp 631 ldaps 636 ldp 646 rsync 873 ftps-data 989 ftps 990 telnets 992 imaps 993 pop3s 995 socks 1080
            openvpn 1194 ms-sql-s 1433 ms-sql-m 1434 l2f 1701 radius 1812 radius-acct 1813 nfs 2049 cvspserver 2401
            mysql 3306 rdp 3389 ms-wbt-server 3389 svn 3690 epmd 4369 iax 4569 mtn 4691 sip 5060 sip-tls 5061
            xmpp-client 5222 xmpp-server 5269 mdns 5353 postgresql 5432 amqps 5671 amqp 5672 x11 6000 redis 6379
            ircd 6667 http-alt 8080 puppet 8140 bacula-dir 9101 zabbix-agent 10050 zabbix-trapper 10051 amanda 10080
            """);

    private static final Map<String, Integer> PROTOCOLS = numbers("""
            ip 0 icmp 1 igmp 2 ggp 3 ipencap 4 st 5 tcp 6 egp 8 igp 9 pup 12 udp 17 hmp 20 xns-idp 22 rdp 27 dccp 33
            ipv6 41 ipv6-route 43 ipv6-frag 44 rsvp 46 gre 47 esp 50 ah 51 skip 57 ipv6-icmp 58 icmpv6 58 ipv6-nonxt 59
            ipv6-opts 60 eigrp 88 ospf 89 pim 103 ipcomp 108 comp 108 vrrp 112 l2tp 115 sctp 132 fc 133 udplite 136
            mpls-in-ip 137 hip 139 shim6 140
            """);

    private static final Map<String, Integer> ICMPV6_TYPES = numbers("""
            destination-unreachable 1 packet-too-big 2 time-exceeded 3 parameter-problem 4 echo-request 128
            echo-reply 129 mld-listener-query 130 mld-listener-report 131 mld-listener-done 132
            mld-listener-reduction 132 nd-router-solicit 133 nd-router-advert 134 nd-neighbor-solicit 135
            nd-neighbor-advert 136 nd-redirect 137 router-renumbering 138 ind-neighbor-solicit 141
            ind-neighbor-advert 142 mld2-listener-report 143
            """);

    private Names() {}

    private static Map<String, Integer> numbers(String table) {
        String[] words = table.strip().split("\\s+", -1);
        Map<String, Integer> numbers = new HashMap<>();
        for (int i = 0; i < words.length; i += 2) {
            numbers.put(words[i], Integer.valueOf(words[i + 1]));
        }
        return Map.copyOf(numbers);
    }

    static OptionalInt port(String name) {
        return find(PORTS, name);
    }

    /** A name, or a number up to 255. */
    static OptionalInt protocol(String text) {
        return octet(PROTOCOLS, text);
    }

    /** A name, or a number up to 255. */
    static OptionalInt icmpv6Type(String text) {
        return octet(ICMPV6_TYPES, text);
    }

    private static OptionalInt octet(Map<String, Integer> names, String text) {
        OptionalInt named = find(names, text);
        return named.isPresent()
                ? named
                : Numbers.find(text).stream()
                        .filter(number -> number <= 255)
                        .mapToInt(number -> (int) number)
                        .findFirst();
    }

    private static OptionalInt find(Map<String, Integer> names, String name) {
        Integer number = names.get(name);
        return number == null ? OptionalInt.empty() : OptionalInt.of(number);
    }
}

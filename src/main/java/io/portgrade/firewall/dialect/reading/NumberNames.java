package io.portgrade.firewall.dialect.reading;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The names of {@code /etc/services} and {@code /etc/protocols} that firewalls print and rules are written with, in lower
 * case; names and numbers are IANA's.
 */
public final class NumberNames {

    private static final int HIGHEST_PORT = 65_535;
    private static final int HIGHEST_PROTOCOL = 255;

    private static final Map<String, Integer> PORTS = table("""
            tcpmux 1 echo 7 discard 9 systat 11 daytime 13 netstat 15 qotd 17 chargen 19 ftp-data 20 ftp 21 ssh 22
            telnet 23 mail 25 smtp 25 time 37 nicname 43 whois 43 tacacs 49 domain 53 bootps 67 bootpc 68 tftp 69
            gopher 70 finger 79 http 80 www 80 kerberos 88 kerberos-sec 88 pop3 110 portmap 111 rpcbind 111 sunrpc 111
            auth 113 ident 113 nntp 119 ntp 123 epmap 135 netbios-ns 137 netbios-dgm 138 netbios-ssn 139 imap 143
            imap2 143 snmp 161 snmp-trap 162 snmptrap 162 bgp 179 irc 194 ldap 389 svrloc 427 https 443 microsoft-ds 445
            kpasswd 464 smtps 465 ssmtp 465 submissions 465 urd 465 isakmp 500 biff 512 exec 512 login 513 who 513
            shell 514 syslog 514 printer 515 talk 517 ntalk 518 rip 520 route 520 router 520 ripng 521 uucp 540
            klogin 543 kshell 544 dhcpv6-client 546 dhcpv6-server 547 rtsp 554 nntps 563 submission 587 ipp 631
            ldaps 636 ldp 646 kerberos-adm 749 domain-s 853 rsync 873 ftps-data 989 ftps 990 telnets 992 imaps 993
            pop3s 995 socks 1080 openvpn 1194 ms-sql-s 1433 ms-sql-m 1434 l2f 1701 l2tp 1701 pptp 1723 radius 1812
            radacct 1813 radius-acct 1813 ssdp 1900 hsrp 1985 nfs 2049 nfsd 2049 cvspserver 2401 mysql 3306
            ms-wbt-server 3389 rdp 3389 nut 3493 svn 3690 bfd-control 3784 epmd 4369 ipsec-msft 4500 ipsec-nat-t 4500
            sae-urn 4500 iax 4569 mtn 4691 vxlan 4789 sip 5060 sip-tls 5061 sips 5061 xmpp-client 5222 xmpp-server 5269
            mdns 5353 postgresql 5432 amqps 5671 amqp 5672 x11 6000 redis 6379 ircd 6667 spamd 8025 spamd-sync 8025
            http-alt 8080 webcache 8080 puppet 8140 jetdirect 9100 bacula-dir 9101 git 9418 zabbix-agent 10050
            zabbix-trapper 10051 amanda 10080
            """);

    private static final Map<String, Integer> PROTOCOLS = table("""
            ip 0 icmp 1 igmp 2 ggp 3 ipencap 4 ipip 4 st 5 tcp 6 egp 8 igp 9 pup 12 udp 17 hmp 20 xns-idp 22 rdp 27
            dccp 33 ipv6 41 ipv6-route 43 ipv6-frag 44 rsvp 46 gre 47 esp 50 ipv6-crypt 50 ah 51 ipv6-auth 51 skip 57
            icmp6 58 icmpv6 58 ipv6-icmp 58 ipv6-nonxt 59 ipv6-opts 60 eigrp 88 ospf 89 ospfigp 89 etherip 97 encap 98
            pim 103 comp 108 ipcomp 108 carp 112 vrrp 112 l2tp 115 isis 124 sctp 132 fc 133 ipv6-mh 135 mh 135
            mobility-header 135 udplite 136 mpls-in-ip 137 manet 138 hip 139 shim6 140 pfsync 240
            """);

    private NumberNames() {}

    /** @param table words and numbers in turn */
    public static Map<String, Integer> table(String table) {
        String[] words = table.strip().split("\\s+", -1);
        Map<String, Integer> numbers = new HashMap<>();
        for (int i = 0; i < words.length; i += 2) {
            numbers.put(words[i], Integer.valueOf(words[i + 1]));
        }
        return Map.copyOf(numbers);
    }

    /** The port of a service's name, or a number up to 65535. */
    public static OptionalInt port(String text) {
        return find(PORTS, HIGHEST_PORT, text);
    }

    /** The number of a protocol's name, or a number up to 255. */
    public static OptionalInt protocol(String text) {
        return find(PROTOCOLS, HIGHEST_PROTOCOL, text);
    }

    private static OptionalInt find(Map<String, Integer> names, int highest, String text) {
        if (text.isEmpty() || text.length() > 5 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            Integer named = names.get(text);
            return named == null ? OptionalInt.empty() : OptionalInt.of(named);
        }
        int number = Integer.parseInt(text);
        return number <= highest ? OptionalInt.of(number) : OptionalInt.empty();
    }
}

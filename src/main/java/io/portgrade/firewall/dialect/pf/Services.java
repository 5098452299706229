package io.portgrade.firewall.dialect.pf;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/** Ports by the names that {@code services(5)} has for them, those that rules are written about. */
final class Services {

    private static final Map<String, Integer> PORTS = new HashMap<>();

    static {
        String table =
                "echo 7 discard 9 daytime 13 ftp-data 20 ftp 21 ssh 22 telnet 23 smtp 25 mail 25 time 37 whois 43"
                        + " nicname 43 tacacs 49 domain 53 bootps 67 bootpc 68 tftp 69 gopher 70 finger 79 http 80 www 80"
                        + " kerberos 88 kerberos-sec 88 pop3 110 sunrpc 111 portmap 111 rpcbind 111 auth 113 ident 113 nntp 119"
                        + " ntp 123 epmap 135 netbios-ns 137 netbios-dgm 138 netbios-ssn 139 imap 143 imap2 143 snmp 161"
                        + " snmptrap 162 snmp-trap 162 bgp 179 irc 194 ldap 389 https 443 microsoft-ds 445 kpasswd 464 smtps 465"
                        + " submissions 465 isakmp 500 exec 512 biff 512 login 513 who 513 shell 514 syslog 514 printer 515"
                        + " route 520 router 520 ripng 521 rtsp 554 dhcpv6-client 546 dhcpv6-server 547 nntps 563 submission 587"
                        + " ipp 631 ldaps 636 ldp 646 kerberos-adm 749 domain-s 853 rsync 873 ftps-data 989 ftps 990 imaps 993"
                        + " pop3s 995 socks 1080 openvpn 1194 ms-sql-s 1433 ms-sql-m 1434 l2tp 1701 pptp 1723 radius 1812"
                        + " radacct 1813 hsrp 1985 ssdp 1900 nfsd 2049 nfs 2049 cvspserver 2401 mysql 3306 rdp 3389"
                        + " ms-wbt-server 3389 svn 3690 bfd-control 3784 ipsec-msft 4500 ipsec-nat-t 4500 sae-urn 4500 vxlan 4789"
                        + " sip 5060 sips 5061 xmpp-client 5222 xmpp-server 5269 mdns 5353 postgresql 5432 amqp 5672 x11 6000"
                        + " redis 6379 ircd 6667 spamd 8025 http-alt 8080 spamd-sync 8025 jetdirect 9100 git 9418"
                        + " zabbix-agent 10050 zabbix-trapper 10051";
        String[] words = table.split(" ");
        for (int i = 0; i < words.length; i += 2) {
            PORTS.put(words[i], Integer.valueOf(words[i + 1]));
        }
    }

    private Services() {}

    /** A number from 0 to 65535 or a name; empty for anything else. */
    static OptionalInt port(String text) {
        if (text.isEmpty() || text.length() > 5 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            Integer named = PORTS.get(text);
            return named == null ? OptionalInt.empty() : OptionalInt.of(named);
        }
        int port = Integer.parseInt(text);
        return port <= 65_535 ? OptionalInt.of(port) : OptionalInt.empty();
    }
}

#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Makes layers.hex: packet text, and the octets that scapy 2.5 builds for the same packet.

source: scapy 2.5; each packet is read by tshark 4.0.17 as well, which must find nothing malformed
and no bad checksum, or the table would not be written.
Usage: make-layers.py >layers.hex
"""
import os, socket, struct, subprocess, sys, tempfile
from scapy.all import *
from scapy.contrib.geneve import GENEVE, GeneveOptions
from scapy.contrib.igmp import IGMP
from scapy.contrib.igmpv3 import IGMPv3, IGMPv3gr, IGMPv3mq, IGMPv3mr
from scapy.contrib.mpls import MPLS
from scapy.layers.sctp import (
    SCTP, SCTPChunkAbort, SCTPChunkCookieAck, SCTPChunkCookieEcho, SCTPChunkData,
    SCTPChunkHeartbeatReq, SCTPChunkInit, SCTPChunkSACK, SCTPChunkShutdown)

conf.verb = 0
A, B = "192.0.2.1", "198.51.100.2"
A6, B6 = "2001:db8::1", "2001:db8::2"
LL = "fe80::1"
M, N = "02:00:00:00:00:01", "02:00:00:00:00:02"
E4 = f"eth src={M} dst={N}"
I4 = f"ip src={A} dst={B} id=7"
I6 = f"ip6 src={A6} dst={B6}"
U = "udp sport=4000 dport=9"


def eth(dst=N):
    return Ether(src=M, dst=dst)


def ip(**more):
    return IP(**{"src": A, "dst": B, "id": 7, **more})


def ip6(**more):
    return IPv6(**{"src": A6, "dst": B6, "hlim": 64, **more})


def udp(sport=4000, dport=9):
    return UDP(sport=sport, dport=dport)


def igmp(body, dst, alert=True):
    head = ip(dst=dst, ttl=1, tos=0xC0, proto=2, options=[IPOption_Router_Alert()] if alert else [])
    return head / body


def mld(body, dst):
    hop = IPv6ExtHdrHopByHop(options=[RouterAlert(value=0)])
    return IPv6(src=LL, dst=dst, hlim=1) / hop / body


def lite(coverage):
    payload = b"hello"
    covered = coverage or 8 + len(payload)
    head = struct.pack("!HHHH", 4000, 9, coverage, 0)
    whole = head + payload
    # scapy's own takes the length of what it sums; RFC 3828 section 3.1 has the whole length
    pseudo = inet_aton(A) + inet_aton(B) + struct.pack("!BBH", 0, 136, len(whole))
    value = checksum(pseudo + whole[:covered])
    return ip(proto=136) / Raw(head[:6] + struct.pack("!H", value) + payload)


def nd(dst, body):
    return IPv6(src=LL, dst=dst, hlim=255) / body


LINK_NULL = bytes([2, 0, 0, 0])
CASES = [
    ("eth", f"{E4} / vlan id=100 / {I4} / {U}", eth() / Dot1Q(vlan=100) / ip() / udp()),
    ("eth", f"{E4} / vlan id=100 ad / vlan id=5 pcp=3 dei=1 / {I4} / {U} / data hi",
     eth() / Dot1AD(vlan=100) / Dot1Q(vlan=5, prio=3, id=1) / ip() / udp() / b"hi"),
    ("eth", f"{E4} / mpls label=16 tc=3 / mpls label=17 ttl=5 / {I4} / {U}",
     eth() / MPLS(label=16, cos=3, s=0, ttl=64) / MPLS(label=17, s=1, ttl=5) / ip() / udp()),
    ("eth", f"{E4} / mpls label=2 / {I6} / {U}", eth() / MPLS(label=2, s=1, ttl=64) / ip6() / udp()),
    ("sll", f"sll ptype=outgoing addr=020000000001 / {I4} / {U}",
     CookedLinux(pkttype=4, lladdrtype=1, lladdrlen=6, src=bytes.fromhex("0200000000010000"), proto=0x800) / ip() / udp()),
    ("sll2", f"sll2 ifindex=3 ptype=outgoing addr=020000000001 / {I6} / {U}",
     CookedLinuxV2(ifindex=3, pkttype=4, lladdrtype=1, lladdrlen=6, src=bytes.fromhex("0200000000010000"), proto=0x86DD) / ip6() / udp()),
    ("null", f"null / {I4} / {U}", Raw(LINK_NULL + bytes(ip() / udp()))),
    ("raw", f"{I6} / hbh opt=ra:0 / {U}", ip6() / IPv6ExtHdrHopByHop(options=[RouterAlert(value=0)]) / udp()),
    ("raw", f"{I6} / hbh opt=tunlimit:4,raw:0x3e:0102 / {U}",
     ip6() / IPv6ExtHdrHopByHop(options=[HBHOptUnknown(otype=4, optdata=b"\4"), HBHOptUnknown(otype=0x3E, optdata=b"\1\2")]) / udp()),
    ("raw", f"{I6} / hbh opt=jumbo:70000,ra:3 / {U}",
     ip6() / IPv6ExtHdrHopByHop(options=[Jumbo(jumboplen=70000), RouterAlert(value=3)]) / udp()),
    ("raw", f"{I6} / dst opt=hao:2001:db8::7 / {U}", ip6() / IPv6ExtHdrDestOpt(options=[HAO(hoa="2001:db8::7")]) / udp()),
    ("raw", f"{I6} / hbh opt=ra:0 / dst opt=hao:2001:db8::7 / {U}",
     ip6() / IPv6ExtHdrHopByHop(options=[RouterAlert(value=0)])
     / IPv6ExtHdrDestOpt(options=[HAO(hoa="2001:db8::7")]) / udp()),
    ("raw", f"{I6} / rt addr=2001:db8::a,2001:db8::b / {U}",
     ip6() / IPv6ExtHdrRouting(type=0, segleft=2, addresses=["2001:db8::a", "2001:db8::b"]) / udp()),
    ("raw", f"{I6} / rt type=2 addr=2001:db8::a / icmp6 echo id=1 seq=2",
     ip6() / IPv6ExtHdrRouting(type=2, segleft=1, addresses=["2001:db8::a"]) / ICMPv6EchoRequest(id=1, seq=2)),
    ("raw", f"{I6} / rt type=4 seg=2001:db8::a,2001:db8::b left=1 / icmp6 echo id=1 seq=2",
     ip6() / IPv6ExtHdrSegmentRouting(segleft=1, lastentry=1, addresses=["2001:db8::b", "2001:db8::a"]) / ICMPv6EchoRequest(id=1, seq=2)),
    ("raw", f"{I6} / frag m=1 id=0x01020304 / {U} / data hellohel",
     ip6() / IPv6ExtHdrFragment(m=1, id=0x01020304) / udp() / b"hellohel"),
    ("raw", f"{I6} / frag off=5 nh=17 id=9 / data hello", ip6() / IPv6ExtHdrFragment(offset=5, nh=17, id=9) / b"hello"),
    ("raw", f"{I4} / ah spi=0x1234 seq=5 icv=000102030405060708090a0b / {U}",
     ip() / AH(spi=0x1234, seq=5, icv=bytes(range(12)), nh=17, payloadlen=4) / Raw(bytes(ip() / udp())[20:])),
    ("raw", f"{I4} / esp spi=0x1234 seq=5 / data hex:00010203", ip() / ESP(spi=0x1234, seq=5, data=bytes(range(4)))),
    ("eth", f"eth src={M} / ip6 src={LL} / ns target=fe80::2 opt=slla:auto",
     eth("33:33:ff:00:00:02") / nd("ff02::1:ff00:2", ICMPv6ND_NS(tgt="fe80::2") / ICMPv6NDOptSrcLLAddr(lladdr=M))),
    ("raw", f"ip6 src={LL} dst=fe80::9 / na r s o target=fe80::1 opt=tlla:{M}",
     nd("fe80::9", ICMPv6ND_NA(tgt=LL, R=1, S=1, O=1) / ICMPv6NDOptDstLLAddr(lladdr=M))),
    ("raw", f"ip6 src={LL} / na o target=fe80::1", nd("ff02::1", ICMPv6ND_NA(tgt=LL, R=0, S=0, O=1))),
    ("eth", f"eth src={M} / ip6 src={LL} / rs opt=slla:{M}",
     eth("33:33:00:00:00:02") / nd("ff02::2", ICMPv6ND_RS() / ICMPv6NDOptSrcLLAddr(lladdr=M))),
    ("raw", f"ip6 src={LL} / ra m o prf=high reachable=30000 retrans=1000 opt=prefix:64:0xc0:2592000:604800:2001:db8::,mtu:1500,rdnss:600:2001:db8::53+2001:db8::54,dnssl:600:example.com+example.net,route:48:high:600:2001:db8:7::",
     nd("ff02::1", ICMPv6ND_RA(chlim=64, M=1, O=1, prf=1, routerlifetime=1800, reachabletime=30000, retranstimer=1000)
        / ICMPv6NDOptPrefixInfo(prefixlen=64, L=1, A=1, validlifetime=2592000, preferredlifetime=604800, prefix="2001:db8::")
        / ICMPv6NDOptMTU(mtu=1500)
        / ICMPv6NDOptRDNSS(lifetime=600, dns=["2001:db8::53", "2001:db8::54"])
        / ICMPv6NDOptDNSSL(lifetime=600, searchlist=["example.com.", "example.net."])
        / ICMPv6NDOptRouteInfo(plen=48, prf=1, rtlifetime=600, prefix="2001:db8:7::", len=2))),
    ("raw", f"ip6 src={LL} / ra opt=pref64:1800:96:64:ff9b::,captive:https://example.com/",
     nd("ff02::1", ICMPv6ND_RA(chlim=64, M=0, O=0, prf=0, routerlifetime=1800)
        / Raw(bytes.fromhex("26020708 0064ff9b 00000000 00000000") + b"\x25\x03" + b"https://example.com/" + bytes(2)))),
    ("raw", f"ip6 src={LL} dst=fe80::5 / redirect target=fe80::2 dst=2001:db8::7 opt=redirected:{bytes(ip6() / udp()).hex()}",
     nd("fe80::5", ICMPv6ND_Redirect(tgt="fe80::2", dst="2001:db8::7") / ICMPv6NDOptRedirectedHdr(pkt=ip6() / udp()))),
    ("raw", f"ip6 src={LL} / mld1 query", mld(ICMPv6MLQuery(mrd=10000), "ff02::1")),
    ("raw", f"ip6 src={LL} / mld1 report group=ff02::1:3", mld(ICMPv6MLReport(mladdr="ff02::1:3", mrd=0), "ff02::1:3")),
    ("raw", f"ip6 src={LL} / mld1 done group=ff02::1:3", mld(ICMPv6MLDone(mladdr="ff02::1:3", mrd=0), "ff02::2")),
    ("raw", f"ip6 src={LL} / mld2 query group=ff02::1:3 s=1 src=2001:db8::1,2001:db8::2",
     mld(ICMPv6MLQuery2(mrd=10000, mladdr="ff02::1:3", S=1, QRV=2, QQIC=125, sources=["2001:db8::1", "2001:db8::2"]), "ff02::1:3")),
    ("raw", f"ip6 src={LL} / mld2 report rec=ex:ff02::1:3 rec=allow:ff02::5+2001:db8::1",
     mld(ICMPv6MLReport2(records_number=2, records=[ICMPv6MLDMultAddrRec(rtype=2, dst="ff02::1:3"),
         ICMPv6MLDMultAddrRec(rtype=5, dst="ff02::5", sources_number=1, sources=["2001:db8::1"])]), "ff02::16")),
    ("raw", f"ip src={A} id=7 / igmp1 query", igmp(IGMP(type=0x11, mrcode=0), "224.0.0.1", False)),
    ("raw", f"ip src={A} id=7 / igmp1 report group=239.1.1.1", igmp(IGMP(type=0x12, mrcode=0, gaddr="239.1.1.1"), "239.1.1.1", False)),
    ("raw", f"ip src={A} id=7 / igmp2 query maxresp=10s", igmp(IGMP(type=0x11, mrcode=100), "224.0.0.1")),
    ("raw", f"ip src={A} id=7 / igmp2 report group=239.1.1.1", igmp(IGMP(type=0x16, mrcode=0, gaddr="239.1.1.1"), "239.1.1.1")),
    ("eth", f"eth src={M} / ip src={A} id=7 / igmp2 leave group=239.1.1.1",
     eth("01:00:5e:00:00:02") / igmp(IGMP(type=0x17, mrcode=0, gaddr="239.1.1.1"), "224.0.0.2")),
    ("raw", f"ip src={A} id=7 / igmp3 query group=239.1.1.1 src=10.0.0.1,10.0.0.2",
     igmp(IGMPv3(type=0x11, mrcode=100) / IGMPv3mq(gaddr="239.1.1.1", s=0, qrv=2, qqic=125, srcaddrs=["10.0.0.1", "10.0.0.2"]), "239.1.1.1")),
    ("raw", f"ip src={A} id=7 / igmp3 report rec=ex:232.1.1.1 rec=inc:239.1.1.1+10.0.0.5",
     igmp(IGMPv3(type=0x22, mrcode=0) / IGMPv3mr(records=[IGMPv3gr(rtype=2, maddr="232.1.1.1"),
         IGMPv3gr(rtype=1, maddr="239.1.1.1", srcaddrs=["10.0.0.5"])]), "224.0.0.22")),
    ("raw", f"{I4} / sctp sport=1024 dport=38412 chunk=init:0x01020304:65535:10:10:1",
     ip() / SCTP(sport=1024, dport=38412, tag=0) / SCTPChunkInit(init_tag=0x01020304, a_rwnd=65535, n_out_streams=10, n_in_streams=10, init_tsn=1)),
    ("raw", f"{I4} / sctp sport=1024 dport=9 vtag=0x12345678 chunk=data:1:0:0:0:68656c6c6f,sack:1:65535",
     ip() / SCTP(sport=1024, dport=9, tag=0x12345678) / SCTPChunkData(beginning=1, ending=1, tsn=1, stream_id=0, stream_seq=0, proto_id=0, data=b"hello")
     / SCTPChunkSACK(cumul_tsn_ack=1, a_rwnd=65535)),
    ("raw", f"{I4} / sctp sport=1024 dport=9 vtag=7 chunk=cookie:01020304,cookieack,shutdown:7,abort",
     ip() / SCTP(sport=1024, dport=9, tag=7) / SCTPChunkCookieEcho(cookie=b"\1\2\3\4") / SCTPChunkCookieAck() / SCTPChunkShutdown(cumul_tsn_ack=7) / SCTPChunkAbort()),
    ("raw", f"{I4} / gre / {I4} / {U}", ip() / GRE() / ip() / udp()),
    ("raw", f"{I4} / gre chksum=auto key=7 seq=9 / {I6} / {U}",
     ip() / GRE(chksum_present=1, key_present=1, seqnum_present=1, key=7, seqence_number=9) / ip6() / udp()),
    ("raw", f"{I4} / gre key=7 / {E4} / {I4} / {U}", ip() / GRE(key_present=1, key=7, proto=0x6558) / eth() / ip() / udp()),
    ("raw", f"{I4} / udp sport=4000 / vxlan vni=100 / {E4} / {I4} / {U}",
     ip() / udp(dport=4789) / VXLAN(vni=100, flags="Instance") / eth() / ip() / udp()),
    ("raw", f"{I4} / udp sport=4000 / vxlan gbp group=7 vni=100 / {E4} / {I4} / {U}",
     ip() / udp(dport=4789) / VXLAN(vni=100, flags="Instance+G", gpid=7, gpflags=0) / eth() / ip() / udp()),
    ("raw", f"{I4} / udp sport=4000 dport=4790 / vxlan gpe vni=100 / {I4} / {U}",
     ip() / udp(dport=4790) / VXLAN(vni=100, flags="Instance+NextProtocol", NextProtocol=1) / ip() / udp()),
    ("raw", f"{I4} / udp sport=4000 / geneve vni=100 crit=1 opt=0x0102:0x80:01020304 / {E4} / {I4} / {U}",
     ip() / udp(dport=6081) / GENEVE(vni=100, critical=1, proto=0x6558, options=[GeneveOptions(classid=0x0102, type=0x80, data=b"\1\2\3\4")]) / eth() / ip() / udp()),
    ("raw", f"{I4} / udp sport=4000 / dns id=0x1234 q=example.com:A", ip() / udp(dport=53) / DNS(id=0x1234, rd=1, qd=DNSQR(qname="example.com", qtype="A"))),
    ("raw", f"{I4} / udp sport=4000 / dns id=7 q=example.com:AAAA edns=1232",
     ip() / udp(dport=53) / DNS(id=7, rd=1, qd=DNSQR(qname="example.com", qtype="AAAA"), ar=DNSRROPT(rclass=1232, z=0))),
    ("raw", f"{I4} / udp sport=53 dport=4000 / dns id=7 qr aa ra q=example.com:MX an=example.com:MX:300:10:mail.example.com ns=example.com:NS:60:ns.example.com ar=mail.example.com:A:300:192.0.2.7,ns.example.com:AAAA:60:2001:db8::53",
     ip() / udp(53, 4000) / DNS(id=7, qr=1, aa=1, rd=0, ra=1, qd=DNSQR(qname="example.com", qtype="MX"),
        an=DNSRRMX(type="MX", rrname="example.com", ttl=300, preference=10, exchange="mail.example.com"),
        ns=DNSRR(rrname="example.com", type="NS", ttl=60, rdata="ns.example.com"),
        ar=DNSRR(rrname="mail.example.com", ttl=300, rdata="192.0.2.7") / DNSRR(rrname="ns.example.com", type="AAAA", ttl=60, rdata="2001:db8::53"))),
    ("raw", f"{I4} / udp sport=53 dport=4000 / dns id=7 qr rcode=nxdomain q=no.example.com:TXT ns=example.com:SOA:60:ns.example.com:root.example.com:1:7200:3600:1209600:60",
     ip() / udp(53, 4000) / DNS(id=7, qr=1, rd=0, rcode=3, qd=DNSQR(qname="no.example.com", qtype="TXT"),
        ns=DNSRRSOA(rrname="example.com", ttl=60, mname="ns.example.com", rname="root.example.com", serial=1, refresh=7200, retry=3600, expire=1209600, minimum=60))),
    ("raw", f"{I4} / tcp sport=4000 psh ack seq=1 ack=1 window=512 / dns id=7 q=example.com:TXT",
     ip() / TCP(sport=4000, dport=53, flags="PA", seq=1, ack=1, window=512) / DNS(id=7, rd=1, qd=DNSQR(qname="example.com", qtype="TXT"))),
    ("raw", f"ip src=0.0.0.0 dst=255.255.255.255 id=7 / udp sport=68 / dhcp xid=0x12345678 chaddr={M} flags=broadcast opt=discover,params:0103060f,hostname:host,maxsize:1500",
     ip(src="0.0.0.0", dst="255.255.255.255") / udp(68, 67) / BOOTP(xid=0x12345678, chaddr=bytes.fromhex(M.replace(":", "")), flags=0x8000)
     / DHCP(options=[("message-type", "discover"), ("param_req_list", [1, 3, 6, 15]), ("hostname", "host"), ("max_dhcp_size", 1500), "end"])),
    ("raw", f"{I4} / udp sport=67 dport=68 / dhcp op=reply xid=7 yiaddr=192.0.2.7 siaddr=192.0.2.1 sname=boot file=pxelinux.0 chaddr={M} opt=ack,server:192.0.2.1,lease:3600,mask:255.255.255.0,router:192.0.2.1,dns:192.0.2.53+192.0.2.54,domain:example.com",
     ip() / udp(67, 68) / BOOTP(op=2, xid=7, yiaddr="192.0.2.7", siaddr="192.0.2.1", sname=b"boot", file=b"pxelinux.0", chaddr=bytes.fromhex(M.replace(":", "")))
     / DHCP(options=[("message-type", "ack"), ("server_id", "192.0.2.1"), ("lease_time", 3600), ("subnet_mask", "255.255.255.0"),
        ("router", "192.0.2.1"), ("name_server", "192.0.2.53", "192.0.2.54"), ("domain", "example.com"), "end"])),
    ("raw", f"{I4} / udp sport=4000 / ntp li=unknown stratum=2 poll=6 precision=236 delay=0x00010000 dispersion=0x00008000 refid=0xc0000201 xmit=0xe8fe000080000000",
     ip() / udp(dport=123) / Raw(struct.pack("!BBBBIIIQQQQ", 3 << 6 | 4 << 3 | 3, 2, 6, 236, 0x10000, 0x8000, 0xC0000201, 0, 0, 0, 0xE8FE000080000000))),
    ("raw", f"{I4} / udplite sport=4000 dport=9 / data hello", lite(0)),
    ("raw", f"{I4} / udplite sport=4000 dport=9 cov=8 / data hello", lite(8)),
]

LINKS = {"eth": 1, "sll": 113, "sll2": 276, "null": 0, "raw": 101}
FIELDS = ["_ws.malformed", "ip.checksum.status", "udp.checksum.status", "tcp.checksum.status", "igmp.checksum.status",
          "icmpv6.checksum.status", "sctp.checksum.status", "gre.checksum.status"]


def judge(link, octets, text):
    with tempfile.NamedTemporaryFile(suffix=".pcap") as out:
        writer = RawPcapWriter(out.name, linktype=LINKS[link])
        writer.write_header(None)
        writer.write_packet(octets, sec=0, usec=0)
        writer.close()
        fields = [x for f in FIELDS for x in ("-e", f)]
        read = subprocess.run(
            ["tshark", "-n", "-r", out.name, "-o", "ip.check_checksum:TRUE", "-o", "udp.check_checksum:TRUE", "-o", "tcp.check_checksum:TRUE",
             "-o", "sctp.checksum:CRC-32C", "-o", "udplite.check_checksum:TRUE", "-o", "udplite.ignore_checksum_coverage:FALSE", "-T", "fields", *fields, "-e", "frame.protocols"],
            capture_output=True, text=True)
        if read.returncode:
            raise SystemExit(f"{text}: {read.stderr}")
        cells = read.stdout.rstrip("\n").split("\t")
        statuses = ",".join(cells[1:-1]).split(",")
        if cells[0] or "0" in statuses:
            raise SystemExit(f"{text}: tshark: {cells}")
        return cells[-1]


print("# source: scapy 2.5, by make-layers.py; what tshark 4.0.17 reads in it stands above each")
for link, text, packet in CASES:
    octets = bytes(packet)
    print(f"# {judge(link, octets, text)}\n{text} => {octets.hex()}")

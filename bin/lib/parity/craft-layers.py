#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Builds random packets of craft's layers with craft and with scapy, and compares the octets.

What scapy 2.5 cannot build (UDP-Lite, aligned options) is put together here by the RFC. The seed is
the day's, so that another day tries other packets.
Usage: craft-layers.py CRAFT [COUNT [SEED]]    prints differences; exit code 1 if there are any
"""
from scapy.all import *
from scapy.contrib.geneve import GENEVE, GeneveOptions
from scapy.contrib.igmp import IGMP
from scapy.contrib.igmpv3 import IGMPv3, IGMPv3gr, IGMPv3mq, IGMPv3mr
from scapy.contrib.mpls import MPLS
from scapy.layers.sctp import (
    SCTP, SCTPChunkAbort, SCTPChunkCookieAck, SCTPChunkCookieEcho, SCTPChunkData,
    SCTPChunkHeartbeatReq, SCTPChunkInit, SCTPChunkSACK, SCTPChunkShutdown)
import datetime, ipaddress, random, struct, subprocess, sys, tempfile  # scapy has such names too

conf.verb = 0
craft = sys.argv[1]
count = int(sys.argv[2]) if len(sys.argv) > 2 else 600
seed = int(sys.argv[3]) if len(sys.argv) > 3 else datetime.date.today().toordinal()
draw = random.Random(seed)


def bits(width):
    """Often a small or the largest number."""
    return draw.choice([0, 1, (1 << width) - 1, draw.getrandbits(width), draw.getrandbits(width)])


def v4():
    return str(ipaddress.IPv4Address(draw.randrange(1 << 24, 223 << 24)))


def v6():
    return str(ipaddress.IPv6Address(0x20010DB8 << 96 | draw.getrandbits(64)))


def hexes(most, least=0):
    return draw.randbytes(draw.randint(least, most))


def mac():
    return ":".join("%02x" % octet for octet in bytes([2]) + draw.randbytes(5))


def name():
    labels = ["".join(draw.choices("abcdefghijklmnopqrstuvwxyz0123456789-", k=draw.randint(1, 12))) for _ in range(draw.randint(1, 4))]
    return ".".join(label.strip("-") or "x" for label in labels)


def ip():
    src, dst, number, ttl, tos = v4(), v4(), draw.randint(1, 0xFFFF), draw.randint(1, 255), bits(8)
    return f"ip src={src} dst={dst} id={number} ttl={ttl} tos={tos}", IP(src=src, dst=dst, id=number, ttl=ttl, tos=tos)


def ip6():
    src, dst, hlim, fl, tc = v6(), v6(), draw.randint(1, 255), bits(20), bits(8)
    return f"ip6 src={src} dst={dst} hlim={hlim} fl={fl} tc={tc}", IPv6(src=src, dst=dst, hlim=hlim, fl=fl, tc=tc)


def eth():
    src, dst = mac(), mac()
    return f"eth src={src} dst={dst}", Ether(src=src, dst=dst)


def udp():
    sport, dport, data = draw.randint(20000, 65535), draw.randint(20000, 65535), hexes(40, 1)
    return f"udp sport={sport} dport={dport} / data hex:{data.hex()}", UDP(sport=sport, dport=dport) / Raw(data)


def over(*parts):
    """Layers one in the other."""
    text = " / ".join(part[0] for part in parts)
    packet = parts[0][1]
    for part in parts[1:]:
        packet = packet / part[1]
    return text, bytes(packet)


def either():
    return draw.choice([ip, ip6])()


def vlan():
    parts = [eth()]
    for _ in range(draw.randint(1, 3)):
        id, pcp, dei, service = bits(12), bits(3), bits(1), draw.random() < 0.3
        parts.append((f"vlan id={id} pcp={pcp} dei={dei} {'ad' if service else 'q'}", (Dot1AD if service else Dot1Q)(vlan=id, prio=pcp, id=dei)))
    return over(*parts, either(), udp())


def mpls():
    parts, depth = [eth()], draw.randint(1, 4)
    for i in range(depth):
        label, tc, ttl = draw.randint(16, (1 << 20) - 1), bits(3), bits(8)
        parts.append((f"mpls label={label} tc={tc} ttl={ttl}", MPLS(label=label, cos=tc, s=int(i == depth - 1), ttl=ttl)))
    return over(*parts, either(), udp())


def cooked():
    address, kind, type = hexes(8, 8), draw.randint(0, 4), bits(16)
    inner = either()
    proto = 0x0800 if inner[0].startswith("ip ") else 0x86DD
    if draw.random() < 0.5:
        head = f"sll ptype={kind} hatype={type} addr={address.hex()}", CookedLinux(pkttype=kind, lladdrtype=type, lladdrlen=6, src=address, proto=proto)
    else:
        index = bits(31)
        head = f"sll2 ifindex={index} ptype={kind} hatype={type} addr={address.hex()}", CookedLinuxV2(
            ifindex=index, pkttype=kind, lladdrtype=type, lladdrlen=6, src=address, proto=proto)
    return over(head, inner, udp())


def extensions():
    parts = [ip6()]
    if draw.random() < 0.5:
        value = bits(16)
        parts.append((f"hbh opt=ra:{value}", IPv6ExtHdrHopByHop(options=[RouterAlert(value=value)])))
    if draw.random() < 0.3:
        home = v6()
        parts.append((f"dst opt=hao:{home}", IPv6ExtHdrDestOpt(options=[HAO(hoa=home)])))
    elif draw.random() < 0.5:
        data = hexes(20)
        parts.append((f"dst opt=raw:62:{data.hex()}", IPv6ExtHdrDestOpt(options=[HBHOptUnknown(otype=62, optdata=data)])))
    addresses = [v6() for _ in range(draw.randint(1, 4))]
    kind = draw.random()
    if kind < 0.3:
        left = draw.randint(0, len(addresses))
        parts.append((f"rt type=0 left={left} addr={','.join(addresses)}", IPv6ExtHdrRouting(type=0, segleft=left, addresses=addresses)))
    elif kind < 0.6:
        left, tag = draw.randrange(len(addresses)), bits(16)
        parts.append((f"rt left={left} tag={tag} seg={','.join(addresses)}",
                      IPv6ExtHdrSegmentRouting(segleft=left, lastentry=len(addresses) - 1, tag=tag, addresses=addresses[::-1])))
    return over(*parts, udp())


def fragment():
    off, more, number, data = bits(13), bits(1), bits(32), hexes(5, 5) * 8
    head = f"frag off={off} m={more} id={number} nh=17", IPv6ExtHdrFragment(offset=off, m=more, id=number, nh=17)
    return over(ip6(), head, (f"data hex:{data.hex()}", Raw(data)))


def security():
    spi, seq, data = bits(32), bits(32), hexes(40, 1)
    if draw.random() < 0.5:
        return over(ip(), (f"esp spi={spi} seq={seq} / data hex:{data.hex()}", ESP(spi=spi, seq=seq, data=data)))
    icv = hexes(4, 4) * draw.randint(0, 4)
    head = f"ah nh=253 spi={spi} seq={seq} icv={icv.hex()}", AH(spi=spi, seq=seq, icv=icv, nh=253, payloadlen=1 + len(icv) // 4)
    return over(ip(), head, (f"data hex:{data.hex()}", Raw(data)))


def discovery_options():
    text, packets = [], []
    for _ in range(draw.randint(0, 3)):
        kind = draw.randrange(7)
        if kind < 2:
            address = mac()
            text.append(f"{('slla', 'tlla')[kind]}:{address}")
            packets.append((ICMPv6NDOptSrcLLAddr, ICMPv6NDOptDstLLAddr)[kind](lladdr=address))
        elif kind == 2:
            length, flags, valid, preferred, prefix = bits(7), bits(2), bits(32), bits(32), v6()
            text.append(f"prefix:{length}:{flags << 6}:{valid}:{preferred}:{prefix}")
            packets.append(ICMPv6NDOptPrefixInfo(prefixlen=length, L=flags >> 1, A=flags & 1, validlifetime=valid, preferredlifetime=preferred, prefix=prefix))
        elif kind == 3:
            mtu = bits(32)
            text.append(f"mtu:{mtu}")
            packets.append(ICMPv6NDOptMTU(mtu=mtu))
        elif kind == 4:
            life, servers = bits(32), [v6() for _ in range(draw.randint(1, 3))]
            text.append(f"rdnss:{life}:{'+'.join(servers)}")
            packets.append(ICMPv6NDOptRDNSS(lifetime=life, dns=servers))
        elif kind == 5:
            life, names = bits(32), [name() for _ in range(draw.randint(1, 3))]
            text.append(f"dnssl:{life}:{'+'.join(names)}")
            packets.append(ICMPv6NDOptDNSSL(lifetime=life, searchlist=[one + "." for one in names]))
        else:
            length, life, prefix = draw.randint(65, 128), bits(32), v6()
            text.append(f"route:{length}:high:{life}:{prefix}")
            packets.append(ICMPv6NDOptRouteInfo(plen=length, prf=1, rtlifetime=life, prefix=prefix, len=3))
    return " ".join("opt=" + one for one in text), packets


def discovery():
    src, target, options = v6(), v6(), discovery_options()
    kind = draw.randrange(5)
    solicited = str(ipaddress.IPv6Address(0xFF0200000000000000000001FF000000 | int(ipaddress.IPv6Address(target)) & 0xFFFFFF))
    if kind == 0:
        dst, text, body = solicited, f"ns target={target}", ICMPv6ND_NS(tgt=target)
    elif kind == 1:
        r, o = bits(1), bits(1)
        dst, text, body = "ff02::1", f"na r={r} o={o} target={target}", ICMPv6ND_NA(R=r, S=0, O=o, tgt=target)
    elif kind == 2:
        dst, text, body = "ff02::2", "rs", ICMPv6ND_RS()
    elif kind == 3:
        hop, m, o, life, reach, retrans = bits(8), bits(1), bits(1), bits(16), bits(32), bits(32)
        dst, text = "ff02::1", f"ra hop={hop} m={m} o={o} prf=3 lifetime={life} reachable={reach} retrans={retrans}"
        body = ICMPv6ND_RA(chlim=hop, M=m, O=o, prf=3, routerlifetime=life, reachabletime=reach, retranstimer=retrans)
    else:
        better = v6()
        dst, text, body = v6(), f"redirect target={better} dst={target}", ICMPv6ND_Redirect(tgt=better, dst=target)
        return over((f"ip6 src={src} dst={dst}", IPv6(src=src, dst=dst, hlim=255)), chained(text, body, options))
    return over((f"ip6 src={src}", IPv6(src=src, dst=dst, hlim=255)), chained(text, body, options))


def chained(text, body, options):
    for one in options[1]:
        body = body / one
    return f"{text} {options[0]}".strip(), body


def listeners():
    src, group = v6(), "ff02::%x" % draw.randint(1, 0xFFFF)
    hop = "", IPv6ExtHdrHopByHop(options=[RouterAlert(value=0)])
    kind = draw.randrange(4)
    if kind < 2:
        word, body, dst = (("report", ICMPv6MLReport(mladdr=group, mrd=0), group), ("done", ICMPv6MLDone(mladdr=group, mrd=0), "ff02::2"))[kind]
        text = f"mld1 {word} group={group}"
    elif kind == 2:
        time, s, qrv, qqic, sources = bits(15), bits(1), bits(3), bits(7), [v6() for _ in range(draw.randint(0, 3))]
        text = f"mld2 query maxresp={time} s={s} qrv={qrv} qqic={qqic} group={group}" + (f" src={','.join(sources)}" if sources else "")
        body, dst = ICMPv6MLQuery2(mrd=time, mladdr=group, S=s, QRV=qrv, QQIC=qqic, sources=sources), group
    else:
        records = [(draw.randint(1, 6), "ff02::%x" % draw.randint(1, 0xFFFF), [v6() for _ in range(draw.randint(0, 2))]) for _ in range(draw.randint(1, 3))]
        text = "mld2 report " + " ".join(f"rec={k}:{'+'.join([g, *s])}" for k, g, s in records)
        body = ICMPv6MLReport2(records_number=len(records), records=[ICMPv6MLDMultAddrRec(rtype=k, dst=g, sources_number=len(s), sources=s) for k, g, s in records])
        dst = "ff02::16"
    return f"ip6 src={src} / {text}", bytes(IPv6(src=src, dst=dst, hlim=1) / hop[1] / body)


def groups():
    src, group, number = v4(), "239.%d.%d.%d" % tuple(draw.randbytes(3)), draw.randint(1, 0xFFFF)
    alert = [IPOption_Router_Alert()]
    kind = draw.randrange(5)
    if kind == 0:
        dst, text, body, alert = group, f"igmp1 report group={group}", IGMP(type=0x12, mrcode=0, gaddr=group), []
    elif kind == 1:
        time = bits(8)
        dst, text, body = group, f"igmp2 query maxresp={time} group={group}", IGMP(type=0x11, mrcode=time, gaddr=group)
    elif kind == 2:
        dst, text, body = "224.0.0.2", f"igmp2 leave group={group}", IGMP(type=0x17, mrcode=0, gaddr=group)
    elif kind == 3:
        time, s, qrv, qqic, sources = bits(7), bits(1), bits(3), bits(7), [v4() for _ in range(draw.randint(0, 3))]
        dst, text = group, f"igmp3 query maxresp={time} s={s} qrv={qrv} qqic={qqic} group={group}" + (f" src={','.join(sources)}" if sources else "")
        body = IGMPv3(type=0x11, mrcode=time) / IGMPv3mq(gaddr=group, s=s, qrv=qrv, qqic=qqic, srcaddrs=sources)
    else:
        records = [(draw.randint(1, 6), "239.%d.%d.%d" % tuple(draw.randbytes(3)), [v4() for _ in range(draw.randint(0, 2))]) for _ in range(draw.randint(1, 3))]
        dst, text = "224.0.0.22", "igmp3 report " + " ".join(f"rec={k}:{'+'.join([g, *s])}" for k, g, s in records)
        body = IGMPv3(type=0x22, mrcode=0) / IGMPv3mr(records=[IGMPv3gr(rtype=k, maddr=g, srcaddrs=s) for k, g, s in records])
    return f"ip src={src} id={number} / {text}", bytes(IP(src=src, dst=dst, id=number, ttl=1, tos=0xC0, proto=2, options=alert) / body)


def sctp():
    sport, dport, tag = bits(16), bits(16), bits(32)
    text, body = f"sctp sport={sport} dport={dport} vtag={tag}", SCTP(sport=sport, dport=dport, tag=tag)
    for _ in range(draw.randint(1, 3)):
        a, b, c, data = bits(32), bits(32), bits(16), hexes(9, 1)
        chunk, more = draw.choice([
            (f"init:{a}:{b}:{c}:7:9", SCTPChunkInit(init_tag=a, a_rwnd=b, n_out_streams=c, n_in_streams=7, init_tsn=9)),
            (f"data:{a}:{c}:3:{b}:{data.hex()}", SCTPChunkData(beginning=1, ending=1, tsn=a, stream_id=c, stream_seq=3, proto_id=b, data=data)),
            (f"sack:{a}:{b}", SCTPChunkSACK(cumul_tsn_ack=a, a_rwnd=b)),
            (f"cookie:{data.hex()}", SCTPChunkCookieEcho(cookie=data)),
            ("cookieack", SCTPChunkCookieAck()),
            (f"shutdown:{a}", SCTPChunkShutdown(cumul_tsn_ack=a)),
            ("abort", SCTPChunkAbort()),
        ])
        text += f" chunk={chunk}"
        body = body / more
    return over(ip(), (text, body))


def tunnels():
    kind, number = draw.randrange(4), bits(24)
    if kind == 0:
        key, seq = bits(32), bits(32)
        given = [draw.random() < 0.5 for _ in range(3)]
        text = "gre" + f" chksum=auto" * given[0] + f" key={key}" * given[1] + f" seq={seq}" * given[2]
        head = text, GRE(chksum_present=given[0], key_present=given[1], seqnum_present=given[2], key=key, seqence_number=seq)
        inner = draw.choice([[ip()], [ip6()], [eth(), ip()]])
        if len(inner) == 2:
            head[1].proto = 0x6558
        return over(ip(), head, *inner, udp())
    port = draw.randint(20000, 65535)
    if kind == 1:
        return over(ip(), (f"udp sport={port}", UDP(sport=port, dport=4789)), (f"vxlan vni={number}", VXLAN(vni=number, flags="Instance")), eth(), either(), udp())
    if kind == 2:
        group = bits(16)
        return over(ip(), (f"udp sport={port}", UDP(sport=port, dport=4789)),
                    (f"vxlan gbp group={group} vni={number}", VXLAN(vni=number, flags="Instance+G", gpid=group, gpflags=0)), eth(), either(), udp())
    options = [(bits(16), bits(8), draw.randbytes(4 * draw.randint(0, 3))) for _ in range(draw.randint(0, 3))]
    text = "".join(f" opt={c}:{t}:{d.hex()}" for c, t, d in options)
    return over(ip(), (f"udp sport={port}", UDP(sport=port, dport=6081)),
                (f"geneve vni={number}{text}", GENEVE(vni=number, proto=0x6558, options=[GeneveOptions(classid=c, type=t, data=d) for c, t, d in options])),
                eth(), either(), udp())


def record(kind):
    owner, ttl = name(), bits(31)
    if kind == "A":
        data = v4()
        return f"{owner}:A:{ttl}:{data}", DNSRR(rrname=owner, type="A", ttl=ttl, rdata=data)
    if kind == "AAAA":
        data = v6()
        return f"{owner}:AAAA:{ttl}:{data}", DNSRR(rrname=owner, type="AAAA", ttl=ttl, rdata=data)
    if kind in ("NS", "CNAME", "PTR"):
        data = name()
        return f"{owner}:{kind}:{ttl}:{data}", DNSRR(rrname=owner, type=kind, ttl=ttl, rdata=data)
    if kind == "MX":
        preference, data = bits(16), name()
        return f"{owner}:MX:{ttl}:{preference}:{data}", DNSRRMX(type="MX", rrname=owner, ttl=ttl, preference=preference, exchange=data)
    if kind == "SRV":
        a, b, c, data = bits(16), bits(16), bits(16), name()
        return f"{owner}:SRV:{ttl}:{a}:{b}:{c}:{data}", DNSRRSRV(rrname=owner, ttl=ttl, priority=a, weight=b, port=c, target=data)
    words = [name() for _ in range(draw.randint(1, 3))]
    return f"{owner}:TXT:{ttl}:{'+'.join(words)}", DNSRR(rrname=owner, type="TXT", ttl=ttl, rdata=words)


def names():
    number, question, kind = bits(16), name(), draw.choice(["A", "AAAA", "NS", "MX", "TXT", "SRV", "PTR"])
    text, fields = f"dns id={number} q={question}:{kind}", {"id": number, "rd": 1, "qd": DNSQR(qname=question, qtype=kind)}
    if draw.random() < 0.7:
        code, aa, ra = draw.randint(0, 10), bits(1), bits(1)
        text += f" qr aa={aa} ra={ra} rcode={code}"
        fields |= {"qr": 1, "rd": 0, "aa": aa, "ra": ra, "rcode": code}
        for section in ("an", "ns", "ar"):
            chain = None
            for _ in range(draw.randint(0, 2)):
                one = record(draw.choice(["A", "AAAA", "NS", "CNAME", "PTR", "MX", "SRV", "TXT"]))
                text += f" {section}={one[0]}"
                chain = one[1] if chain is None else chain / one[1]
            if chain is not None:
                fields[section] = chain
    message = DNS(**fields)
    if draw.random() < 0.3:
        return over(ip(), ("tcp sport=4000 psh ack window=512", TCP(sport=4000, dport=53, flags="PA", window=512)), (text, message))
    return over(ip(), ("udp sport=4000", UDP(sport=4000, dport=53)), (text, message))


def lease():
    xid, link, client, boot = bits(32), mac(), v4(), name()
    seconds, host, servers = bits(32), name(), [v4() for _ in range(draw.randint(1, 3))]
    wanted = hexes(9, 1)
    text = f"dhcp op=2 xid={xid} yiaddr={client} chaddr={link} file={boot} opt=offer,lease:{seconds},hostname:{host},dns:{'+'.join(servers)},params:{wanted.hex()}"
    body = BOOTP(op=2, xid=xid, yiaddr=client, chaddr=bytes.fromhex(link.replace(":", "")), file=boot.encode()) / DHCP(options=[
        ("message-type", "offer"), ("lease_time", seconds), ("hostname", host), ("name_server", *servers), ("param_req_list", list(wanted)), "end"])
    return over(ip(), ("udp sport=67 dport=68", UDP(sport=67, dport=68)), (text, body))


def time():
    a, b, c, d = bits(8), bits(8), bits(32), [bits(64) for _ in range(4)]
    li, mode = bits(2), draw.randint(1, 5)
    text = f"ntp li={li} mode={mode} stratum={a} poll={b} precision={a} delay={c} dispersion={c} refid={c} ref={d[0]} orig={d[1]} recv={d[2]} xmit={d[3]}"
    body = struct.pack("!BBBBIIIQQQQ", li << 6 | 4 << 3 | mode, a, b, a, c, c, c, *d)
    return over(ip(), ("udp sport=4000", UDP(sport=4000, dport=123)), (text, Raw(body)))


def light():
    src, dst, sport, dport, data = v4(), v4(), bits(16), bits(16), hexes(40)
    coverage = draw.choice([0, 8, 8 + len(data), 8 + len(data) // 2])
    whole = struct.pack("!HHHH", sport, dport, coverage, 0) + data
    # RFC 3828 section 3.1: the pseudo header has the whole length, whatever is covered
    pseudo = inet_aton(src) + inet_aton(dst) + struct.pack("!BBH", 0, 136, len(whole))
    value = checksum(pseudo + whole[:coverage or len(whole)]) or 0xFFFF
    packet = IP(src=src, dst=dst, id=7, proto=136) / Raw(whole[:6] + struct.pack("!H", value) + data)
    tail = f" / data hex:{data.hex()}" if data else ""
    return f"ip src={src} dst={dst} id=7 / udplite sport={sport} dport={dport} cov={coverage}{tail}", bytes(packet)


KINDS = [vlan, mpls, cooked, extensions, fragment, security, discovery, listeners, groups, sctp, tunnels, names, lease, time, light]
cases = [(kind.__name__, *kind()) for kind in (draw.choice(KINDS) for _ in range(count))]
with tempfile.NamedTemporaryFile("w", suffix=".txt") as texts:
    texts.write("".join(text + "\n" for _, text, _ in cases))
    texts.flush()
    run = subprocess.run([craft, "build", "--from", texts.name, "-o", "hex"], capture_output=True, text=True)
built = run.stdout.splitlines()
differ = 0
for i, (kind, text, octets) in enumerate(cases):
    ours = built[i] if i < len(built) else "nothing"
    if ours != octets.hex():
        differ += 1
        print(f"{kind}: {text}\n  craft {ours}\n  scapy {octets.hex()}")
if run.returncode or run.stderr:
    differ += 1
    print(f"craft ended with {run.returncode}: {run.stderr}", end="")
print(f"{len(cases)} packets, {differ} differences, seed {seed}")
sys.exit(1 if differ else 0)

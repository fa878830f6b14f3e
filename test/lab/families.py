#!/usr/bin/env python3
"""Random pairs of strongSwan devices over the whole breadth of what people configure.

  families.py SEED COUNT [FAMILY,...] > SCENARIOS.jsonl        (families.py --list prints the families)

Each scenario starts from a pair that comes up in the way its family is about, and gets zero to three random
changes. The same seed gives the same scenarios. A scenario whose outcome hangs on the contents of certificate
files carries `hidden: true`: these files are not among the texts that a linter is shown.
"""
import json
import random
import sys

PUB = {"a": "198.51.100.10", "b": "192.0.2.20"}
PRIV = {"a": "10.1.0.10", "b": "10.2.0.20"}
NATTED = {"a": "203.0.113.1", "b": "203.0.113.2"}
NET = {"a": "192.168.1.0/24", "b": "192.168.0.0/24"}
NATS = ["none", "initiator", "responder", "both"]
SECRETS = ["Tr0ub4dor and three", "8f3kd02kdkd", "0x6d79736563726574", "0sbXlzZWNyZXQ=", "pa55-word_42"]
NAMES = {"a": ["branch.example.org", "b17@example.org", "berlin", "gw-a.example.net"],
         "b": ["hq.example.org", "vpn@example.org", "central", "vpn.example.net"]}
ENCR = ["aes128", "aes256", "aes192", "3des", "aes"]
INTEG = ["sha1", "sha256", "sha384", "sha512", "md5", "sha"]
KE = ["modp1024", "modp1536", "modp2048", "modp3072", "modp4096", "ecp256", "ecp384", "curve25519"]
AEAD = ["aes128gcm16", "aes256gcm128", "aes256gcm16", "chacha20poly1305", "aes128ccm96"]


def other(e):
    return "b" if e == "a" else "a"


class Swanctl:
    """One end as swanctl.conf: trees of sections."""

    def __init__(self):
        self.conns, self.secrets, self.pools, self.templates = {}, {}, {}, {}
        self.settings, self.files = {}, {}
        self.style = 0
        self.tail = ""

    @staticmethod
    def block(tree, depth, style):
        pad = ("\t" if style == 1 else "   " if style == 2 else "  ") * depth
        out = []
        for key, value in tree.items():
            if isinstance(value, dict):
                out.append(f"{pad}{key} {{")
                out += Swanctl.block(value, depth + 1, style)
                out.append(pad + "}")
                if style == 2:
                    out.append("")
            elif value is not None:
                out.append(f"{pad}{key}={value}" if style == 2 else f"{pad}{key} = {value}")
        return out

    def text(self):
        top = dict(self.templates)
        top["connections"] = self.conns
        if self.secrets:
            top["secrets"] = self.secrets
        if self.pools:
            top["pools"] = self.pools
        lines = (["# swanctl.conf", ""] if self.style else []) + self.block(top, 0, self.style)
        return "\n".join(lines) + "\n" + self.tail

    def emit(self):
        end = {"swanctl": self.text(), "strongswan": self.settings}
        if self.files:
            end["files"] = self.files
        return end


class IpsecConf:
    """One end as ipsec.conf and ipsec.secrets."""

    def __init__(self):
        self.setup, self.conns, self.secrets = {}, {}, []
        self.settings, self.files = {}, {}
        self.raw = ""

    def emit(self):
        out = ["config setup"] + [f"\t{k}={v}" for k, v in self.setup.items()] + [""]
        for name, keys in self.conns.items():
            out.append(f"conn {name}")
            for k, v in keys.items():
                if v is not None:
                    out.append(f"\t{k.split('#')[0]}={v}")
            out.append("")
        end = {"ipsec_conf": "\n".join(out) + self.raw, "ipsec_secrets": "\n".join(self.secrets) + "\n", "strongswan": self.settings}
        if self.files:
            end["files"] = self.files
        return end


class Pair:
    def __init__(self, r, nat=None, version=None, aggressive=0.0):
        self.r = r
        self.nat = nat or r.choice(NATS)
        self.v = version if version is not None else r.choice([1, 2])
        self.aggressive = self.v == 1 and r.random() < aggressive
        self.filters = {"a": None, "b": None}
        self.child, self.certs, self.hidden = "c", {}, False
        self.psk = r.choice(SECRETS)
        self.ids = {e: r.choice(NAMES[e]) for e in "ab"}
        self.ends = {}

    def behind(self, e):
        return self.nat in ("both", "initiator" if e == "a" else "responder")

    def own(self, e):
        return PRIV[e] if self.behind(e) else PUB[e]

    def seen(self, e):
        return NATTED[e] if self.behind(e) else PUB[e]

    def any_end(self):
        return self.ends[self.r.choice("ab")]

    def conn(self, e):
        return next(iter(self.ends[e].conns.values()))

    def main(self, e):
        """The connection the scenario is about."""
        c = self.ends[e].conns
        return c.get("site") or c.get("c") or next(iter(c.values()))

    def kid(self, e):
        return next(iter(self.main(e)["children"].values()))


# ---- proposals

def ike_suite(r, v):
    if v == 2 and r.random() < 0.25:
        return "-".join([r.choice(AEAD), r.choice(["prfsha256", "prfsha384", "sha256", "prfsha512"]), r.choice(KE)])
    if r.random() < 0.25:
        return "-".join(r.sample(ENCR[:3], 2) + r.sample(INTEG[:4], r.randint(1, 2)) + r.sample(KE, r.randint(1, 2)))
    return "-".join([r.choice(ENCR), r.choice(INTEG), r.choice(KE)])


def esp_suite(r, v):
    parts = [r.choice(AEAD[:3])] if r.random() < 0.3 else [r.choice(ENCR), r.choice(INTEG)]
    if r.random() < 0.3:
        parts.append(r.choice(KE))
    return "-".join(parts)


def suites(r, v, f, most=2):
    return ", ".join(f(r, v) for _ in range(r.randint(1, most)))


# ---- base pairs

def site(p, auth="psk", ids=None, proposals=True, tunnel=True):
    """swanctl.conf at both ends, mirrored."""
    r = p.r
    ids = (p.v == 2 or p.aggressive or r.random() < 0.5) if ids is None else ids
    ike, esp = (suites(r, p.v, ike_suite), suites(r, p.v, esp_suite)) if proposals else (None, None)
    for e in "ab":
        end = Swanctl()
        end.style = r.choice([0, 0, 0, 1, 2])
        conn = {"version": p.v, "aggressive": "yes" if p.aggressive else None,
                "local_addrs": p.own(e) if r.random() < 0.25 else None,
                "remote_addrs": p.seen("b") if e == "a" else r.choice([None, p.seen("a"), "%any"]),
                "proposals": ike}
        conn["local"] = {"auth": auth, "id": p.ids[e] if ids else None}
        conn["remote"] = {"auth": auth, "id": p.ids[other(e)] if ids else None}
        conn["children"] = {"c": {"local_ts": NET[e] if tunnel else None, "remote_ts": NET[other(e)] if tunnel else None, "esp_proposals": esp}}
        end.conns["site"] = conn
        if auth == "psk":
            end.secrets["ike-1"] = {"secret": f'"{p.psk}"'}
        p.ends[e] = end
    if p.aggressive:
        p.ends["b"].settings["i_dont_care_about_security_and_use_aggressive_mode_psk"] = "yes"
    return p


def stroke_end(p, e, auth="psk"):
    """The ipsec.conf that fits site()."""
    r = p.r
    end, conn = IpsecConf(), {}
    conn["keyexchange"] = {1: "ikev1", 2: "ikev2", 0: "ike"}[p.v]
    if p.aggressive:
        conn["aggressive"] = "yes"
    style = r.random()
    if auth == "psk":
        conn.update({"authby": r.choice(["secret", "psk"])} if style < 0.6 else {"leftauth": "psk", "rightauth": "psk"})
    conn["left"] = r.choice([p.own(e), "%any", "%defaultroute", p.own(e)])
    conn["right"] = p.seen("b") if e == "a" else r.choice(["%any", p.seen("a")])
    if p.stroke_ids:
        conn["leftid"] = r.choice(["", "@"]) + p.ids[e] if "@" not in p.ids[e] else p.ids[e]
        conn["rightid"] = r.choice(["", "@"]) + p.ids[other(e)] if "@" not in p.ids[other(e)] else p.ids[other(e)]
    conn["leftsubnet"], conn["rightsubnet"] = NET[e], NET[other(e)]
    bang = r.choice(["!", ""])
    if p.ike:
        conn["ike"] = p.ike.replace(" ", "") + bang
    if p.esp:
        conn["esp"] = p.esp.replace(" ", "") + bang
    conn["auto"] = r.choice(["add", "add", "route"]) if e == "b" else "add"
    default = {}
    if r.random() < 0.5:
        for k in ("keyexchange", "authby", "ike", "esp", "left", "auto"):
            if k in conn and r.random() < 0.5:
                default[k] = conn.pop(k)
        default.update(r.choice([{}, {"ikelifetime": "60m", "keylife": "20m", "rekeymargin": "3m", "keyingtries": "1"}]))
    if default:
        end.conns["%default"] = default
    end.conns["c"] = conn
    if auth == "psk":
        end.secrets.append(r.choice([f': PSK "{p.psk}"', f': PSK "{p.psk}"', f': PSK "{p.psk}"', f': PSK "{p.psk}"', f'%any : PSK "{p.psk}"', f'{p.seen(other(e))} : PSK "{p.psk}"']
                                    + ([f'{p.ids[other(e)]} : PSK "{p.psk}"', f'{p.ids[e]} {p.ids[other(e)]} : PSK "{p.psk}"'] if p.stroke_ids else [])))
    p.ends[e] = end


def stroke_site(p, which):
    r = p.r
    if r.random() < 0.9:   # else 0x and 0s mean something else in quotes here than in swanctl.conf
        p.psk = r.choice(SECRETS[:2])
    p.stroke_ids = p.aggressive or p.nat != "none" or r.random() < 0.5
    if p.v == 1 and not p.aggressive and p.nat != "none":
        p.stroke_ids = r.random() < 0.5
    site(p, ids=p.stroke_ids)
    p.ike, p.esp = p.main("a")["proposals"], p.kid("a")["esp_proposals"]
    settings = p.ends["b"].settings
    for e in which:
        stroke_end(p, e)
        p.ends[e].settings = dict(settings) if e == "b" else {}
    if "a" not in which:
        p.child = "c"
    return p


# ---- changes that fit most families

def m_psk(p):
    end = p.any_end()
    if isinstance(end, Swanctl):
        for s in end.secrets.values():
            if "secret" in s:
                s["secret"] = p.r.choice(['"wrong"', '"Wrong one"', f'"{p.psk} "', p.psk.replace(" ", "_")])
                return
    elif end.secrets:
        end.secrets[0] = p.r.choice([end.secrets[0].replace(p.psk, "wrong"), end.secrets[0].replace(" : ", ": ").replace(": PSK", ":PSK"), "# " + end.secrets[0]])


def m_owner(p):
    end = p.any_end()
    pool = [p.ids["a"], p.ids["b"], p.seen("a"), p.seen("b"), p.own("a"), p.own("b"), "%any", "someone.example.org", "192.0.2.0/24"]
    if isinstance(end, Swanctl):
        s = next((x for x in end.secrets.values() if "secret" in x), None)
        if s is not None:
            for i, x in enumerate(p.r.sample(pool, p.r.randint(1, 3))):
                s[f"id-{i}"] = x
    elif end.secrets:
        s = end.secrets[0]
        end.secrets[0] = " ".join(p.r.sample(pool, p.r.randint(1, 2))) + " " + s[s.index(":"):]


def m_identity(p):
    e = p.r.choice("ab")
    end = p.ends[e]
    peer = p.ids[other(e)]
    if isinstance(end, Swanctl):
        c = p.main(e)
        k = p.r.randint(0, 5)
        loc, rem = c.setdefault("local", {}), c.setdefault("remote", {})
        if k == 0: loc["id"] = p.r.choice([None, "else.example.org", p.own(e), p.seen(e), "@" + p.ids[e], "fqdn:" + p.ids[e], "keyid:" + p.ids[e]])
        elif k == 1: rem["id"] = p.r.choice([None, "%any", "*.example.org", "*@example.org", "*", "someone.example.org"])
        elif k == 2: rem["id"] = p.r.choice([p.seen(other(e)), p.own(other(e)), "0.0.0.0/0", "192.0.2.0/24", "10.0.0.0-10.255.255.255"])
        elif k == 3: rem["id"] = p.r.choice([peer.upper(), "@" + peer, f'"{peer}"', "@@" + peer])
        elif k == 4: loc["id"], rem["id"] = rem.get("id"), loc.get("id")
        else: c.pop(p.r.choice(["local", "remote"])) if p.r.random() < 0.3 else rem.update(id=peer)
    else:
        c = p.main(e)
        k = p.r.choice(["leftid", "rightid"])
        c[k] = p.r.choice([None, "%any", peer, "@" + peer, p.own(e), p.seen(other(e)), p.own(other(e)), "*.example.org", "other.example.org", '"' + peer + '"', "%" + peer])


def m_proposals(p):
    e = p.r.choice("ab")
    new = p.r.choice([suites(p.r, p.v, ike_suite), None])
    if isinstance(p.ends[e], Swanctl):
        p.main(e)["proposals"] = p.r.choice([new, "default", (p.main(e).get("proposals") or "aes128-sha1-modp1024") + ", default"])
    else:
        p.main(e)["ike"] = new and new.replace(" ", "") + p.r.choice(["", "!"])


def m_esp(p):
    e = p.r.choice("ab")
    new = p.r.choice([suites(p.r, p.v, esp_suite), None])
    if isinstance(p.ends[e], Swanctl):
        p.kid(e)["esp_proposals"] = p.r.choice([new, new, "default"])
    else:
        p.main(e)["esp"] = new and new.replace(" ", "") + p.r.choice(["", "!"])


def m_version(p):
    e = p.r.choice("ab")
    if isinstance(p.ends[e], Swanctl):
        p.main(e)["version"] = p.r.choice([None, 0, 1, 2])
    else:
        p.main(e)["keyexchange"] = p.r.choice([None, "ike", "ikev1", "ikev2"])


def m_addresses(p):
    e = p.r.choice("ab")
    mine = [p.own(e), p.seen(e), "%any", "0.0.0.0/0", "192.0.2.0/24", "198.51.100.0/24", "10.0.0.0/8", None]
    his = [p.seen(other(e)), p.own(other(e)), "%any", "192.0.2.0/24", "203.0.113.0/24", "198.51.100.1-198.51.100.20", None]
    if isinstance(p.ends[e], Swanctl):
        if p.r.random() < 0.5: p.main(e)["local_addrs"] = p.r.choice(mine)
        else: p.main(e)["remote_addrs"] = p.r.choice(his if e == "b" else his[:3] + [p.seen("b") + ", 192.0.2.99", p.seen("b")])
    else:
        p.main(e)[p.r.choice(["left", "right"])] = p.r.choice(his[:3] + ["%defaultroute", p.own(e), p.seen(other(e)) + ",192.0.2.0/24", "%any"])


def m_selector(p):
    e = p.r.choice("ab")
    side = p.r.choice(["local_ts", "remote_ts"])
    if isinstance(p.ends[e], Swanctl):
        p.kid(e)[side] = p.r.choice(SELECTORS)
    else:
        p.main(e)["leftsubnet" if side == "local_ts" else "rightsubnet"] = p.r.choice(SUBNETS)


def m_filter(p):
    e = p.r.choice("abb")
    rules = p.filters[e] if p.filters[e] is not None else ["established", "permit udp any 500", "permit udp any 4500", "permit esp", "permit ah"]
    k = p.r.randint(0, 4)
    rules = list(rules)
    if k == 0 and rules: rules.pop(p.r.randrange(len(rules)))
    elif k == 1: rules.insert(p.r.randint(0, len(rules)), p.r.choice(FILTER_RULES))
    elif k == 2: rules = p.r.sample(FILTER_RULES, p.r.randint(1, 5))
    elif k == 3: rules = [p.r.choice(["permit udp 500 500", "permit udp any 500", "permit udp any isakmp"]).replace("isakmp", "500"), "permit esp"] + p.r.choice([[], ["permit udp any 4500"], ["permit udp 4500 4500"]])
    else: p.r.shuffle(rules)
    p.filters[e] = rules


def m_mobike(p):
    e = p.r.choice("ab")
    value = p.r.choice(["yes", "no", "no"])
    p.main(e)["mobike"] = value


def m_encap(p):
    e = p.r.choice("ab")
    p.main(e)["encap" if isinstance(p.ends[e], Swanctl) else "forceencaps"] = p.r.choice(["yes", "yes", "no"])


def m_noise(p):
    """Settings that do not decide anything."""
    e = p.r.choice("ab")
    if isinstance(p.ends[e], Swanctl):
        p.main(e).update(p.r.choice([{"dpd_delay": "30s"}, {"rekey_time": "4h"}, {"reauth_time": "3h"}, {"keyingtries": "0"}, {"fragmentation": "no"},
                                     {"unique": "replace"}, {"send_certreq": "no"}, {"over_time": "10m"}, {"dscp": "101010"}]))
        p.kid(e).update(p.r.choice([{}, {"dpd_action": "restart"}, {"rekey_time": "50m"}, {"close_action": "trap"}, {"ipcomp": "yes"}, {"sha256_96": "yes"},
                                    {"priority": "7"}, {"updown": "/bin/true"}, {"hostaccess": "yes"}, {"inactivity": "1h"}, {"replay_window": "64"}, {"reqid": "42"}]))
    else:
        p.main(e).update(p.r.choice([{"dpdaction": "restart", "dpddelay": "10s"}, {"keyingtries": "%forever"}, {"rekey": "no"}, {"reauth": "no"}, {"compress": "yes"},
                                     {"fragmentation": "yes"}, {"leftfirewall": "yes"}, {"closeaction": "restart"}, {"installpolicy": "yes"}, {"dpdtimeout": "90"},
                                     {"leftupdown": "/bin/true"}, {"lifetime": "8h", "ikelifetime": "1d"}]))


SELECTORS = ["192.168.0.0/24", "192.168.1.0/24", "192.168.0.0/16", "192.168.1.0/25", "192.168.0.128/25", "0.0.0.0/0", "dynamic", None, "192.168.1.1/32",
             "192.168.0.1", "192.168.1.10-192.168.1.20", "192.168.0.5-192.168.1.5", "192.168.1.0/24[tcp]", "192.168.0.0/24[tcp/443]", "192.168.0.0/24[udp/1000-2000]",
             "192.168.0.0/24[/53]", "192.168.1.0/24[icmp]", "dynamic[udp/1701]", "dynamic[gre]", "10.9.0.0/16, 192.168.0.0/24", "192.168.1.0/24, 10.8.0.0/16",
             "192.168.0.0/24,192.168.1.0/24", "192.168.1.0/26, 192.168.1.64/26", "fd00::/64", "::/0, 0.0.0.0/0", "192.168.0.0/24[47]", "192.168.1.0/24[any/opaque]"]
SUBNETS = ["192.168.0.0/24", "192.168.1.0/24", "192.168.0.0/16", "0.0.0.0/0", "192.168.1.0/25", "192.168.0.0/24,10.9.0.0/16", "10.9.0.0/16,192.168.1.0/24",
           None, "%dynamic", "192.168.0.0/24[tcp/80]", "192.168.1.0/24[udp]", "192.168.1.1/32", "192.168.0.1", "192.168.0.0/255.255.255.0", "vhost:%no,%priv",
           "192.168.1.0/33", "192.168.1.10-192.168.1.99", "%dynamic[udp/1701]", "dynamic", "::/0"]
FILTER_RULES = ["permit udp any 500", "permit udp any 4500", "permit udp 500 500", "permit udp 4500 4500", "permit udp any any", "permit esp", "permit ah", "established",
                "deny udp any 4500", "deny udp any 500", "deny udp 500 any", "deny udp 4500 any", "permit udp 1024-65535 any", "permit udp 20000-29999 4500", "deny udp 20000-29999 500",
                "permit udp any 500-4500", "permit tcp any 22", "permit icmp", "deny esp", "permit udp 1-1023 500", "permit udp 500-4500 any", "permit udp"]
COMMON = [m_psk, m_owner, m_identity, m_proposals, m_esp, m_version, m_addresses, m_selector, m_filter, m_mobike, m_encap, m_noise]


# ---- several connections and secrets

def b_several(p):
    r = p.r
    site(p, ids=r.random() < 0.75)
    b = p.ends["b"]
    for i in range(r.randint(1, 3)):
        extra_conn(p, f"x{i}", r.random() < 0.6)
    if r.random() < 0.5:
        b.secrets = {}
        for i, who in enumerate(r.sample([p.ids["a"], "someone.example.org", "%any", p.seen("a"), p.own("a")], r.randint(1, 3))):
            b.secrets[f"ike-peer{i}"] = {"id": who, "secret": f'"{p.psk if who in (p.ids["a"], p.seen("a"), "%any") else "not this one"}"'}
        if r.random() < 0.5:
            b.secrets["ike-last"] = {"secret": f'"{p.psk}"'}
    return p


def extra_conn(p, name, before):
    """A neighbour of the connection that the initiator wants."""
    r, b = p.r, p.ends["b"]
    twin = json.loads(json.dumps(p.main("b")))
    kid = next(iter(twin["children"].values()))
    twin["children"] = {name + "c": kid}
    twin.setdefault("remote", {})["id"] = r.choice([None, "someone.example.org", "someone.example.org", "%any", "*.example.org", p.ids["a"]])
    for _ in range(r.randint(0, 3)):
        k = r.randint(0, 7)
        if k == 0: twin["remote_addrs"] = r.choice([p.seen("a"), "%any", "203.0.113.77", "198.51.100.0/24", p.own("a")])
        elif k == 1: twin["local_addrs"] = r.choice([p.own("b"), "%any", p.seen("b"), "10.0.0.0/8"])
        elif k == 2: twin["version"] = r.choice([0, 1, 2])
        elif k == 3: twin["proposals"] = suites(r, p.v, ike_suite)
        elif k == 4: kid["esp_proposals"] = suites(r, p.v, esp_suite)
        elif k == 5: kid[r.choice(["local_ts", "remote_ts"])] = r.choice(SELECTORS[:12])
        elif k == 6: twin.setdefault("local", {})["id"] = r.choice([p.ids["b"], "second.example.org", None])
        elif p.v == 1: twin["aggressive"] = r.choice(["yes", None])
        else: twin["remote"]["auth"] = r.choice(["psk", "pubkey", "eap-md5", None])
    b.conns = {name: twin, **b.conns} if before else {**b.conns, name: twin}


def m_more_conn(p):
    if isinstance(p.ends["b"], Swanctl):
        extra_conn(p, "y%d" % len(p.ends["b"].conns), p.r.random() < 0.6)


def m_more_secret(p):
    r, e = p.r, p.r.choice("abb")
    end = p.ends[e]
    if not isinstance(end, Swanctl):
        return
    n = "ike-z%d" % len(end.secrets)
    s = {"secret": r.choice(['"unrelated"', f'"{p.psk}"'])}
    for i, x in enumerate(r.sample([p.ids["a"], p.ids["b"], p.seen("a"), p.own("a"), p.own("b"), "%any", "someone.example.org"], r.randint(0, 2))):
        s["id" + "ab"[i]] = x
    end.secrets = {n: s, **end.secrets} if r.random() < 0.5 else {**end.secrets, n: s}


def m_more_child(p):
    e = p.r.choice("ab")
    if isinstance(p.ends[e], Swanctl):
        kid = dict(p.kid(e))
        kid[p.r.choice(["local_ts", "remote_ts"])] = p.r.choice(SELECTORS[:12])
        kid["mode"] = p.r.choice([None, None, "transport"])
        kids = p.main(e)["children"]
        p.main(e)["children"] = {"d": kid, **kids} if p.r.random() < 0.6 else {**kids, "d": kid}


def m_swap_psk_with_conn(p):
    """Two peers with a key each."""
    b = p.ends["b"]
    if isinstance(b, Swanctl):
        b.secrets = {"ike-a": {"id": p.r.choice([p.ids["a"], p.seen("a")]), "secret": f'"{p.psk}"'},
                     "ike-b": {"id": p.r.choice(["someone.example.org", "203.0.113.77", p.ids["b"]]), "secret": '"for another"'}}
        if p.r.random() < 0.5:
            b.secrets = dict(reversed(b.secrets.items()))


# ---- roles

def b_roles(p):
    site(p)
    p.main("b")["remote_addrs"] = p.r.choice([None, "%any", p.seen("a")])
    return p


def m_role(p):
    r = p.r
    k = r.randint(0, 9)
    if k == 0: p.kid("a")["start_action"] = r.choice(["trap", "none", "start", "trap|start"])
    elif k == 1: p.kid("b")["start_action"] = r.choice(["trap", "none", "trap"])
    elif k == 2: p.main("a")["remote_addrs"] = r.choice(["%any", None, "0.0.0.0/0", "192.0.2.0/24", "%any, " + p.seen("b"), "192.0.2.20-192.0.2.30"])
    elif k == 3: p.main("a")["remote_addrs"] = r.choice(["vpn.hq.test", "hq.invalid", "vpn.hq.test, " + p.seen("b"), p.seen("b") + ", vpn.hq.test"])
    elif k == 4: p.main("b")["remote_addrs"] = r.choice(["branch.test", "branch.invalid, %any", "branch.test, 198.51.100.0/24"])
    elif k == 5: p.child = r.choice(["nosuch", "C", "site"])
    elif k == 6: p.ends["b"].settings["initiator_only"] = "yes"
    elif k == 7: p.ends["a"].settings["initiator_only"] = "yes"
    elif k == 8: p.main("a")["local_addrs"] = r.choice(["nowhere.test", "192.0.2.77", "192.168.1.1", PUB["a"], PRIV["a"]]) if not p.aggressive else "192.0.2.77"
    else: p.main("a")["children"] = {}


# ---- ports

def b_ports(p):
    site(p)
    if p.r.random() < 0.4:
        p.main("a")["local_port"] = p.main("a")["remote_port"] = 4500
    return p


def m_ports(p):
    r, e = p.r, p.r.choice("aab")
    k = r.randint(0, 6)
    if k == 0: p.main(e)["remote_port"] = r.choice([500, 4500, 4501, 1500])
    elif k == 1: p.main(e)["local_port"] = r.choice([500, 4500, 0, 1500])
    elif k == 2: p.ends[e].settings["port"] = r.choice(["0", "500", "1500"])
    elif k == 3: p.ends[e].settings["port_nat_t"] = r.choice(["0", "4500", "4501"])
    elif k == 4: p.main("a").update(local_port=4500, remote_port=4500)
    elif k == 5:
        p.ends["b"].settings["port_nat_t"] = "4501"
        p.main("a")["remote_port"] = r.choice([4501, 500])
    else: p.main(e)[r.choice(["local_port", "remote_port"])] = None


# ---- filters at both ends

def b_filters(p):
    r = p.r
    site(p)
    p.filters["b"] = r.choice([["permit udp any 500", "permit udp any 4500", "permit esp", "permit ah"], ["established", "permit udp any 500", "permit udp any 4500"],
                               ["permit udp any any"], ["deny tcp any any", "permit udp any 500-4500", "permit esp"], None])
    p.filters["a"] = r.choice([["established"], ["permit udp 500 any", "permit udp 4500 any", "permit esp"], ["established", "permit esp"], None, ["permit udp any any", "permit esp"]])
    if r.random() < 0.15:
        ah(p)
    return p


# ---- NAT at either end, forwards

def b_nats(p):
    site(p, ids=p.r.random() < 0.5)
    return p


def m_nat_ids(p):
    r, e = p.r, p.r.choice("ab")
    k = r.randint(0, 4)
    if k == 0: p.main(e)["remote"]["id"] = r.choice([p.seen(other(e)), p.own(other(e))])
    elif k == 1: p.main(e)["local"]["id"] = r.choice([p.seen(e), p.own(e), None])
    elif k == 2: p.main("b")["local_addrs"] = r.choice([p.seen("b"), p.own("b"), "10.0.0.0/8", "%any"])
    elif k == 3: p.main("a")["remote_addrs"] = r.choice([PUB["b"], NATTED["b"], PRIV["b"]])
    else: p.kid(e)[r.choice(["local_ts", "remote_ts"])] = r.choice(["dynamic", p.own(e) + "/32", p.seen(other(e)) + "/32", p.own(other(e)) + "/32"])


# ---- AH

def ah(p, both=True):
    r = p.r
    suite = r.choice(INTEG[:4]) + r.choice(["", "", "-" + r.choice(KE)])
    for e in "ab":
        kid = p.kid(e)
        kid["ah_proposals"] = suite
        if not both:
            kid["esp_proposals"] = None


def b_ah(p):
    r = p.r
    site(p)
    ah(p, both=r.random() < 0.4)
    if r.random() < 0.5:
        for e in "ab":
            kid = p.kid(e)
            p.main(e)["children"]["c"] = {k: kid[k] for k in reversed(list(kid))}
    return p


def m_ah(p):
    r, e = p.r, p.r.choice("ab")
    kid = p.kid(e)
    k = r.randint(0, 5)
    if k == 0: kid["ah_proposals"] = r.choice([None, "default", "sha256", "sha1-modp2048", "sha512, sha1", "aes128gmac", "aes128-sha1", "aescmac, sha1"])
    elif k == 1: kid["esp_proposals"] = r.choice([None, "default", "aes128-sha1"])
    elif k == 2:
        for x in "ab": p.kid(x).update(r.choice([{}, {"mode": "transport", "local_ts": None, "remote_ts": None}]))
    elif k == 3: p.main(e)["encap"] = "yes"
    elif k == 4: p.main(e)["children"]["c"] = {k: kid[k] for k in reversed(list(kid))}
    else: kid["ah_proposals"] = r.choice(["md5", "sha256_96", "sha256-esn", "sha1-noesn", "sha384-modp1024-none", "sha256-ecp256"])


# ---- versions

def b_versions(p):
    site(p, ids=True)
    for e in "ab":
        p.main(e)["version"] = p.r.choice([p.v, p.v, 0, None]) if not p.aggressive else 1
    return p


def m_aggr(p):
    e = p.r.choice("ab")
    if isinstance(p.ends[e], Swanctl):
        p.main(e)["aggressive"] = p.r.choice(["yes", "no", None])
    p.ends["b"].settings.update(p.r.choice([{}, {"i_dont_care_about_security_and_use_aggressive_mode_psk": "yes"}]))


def m_prefer(p):
    p.ends["b"].settings["prefer_configured_proposals"] = p.r.choice(["no", "yes"])
    for e in "ab":
        if p.r.random() < 0.7:
            p.main(e)["proposals"] = suites(p.r, p.v, ike_suite, 3)
    p.main("b")["proposals"] = (p.main("b")["proposals"] or "aes128-sha1-modp2048") + ", " + (p.main("a")["proposals"] or "default")


# ---- certificates

def pki(p):
    a, b = "branch.example.org", "hq.example.org"
    p.ids = {"a": a, "b": b}
    p.certs = {"ca.pem": {"subject": "C=CH,O=Lab,CN=Lab Root", "san": [], "ca": None, "is_ca": True},
               "other-ca.pem": {"subject": "C=CH,O=Elsewhere,CN=Other Root", "san": [], "ca": None, "is_ca": True},
               "branch.pem": {"subject": f"C=CH,O=Lab,CN={a}", "san": p.r.choice([[a], [a, "b17@example.org"], [a, PUB["a"]]]), "ca": "ca.pem", "is_ca": False},
               "hq.pem": {"subject": f"C=CH,O=Lab,CN={b}", "san": p.r.choice([[b], [b, "vpn.example.net"], [b, p.seen("b")]]), "ca": "ca.pem", "is_ca": False},
               "spare.pem": {"subject": "C=CH,O=Lab,CN=spare.example.org", "san": ["spare.example.org"], "ca": "ca.pem", "is_ca": False}}


def dn(name):
    return f'"C=CH, O=Lab, CN={name}"'


def have(p, e, *names):
    p.ends[e].files = {"x509": list(names), "x509ca": ["ca.pem"], "private": list(names)}


def b_certs(p):
    r = p.r
    pki(p)
    site(p, auth="pubkey", ids=r.random() < 0.75)
    files = {"a": "branch.pem", "b": "hq.pem"}
    for e in "ab":
        have(p, e, files[e])
        c = p.main(e)
        if not c["local"].get("id") or r.random() < 0.7:
            c["local"]["certs"] = files[e]
        if r.random() < 0.15:
            c["remote"]["cacerts"] = "ca.pem"
    if not p.main("a")["local"].get("id") and r.random() < 0.4:
        for e in "ab":
            p.main(e)["remote"]["id"] = dn(p.ids[other(e)])
        p.hidden = True
    if p.aggressive:
        p.ends["b"].settings = {}
    return p


def m_cert(p):
    r, e = p.r, p.r.choice("ab")
    if r.random() < 0.2:
        return r.choice([m_noise, m_esp, m_proposals, m_filter, m_mobike, m_encap])(p)
    c, end = p.main(e), p.ends[e]
    loc, rem = c.setdefault("local", {}), c.setdefault("remote", {})
    k = r.randint(0, 13)
    if k == 0: loc["id"] = r.choice([None, p.ids[e], dn(p.ids[e]), "spare.example.org", p.own(e), "@" + p.ids[e]]); p.hidden = True
    elif k == 1: rem["id"] = r.choice([None, dn(p.ids[other(e)]), "%any", "*.example.org", "vpn.example.net", '"C=CH, O=Lab, CN=*"', "b17@example.org", p.seen(other(e))]); p.hidden = True
    elif k == 2: end.files["x509ca"] = r.choice([[], ["other-ca.pem"], ["ca.pem", "other-ca.pem"]]); p.hidden = True
    elif k == 3: end.files["private"] = []; p.hidden = True
    elif k == 4: p.certs["branch.pem" if e == "a" else "hq.pem"]["ca"] = r.choice([None, "other-ca.pem"]); p.hidden = True
    elif k == 5: end.files["x509ca"] = ["ca.pem", "other-ca.pem"]; rem["cacerts"] = r.choice(["other-ca.pem", "ca.pem"]); p.hidden = True
    elif k == 6:
        peer = {"a": "hq.pem", "b": "branch.pem"}[e]
        end.files["x509"] = end.files.get("x509", []) + [peer]
        rem["certs"] = peer; p.hidden = p.hidden or bool(rem.get("id"))
    elif k == 7: c["send_cert"] = r.choice(["never", "always", "ifasked"])
    elif k == 8: c["send_certreq"] = "no"
    elif k == 9: loc["auth"] = r.choice(["psk", "pubkey", "rsa", None]); end.secrets["ike-c"] = {"secret": f'"{p.psk}"'}
    elif k == 10: rem["auth"] = r.choice(["psk", None, "rsa", "ecdsa", "pubkey", "rsa-2048", "rsa-4096", "pubkey-sha256", "ike:pubkey"])
    elif k == 11:
        for x, s, d in (("a", "local", "psk"), ("b", "remote", "psk")) if r.random() < 0.5 else (("a", "remote", "psk"), ("b", "local", "psk")):
            p.main(x).setdefault(s, {})["auth"] = d
            p.main(x)[s].pop("certs", None)
        for x in "ab": p.ends[x].secrets["ike-m"] = {"secret": f'"{p.psk}"'}
    elif k == 12: loc["certs"] = r.choice(["spare.pem", "missing.pem", None]); end.files["x509"] = end.files.get("x509", []) + ["spare.pem"]; p.hidden = True
    else: rem["revocation"] = r.choice(["relaxed", "strict", "ifuri"]); p.hidden = p.hidden or rem["revocation"] == "strict"   # no revocation list is there


# ---- EAP

def b_eap(p):
    r = p.r
    p.v = 2
    p.aggressive = False
    server = r.choice(["psk", "pubkey"])
    pki(p)
    site(p, auth="psk", ids=True)
    p.method = r.choice(["eap-md5", "eap-mschapv2", "eap-mschapv2"])
    a, b = p.main("a"), p.main("b")
    user = r.choice(["carol", "dave@example.org", p.ids["a"]])
    a["local"] = {"auth": r.choice([p.method, "eap"]), "id": p.ids["a"] if r.random() < 0.7 else None, "eap_id": user}
    b["remote"] = {"auth": p.method, "id": r.choice([None, "%any", p.ids["a"] if a["local"]["id"] else None]), "eap_id": "%any"}
    a["remote"]["auth"] = b["local"]["auth"] = server
    if server == "pubkey":
        b["local"]["certs"] = "hq.pem"
        have(p, "b", "hq.pem")
        p.ends["a"].files = {"x509ca": ["ca.pem"]}
    word = r.choice(["Ar3etTnp", "password"])
    p.ends["a"].secrets["eap-me"] = {"id": user, "secret": word}
    p.ends["b"].secrets["eap-carol"] = {"id": user, "secret": word}
    return p


def m_eap(p):
    r = p.r
    a, b = p.main("a"), p.main("b")
    k = r.randint(0, 14)
    if k > 12: r.choice([m_noise, m_esp, m_selector, m_filter, m_encap, m_mobike])(p)
    elif k == 10: a["remote"]["id"] = r.choice([None, "%any", "hq.example.org", "*.example.org"])
    elif k == 11: b["remote"]["id"] = r.choice([None, "%any", "*.example.org", p.ids["a"], "carol"])
    elif k == 12: a["local"]["id"] = r.choice([None, p.ids["a"], "carol", "someone.example.org"])
    elif k == 0: p.ends[r.choice("ab")].secrets[r.choice(["eap-me", "eap-carol"])] = {"id": a["local"].get("eap_id") or "carol", "secret": "wrong"}
    elif k == 1: b["remote"]["eap_id"] = r.choice([None, "%any", "carol", "nobody"])
    elif k == 2: a["local"]["eap_id"] = r.choice([None, "carol", "nobody"])
    elif k == 3: a["local"]["auth"] = r.choice(["eap", "eap-mschapv2", p.method, "eap-tls", "eap", "psk", "eap-foo", "eap-gtc", "eap-md5"])
    elif k == 4: b["remote"]["auth"] = r.choice(["eap-md5", "eap-mschapv2", "eap", "eap-dynamic", "eap-identity", "psk", "pubkey", "eap-radius", "eap-ttls"])
    elif k == 5: p.ends["b"].secrets.pop("eap-carol", None)
    elif k == 6: p.ends["a"].secrets.pop("eap-me", None)
    elif k == 7: a["remote"]["auth"] = r.choice(["eap", p.method, None, "psk", "pubkey"])
    elif k == 8: b["local"]["auth"] = r.choice(["eap", p.method, "psk", "pubkey"])
    else:
        for s in (p.ends["a"].secrets.get("eap-me"), p.ends["b"].secrets.get("eap-carol")):
            if s is not None and r.random() < 0.6: s["id"] = r.choice([None, "carol", "%any", p.ids["a"], p.ids["b"]])


# ---- XAuth

def b_xauth(p):
    r = p.r
    p.v = 1
    p.aggressive = r.random() < 0.3
    key = r.choice(["psk", "psk", "pubkey"])
    pki(p)
    site(p, auth=key, ids=True if key == "pubkey" or p.aggressive else None)
    a, b = p.main("a"), p.main("b")
    if key == "pubkey":
        for e, f in (("a", "branch.pem"), ("b", "hq.pem")):
            have(p, e, f)
            p.main(e)["local"]["certs"] = f
    user = r.choice(["carol", "dave@example.org"])
    kids = [a.pop("children"), b.pop("children")]
    a["local-xauth"] = {"auth": r.choice(["xauth", "xauth-generic"]), "xauth_id": user}
    b["remote-xauth"] = {"auth": r.choice(["xauth", "xauth-generic"])}
    a["children"], b["children"] = kids
    word = r.choice(["4iChxLT3", "password"])
    p.ends["a"].secrets["xauth-me"] = {"id-carol": user, "secret": word}
    p.ends["b"].secrets[r.choice(["xauth-carol", "eap-carol"])] = {"id": user, "secret": word}
    if r.random() < 0.3:
        pooled(p)
    return p


def m_xauth(p):
    r = p.r
    a, b = p.main("a"), p.main("b")
    k = r.randint(0, 8)
    if k == 0: a.pop("local-xauth", None)
    elif k == 1: b.pop("remote-xauth", None)
    elif k == 2: p.ends["a"].secrets["xauth-me"] = {"id": (a.get("local-xauth") or {}).get("xauth_id") or "carol", "secret": "wrong"}
    elif k == 3: (a.get("local-xauth") or {}).update(xauth_id=r.choice([None, "nobody", "carol"]))
    elif k == 4: (b.get("remote-xauth") or {}).update(auth=r.choice(["xauth-eap", "xauth-noauth", "xauth-pam", "xauth-generic", "xauth-foo"]))
    elif k == 5: (a.get("local-xauth") or {}).update(auth=r.choice(["xauth-eap", "xauth-noauth", "xauth-generic", "xauth"]))
    elif k == 6: p.ends[r.choice("ab")].secrets.pop(r.choice(["xauth-me", "xauth-carol", "eap-carol"]), None)
    elif k == 7: (b.get("remote-xauth") or {}).update(xauth_id=r.choice(["carol", "nobody"]))
    else:
        side = r.choice(["local", "remote"])
        p.main("a").setdefault(side, {})["auth"] = r.choice(["psk", "pubkey"])


# ---- selectors, modes, virtual addresses

def b_selectors(p):
    r = p.r
    site(p)
    pairs = [("192.168.1.0/24", "192.168.0.0/24"), ("192.168.1.0/24, 10.8.0.0/16", "192.168.0.0/24, 10.9.0.0/16"), ("192.168.1.0/24[tcp]", "192.168.0.0/24[tcp/443]"),
             ("192.168.1.10-192.168.1.20", "192.168.0.0/24"), ("192.168.1.1", "192.168.0.1"), ("0.0.0.0/0", "0.0.0.0/0"), ("192.168.1.0/24[udp/1701]", "192.168.0.0/24[udp/1701]")]
    l, m = r.choice(pairs)
    p.kid("a").update(local_ts=l, remote_ts=m)
    p.kid("b").update(local_ts=m, remote_ts=l)
    if p.nat == "none" and r.random() < 0.25:
        for e in "ab": p.kid(e).update(local_ts=None, remote_ts=None)
    return p


def b_modes(p):
    r = p.r
    kind = r.choice(["transport", "transport", "transport", "beet", "l2tp"])
    site(p, tunnel=False, ids=p.v == 2 or r.random() < 0.5)
    for e in "ab":
        p.kid(e)["mode"] = "transport" if kind == "l2tp" else kind
        if kind == "l2tp":
            p.kid(e).update(local_ts="dynamic[udp/1701]" if e == "b" else "dynamic[udp]", remote_ts="dynamic[udp]" if e == "b" else "dynamic[udp/1701]")
        if kind == "beet":
            p.ends[e].settings["send_vendor_id"] = "yes"
    return p


def m_mode(p):
    r, e = p.r, p.r.choice("ab")
    k = r.randint(0, 4)
    if k < 3: p.kid(e)["mode"] = r.choice(["tunnel", "transport", "beet", "pass", "drop", "transport_proxy", None, "TRANSPORT"])
    elif k == 3: p.kid(e)[r.choice(["local_ts", "remote_ts"])] = r.choice(["dynamic", "0.0.0.0/0", NET[e], p.own(e) + "/32", p.seen(other(e)) + "/32", "dynamic[tcp]", "dynamic[udp/1701]"])
    else: p.ends[e].settings["send_vendor_id"] = r.choice(["yes", "no"])


def pooled(p):
    r = p.r
    p.main("a")["vips"] = r.choice(["0.0.0.0", "0.0.0.0", "10.3.0.9"])
    p.main("b")["pools"] = "rw"
    p.ends["b"].pools["rw"] = {"addrs": r.choice(["10.3.0.0/24", "10.3.0.1-10.3.0.50"])}
    p.kid("a").update(local_ts=r.choice([None, "dynamic"]), remote_ts=r.choice([NET["b"], "0.0.0.0/0"]))
    p.kid("b").update(local_ts=r.choice([NET["b"], "0.0.0.0/0"]), remote_ts=r.choice([None, "dynamic"]))


def b_vips(p):
    site(p)
    pooled(p)
    return p


def m_vip(p):
    r = p.r
    a, b = p.main("a"), p.main("b")
    k = r.randint(0, 9)
    if k == 0: a["vips"] = r.choice([None, "0.0.0.0", "10.3.0.7", "172.31.0.1", "::", "0.0.0.0, ::"])
    elif k == 1: b["pools"] = r.choice([None, "rw", "nosuch", "rw, second"])
    elif k == 2: p.ends["b"].pools["rw"] = {"addrs": r.choice(["10.3.0.0/32", "10.3.0.0/30", "fd00::/112", "10.4.0.0/16"])}
    elif k == 3: p.ends[r.choice("ab")].conns[next(iter(p.ends["a"].conns))]["pull"] = r.choice(["no", "yes"]) if "site" in p.ends["a"].conns else "yes"
    elif k == 4: p.kid("a")["local_ts"] = r.choice([NET["a"], "10.3.0.0/24", "0.0.0.0/0", "dynamic"])
    elif k == 5: p.kid("b")["remote_ts"] = r.choice([NET["a"], "10.3.0.0/24", "0.0.0.0/0", "10.4.0.0/24", p.seen("a") + "/32"])
    elif k == 6: p.kid(r.choice("ab"))["mode"] = r.choice(["transport", "beet", None])
    elif k == 7: p.ends["b"].pools = {}
    elif k == 8: p.ends["b"].pools.setdefault("rw", {"addrs": "10.3.0.0/24"})["dns"] = "10.3.0.1, 10.3.0.2"
    else: b["vips"], b["pools"] = b.get("vips"), r.choice([None, "rw"])


# ---- childless, unique and other protocol switches

def b_switches(p):
    r = p.r
    site(p)
    if p.v == 2 and r.random() < 0.5:
        p.main("a")["childless"], p.main("b")["childless"] = r.choice([("force", "allow"), ("force", "force"), ("allow", "never"), ("allow", "allow")])
    return p


def m_switch(p):
    r, e = p.r, p.r.choice("ab")
    c = p.main(e)
    k = r.randint(0, 8)
    if k < 3: c["childless"] = r.choice(["allow", "force", "never", None])
    elif k == 3: c["unique"] = r.choice(["no", "never", "keep", "replace"])
    elif k == 4: c["fragmentation"] = r.choice(["yes", "no", "force", "accept"])
    elif k == 5: p.ends[e].settings.update(r.choice([{"close_ike_on_child_failure": "yes"}, {"multiple_authentication": "no"}, {"send_vendor_id": "yes"}, {"signature_authentication": "no"},
                                                    {"cisco_unity": "yes"}, {"accept_private_algs": "yes"}, {"install_virtual_ip": "no"}, {"keep_alive": "0"}]))
    elif k == 6: p.kid(e)["esp_proposals"] = (p.kid(e).get("esp_proposals") or "aes128-sha1").split(",")[0] + "-" + r.choice(KE)
    elif k == 7: p.kid(e).update(r.choice([{"policies": "no"}, {"reqid": "9"}, {"mark_in": "42", "mark_out": "42"}, {"if_id_in": "5", "if_id_out": "5"}, {"ipcomp": "yes"}, {"replay_window": "0"}]))
    else: c["ppk_id"] = "ppk@example.org"; c["ppk_required"] = r.choice(["no", "yes", None])


# ---- proposals in all their forms

ODD_IKE = ["aes128gcm16-sha256-modp2048", "aes256gcm16-prfsha384-ecp384", "aes256ctr-sha256-modp2048", "camellia256-sha512-modp4096", "aes128-aesxcbc-modp2048", "aes128-aescmac-prfaescmac-ecp256",
           "aes256-sha256-x25519", "blowfish-sha1-modp1536", "aes128-sha2_256-modp2048", "aes128-sha256-modp2048s256", "aes256-sha384-ecp521", "aes128-sha1-prfsha256-modp2048",
           "aes256-sha512-curve448", "aes128-sha256-ecp256bp", "3des-md5-modp1024", "aes128-sha1-modp1024, default", "default, aes128-sha1-modp1024", "aes128-aes192-aes256-sha1-sha256-sha384-modp2048-modp3072",
           "chacha20poly1305-prfsha256-curve25519", "aes128-sha1-modp768", "twofish256-sha256-modp2048", "cast128-sha1-modp2048", "aes128-sha256-modp2048-noesn", "aes256-sha1_160-modp2048",
           "aes128ccm64-prfsha1-modp2048", "aes128-sha256-ntru128", "serpent-sha512-modp3072", "aes128-md5_128-modp2048", "aes256gcm64-aes256gcm128-prfsha256-modp2048"]
BAD_IKE = ["aes128gcm16-modp2048", "aes128-sha256", "aes128-aes128gcm16-sha256-modp2048", "aes-256-sha1-modp1024", "AES128-sha1-modp1024", "aes128-sha2-modp2048", "aes128-sha256-dh14", "aes128-sha256_96-modp2048",
           "aes128-sha256-modp2048-none", "aes128-sha256-none", "sha256-modp2048", "aes128-modp2048", "aes128-sha256-mlkem768", "aes256_sha256_modp2048", "aes256-sha256-modp2048,", "", "aes256-sha256-modp2048 aes128-sha1-modp1024",
           "aes128-sha256-modp2048!", "null-sha1-modp1024", "aes256--sha256-modp2048", "des-md5-modp768", "aes128-prfsha256-modp2048", "aes128-sha256-prfsha1-prfsha256-modp2048"]
ODD_ESP = ["aes128", "null-sha256", "aes256gcm16-modp2048", "aes128gcm16-sha256", "aes128ctr-sha1", "aes128-sha256-esn", "aes128-sha256-esn-noesn", "aes128-sha256-noesn", "default", "aes128-sha1, default", "camellia128-sha256",
           "aes256-sha256_96", "aes128gmac", "chacha20poly1305", "aes128-aes256-sha1-sha256", "aes128-sha1-modp2048-none", "aes128-sha1-none", "aes128-sha1-prfsha1", "blowfish256-sha512", "3des-md5", "aes256-aesxcbc", "aes128ccm16-esn",
           "aes256gcm16-aes128gcm16-ecp384-ecp256", "aes256-sha512-modp4096, aes128-sha1", "aes256-sha1, aes256-sha1-modp2048", "aes192gcm96", "null-md5", "des-md5"]
BAD_ESP = ["sha256", "aes128-aes128gcm16-sha1", "aes128-sha2-modp1024", "modp2048", "aes128_sha256", "aes256-gcm", "aes128-sha1!", "Default", "aes128-sha1-dh2", "aes128-sha1;aes256-sha1", "esp-aes256-sha1", "aes256-hmac-sha1"]


def b_props(p):
    r = p.r
    site(p)
    ike = r.choice(ODD_IKE)
    if p.v == 1 and r.random() < 0.6:
        ike = r.choice([x for x in ODD_IKE if not any(y in x for y in ("gcm", "ccm", "chacha", "ctr", "xcbc", "cmac", "default", "ntru", "160", "128-md5"))])
    esp = r.choice(ODD_ESP)
    for e in "ab":
        p.main(e)["proposals"], p.kid(e)["esp_proposals"] = ike, esp
    return p


def m_prop(p):
    r, e = p.r, p.r.choice("ab")
    k = r.randint(0, 7)
    if k == 0: p.main(e)["proposals"] = r.choice(ODD_IKE)
    elif k == 1: p.kid(e)["esp_proposals"] = r.choice(ODD_ESP)
    elif k == 2 and r.random() < 0.7: p.main(e)["proposals"] = r.choice(BAD_IKE)
    elif k == 3 and r.random() < 0.7: p.kid(e)["esp_proposals"] = r.choice(BAD_ESP)
    elif k == 4: p.main(e)["proposals"] = r.choice([None, "default"])
    elif k == 5: p.kid(e)["esp_proposals"] = r.choice([None, "default"])
    elif k == 6: p.main(e)["proposals"] = (p.main(e).get("proposals") or "") + ", " + r.choice(ODD_IKE)
    else: p.kid(e)["esp_proposals"] = r.choice(ODD_ESP) + ", " + (p.kid(e).get("esp_proposals") or "aes128-sha1")


# ---- values that are refused, or nearly

def b_values(p):
    return site(p)


BAD_CONN = [("mobike", "maybe"), ("mobike", "True"), ("mobike", "1"), ("version", "3"), ("version", "ikev2"), ("version", "2.0"), ("encap", "force"), ("encap", "ENABLED"), ("rekey_time", "1 hour"), ("rekey_time", "4H"),
            ("rekey_time", "0"), ("reauth_time", "1.5h"), ("dpd_delay", "30"), ("dpd_delay", "30sec"), ("keyingtries", "%forever"), ("keyingtries", "-1"), ("fragmentation", "Force"), ("fragmentation", "maybe"),
            ("childless", "prefer"), ("childless", "sometimes"), ("unique", "yes"), ("unique", "Replace"), ("send_cert", "no"), ("aggressive", "on"), ("left", "10.0.0.1"), ("ike", "aes128-sha1-modp1024"),
            ("local_port", "70000"), ("remote_port", "isakmp"), ("local_addrs", "198.51.100.10/24"), ("remote_addrs", "%defaultroute"), ("pools", "nosuch"), ("vips", "any"), ("dscp", "46"), ("dpd_timeout", "2m"),
            ("over_time", "10%"), ("rand_time", "0s"), ("pull", "yes"), ("Version", "2"), ("ocsp", "never"), ("if_id_in", "%unique"), ("mediation", "no"), ("version", "0x2"), ("dpd_delay", "1d"), ("keyexchange", "ikev2")]
BAD_CHILD = [("mode", "Tunnel"), ("mode", "tunel"), ("mode", "transport"), ("local_ts", "192.168.1.0/33"), ("local_ts", "192.168.1.0/255.255.255.0"), ("remote_ts", "hq.example.org"), ("remote_ts", "Dynamic"), ("local_ts", "192.168.1.5/24"),
             ("remote_ts", "192.168.0.0/24[tcp/https]"), ("remote_ts", "192.168.0.0/24[nope]"), ("start_action", "route"), ("start_action", "add"), ("start_action", "trap|start"), ("dpd_action", "hold"), ("dpd_action", "restart"), ("close_action", "none"),
             ("rekey_time", "1hour"), ("life_time", "30m"), ("rekey_bytes", "500M"), ("rekey_bytes", "1T"), ("rekey_packets", "1000000"), ("esp", "aes128-sha1"), ("ipcomp", "maybe"), ("policies", "yes"), ("reqid", "abc"), ("mark_in", "0x10/0xff"),
             ("mark_in", "x"), ("mark_out", "%unique"), ("priority", "high"), ("tfc_padding", "mtu"), ("replay_window", "32"), ("hw_offload", "auto"), ("hw_offload", "crypto"), ("copy_dscp", "out"), ("interface", "eth0"), ("updown", "/bin/true"),
             ("inactivity", "10x"), ("sha256_96", "yes"), ("label", "x"), ("per_cpu_sas", "yes"), ("remote_ts", "192.168.0.0-192.168.0.255"), ("local_ts", "192.168.1.0/24 192.168.2.0/24"), ("pfs", "yes"), ("remote_ts", "192.168.0.0/24,")]
BAD_AUTH = [("auth", "PSK"), ("auth", "Pubkey"), ("auth", "secret"), ("auth", "rsasig"), ("auth", "any"), ("auth", "psk "), ("auth", None), ("id", '"%any"'), ("id", '""'), ("ids", "x"), ("eap_id", "%any"), ("xauth_id", "me"), ("groups", "a, b"),
            ("round", "1"), ("revocation", "strict"), ("cert_policy", "1.2.3"), ("certs", "nofile.pem"), ("auth", "eap-unknown"), ("auth", "xauth"), ("secret", "x"), ("auth", "ike:psk")]


def m_value(p):
    r, e = p.r, p.r.choice("ab")
    k = r.randint(0, 10)
    if k == 10:
        p.ends[e].tail = r.choice(["# end", "}", "connections {", "secrets {\n  ike-2.x {\n  }\n}", "include /nonexistent/*.conf", "pools {\n  p1 {\n    addrs = 10.99.0.0/24\n    dns = 1.2.3.4\n  }\n}", "authorities {\n}", "x = \"unterminated"]) + "\n"
    elif k < 3: p.main(e).update([r.choice(BAD_CONN)])
    elif k < 6: p.kid(e).update([r.choice(BAD_CHILD)])
    elif k == 6: p.main(e).setdefault(r.choice(["local", "remote"]), {}).update([r.choice(BAD_AUTH)])
    elif k == 7:
        end = p.ends[e]
        end.conns = {**end.conns, "spare": {"remote_addrs": "192.0.2.200", r.choice(["mobike", "vesion", "proposals"]): r.choice(["yes", "aes128"]), "local": {"auth": "psk"}, "remote": {"auth": "psk"}, "children": {"s": {}}}}
    elif k == 8:
        end = p.ends[e]
        key = next(iter(end.secrets))
        s = end.secrets.pop(key)
        end.secrets[r.choice(["psk-1", "ikeshared", "IKE-1", "ike", "eap-1", "ike1", "shared"])] = s
    else:
        end = p.ends[e]
        s = next(iter(end.secrets.values()))
        s["secret"] = r.choice([p.psk, f'"{p.psk}"  # comment', f'{p.psk}#1', f"'{p.psk}'", '""', "0x" + p.psk.encode().hex(), "0X" + p.psk.encode().hex().upper(), '"' + p.psk + "\\\n" + '"'])


# ---- ipsec.conf

def b_stroke_one(p):
    return stroke_site(p, p.r.choice("ab"))


def b_stroke_both(p):
    return stroke_site(p, "ab")


STROKE = [("keyexchange", ["ike", "ikev1", "ikev2", "IKEv2"]), ("authby", ["psk", "secret", "rsasig", "pubkey", "never", "xauthpsk", "PSK"]), ("leftauth", ["psk", "pubkey", "secret", "any", "eap-md5"]),
          ("rightauth", ["psk", "pubkey", "any", "secret"]), ("type", ["tunnel", "transport", "passthrough", "beet", "Tunnel"]), ("forceencaps", ["yes", "no", "true"]), ("mobike", ["yes", "no"]),
          ("aggressive", ["yes", "no"]), ("auto", ["add", "ignore", "route", None, "start", "manual"]), ("leftprotoport", ["17/1701", "udp/%any", "tcp", "17/%any", "%any", "foo"]), ("rightprotoport", ["17/1701", "17/%any", "udp", "6"]),
          ("leftsourceip", ["%config", "10.3.0.5", "%modeconfig", "192.168.1.1"]), ("rightsourceip", ["10.3.0.0/24", "10.3.0.10-10.3.0.20", "%config", "%dhcp", "10.3.0.7"]), ("leftikeport", ["500", "4500", "1500"]), ("rightikeport", ["500", "4500"]),
          ("ah", ["sha1", "sha256!", "sha1-modp2048"]), ("leftallowany", ["yes"]), ("rightallowany", ["yes"]), ("rightsubnetwithin", ["192.168.0.0/16", "0.0.0.0/0"]), ("pfs", ["yes", "no"]), ("pfsgroup", ["modp1024"]), ("nat_traversal", ["yes"]),
          ("modeconfig", ["push", "pull"]), ("rekey", ["no"]), ("reauth", ["no"]), ("keyingtries", ["1", "%forever", "forever"]), ("dpdaction", ["clear", "hold", "restart", "none", "stop"]), ("dpddelay", ["30", "30s", "1 m"]),
          ("ikelifetime", ["8h", "86400", "1 day"]), ("lifetime", ["1h", "3600s"]), ("keylife", ["1h"]), ("left", ["%any", "%defaultroute", "0.0.0.0"]), ("right", ["%any", "vpn.hq.test", "0.0.0.0", "%defaultroute"]), ("leftnexthop", ["%defaultroute"]),
          ("compress", ["yes"]), ("mark", ["100", "%unique"]), ("installpolicy", ["no"]), ("rightgroups", ["x"]), ("eap_identity", ["carol"]), ("leftid2", ["x"]), ("ike", ["aes128-sha1-modp1024", "aes256-sha256", "aes128-sha1-modp1024!", "aes256-sha2_256-modp2048!", "3des-sha", "default", "aes128-sha1-modp1024,foo"]),
          ("esp", ["aes128-sha1", "aes128-sha1!", "3des-md5", "aes256-sha1-modp1024", "aes256gcm16!", "null-md5!", "aes128-sha1,foo", "aes256-sha2_256!"]), ("closeaction", ["clear"]), ("leftfirewall", ["yes"]), ("lefthostaccess", ["yes"]), ("sha2_truncbug", ["yes"]),
          ("salifetime", ["8h"]), ("phase2", ["esp"]), ("ikev2", ["insist"]), ("also", ["common", "nosuch"]), ("fragmentation", ["yes", "force"]), ("leftsendcert", ["never"]), ("rightsendcert", ["never"]), ("xauth", ["client", "server"])]


def stroke_ends(p):
    return [e for e in "ab" if isinstance(p.ends[e], IpsecConf)]


def m_stroke(p):
    r = p.r
    ends = stroke_ends(p)
    if not ends:
        return
    e = r.choice(ends)
    end, c = p.ends[e], p.main(e)
    k = r.random()
    if k < 0.55:
        key, values = r.choice(STROKE)
        value = r.choice(values)
        (end.conns.setdefault("%default", {}) if r.random() < 0.2 else c)[key] = value
        if value == "common":
            end.conns["common"] = {"esp": c.pop("esp", None), "auto": "ignore"}
    elif k < 0.65:   # written from the other's point of view
        flip = {key: value for key, value in c.items()}
        for key in list(flip):
            if key.startswith(("left", "right")): del flip[key]
        for key, value in c.items():
            if key.startswith("left"): flip["right" + key[4:]] = value
            elif key.startswith("right"): flip["left" + key[5:]] = value
        end.conns["c"] = flip
        if r.random() < 0.5 and flip.get("right") in ("%any", "%defaultroute"): flip["right"] = p.own(e)
    elif k < 0.8:
        where = r.randint(0, 1)
        twin = dict(c)
        for _ in range(r.randint(1, 2)):
            x = r.choice(["rightid", "right", "ike", "esp", "keyexchange", "leftid", "rightsubnet", "authby"])
            twin[x] = {"rightid": r.choice(["%any", "@someone.example.org", None]), "right": r.choice(["%any", p.seen(other(e)), "203.0.113.9"]), "ike": suites(r, p.v, ike_suite).replace(" ", "") + r.choice(["", "!"]),
                       "esp": suites(r, p.v, esp_suite).replace(" ", "") + "!", "keyexchange": r.choice(["ikev1", "ikev2", "ike"]), "leftid": r.choice([None, "@second.example.org"]),
                       "rightsubnet": r.choice(SUBNETS[:8]), "authby": r.choice(["psk", "rsasig"])}[x]
        twin.setdefault("auto", "add")
        end.conns = {**({"%default": end.conns["%default"]} if "%default" in end.conns else {}), **({"first": twin} if where else {}), "c": c, **({} if where else {"second": twin})}
    elif k < 0.9:
        line = r.choice([f': PSK "other"', f'%any : PSK "other"', f'{p.ids[other(e)]} : PSK "{p.psk}"', f'@{p.ids[other(e)].replace("@", ".")} : PSK "other"', f'{p.seen(other(e))} : PSK "other"',
                         f'{p.own(e)} {p.seen(other(e))} : PSK "{p.psk}"', f': RSA missing.pem', f'carol : EAP "x"', f'{p.seen(other(e))}: PSK "{p.psk}"', ": PSK unquoted", ': psk "lower"', f"%any %any : PSK '{p.psk}'", f'0.0.0.0 : PSK "{p.psk}"'])
        end.secrets.insert(r.randint(0, len(end.secrets)), line)
    else:
        end.setup.update([r.choice([("uniqueids", "no"), ("uniqueids", "never"), ("charondebug", '"ike 2, cfg 1"'), ("nat_traversal", "yes"), ("virtual_private", "%v4:10.0.0.0/8"), ("plutostart", "no"), ("strictcrlpolicy", "no"),
                                    ("cachecrls", "yes"), ("interfaces", "%defaultroute"), ("oe", "off"), ("protostack", "netkey"), ("uniqueids", "maybe")])])


def b_stroke_cert(p):
    r = p.r
    pki(p)
    p.stroke_ids = r.random() < 0.7
    site(p, auth="pubkey", ids=True)
    p.ike, p.esp = p.main("a")["proposals"], p.kid("a")["esp_proposals"]
    p.aggressive = False
    for e, f in (("a", "branch.pem"), ("b", "hq.pem")):
        p.main(e)["aggressive"] = None
        p.main(e)["local"]["certs"] = f
    p.ends["b"].settings = {}
    for e, f in (("a", "branch.pem"), ("b", "hq.pem")):
        if r.random() < 0.75:
            stroke_end(p, e, auth="cert")
            c = p.main(e)
            c["leftcert"] = f
            if not p.stroke_ids:
                c["rightid"] = r.choice(["%any", dn(p.ids[other(e)]), None])
                p.hidden = True
            p.ends[e].secrets.append(f": RSA {f.replace('.pem', '.key.pem')}")
            if r.random() < 0.3: c["authby"] = r.choice(["rsasig", "pubkey"])
        have(p, e, f)
    return p


def m_stroke_cert(p):
    r = p.r
    ends = stroke_ends(p)
    if not ends:
        return m_cert(p)
    e = r.choice(ends)
    c, end = p.main(e), p.ends[e]
    k = r.randint(0, 9)
    if k == 0: c["leftid"] = r.choice([None, "@spare.example.org", dn(p.ids[e]), p.own(e)]); p.hidden = True
    elif k == 1: c["rightid"] = r.choice([None, "%any", "*.example.org", dn(p.ids[other(e)]), '"C=CH, O=Lab, CN=*"', "%" + p.ids[other(e)]]); p.hidden = True
    elif k == 2: end.secrets = [r.choice([": RSA nokey.pem", ': PSK "x"'])]; p.hidden = True
    elif k == 3: c["leftcert"] = r.choice([None, "nofile.pem"]); p.hidden = True
    elif k == 4: end.files["x509ca"] = ["other-ca.pem"]; p.hidden = True
    elif k == 5: c["rightca"] = r.choice(['"C=CH, O=Lab, CN=Lab Root"', "%same", '"C=CH, O=Elsewhere, CN=Other Root"']); p.hidden = True
    elif k == 6: c["rightauth"], c["leftauth"] = "psk", "pubkey"; c["authby"] = None
    elif k == 7: c["leftsendcert"] = r.choice(["never", "always", "yes"])
    elif k == 8: c["rightauth"] = r.choice(["rsa", "ecdsa", "pubkey-sha256", "rsa-4096"])
    else: c["authby"] = r.choice(["secret", "ecdsasig", "rsasig"])


def b_stroke_auth(p):
    """EAP and XAuth with ipsec.conf."""
    r = p.r
    kind = r.choice(["eap", "xauthpsk", "xauthpsk", "xauthrsa"])
    pki(p)
    p.v = 2 if kind == "eap" else 1
    p.aggressive = kind == "xauthpsk" and r.random() < 0.3
    p.stroke_ids = True
    site(p, ids=True)
    p.ike, p.esp = p.main("a")["proposals"], p.kid("a")["esp_proposals"]
    settings = p.ends["b"].settings
    for e in "ab":
        stroke_end(p, e, auth="none")
        p.ends[e].settings = settings if e == "b" else {}
        c, end = p.main(e), p.ends[e]
        me = "client" if e == "a" else "server"
        if kind == "eap":
            method = p.method = getattr(p, "method", r.choice(["eap-mschapv2", "eap-md5"]))
            c.update({"leftauth": r.choice(["eap", method]), "rightauth": "pubkey", "eap_identity": "carol"} if e == "a"
                     else {"leftauth": "pubkey", "leftcert": "hq.pem", "rightauth": method, "eap_identity": r.choice(["%identity", "%any"]), "rightid": r.choice(["%any", c.get("rightid")])})
            end.secrets.append('carol : EAP "Ar3etTnp"')
            if e == "b":
                have(p, e, "hq.pem")
                end.secrets.append(": RSA hq.key.pem")
            else:
                end.files = {"x509ca": ["ca.pem"]}
        else:
            if r.random() < 0.6:
                c.update({"authby": kind.replace("rsa", "rsasig"), "xauth": me})
            else:
                base = "psk" if kind == "xauthpsk" else "pubkey"
                c.update({"leftauth": base, "rightauth": base, ("left" if e == "a" else "right") + "auth2": r.choice(["xauth", "xauth-generic"])})
            if e == "a": c["xauth_identity"] = "carol"
            end.secrets.append(r.choice(['carol : XAUTH "4iChxLT3"', 'carol : EAP "4iChxLT3"']))
            if kind == "xauthpsk":
                end.secrets.append(f': PSK "{p.psk}"')
            else:
                f = "branch.pem" if e == "a" else "hq.pem"
                have(p, e, f)
                c["leftcert"] = f
                end.secrets.append(f": RSA {f.replace('.pem', '.key.pem')}")
    if r.random() < 0.35:
        p.main("a").update({"leftsourceip": "%config", "leftsubnet": None})
        p.main("b").update({"rightsourceip": "10.3.0.0/24", "rightsubnet": None})
    return p


def m_stroke_auth(p):
    r, e = p.r, p.r.choice("ab")
    c, end = p.main(e), p.ends[e]
    k = r.randint(0, 7)
    if k == 0: end.secrets = [s.replace("carol", r.choice(["nobody", ""])) for s in end.secrets]
    elif k == 1: end.secrets = [s.replace('"4iChxLT3"', '"wrong"').replace('"Ar3etTnp"', '"wrong"') for s in end.secrets]
    elif k == 2: c["eap_identity"] = r.choice([None, "%identity", "carol", "nobody"])
    elif k == 3: c["xauth_identity"] = r.choice([None, "nobody", "carol"])
    elif k == 4: c["xauth"] = r.choice(["client", "server", None])
    elif k == 5:
        for x in ("leftauth2", "rightauth2"): c.pop(x, None)
        if str(c.get("authby", "")).startswith("xauth"): c["authby"] = "secret"
    elif k == 6: c["rightauth" if e == "b" else "leftauth"] = r.choice(["eap-md5", "eap-mschapv2", "eap", "eap-radius", "psk", "pubkey"])
    else: c["leftsourceip" if e == "a" else "rightsourceip"] = r.choice(["%config", "10.3.0.0/24", None])


# ---- what people post when they ask for help

def conf(p, e, text, secrets, setup=None):
    """A conn written as a list of key=value."""
    end = IpsecConf()
    end.setup = setup or {}
    for name, body in text.items():
        end.conns[name] = dict(x.split("=", 1) for x in body)
    end.secrets = secrets
    p.ends[e] = end
    return end


def swan(p, e, conn, secrets, pools=None):
    end = Swanctl()
    end.conns = {"site": conn} if "children" in conn else conn
    end.secrets, end.pools = secrets, pools or {}
    end.style = p.r.choice([0, 1, 2])
    p.ends[e] = end
    return end


def post_site(p):
    """Two offices, ipsec.conf, pre-shared key."""
    r = p.r
    v = r.choice(["ikev1", "ikev2"])
    ike, esp = r.choice([("aes256-sha1-modp1024!", "aes256-sha1!"), ("aes128-sha256-modp2048!", "aes128-sha256-modp2048!"), ("3des-sha1-modp1024", "3des-sha1"), ("aes256-sha256-modp2048", "aes256-sha256"), (None, None)])
    named = r.random() < 0.5
    for e in "ab":
        c = [f"left={p.own(e)}", f"leftsubnet={NET[e]}", f"leftid={'@' + p.ids[e].replace('@', '.') if named else p.seen(e)}", f"right={p.seen(other(e))}", f"rightsubnet={NET[other(e)]}",
             f"rightid={'@' + p.ids[other(e)].replace('@', '.') if named else p.seen(other(e))}"]
        d = ["ikelifetime=60m", "keylife=20m", "rekeymargin=3m", "keyingtries=1", f"keyexchange={v}", "authby=secret"] + ([f"ike={ike}", f"esp={esp}"] if ike else [])
        conf(p, e, {"%default": d, "c": c + ["auto=add"]}, [f'{p.seen(e)} {p.seen(other(e))} : PSK "{p.psk}"' if not named else f': PSK "{p.psk}"'], r.choice([{}, {"charondebug": '"ike 2, knl 3, cfg 0"'}, {"uniqueids": "no"}, {"nat_traversal": "yes", "plutostart": "no"}]))


def post_l2tp(p):
    r = p.r
    spec = ["keyexchange=ikev1", "authby=secret", "type=transport", "rekey=no", "keyingtries=3", r.choice(["ike=aes128-sha1-modp1024,3des-sha1-modp1024!", "ike=aes256-sha1-modp1024", "ike=3des-sha1-modp1024!"]), r.choice(["esp=aes128-sha1,3des-sha1!", "esp=aes128-sha1"])]
    conf(p, "b", {"c": spec + [r.choice(["left=%defaultroute", "left=%any", f"left={p.own('b')}"]), "leftprotoport=17/1701", "right=%any", "rightprotoport=17/%any", "auto=add"]}, [f': PSK "{p.psk}"'], r.choice([{}, {"virtual_private": "%v4:10.0.0.0/8,%v4:192.168.0.0/16", "nat_traversal": "yes"}]))
    conf(p, "a", {"c": [x for x in spec if not x.startswith("rekey")] + ["left=%defaultroute", f"leftprotoport=17/{r.choice(['1701', '%any'])}", f"right={p.seen('b')}", "rightprotoport=17/1701", "auto=add"]}, [f"{p.seen('b')} : PSK \"{p.psk}\"" if r.random() < 0.5 else f': PSK "{p.psk}"'])


def post_cloud(p):
    """A cloud gateway that prints what to paste."""
    r = p.r
    v = r.choice(["ikev1", "ikev2"])
    ike = "aes128-sha1-modp1024" if v == "ikev1" else r.choice(["aes256-sha1-modp1024", "aes256-sha256-modp2048", "aes256gcm16-prfsha256-ecp256"])
    esp = r.choice(["aes128-sha1-modp1024", "aes256-sha1", "aes256gcm16", "aes256-sha256"])
    swanctl_hub = r.random() < 0.6
    conf(p, "a", {"%default": ["mobike=no", "compress=no", "authby=secret", f"keyexchange={v}", f"ike={ike}!", "ikelifetime=28800s", f"esp={esp}!", "lifetime=3600s", "rekeymargin=3m", "keyingtries=%forever", "installpolicy=yes",
                               "dpdaction=restart", "type=tunnel"],
                  "c": ["leftsubnet=" + r.choice(["0.0.0.0/0", NET["a"]]), "rightsubnet=" + r.choice(["0.0.0.0/0", NET["b"]]), r.choice(["left=%defaultroute", f"left={p.own('a')}"]), f"leftid={p.seen('a')}", f"right={p.seen('b')}", f"rightid={p.seen('b')}", "auto=add", r.choice(["mark=100", "dpddelay=10s"])]},
         [f"{p.seen('a')} {p.seen('b')} : PSK \"{p.psk}\""], {"uniqueids": "no"})
    if swanctl_hub:
        swan(p, "b", {"version": 1 if v == "ikev1" else 2, "local_addrs": p.own("b"), "remote_addrs": p.seen("a"), "proposals": ike, "dpd_delay": "10s", "mobike": "no",
                      "local": {"auth": "psk", "id": p.seen("b")}, "remote": {"auth": "psk", "id": p.seen("a")},
                      "children": {"net": {"local_ts": r.choice(["0.0.0.0/0", NET["b"]]), "remote_ts": r.choice(["0.0.0.0/0", NET["a"]]), "esp_proposals": esp, "rekey_time": "3600s"}}},
             {"ike-cloud": {"id-1": p.seen("a"), "secret": f'"{p.psk}"'}})
    else:
        conf(p, "b", {"c": [f"keyexchange={v}", f"ike={ike}!", f"esp={esp}!", "authby=psk", f"left={p.own('b')}", f"leftid={p.seen('b')}", "leftsubnet=0.0.0.0/0", f"right={p.seen('a')}", "rightsubnet=0.0.0.0/0", "auto=add"]}, [f"{p.seen('b')} {p.seen('a')} : PSK \"{p.psk}\""])


def post_rw_eap(p):
    r = p.r
    pki(p)
    conf(p, "b", {"%default": ["keyexchange=ikev2", "ike=aes256-sha256-modp2048,aes256-sha1-modp1024,3des-sha1-modp1024!", "esp=aes256-sha256,aes256-sha1,3des-sha1!", "dpdaction=clear", "dpddelay=300s", "rekey=no"],
                  "c": ["left=%any", r.choice(["leftid=@hq.example.org", "leftid=hq.example.org"]), "leftcert=hq.pem", "leftsendcert=always", "leftsubnet=0.0.0.0/0", "right=%any", "rightid=%any", "rightauth=eap-mschapv2", r.choice(["rightsourceip=10.10.10.0/24", "rightsourceip=172.16.16.0/24"]), "rightdns=8.8.8.8,8.8.4.4", "rightsendcert=never", "eap_identity=%identity", "auto=add"]},
         [": RSA hq.key.pem", 'carol : EAP "secret1"', 'dave : EAP "secret2"'], {"charondebug": '"ike 2, knl 2, cfg 2"', "uniqueids": "no"})
    have(p, "b", "hq.pem")
    if r.random() < 0.5:
        conf(p, "a", {"c": ["keyexchange=ikev2", "left=%defaultroute", "leftsourceip=%config", "leftauth=eap-mschapv2", "eap_identity=carol", r.choice(["leftfirewall=yes", "dpdaction=clear"]), f"right={p.seen('b')}", "rightid=@hq.example.org", "rightauth=pubkey", "rightsubnet=0.0.0.0/0", "auto=add"]}, ['carol : EAP "secret1"'])
    else:
        swan(p, "a", {"version": 2, "remote_addrs": p.seen("b"), "vips": "0.0.0.0", "proposals": r.choice([None, "aes256-sha256-modp2048"]), "local": {"auth": "eap-mschapv2", "eap_id": "carol"}, "remote": {"auth": "pubkey", "id": "hq.example.org"},
                      "children": {"c": {"remote_ts": "0.0.0.0/0", "esp_proposals": r.choice([None, "aes256-sha256", "aes256-sha1"])}}}, {"eap-carol": {"id": "carol", "secret": "secret1"}})
    p.ends["a"].files = {"x509ca": ["ca.pem"]}


def post_rw_xauth(p):
    r = p.r
    mode = ["aggressive=yes"] if r.random() < 0.4 else []
    b = conf(p, "b", {"c": ["keyexchange=ikev1"] + mode + ["authby=xauthpsk", "xauth=server", "left=%defaultroute", "leftsubnet=0.0.0.0/0", r.choice(["leftid=@hq.example.org", "leftfirewall=yes"]), "right=%any", "rightsourceip=10.5.5.0/24", "rightdns=8.8.8.8", "auto=add"]}, [f': PSK "{p.psk}"', 'carol : XAUTH "secret1"'])
    if mode:
        b.settings["i_dont_care_about_security_and_use_aggressive_mode_psk"] = "yes"
    if r.random() < 0.5:
        conf(p, "a", {"c": ["keyexchange=ikev1"] + mode + ["leftauth=psk", "leftauth2=xauth", "rightauth=psk", "xauth_identity=carol", "left=%defaultroute", "leftsourceip=%config", f"right={p.seen('b')}", r.choice(["rightid=@hq.example.org", "rightid=%any", "rightid=%any"]), "rightsubnet=0.0.0.0/0", "auto=add"]}, [f': PSK "{p.psk}"', 'carol : XAUTH "secret1"'])
    else:
        swan(p, "a", {"version": 1, "aggressive": "yes" if mode else None, "remote_addrs": p.seen("b"), "vips": "0.0.0.0", "local-1": {"auth": "psk", "id": r.choice([None, "group@example.org"])}, "remote-1": {"auth": "psk", "id": r.choice(["%any", None])},
                      "local-2": {"auth": "xauth", "xauth_id": "carol"}, "children": {"c": {"remote_ts": "0.0.0.0/0"}}}, {"ike-1": {"secret": f'"{p.psk}"'}, "xauth-1": {"id": "carol", "secret": "secret1"}})


def post_hub(p):
    """swanctl: a hub with spokes on changing addresses."""
    r = p.r
    spokes = {}
    for i, name in enumerate(r.sample([p.ids["a"], "lyon.example.org", "oslo.example.org"], 3)):
        spokes[f"spoke{i}"] = {"version": 2, "proposals": "aes256-sha256-modp2048", "pools": None, "local": {"auth": "psk", "id": p.ids["b"]}, "remote": {"auth": "psk", "id": name},
                               "children": {f"net{i}": {"local_ts": NET["b"], "remote_ts": NET["a"] if name == p.ids["a"] else f"192.168.{20 + i}.0/24", "esp_proposals": "aes256-sha256", "start_action": "trap" if False else None}}}
    swan(p, "b", spokes, {f"ike-{i}": {"id-1": s["remote"]["id"], "secret": f'"{p.psk if s["remote"]["id"] == p.ids["a"] else "key" + str(i)}"'} for i, s in enumerate(spokes.values())})
    swan(p, "a", {"version": 2, "remote_addrs": p.seen("b"), "proposals": "aes256-sha256-modp2048", "local": {"auth": "psk", "id": p.ids["a"]}, "remote": {"auth": "psk", "id": p.ids["b"]},
                  "children": {"c": {"local_ts": NET["a"], "remote_ts": NET["b"], "esp_proposals": "aes256-sha256", "start_action": r.choice([None, "trap"]), "dpd_action": "restart"}}}, {"ike-hq": {"id-1": p.ids["b"], "secret": f'"{p.psk}"'}})
    if r.random() < 0.5:
        for s in spokes.values(): s["version"] = 1
        p.main("a")["version"] = 1


def post_gre(p):
    """DMVPN-like: GRE in transport mode."""
    r = p.r
    for e in "ab":
        swan(p, e, {"version": 2, "local_addrs": p.own(e), "remote_addrs": p.seen(other(e)) if e == "a" else r.choice(["%any", p.seen("a")]), "proposals": "aes256-sha512-ecp384", "rekey_time": "4h",
                    "local": {"auth": "psk", "id": p.ids[e] if r.random() < 0.8 else None}, "remote": {"auth": "psk"},
                    "children": {"c": {"local_ts": "dynamic[gre]", "remote_ts": "dynamic[gre]", "esp_proposals": "aes256-sha512-ecp384", "mode": "transport", "reqid": "1", "rekey_time": "1h"}}}, {"ike-dmvpn": {"secret": f'"{p.psk}"'}})


def post_vti(p):
    r = p.r
    for e in "ab":
        mark = r.choice([{"if_id_in": "42", "if_id_out": "42"}, {"mark_in": "42", "mark_out": "42"}])
        swan(p, e, {"version": r.choice([0, p.v, p.v]), "local_addrs": r.choice([p.own(e), None]), "remote_addrs": p.seen(other(e)), "local": {"auth": "psk", "id": p.ids[e]}, "remote": {"auth": "psk", "id": p.ids[other(e)]},
                    "children": {"c": {"local_ts": "0.0.0.0/0", "remote_ts": "0.0.0.0/0", "updown": "/bin/true", "esp_proposals": r.choice(["aes256gcm16", "aes256gcm16, aes128-sha256"]), **mark}}, "proposals": "aes256-sha384-ecp384, aes128-sha256-modp2048"},
             {"ike-1": {"id-a": p.ids["a"], "id-b": p.ids["b"], "secret": f'"{p.psk}"'}})


def post_host(p):
    r = p.r
    pki(p)
    for e, f in (("a", "branch.pem"), ("b", "hq.pem")):
        swan(p, e, {"local_addrs": p.own(e), "remote_addrs": p.seen(other(e)), "local": {"auth": "pubkey", "certs": f, "id": p.ids[e]}, "remote": {"auth": "pubkey", "id": p.ids[other(e)]},
                    "children": {"c": {"mode": "transport", "esp_proposals": r.choice(["aes128gcm128-x25519", "aes128gcm128"])}}, "version": 2, "proposals": "aes128-sha256-x25519"}, {})
        have(p, e, f)


def post_mixed_gear(p):
    """A firewall appliance's settings told in swanctl.conf against ipsec.conf."""
    r = p.r
    conf(p, "b", {"%default": ["keyexchange=ikev1", "authby=secret", "ikelifetime=8h", "keylife=1h", r.choice(["ike=aes256-sha1-modp1536!", "ike=3des-md5-modp1024!", "ike=aes128-sha1-modp1024,aes256-sha1-modp1536!"]), r.choice(["esp=aes256-sha1-modp1536!", "esp=3des-md5!", "esp=aes128-sha1,aes256-sha1!"]), "pfs=yes"],
                  "c": ["left=" + r.choice([p.own("b"), "%defaultroute"]), f"leftid={p.seen('b')}", f"leftsubnet={NET['b']}", "right=" + r.choice(["%any", p.seen("a")]), f"rightsubnet={NET['a']}", "auto=add"]},
         [f"{p.seen('b')} %any : PSK \"{p.psk}\"" if r.random() < 0.5 else f'%any : PSK "{p.psk}"'])
    m = lambda k: dict(x.split("=", 1) for x in p.ends["b"].conns["%default"] for x in [x + "=" + p.ends["b"].conns["%default"][x]]).get(k, "").rstrip("!")
    swan(p, "a", {"version": 1, "remote_addrs": p.seen("b"), "proposals": m("ike").split(",")[-1], "local": {"auth": "psk"}, "remote": {"auth": "psk", "id": r.choice([p.seen("b"), None])},
                  "children": {"c": {"local_ts": NET["a"], "remote_ts": NET["b"], "esp_proposals": m("esp").split(",")[-1]}}}, {"ike-1": {"secret": f'"{p.psk}"'}})


def post_templates(p):
    """swanctl.conf with shared sections by reference."""
    r = p.r
    site(p, ids=True)
    for e in "ab":
        end = p.ends[e]
        c = p.main(e)
        end.templates["conn-defaults"] = {"version": c.pop("version"), "proposals": c.pop("proposals", None), "local": {"auth": "psk"}}
        end.templates["child-defaults"] = {"esp_proposals": p.kid(e).pop("esp_proposals", None)}
        c["local"].pop("auth", None)
        kids = c.pop("children")
        c["children"] = {"c : child-defaults": kids["c"]}
        end.conns = {"site : conn-defaults": c}


def b_posted(p):
    r = p.r
    p.aggressive = False
    p.child = "c"
    make = r.choice([post_site, post_site, post_l2tp, post_cloud, post_cloud, post_rw_eap, post_rw_xauth, post_hub, post_gre, post_vti, post_host, post_mixed_gear, post_templates])
    make(p)
    p.post = make.__name__
    return p


def m_posted(p):
    """The mistakes of those who ask."""
    r = p.r
    e = r.choice("ab")
    end, c = p.ends[e], p.main(e)
    st = isinstance(end, IpsecConf)
    k = r.randint(0, 13)
    if k == 0: m_psk(p)
    elif k == 1: m_filter(p)
    elif k == 2 and st: c["leftid"] = r.choice([None, p.own(e), p.seen(e)])
    elif k == 2: c.setdefault("local", {})["id"] = r.choice([None, p.own(e), p.seen(e)])
    elif k == 3 and st: c["rightid"] = r.choice([None, p.own(other(e)), p.seen(other(e)), "%any"])
    elif k == 3: c.setdefault("remote", {})["id"] = r.choice([None, p.own(other(e)), p.seen(other(e)), "%any"])
    elif k == 4 and st: c["leftsubnet"] = r.choice([None, NET[e], "0.0.0.0/0", "192.168.0.0/16", p.own(e) + "/32"])
    elif k == 4 and "children" in c: p.kid(e)["local_ts"] = r.choice([None, NET[e], "0.0.0.0/0", "192.168.0.0/16"])
    elif k == 5 and st: c["rightsubnet"] = r.choice([None, NET[other(e)], "0.0.0.0/0", NET[e], NET[other(e)] + ",10.9.0.0/16"])
    elif k == 5 and "children" in c: p.kid(e)["remote_ts"] = r.choice([None, NET[other(e)], "0.0.0.0/0", NET[e]])
    elif k == 6 and st: c["ike"] = r.choice(["aes256-sha1-modp1024!", "aes128-sha1-modp1536", "aes256-sha256-modp2048!", "aes256-sha1", "aes128-sha1-modp1024", None])
    elif k == 6: c["proposals"] = r.choice(["aes256-sha1-modp1024", "aes256-sha256-modp2048", None, "default"])
    elif k == 7 and st: c["esp"] = r.choice(["aes256-sha1!", "aes128-sha1", "aes256-sha256-modp2048!", None])
    elif k == 7 and "children" in c: p.kid(e)["esp_proposals"] = r.choice(["aes256-sha1", "aes128-sha1", None, "aes256-sha256-modp2048"])
    elif k == 8 and st: c["left"] = r.choice([p.seen(e), p.own(e), "%any", "%defaultroute"])
    elif k == 8: c["local_addrs"] = r.choice([p.seen(e), p.own(e), None])
    elif k == 9: p.nat = r.choice(NATS)
    elif k == 10: m_version(p)
    elif k == 11 and st: c["type"] = r.choice(["transport", "tunnel"])
    elif k == 12: m_owner(p)
    else: m_noise(p)


# ---- everything at once

def b_any(p):
    """Swanctl pair with a few features of several families."""
    r = p.r
    site(p)
    for f in r.sample([lambda: pooled(p), lambda: ah(p, True), lambda: m_more_child(p), lambda: extra_conn(p, "x0", r.random() < 0.5), lambda: m_mobike(p), lambda: m_encap(p)], r.randint(1, 2)):
        f()
    return p


FAMILIES = {
    "several": (b_several, [m_more_conn, m_more_conn, m_more_secret, m_more_secret, m_swap_psk_with_conn, m_more_child, m_identity, m_addresses, m_version, m_owner], 0.2, {"aggressive": 0.25}),
    "roles": (b_roles, [m_role], 0.2, {"aggressive": 0.15}),
    "ports": (b_ports, [m_ports, m_ports, m_ports, m_mobike, m_encap, m_filter], 0.1, {"aggressive": 0.2}),
    "filters": (b_filters, [m_filter, m_filter, m_filter, m_mobike, m_encap], 0.1, {"aggressive": 0.25}),
    "nats": (b_nats, [m_nat_ids, m_nat_ids, m_owner, m_encap, m_identity, m_addresses], 0.2, {"aggressive": 0.25}),
    "ah": (b_ah, [m_ah], 0.2, {"aggressive": 0.15}),
    "versions": (b_versions, [m_version, m_version, m_aggr, m_prefer], 0.2, {"aggressive": 0.3}),
    "certs": (b_certs, [m_cert], 0.12, {"aggressive": 0.1}),
    "eap": (b_eap, [m_eap], 0.12, {}),
    "xauth": (b_xauth, [m_xauth, m_xauth, m_vip], 0.15, {}),
    "selectors": (b_selectors, [m_selector], 0.12, {"aggressive": 0.1}),
    "modes": (b_modes, [m_mode], 0.15, {"aggressive": 0.1}),
    "vips": (b_vips, [m_vip], 0.1, {"aggressive": 0.1}),
    "switches": (b_switches, [m_switch], 0.2, {}),
    "props": (b_props, [m_prop], 0.1, {"aggressive": 0.15}),
    "values": (b_values, [m_value], 0.1, {}),
    "stroke1": (b_stroke_one, [m_stroke, m_stroke, m_stroke, m_identity, m_owner, m_psk, m_proposals, m_esp, m_selector, m_addresses], 0.1, {"aggressive": 0.2}),
    "stroke2": (b_stroke_both, [m_stroke, m_stroke, m_stroke, m_identity, m_owner, m_psk, m_proposals, m_esp, m_selector, m_addresses], 0.1, {"aggressive": 0.2}),
    "strokecert": (b_stroke_cert, [m_stroke_cert, m_stroke_cert, m_stroke], 0.1, {}),
    "strokeauth": (b_stroke_auth, [m_stroke_auth, m_stroke_auth, m_stroke], 0.1, {}),
    "posted": (b_posted, [m_posted], 0.0, {}),
    "any": (b_any, [m_more_conn, m_more_secret, m_ah, m_mode, m_vip, m_switch, m_prop, m_ports, m_nat_ids], 0.4, {"aggressive": 0.15}),
}


def scenario(seed, number, family):
    r = random.Random(f"{seed}/{number}/{family}")
    base, changes, common, options = FAMILIES[family]
    p = Pair(r, **options)
    base(p)
    for _ in range(r.choice([0, 1, 1, 1, 1, 2, 2, 3])):
        change = r.choice(COMMON) if r.random() < common else r.choice(changes)
        try:
            change(p)
        except (KeyError, AttributeError, TypeError, StopIteration):
            continue   # an earlier change took away what this one is about
    out = {"id": f"{family}-f{seed}-{number}", "family": family, "nat": p.nat,
           "public": {"initiator": p.seen("a"), "responder": p.seen("b")},
           "private": {"initiator": PRIV["a"] if p.behind("a") else None, "responder": PRIV["b"] if p.behind("b") else None},
           "initiator": p.ends["a"].emit(), "responder": p.ends["b"].emit()}
    if p.filters["b"] is not None: out["filter"] = p.filters["b"]
    if p.filters["a"] is not None: out["initiator_filter"] = p.filters["a"]
    if p.child != "c": out["child"] = p.child
    if any("files" in out[x] for x in ("initiator", "responder")): out["certs"] = p.certs
    if p.hidden: out["hidden"] = True
    return out


def main():
    if sys.argv[1:] == ["--list"]:
        print(" ".join(FAMILIES))
        return
    seed, count = int(sys.argv[1]), int(sys.argv[2])
    names = sys.argv[3].split(",") if len(sys.argv) > 3 else list(FAMILIES)
    for i in range(count):
        print(json.dumps(scenario(seed, i, names[i % len(names)])))


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Further kinds of random pairs, with values that come from the manual section by section and from posts.

  further.py SEED COUNT [FAMILY,...] > SCENARIOS.jsonl        (further.py --list prints the families)

Like families.py, whose parts it uses: a pair that comes up, and zero to three changes of the kind that the family is about.
"""
import families
from families import AEAD, IpsecConf, NATTED, NET, PRIV, PUB, Swanctl, dn, have, m_filter, m_noise, other, pki, site, stroke_site

IKE, ESP = "aes256-sha256-modp2048", "aes256-sha256"


def plain(p, auth="psk", ids=True, tunnel=True):
    """site() with one proposal, so that what is changed decides."""
    site(p, auth=auth, ids=ids, proposals=False, tunnel=tunnel)
    for e in "ab":
        p.main(e)["proposals"], p.kid(e)["esp_proposals"] = IKE, ESP
    return p


def own_secret(p, e, psk=None):
    p.ends[e].secrets["ike-1"] = {"secret": f'"{psk or p.psk}"'}


# ---- authentication rounds

def b_rounds(p):
    """One or two rounds on either side, in IKEv2 RFC 4739, in IKEv1 XAuth."""
    r = p.r
    p.aggressive = False
    pki(p)
    plain(p)
    p.hidden = False
    for e, f in (("a", "branch.pem"), ("b", "hq.pem")):
        have(p, e, f)
        p.main(e).pop("local"); p.main(e).pop("remote")
        kids = p.main(e).pop("children")
        p.main(e)["children"] = kids
    a, b = p.main("a"), p.main("b")
    first = r.choice(["psk", "pubkey"])
    back = r.choice([first, first, "psk", "pubkey"]) if p.v == 2 else first
    def local(m, e): return {"auth": m, "id": p.ids[e], **({"certs": {"a": "branch.pem", "b": "hq.pem"}[e]} if m == "pubkey" else {})}
    a["local"], a["remote"] = local(first, "a"), {"auth": back, "id": p.ids["b"]}
    b["local"], b["remote"] = local(back, "b"), {"auth": first, "id": p.ids["a"]}
    second = r.choice([None, "xauth"]) if p.v == 1 else r.choice([None, "eap-md5", "eap-mschapv2", "psk", "pubkey"])
    if second:
        more = {"xauth": {"auth": "xauth", "xauth_id": "carol"}, "psk": {"auth": "psk", "id": p.ids["a"]}, "pubkey": local("pubkey", "a")}.get(second, {"auth": second, "eap_id": "carol", "id": p.ids["a"]})
        a["local-2"] = {"round": 2, **more}
        b["remote-2"] = {"round": 2, "auth": second, **({"eap_id": "%any"} if second.startswith("eap") else {})}
    for e in "ab":
        own_secret(p, e)
        p.ends[e].secrets["eap-carol"] = {"id": "carol", "secret": "Ar3etTnp"}
        p.ends[e].secrets["xauth-carol"] = {"id": "carol", "secret": "Ar3etTnp"}
        kids = p.main(e).pop("children")
        p.main(e)["children"] = kids
    return p


def m_rounds(p):
    r = p.r
    a, b = p.main("a"), p.main("b")
    e = r.choice("ab")
    c = p.main(e)
    two = c.get("local-2" if e == "a" else "remote-2")
    k = r.randint(0, 11)
    if k == 0: c.pop("local-2", None); c.pop("remote-2", None)
    elif k == 1: a["local-2"] = {"auth": r.choice(["psk", "xauth", "eap-md5", "pubkey"])}
    elif k == 2: b["remote-2"] = {"auth": r.choice(["psk", "xauth", "eap-md5", "pubkey"])}
    elif k == 3 and two: two["round"] = r.choice([0, -1, "1", "0x2", None])
    elif k == 4 and two: two["auth"] = r.choice(["xauth", "xauth-noauth", "psk", "eap", "eap-gtc", "pubkey"])
    elif k == 5: p.ends[e].settings["multiple_authentication"] = "no"
    elif k == 6: p.ends[e].secrets.pop(r.choice(["eap-carol", "xauth-carol", "ike-1"]), None)
    elif k == 7 and two: two["id"] = r.choice([None, "carol", "%any", "*.example.org"])
    elif k == 8: b["local-2"] = {"auth": r.choice(["psk", "pubkey"]), "id": p.ids["b"]}; a["remote-2"] = {"auth": b["local-2"]["auth"]} if r.random() < 0.7 else None
    elif k == 9: c["local" if r.random() < 0.5 else "remote"]["auth"] = r.choice(["psk", "pubkey", None, "xauth", "eap-md5"])
    elif k == 10: p.ends[e].secrets["xauth-carol"] = {"id": r.choice(["carol", "dave", None]), "secret": r.choice(["Ar3etTnp", "other"])}
    else: p.ends[e].secrets["eap-carol"] = {"id": r.choice(["carol", "dave", None]), "secret": r.choice(["Ar3etTnp", "other"])}


# ---- identities in all their spellings

SPELLINGS = ["moon", "@moon", "moon.example.org", "@moon.example.org", "fqdn:moon.example.org", "dns:moon.example.org", "MOON.example.org", "@@moon.example.org", "m@example.org", "@@m@example.org", "email:m@example.org",
             "rfc822:m@example.org", "userfqdn:m@example.org", "M@Example.Org", "keyid:moon", "keyid:moon.example.org", "@#6d6f6f6e", "keyid:#6d6f6f6e", "@#6D6F6F6E", "fqdn:#6d6f6f6e", "10.1.0.10", "198.51.100.10", "203.0.113.1",
             "ipv4:198.51.100.10", "ipv4:10.1.0.10", "@198.51.100.10", "fqdn:10.1.0.10", "keyid:10.1.0.10", "asn1dn:C=CH, O=Lab, CN=moon", "C=CH, O=Lab, CN=moon", "O=Lab, C=CH, CN=moon", "/C=CH/O=Lab/CN=moon", "C=CH,O=Lab,CN=moon",
             "c=ch, o=lab, cn=MOON", "CN=moon", "C=CH, O=Lab, OU=x, CN=moon", "fd00::1", "ipv6:fd00::1", "fd00::01", "fe80:x", "moon:500", "xmppaddr:moon", "uri:moon", "{2}:moon", "{11}:moon", "{2}:moon.example.org", "a=b", "X=Y, Z=W",
             "moon.example.org.", "moon,example", "m@", "@", "@@", "fqdn:", "keyid:", "moon example", "1.2.3", "300.1.1.1", "10.1.0.10/32", "moon_1", "E=m@example.org, CN=moon", "emailAddress=m@example.org, CN=moon", "DC=org, DC=example, CN=moon"]
PATTERNS = ["%any", "*", "*.example.org", "*@example.org", "@*.example.org", "fqdn:*.example.org", "email:*@example.org", "*.EXAMPLE.org", "*.org", "moon.*", "*moon.example.org", "m*.example.org", "C=CH, O=Lab, CN=*", "C=*, O=*, CN=*", "CN=*, O=Lab, C=CH", "O=Lab, CN=*",
            "C=CH, O=Lab, CN=m*", "/C=CH/O=Lab/CN=*", "asn1dn:C=CH, O=Lab, CN=*", "10.0.0.0/8", "198.51.100.0/24", "203.0.113.0/24", "198.51.100.1-198.51.100.20", "ipv4net:198.51.100.0/24", "0.0.0.0/0", "0.0.0.0", "::", "%any6", "ipv4range:10.1.0.1-10.1.0.20", "fd00::/64", "keyid:*", "@#2a", "any", ""]


def quoted(text):
    return f'"{text}"' if text is not None and any(x in text for x in '#=," ') or text == "" else text


def b_idforms(p):
    r = p.r
    plain(p, ids=True)
    near = lambda x: r.choice([y for y in SPELLINGS if any(w in y.lower() for w in ("moon", "m@", "10.1", "198", "fd00"))] + [x, x, x])
    mine = r.choice(SPELLINGS)
    p.main("a")["local"]["id"] = quoted(mine)
    theirs = r.choice([mine, mine, near(mine), r.choice(PATTERNS)])
    p.main("b")["remote"]["id"] = quoted(theirs)
    if r.random() < 0.35:
        hers = r.choice(SPELLINGS)
        p.main("b")["local"]["id"] = quoted(hers)
        p.main("a")["remote"]["id"] = quoted(r.choice([hers, hers, near(hers), r.choice(PATTERNS), None]))
    if r.random() < 0.3:
        e = r.choice("ab")
        p.ends[e].secrets["ike-1"] = {f"id-{i}": quoted(x) for i, x in enumerate(r.sample([mine, theirs, near(mine), r.choice(PATTERNS), r.choice(SPELLINGS)], r.randint(1, 3)))} | {"secret": f'"{p.psk}"'}
    return p


def m_idforms(p):
    r, e = p.r, p.r.choice("ab")
    k = r.randint(0, 5)
    c = p.main(e)
    if k == 0: p.ends[e].settings["rdn_matching"] = r.choice(["reordered", "relaxed", "strict"])
    elif k == 1: c["local"]["id"] = quoted(r.choice(SPELLINGS + PATTERNS))
    elif k == 2: c["remote"]["id"] = quoted(r.choice(PATTERNS))
    elif k == 3: c["remote"]["id"] = p.main(other(e))["local"].get("id")
    elif k == 4: p.ends[e].secrets["ike-2"] = {"id": quoted(r.choice(SPELLINGS + PATTERNS)), "secret": r.choice(['"second"', f'"{p.psk}"'])}
    else: p.main(e)["version"] = 0


def b_strokeids(p):
    """The same with ipsec.conf at one or both ends."""
    r = p.r
    p.psk = families.SECRETS[0]
    which = r.choice(["a", "b", "ab"])
    stroke_site(p, which)
    def put(e, side, text):
        c = p.main(e)
        if isinstance(p.ends[e], IpsecConf):
            c["leftid" if side == "local" else "rightid"] = f'"{text}"' if text is not None and any(x in text for x in "#=, ") else text
        else:
            c.setdefault(side, {})["id"] = quoted(text)
    for e in "ab":
        end = p.ends[e]
        if isinstance(end, IpsecConf): end.secrets = [f': PSK "{p.psk}"']
    p.put = put
    mine = r.choice(SPELLINGS)
    put("a", "local", mine)
    put("b", "remote", r.choice([mine, mine, r.choice(SPELLINGS), r.choice(PATTERNS), "%" + mine]) if isinstance(p.ends["b"], IpsecConf) else r.choice([mine, mine, r.choice(PATTERNS)]))
    return p


def m_strokeids(p):
    r, e = p.r, p.r.choice("ab")
    k = r.randint(0, 4)
    if k == 0: p.put(e, "local", r.choice(SPELLINGS + [None]))
    elif k == 1: p.put(e, "remote", r.choice(PATTERNS + [None]))
    elif k == 2:
        x = r.choice(SPELLINGS)
        p.put("b", "local", x); p.put("a", "remote", r.choice([x, x, "%" + x if isinstance(p.ends["a"], IpsecConf) else x]))
    elif k == 3 and isinstance(p.ends[e], IpsecConf): p.main(e)[r.choice(["leftid", "rightid"])] = r.choice(["%any", "@", "%fromcert", "%none", "%defaultroute", "%", "%%", "0.0.0.0"])
    elif isinstance(p.ends[e], IpsecConf): p.ends[e].secrets = [r.choice(['%any', '"*.example.org"', "moon", "@moon", '"C=CH, O=Lab, CN=moon"', "@#6d6f6f6e", "moon.example.org %any", "10.1.0.10 198.51.100.10", "someone"]) + f' : PSK "{p.psk}"'] + r.choice([[], [': PSK "fallback"']])


# ---- which of several connections answers

def b_ranking(p):
    """Each connection of the responder is distinguishable: an own key, child, proposal or identity."""
    r = p.r
    plain(p, ids=r.random() < 0.6)
    b = p.ends["b"]
    base = b.conns.pop("site")
    p.main("a")["local_addrs"] = r.choice([None, p.own("a")])
    mine = [None, "%any", p.own("b"), p.own("b"), "192.0.2.0/24", "10.0.0.0/8", "0.0.0.0/0", p.own("b")[:-2] + "0-" + p.own("b")[:-2] + "99", "%any4", "%any6", "192.0.2.99, " + p.own("b"), "192.0.2.0/25, 10.2.0.0/16", "nosuch.test", "nosuch.test, %any"]
    his = [None, "%any", p.seen("a"), p.seen("a"), "198.51.100.0/24", "203.0.113.0/24", "198.51.100.0/28", "0.0.0.0/0", "198.51.100.1-198.51.100.99", "203.0.113.1-203.0.113.1", "%any4", "%any6", "192.0.2.77", "192.0.2.77, 198.51.100.0/25, 203.0.113.0/25", "branch.test", "198.51.100.8/29, 203.0.113.0/30"]
    n = r.randint(2, 4)
    good = r.randrange(n)
    for i in range(n):
        c = {"version": r.choice([p.v, p.v, 0, None, 3 - p.v]) if i != good else r.choice([p.v, 0]), "aggressive": "yes" if p.aggressive else None, "local_addrs": r.choice(mine), "remote_addrs": r.choice(his) if r.random() < 0.8 else None,
             "proposals": IKE if i == good or r.random() < 0.75 else r.choice(["aes128-sha1-modp1024", IKE + ", aes128-sha1-modp1024", "default"]),
             "local": {"auth": "psk", "id": base["local"].get("id") if i == good or r.random() < 0.7 else r.choice([None, "second.example.org"])},
             "remote": {"auth": "psk" if i == good or r.random() < 0.8 else r.choice(["pubkey", None, "eap-md5"]), "id": base["remote"].get("id") if i == good else r.choice([base["remote"].get("id"), "%any", None, "other.example.org", p.seen("a"), p.own("a")])},
             "children": {f"k{i}": {"local_ts": NET["b"], "remote_ts": NET["a"], "esp_proposals": ESP}}}
        if i != good and r.random() < 0.4: c["children"][f"k{i}"].update(r.choice([{"remote_ts": "10.77.0.0/16"}, {"esp_proposals": "aes128-sha1"}, {"mode": "transport"}]))
        b.conns["site" if i == good else f"n{i}"] = c
    if r.random() < 0.5:
        b.secrets = {}
        owners = [base["remote"].get("id") or p.own("a"), p.seen("a"), "%any", "other.example.org", base["local"].get("id") or p.own("b"), "198.51.100.0/24"]
        for i, who in enumerate(r.sample(owners, r.randint(1, 3))):
            b.secrets[f"ike-{i}"] = {"id": who, "secret": f'"{p.psk}"' if r.random() < 0.75 else '"not this"'}
        if r.random() < 0.5: b.secrets["ike-z"] = {"secret": f'"{p.psk}"' if r.random() < 0.7 else '"not this"'}
    return p


def m_ranking(p):
    r = p.r
    c = p.ends["b"].conns[r.choice(list(p.ends["b"].conns))]
    k = r.randint(0, 5)
    if k == 0: c["version"] = r.choice([0, 1, 2, None])
    elif k == 1: c["proposals"] = r.choice([None, "default", IKE, "aes128-sha1-modp1024"])
    elif k == 2: c["remote"]["id"] = r.choice([None, "%any", "*", "*.example.org", p.ids["a"], p.own("a")])
    elif k == 3: c["local"]["id"] = r.choice([None, p.ids["b"], p.own("b")])
    elif k == 4: p.main("a")["remote"]["id"] = r.choice([None, "%any", p.ids["b"], "second.example.org", p.own("b"), p.seen("b")])
    else: p.main("a")["local"]["id"] = r.choice([None, "other.example.org", p.ids["a"]])


# ---- what is dialled and from where

def b_dial(p):
    plain(p)
    return p


def m_dial(p):
    r = p.r
    s = p.seen("b")
    k = r.randint(0, 9)
    a = p.main("a")
    if k < 4: a["remote_addrs"] = r.choice([f"{s}, 192.0.2.77", f"192.0.2.77, {s}", f"{s}/32", f"0.0.0.0/0, {s}", f"hq.invalid, {s}", f"{s}, hq.invalid", f"%any, {s}", f"{s}, %any", "%any6", "%any4", "::/0", f"{s}-{s}", "0.0.0.0", "::", f"192.0.2.0/24, {s}", f"fd00::2, {s}", f"{s},fd00::2", f'"{s}"', f"{s} ", "255.255.255.255", "localhost", "127.0.0.1", f"%{s}", f"{s}[500]", f"{s}:500", "192.0.2.300", f"%any6, {s}"])
    elif k < 7: a["local_addrs"] = r.choice([p.own("a"), f"{p.own('a')}, 192.0.2.77", f"192.0.2.77, {p.own('a')}", f"0.0.0.0/0, {p.own('a')}", f"{p.own('a')}/32", "%any", "%any6", "%any4", "fd00::1", "0.0.0.0", "198.51.100.0/24", "10.0.0.0/8", f"branch.invalid, {p.own('a')}", f"%any, {p.own('a')}", "127.0.0.1", f"fd00::1, {p.own('a')}", "::"])
    elif k == 7: p.main("b")["local_addrs"] = r.choice(["%any6", "%any4", f"{p.own('b')}, fd00::2", "fd00::2", f"{p.own('b')}/24", "0.0.0.0", "::", p.own("b") + "-" + p.own("b"), f"hq.invalid, {p.own('b')}"])
    elif k == 8: p.main("b")["remote_addrs"] = r.choice(["%any6", "%any4", f"{p.seen('a')}, fd00::1", "fd00::1", f"{p.seen('a')}/24", "0.0.0.0", "::", "0.0.0.0/1", "128.0.0.0/1", "192.0.0.0/2", f"branch.invalid, {p.seen('a')}", "0.0.0.0-255.255.255.255", "198.51.100.10/31, 203.0.113.0/31"])
    else: p.kid("a")["start_action"] = r.choice(["trap", "start", "none"])


# ---- aggressive, version 0, childless, unique

def b_exchange(p):
    r = p.r
    p.v = r.choice([0, 0, 1, 2])
    p.aggressive = False
    plain(p)
    for e in "ab":
        p.main(e)["aggressive"] = r.choice([None, None, "yes", "no"])
        p.main(e)["version"] = r.choice([p.v, p.v, p.v, 0, None])
    p.ends["b"].settings.update(r.choice([{}, {"i_dont_care_about_security_and_use_aggressive_mode_psk": "yes"}]))
    if r.random() < 0.4:
        for e in "ab": p.main(e)["version"] = r.choice([1, 1, 1, 0])
    return p


def m_exchange(p):
    r, e = p.r, p.r.choice("ab")
    c = p.main(e)
    k = r.randint(0, 9)
    if k == 0: c["childless"] = r.choice(["allow", "force", "never"])
    elif k == 1: c["unique"] = r.choice(["no", "never", "keep", "replace"])
    elif k == 2: p.kid(e)["esp_proposals"] = r.choice([ESP + "-modp2048", ESP + "-modp1024", ESP, ESP + "-modp2048-none", "default", ESP + "-esn", ESP + "-modp3072-modp2048"]); c["childless"] = r.choice([None, "force"])
    elif k == 3: p.ends[e].settings.update(r.choice([{"close_ike_on_child_failure": "yes"}, {"initiator_only": "no"}, {"accept_unencrypted_mainmode_messages": "yes"}, {"send_vendor_id": "yes"}, {"prefer_configured_proposals": "no"}, {"half_open_timeout": "5"}, {"cookie_threshold": "1"}, {"i_dont_care_about_security_and_use_aggressive_mode_psk": "1"}]))
    elif k == 4: c["proposals"] = r.choice([f"aes128-sha1-modp1024, {IKE}", f"{IKE}-modp1024", "aes256-sha256-modp1024-modp2048", "aes256-sha256-modp2048-modp1024", "aes256-sha1-sha256-modp2048", "aes128-aes256-sha256-modp2048"])
    elif k == 5: c["encap"] = "yes"
    elif k == 6: c["mobike"] = "no"
    elif k == 7: p.main("b")["remote_port"] = r.choice([4500, 0, 500]); p.main("b")["local_port"] = r.choice([None, 4500, 0])
    elif k == 8: p.main("a")["remote_port"] = r.choice([4500, 0, 500]); p.main("a")["local_port"] = r.choice([None, 4500, 0, 500])
    else: c["aggressive"] = r.choice(["yes", "1", "true", "enabled", "no", "0"])


# ---- proposals

IKE_FORMS = [IKE, "aes256-sha256-prfsha256-modp2048", "aes256-sha256-prfsha384-modp2048", "aes256-sha256-prfsha1-prfsha256-modp2048", "aes256-sha256-prfmd5-modp2048", "prfsha256-aes256-sha256-modp2048", "modp2048-sha256-aes256", "aes256-aes128-sha1-sha256-modp1024-modp2048",
             "aes256gcm16-aes128gcm16-prfsha256-modp2048", "aes256gcm16-prfsha256-modp2048, " + IKE, IKE + ", aes256gcm16-prfsha256-modp2048", "aes256gcm16-aes256-sha256-modp2048", "aes256gcm16-sha256-modp2048", "aes256gcm16-modp2048", "aes256-sha256-modp2048-noesn", "aes256-sha256-modp2048-esn", "aes256-sha256-modpnone",
             "aes256-sha256-modp2048-modpnone", "aes256-sha256-none", "default", "Default", "DEFAULT", "default,default", IKE + ",default", "default, " + IKE, IKE + "!", "default!", "aes256-sha256-modpnull", "aes256-sha256-modp2048-modpnull", "aes-sha1-modp1024", "aes256-sha2_256-modp2048", "aes256-sha256-modp2048 ", " " + IKE, "-" + IKE, IKE + "-",
             "aes256 - sha256 - modp2048", "aes256-sha256-x25519-modp2048", "aes256-sha256-curve25519-modp2048", "aes256-sha256-modp2048-ecp256, aes256-sha256-ecp256", "aes256-sha256-sha256-modp2048-modp2048", "aes256gcm128-prfsha256-modp2048", "aes256gcm-prfsha256-modp2048", "aes256gcm64-prfsha256-modp2048", "aes256ctr-sha256-modp2048", "aes256-sha256_96-prfsha256-modp2048",
             "aes256-sha256_96-modp2048", "aes256-sha256-prfaesxcbc-modp2048", "aes256-aesxcbc-prfsha256-modp2048", "camellia256-sha256-modp2048", "aes256-sha384-modp2048", "aes256-sha512-modp2048", "3des-sha256-modp2048", "aes128-sha1-modp1024, 3des-md5-modp1024, " + IKE, "aes128-sha1-modp1024, aes192-sha1-modp1536", "serpent256-sha256-modp2048", "chacha20poly1305-prfsha256-modp2048",
             "aes256-sha256-modp2048s256", "aes256-sha256-ecp256-modp2048", "aes256-sha256-ntru192-modp2048", "null-sha256-modp2048", "aes256ccm16-prfsha256-modp2048", "aes256-md5-modp2048", "aes256-sha1-sha256-modp2048", "aes192-aes256-sha256-modp2048"]
ESP_FORMS = [ESP, "aes256-sha256-modp2048", "aes256-sha256-modp2048-none", "aes256-sha256-none", "aes256-sha256-modpnone", "aes256-sha256-modp2048-modpnone", "aes256-sha256-modp1024-modp2048", "aes256-sha256-modp2048-modp1024", "aes256-sha256-noesn", "aes256-sha256-esn", "aes256-sha256-esn-noesn", "aes256-sha256-noesn-esn",
             "aes256gcm16-aes256-sha256", "aes256gcm16, " + ESP, ESP + ", aes256gcm16", "aes256gcm16", "aes256gcm16-sha256", "aes256gcm16-prfsha256", "aes256gcm16-modp2048", "aes256gcm16-noesn", "aes256-sha256-prfsha256", "prfsha256", "sha256-aes256", "aes128-aes256-sha1-sha256", "aes128-sha1, aes256-sha256", "default", "Default", "default, " + ESP, ESP + ", default",
             ESP + "!", "aes256", "null-sha256", "null", "aes256gmac", "aes256-sha256_96", "aes256-sha2_256", "aes256-sha256-sha256_96", "aes256-aescmac", "aes256-aesxcbc", "chacha20poly1305", "aes256-sha256, aes256-sha256-modp2048", "aes256-sha256-modp2048, aes256-sha256", "aes256-sha256-modp1024, aes256-sha256-modp2048", "aes256-sha384", "aes256-sha512-sha256",
             "aes256ctr-sha256", "3des-sha1, aes256-sha256", "aes256-sha256-modpnull", "aes256-sha256-ecp256-modp2048", "aes256-aes256-sha256-sha256", "camellia256-sha256, aes256-sha256", "serpent256-sha256", "aes192-sha256", "aes256-sha1", "aes-sha256", "aes256-sha256-curve25519-none", "aes128gcm16-aes256gcm16", "aes256-", "-", "esn", "aes256-sha256-modp2048s256", "des-sha256, aes256-sha256"]
AH_FORMS = ["sha256", "sha256-noesn", "sha256-esn", "aes256-sha256", "sha256-modp2048", "sha1-sha256", "sha1, sha256", "sha256_96", "default", "sha384", "aes256gmac", "aes256", "aescmac", "sha256!", "prfsha256-sha256", "sha256-none", "md5", "aes128gmac-sha256"]


def b_suites(p):
    r = p.r
    plain(p, ids=True)
    kind = r.random()
    if kind < 0.4:
        p.main("a")["proposals"], p.main("b")["proposals"] = r.choice(IKE_FORMS), r.choice([IKE, IKE, "default", None, r.choice(IKE_FORMS)])
        if r.random() < 0.5: p.main("a")["proposals"], p.main("b")["proposals"] = p.main("b")["proposals"], p.main("a")["proposals"]
    else:
        x, y = r.choice(ESP_FORMS), r.choice([ESP, ESP, "default", None, r.choice(ESP_FORMS), r.choice(ESP_FORMS)])
        if r.random() < 0.5: x, y = y, x
        p.kid("a")["esp_proposals"], p.kid("b")["esp_proposals"] = x, y
    if kind > 0.85:
        for e in "ab":
            kid = p.kid(e)
            if r.random() < 0.6: kid.pop("esp_proposals")
            kid["ah_proposals"] = r.choice(["sha256", "sha256", r.choice(AH_FORMS)])
            if r.random() < 0.3: p.main(e)["children"]["c"] = {k: kid[k] for k in reversed(list(kid))}
    return p


def m_suites(p):
    r, e = p.r, p.r.choice("ab")
    k = r.randint(0, 5)
    if k == 0: p.main(e)["proposals"] = r.choice(IKE_FORMS)
    elif k == 1: p.kid(e)["esp_proposals"] = r.choice(ESP_FORMS)
    elif k == 2: p.ends[e].settings["prefer_configured_proposals"] = "no"
    elif k == 3: p.ends[e].settings[r.choice(["send_vendor_id", "accept_private_algs"])] = "yes"
    elif k == 4: p.kid(e)["sha256_96"] = "yes"
    else: p.main("a")["childless"] = "force"


# ---- selectors and modes

TS_FORMS = ["dynamic", "dynamic[tcp]", "dynamic[tcp/80]", "dynamic[udp/1701]", "dynamic[/80]", "dynamic[any/80]", "dynamic[47]", "dynamic[icmp]", "dynamic[icmp/2048]", "0.0.0.0/0", "::/0", "0.0.0.0/0, ::/0", "::/0, 0.0.0.0/0", "0.0.0.0/0[tcp/80]", "0.0.0.0/0[tcp/80-90]", "0.0.0.0/0[tcp/http]", "0.0.0.0/0[tcp/opaque]", "192.168.0.0/16", "192.168.0.0/16[udp]",
            "192.168.1.0/24", "192.168.0.0/24", "192.168.0.0/23", "192.168.1.0/24, 192.168.0.0/24", "192.168.1.7", "192.168.0.7", "192.168.1.0-192.168.1.255", "192.168.0.0-192.168.1.255", "192.168.0.200-192.168.1.100", "192.168.1.0/24[tcp/80], 192.168.1.0/24[udp/53]", "192.168.0.0/24[tcp], 192.168.0.0/24[udp]", "192.168.1.0/24[any]", "192.168.1.0/24[any/any]",
            "192.168.1.0/24[0]", "192.168.1.0/24[0/0]", "192.168.1.0/24[6/80]", "192.168.0.0/24[tcp/0-65535]", "192.168.0.0/24[tcp/1024-]", "192.168.0.0/24[tcp/90-80]", "dynamic, 192.168.1.0/24", "192.168.0.0/24, dynamic", "10.7.0.0/16, 192.168.1.0/24", "10.7.0.0/16, 192.168.0.0/24", "192.168.1.0/24, 10.7.0.0/16", "192.168.0.0/24, 10.7.0.0/16", "fd00::/64, 192.168.1.0/24", "192.168.0.0/24, fd00::/64",
            "198.51.100.10", "198.51.100.0/24", "192.0.2.20", "192.0.2.0/24", "10.0.0.0/8", "203.0.113.0/24", "203.0.113.1", "203.0.113.2", "10.1.0.10", "10.2.0.20", "192.168.1.0/24[udp/500]", "192.168.1.0/0", "192.168.1.1/16", "192.168.0.0/24[17/1701]", "192.168.0.0/24[gre]", "192.168.1.0/24[esp]", "192.168.1.0/24[256]", "192.168.1.0/24[tcp/99999]", "%dynamic", "any", "192.168.1.*", "192.168.1.0/24 [tcp]"]


def b_narrow(p):
    r = p.r
    plain(p, ids=True)
    l, m = r.choice(TS_FORMS[:46]), r.choice(TS_FORMS[:46])
    p.kid("a").update(local_ts=l, remote_ts=m)
    p.kid("b").update(local_ts=r.choice([m, m, "0.0.0.0/0", r.choice(TS_FORMS)]), remote_ts=r.choice([l, l, "0.0.0.0/0", r.choice(TS_FORMS)]))
    if r.random() < 0.35:
        mode = r.choice(["transport", "transport", "transport", "beet", "transport_proxy"])
        for e in "ab":
            p.kid(e)["mode"] = mode
            if r.random() < 0.5: p.kid(e).update(local_ts=r.choice([None, "dynamic[udp/1701]", "0.0.0.0/0", "dynamic[tcp]"]), remote_ts=r.choice([None, "dynamic[udp]", "0.0.0.0/0", "dynamic"]))
    return p


def m_narrow(p):
    r, e = p.r, p.r.choice("ab")
    k = r.randint(0, 6)
    if k < 3: p.kid(e)[r.choice(["local_ts", "remote_ts"])] = r.choice(TS_FORMS)
    elif k == 3: p.kid(e)["mode"] = r.choice(["transport", "tunnel", "beet", "pass", "drop", "transport_proxy"])
    elif k == 4: p.main(e)["children"] = {"z": {**p.kid(e), r.choice(["local_ts", "remote_ts"]): r.choice(TS_FORMS[:46])}, **p.main(e)["children"]}
    elif k == 5: p.main(e)["children"]["y"] = {**p.kid(e), r.choice(["local_ts", "remote_ts"]): r.choice(TS_FORMS[:46]), "esp_proposals": r.choice([ESP, "aes128-sha1"])}
    else: p.main(e)[r.choice(["encap", "mobike"])] = r.choice(["yes", "no"])


# ---- options of a child and of a connection

CHILD_OPTIONS = [{"start_action": "trap"}, {"policies": "no"}, {"ipcomp": "yes"}, {"reqid": "77"}, {"if_id_in": "7", "if_id_out": "7"}, {"if_id_in": "%unique"}, {"life_bytes": "1000000"}, {"life_bytes": "500m", "rekey_bytes": "400m"}, {"rekey_packets": "1000"}, {"mark_in": "1", "mark_out": "2"}, {"mark_in": "%unique-dir"}, {"mark_out": "%same"},
                 {"set_mark_in": "%same"}, {"set_mark_out": "1/0xf"}, {"hostaccess": "yes"}, {"updown": "/bin/false"}, {"priority": "1"}, {"interface": "eth9"}, {"tfc_padding": "1400"}, {"tfc_padding": "mtu"}, {"replay_window": "0"}, {"replay_window": "4096"}, {"hw_offload": "yes"}, {"hw_offload": "auto"}, {"copy_df": "no"}, {"copy_ecn": "no"}, {"copy_dscp": "yes"},
                 {"inactivity": "30s"}, {"dpd_action": "trap"}, {"dpd_action": "clear"}, {"close_action": "start"}, {"label": "system_u:object_r:ipsec_spd_t:s0"}, {"label": "x", "label_mode": "simple"}, {"label_mode": "selinux"}, {"policies_fwd_out": "yes"}, {"mark_in_sa": "yes"}, {"rand_time": "0"}, {"rekey_time": "0"}, {"rekey_time": "1h", "life_time": "30m"}, {"life_time": "0"},
                 {"sha256_96": "yes"}, {"mode": "tunnel"}, {"mode": "pass"}, {"mode": "drop"}, {"start_action": "trap|start"}, {"start_action": "start|trap"}, {"start_action": ""}, {"close_action": "trap|start"}, {"esp_proposals": ""}, {"ah_proposals": ""}, {"local_ts": ""}, {"remote_ts": ""}]
CONN_OPTIONS = [{"unique": "never"}, {"unique": "keep"}, {"pull": "no"}, {"dscp": "000001"}, {"dscp": "7"}, {"dpd_delay": "0"}, {"dpd_timeout": "10s"}, {"fragmentation": "no"}, {"fragmentation": "accept"}, {"send_certreq": "no"}, {"send_cert": "always"}, {"send_cert": "never"}, {"ppk_id": "x"}, {"ppk_id": "x", "ppk_required": "yes"}, {"keyingtries": "0"}, {"reauth_time": "1h"},
                {"rekey_time": "0"}, {"over_time": "0"}, {"rand_time": "1h"}, {"pools": "nosuch"}, {"if_id_in": "5"}, {"if_id_out": "%unique-dir"}, {"mediation": "no"}, {"mediated_by": ""}, {"mediation_peer": "x"}, {"vips": "0.0.0.0"}, {"vips": "::"}, {"vips": ""}, {"pools": ""}, {"local_addrs": ""}, {"remote_port": "500"}, {"local_port": "500"}, {"proposals": ""}, {"version": ""}, {"encap": ""}, {"aggressive": ""}, {"childless": "Allow"}, {"local_port": "0x1F4"}, {"remote_port": "0764"}, {"dpd_delay": "1m"}, {"keyingtries": "0x1"}]


def b_options(p):
    plain(p)
    for e in "ab":
        if p.r.random() < 0.5: p.kid(e).update(p.r.choice(CHILD_OPTIONS))
    return p


def m_options(p):
    r, e = p.r, p.r.choice("ab")
    if r.random() < 0.6: p.kid(e).update(r.choice(CHILD_OPTIONS))
    else: p.main(e).update(r.choice(CONN_OPTIONS))


# ---- virtual addresses

def b_leases(p):
    r = p.r
    plain(p)
    a, b = p.main("a"), p.main("b")
    a["vips"] = r.choice(["0.0.0.0", "0.0.0.0", "0.0.0.0, ::", "::", "10.3.0.9", "0.0.0.0, 10.3.0.4", None, "172.31.9.9", "fd00:3::9"])
    b["pools"] = r.choice(["rw", "rw", "rw6, rw", "rw, rw6", "nosuch", "nosuch, rw", None, "rw6", "dhcp", "radius", "tiny"])
    p.ends["b"].pools = {"rw": {"addrs": r.choice(["10.3.0.0/24", "10.3.0.5-10.3.0.9", "10.3.0.7", "10.3.0.0/31", "0.0.0.0/0"])}, "rw6": {"addrs": "fd00:3::/120"}, "tiny": {"addrs": "10.4.0.1/32"}}
    p.kid("a").update(local_ts=r.choice([None, None, "dynamic", NET["a"], "10.3.0.0/24", "dynamic[tcp]", "0.0.0.0/0"]), remote_ts=r.choice([NET["b"], "0.0.0.0/0", "0.0.0.0/0, ::/0"]))
    p.kid("b").update(local_ts=r.choice([NET["b"], "0.0.0.0/0", "0.0.0.0/0, ::/0"]), remote_ts=r.choice([None, None, "dynamic", "10.3.0.0/24", NET["a"], "0.0.0.0/0", "dynamic[tcp/22]"]))
    return p


def m_leases(p):
    r, e = p.r, p.r.choice("ab")
    k = r.randint(0, 6)
    if k == 0: p.main(e)["pull"] = "no"
    elif k == 1: p.ends["b"].pools["rw"] = r.choice([{"addrs": "10.3.0.0/24", "dns": "10.3.0.1"}, {"addrs": "10.3.0.0/24", "dns": "nope"}, {"addrs": "bad"}, {}, {"addrs": "10.3.0.0/24, 10.4.0.0/24"}, {"addrs": "10.3.0.0/33"}, {"addrs": "10.3.0.0/24", "25": "example.org"}, {"addrs": "10.3.0.0/24", "split_include": "10.9.0.0/16"}, {"addrs": "10.3.0.0/24", "subnet": "10.0.0.0/8", "server": "1.1.1.1"}, {"addrs": "10.3.0.9-10.3.0.1"}, {"addrs": "10.3.0.0/24", "frobnicate": "1"}])
    elif k == 2: p.kid(e)["mode"] = r.choice(["transport", "beet"])
    elif k == 3: p.main(other(e))[r.choice(["vips", "pools"])] = r.choice(["rw", "0.0.0.0", None])
    elif k == 4: p.ends["b"].pools.pop("rw", None)
    elif k == 5: p.main("b")["vips"] = "0.0.0.0"
    else: p.main("a")["pools"] = "rw"; p.ends["a"].pools["rw"] = {"addrs": "10.5.0.0/24"}


# ---- ipsec.conf: inheritance, swapped ends, odd values

def b_inherit(p):
    r = p.r
    p.psk = families.SECRETS[0]
    stroke_site(p, r.choice(["a", "b", "ab", "ab"]))
    for e in families.stroke_ends(p):
        end = p.ends[e]
        c = dict(end.conns.get("%default", {}), **end.conns["c"])
        end.conns = {}
        if r.random() < 0.5:
            c["ike"], c["esp"] = r.choice([(IKE + "!", ESP + "!"), (IKE, ESP), (None, None), ("aes256-sha256-modp2048,aes128-sha1-modp1024!", "aes256-sha256,aes128-sha1!")])
            other_end = p.ends[other(e)]
            if isinstance(other_end, Swanctl): p.main(other(e))["proposals"], p.kid(other(e))["esp_proposals"] = r.choice([None, IKE]), r.choice([None, ESP])
        parts = {"c": {}, "%default": {}, "base": {"auto": "ignore"}, "more": {}}
        for k, v in c.items():
            parts[r.choice(["c", "c", "%default", "base", "more"])][k] = v
        parts["c"]["also"] = "base"
        parts["base"]["also"] = "more"
        parts["c"].setdefault("auto", c.get("auto") or "add")
        order = list(parts)
        r.shuffle(order)
        end.conns = {k: parts[k] for k in order}
        end.conns["more"].setdefault("auto", "ignore")
    return p


INHERIT = [("keylife", "1h"), ("lifetime", "2h"), ("rekeymargin", "5m"), ("margintime", "3m"), ("rekeyfuzz", "50%"), ("rekeyfuzz", "50"), ("ikelifetime", "1H"), ("keyexchange", "ike"), ("keyexchange", "ikev1"), ("keyexchange", "ikev2"), ("keyexchange", "ikev0"), ("authby", "psk"), ("authby", "pubkey"), ("authby", "never"), ("authby", "ecdsasig"), ("authby", "secret|rsasig"),
           ("leftauth", "psk"), ("rightauth", "psk"), ("rightauth", "any"), ("leftauth", "xauth"), ("rightauth2", "psk"), ("rightauth2", "xauth"), ("leftauth2", "xauth-generic"), ("leftauth2", "eap"), ("type", "tunnel"), ("type", "transport"), ("type", "passthrough"), ("type", "pass"), ("type", "drop"), ("type", "reject"), ("type", "transport_proxy"), ("type", "beet"), ("auto", "ignore"), ("auto", "route"), ("auto", "start"), ("auto", "add"),
           ("auto", ""), ("ike", "default"), ("ike", IKE), ("ike", IKE + "!"), ("ike", "aes256-sha256-modp2048, aes128-sha1-modp1024!"), ("ike", "aes256gcm16-prfsha256-modp2048"), ("ike", "aes128-sha1-modp1024!"), ("ike", "aes128-sha1-modp1024"), ("ike", "!"), ("ike", "aes256-sha256!"), ("ike", ""), ("esp", ESP), ("esp", ESP + "!"), ("esp", "!"), ("esp", ""), ("esp", "aes256-sha256-modp2048!"), ("esp", "aes256-sha256-modp2048"),
           ("esp", "aes128gcm16!"), ("esp", "aes256gcm16-modp2048"), ("esp", "default"), ("esp", "null-sha1!"), ("esp", "aes256-sha256-esn!"), ("esp", "aes256-sha256-noesn,aes128-sha1!"), ("ah", "sha256"), ("ah", "sha256!"), ("leftsubnet", "192.168.1.0/24,10.7.0.0/16"), ("rightsubnet", "10.7.0.0/16,192.168.0.0/24"), ("leftsubnet", "192.168.1.0/24[tcp/80]"), ("rightsubnet", "0.0.0.0/0,::/0"), ("leftsubnet", "%dynamic[tcp]"), ("rightsubnet", "0.0.0.0/0[udp/1701]"),
           ("leftsubnet", "192.168.1.0/24, 10.7.0.0/16"), ("leftsubnet", "192.168.1.0"), ("leftsubnet", "192.168.1.0/255.255.255.0"), ("rightsubnet", ""), ("leftprotoport", "tcp/80"), ("rightprotoport", "tcp"), ("leftprotoport", "icmp"), ("rightprotoport", "udp/500-600"), ("rightprotoport", "0/0"), ("leftprotoport", "%opaque"), ("leftprotoport", "tcp/%opaque"), ("leftprotoport", "udp"), ("leftsourceip", "%config"), ("leftsourceip", "%cfg"), ("leftsourceip", "%config4"),
           ("leftsourceip", "%config6"), ("leftsourceip", "10.3.0.9"), ("leftsourceip", "10.3.0.0/24"), ("rightsourceip", "10.3.0.0/24"), ("rightsourceip", "%pool"), ("rightsourceip", "%config"), ("rightsourceip", "10.3.0.4-10.3.0.9,fd00::/120"), ("rightsourceip", "%radius"), ("rightsourceip", "10.3.0.0"), ("mobike", "no"), ("forceencaps", "yes"), ("leftallowany", "yes"), ("rightallowany", "yes"), ("leftikeport", "4500"), ("rightikeport", "4500"), ("rightikeport", "0"), ("compress", "yes"),
           ("installpolicy", "no"), ("reqid", "12"), ("mark", "5"), ("mark", "5/0xff"), ("mark_in", "9"), ("tfc", "%mtu"), ("aggressive", "yes"), ("modeconfig", "push"), ("xauth", "server"), ("rekey", "no"), ("reauth", "no"), ("dpdaction", "restart"), ("dpdaction", "none"), ("inactivity", "1h"), ("closeaction", "hold"), ("leftcert", "nofile.pem"), ("rightcert", "nofile.pem"), ("rightca", "%same"), ("rightca", '"C=CH, O=None"'), ("leftca", '"C=CH, O=None"'), ("leftgroups", "x"), ("rightgroups", "x"),
           ("leftsendcert", "yes"), ("rightsendcert", "no"), ("leftdns", "%config"), ("rightdns", "8.8.8.8"), ("leftupdown", "/bin/false"), ("leftfirewall", "no"), ("fragmentation", "accept"), ("ikedscp", "000111"), ("ikedscp", "7"), ("replay_window", "-1"), ("replay_window", "0"), ("lifebytes", "1000"), ("keyingtries", "0"), ("keyingtries", "%forever"), ("eap_identity", "%any"), ("aaa_identity", "x"), ("me_peerid", "x"), ("mediation", "no"), ("sha256_96", "yes"), ("sha2_truncbug", "yes"), ("leftsigkey", "0sAwEAAQ=="), ("rightrsasigkey", "%cert"),
           ("ikev2", "no"), ("dpdtimeout", "30s"), ("pfs", "no"), ("pfsgroup", "modp2048"), ("leftnexthop", "%direct"), ("eap", "md5"), ("esp_proposals", ESP), ("remote_ts", "0.0.0.0/0"), ("left", "%defaultroute"), ("left", "%any4"), ("left", "%any6"), ("left", "192.0.2.77"), ("right", "%any"), ("right", "%any6"), ("right", "%group"), ("right", "192.0.2.77"), ("right", "hq.invalid"), ("right", "%hq.invalid"), ("left", "0.0.0.0/0"), ("left", "127.0.0.1")]


def m_inherit(p):
    r = p.r
    ends = families.stroke_ends(p)
    e = r.choice(ends)
    end = p.ends[e]
    k = r.random()
    if k < 0.7:
        key, value = r.choice(INHERIT)
        end.conns[r.choice([x for x in end.conns])][key] = value
    elif k < 0.75:   # both ends from the other side
        for name, c in end.conns.items():
            end.conns[name] = {("right" + x[4:] if x.startswith("left") else "left" + x[5:] if x.startswith("right") else x): v for x, v in c.items()}
    elif k < 0.8: end.conns["c"][r.choice(["left", "right"])] = r.choice([p.own(e), p.seen(e), p.seen(other(e)), p.own(other(e)), f"{p.own(e)},192.0.2.77", f"%{p.seen(other(e))}", f"{p.seen(other(e))}/32", p.seen(other(e)) + ",198.51.100.0/24", "0.0.0.0/0,::/0"])
    elif k < 0.85: end.conns["c"]["also"] = r.choice(["base", "more", "nosuch", "c", "%default", "%base"])
    elif k < 0.9: end.raw += r.choice(["ca x\n\tauto=add\n", "ca x\n\tcacert=nofile.pem\n\tauto=add\n", "\n# comment\n\t# indented\n", "conn c\n\tmobike=no\n", "conn c\n\tauto=add\n\n\n\tkeyingtries=1\n", "conn d # comment\n\tauto=add\n\talso=c\n", "version 2\n", "include /nonexistent/*.conf\n", "conn %auto\n\tauto=ignore\n", "conn e\n    also = c\n    auto = route\n", "conn f\n  left = 1.2.3.4  # x\n", "conn g\nauto=add\n", " conn h\n\tauto=add\n", "config setup\n\tuniqueids=no\n", "conn \"c\"\n\trekey=no\n"])
    elif k < 0.95: end.setup.update([r.choice([("uniqueids", "keep"), ("uniqueids", "replace"), ("strictcrlpolicy", "yes"), ("charondebug", "ike 2"), ("unknown", "x"), ("nat_traversal", "no"), ("charonstart", "no"), ("cachecrls", "maybe"), ("klipsdebug", "all"), ("dumpdir", "/tmp"), ("also", "x")])])
    else: end.settings.update({"plugins.stroke.allow_swap": "no"})


# ---- ipsec.secrets

def b_secretfile(p):
    r = p.r
    p.psk = families.SECRETS[0]
    stroke_site(p, r.choice(["a", "b", "ab"]))
    for e in families.stroke_ends(p):
        i, o = p.ids[e], p.ids[other(e)]
        who = [i, o, p.own(e), p.seen(e), p.own(other(e)), p.seen(other(e)), "%any", "@" + i, "@" + o, "0.0.0.0", "%any6", f'"{o}"', "someone", "10.0.0.0/8", "*.example.org", "@@" + o, "vpn.invalid"]
        lines = []
        for _ in range(r.randint(1, 3)):
            n = r.choice([0, 1, 1, 2, 2, 3])
            lines.append(" ".join(r.sample(who, n)) + ("" if n == 0 else " ") + ": PSK " + f'"{p.psk if r.random() < 0.75 else "something else"}"')
        p.ends[e].secrets = lines
    return p


def m_secretfile(p):
    r = p.r
    e = r.choice(families.stroke_ends(p))
    s = p.ends[e].secrets
    hexa, b64 = "0x" + p.psk.encode().hex(), "0s" + __import__("base64").b64encode(p.psk.encode()).decode()
    k = r.randint(0, 7)
    if k == 0: s[r.randrange(len(s))] = ": PSK " + r.choice([hexa, b64, hexa.upper().replace("0X", "0x"), f"'{p.psk}'", p.psk, f'"{p.psk}" # comment', f'"{p.psk}"x', f'"{hexa}"', f'"{b64}"', "0x", "0s", "0x123", "0xzz", '""', f'"{p.psk}', f'  "{p.psk}"', "0S" + b64[2:], "0X" + hexa[2:]])
    elif k == 1: s.insert(0, r.choice(["# comment", "", "   ", "include /nonexistent", ": RSA nofile.pem", ": RSA nofile.pem \"pass\"", ": ECDSA nofile.pem", ": PKCS8 nofile.pem", ": P12 nofile.p12", ": PIN %smartcard 1234", ": FOO x", "carol : EAP \"x\"", "carol : XAUTH \"x\"", "carol : NTLM 0x00", ": BLISS x", "garbage", ": ", ":", "a b c", "config setup"]))
    elif k == 2: s[0] = s[0].replace(": PSK", r.choice([":PSK", ":  PSK", ":\tPSK", ": psk", ": PSK ", ": SHARED", ": PSK\t"]))
    elif k == 3: s[0] = r.choice(["\t", " ", "  "]) + s[0]
    elif k == 4: s[0] = s[0].replace(" : ", r.choice([": ", "\t: ", " :", "  :  ", " ; "]))
    elif k == 5 and " : " in s[0]: s[0] = s[0].replace(" ", r.choice([", ", "\t", "  "]), 1)
    elif k == 6: p.ends[e].secrets = list(reversed(s))
    elif k == 7: s[0:1] = s[0].split(" : ")[0:1] + ["\t: PSK \"" + p.psk + '"']


# ---- swanctl secrets

def b_keys(p):
    r = p.r
    plain(p, ids=r.random() < 0.6)
    for e in "ab":
        who = [p.ids["a"], p.ids["b"], p.own("a"), p.own("b"), p.seen("a"), p.seen("b"), "%any", "someone", "*.example.org", "10.0.0.0/8", "0.0.0.0", "@" + p.ids[e], "keyid:" + p.ids[e], "203.0.113.0/24"]
        if e == "b" or r.random() < 0.4:
            p.ends[e].secrets = {f"ike{i}": {**{f"id{j}": x for j, x in enumerate(r.sample(who, r.randint(0, 3)))}, "secret": f'"{p.psk}"' if r.random() < 0.65 else f'"wrong{i}"'} for i in range(r.randint(1, 4))}
    return p


def m_keys(p):
    r, e = p.r, p.r.choice("ab")
    s = next(iter(p.ends[e].secrets.values()))
    k = r.randint(0, 4)
    if k == 0: s["secret"] = r.choice(["0x" + p.psk.encode().hex(), "0s" + __import__("base64").b64encode(p.psk.encode()).decode(), "0x0", "0x", "0xgg", f"{p.psk}", "", "0s", "0x1 2", f"  {p.psk}  ", f'{p.psk.split(" ")[0]} "{p.psk[len(p.psk.split(" ")[0]) + 1:]}"', '"a\\"b"', "0s!!"])
    elif k == 1: s[r.choice(["id", "ids", "identity", "owner", "id-x", "Id"])] = r.choice(["someone", "%any", p.ids["a"], p.ids["b"]])
    elif k == 2: p.main(e)["local"]["id"] = r.choice([None, p.own(e), p.ids[e]])
    elif k == 3: p.main(e)["remote"]["id"] = r.choice([None, "%any", p.ids[other(e)], p.seen(other(e))])
    else: p.ends[e].secrets = dict(reversed(p.ends[e].secrets.items()))


# ---- EAP and XAuth users

def b_users(p):
    r = p.r
    if r.random() < 0.6:
        families.b_eap(p)
    else:
        families.b_xauth(p)
    for e in "ab":
        p.main(e)["proposals"], p.kid(e)["esp_proposals"] = IKE, ESP
    return p


def m_users(p):
    r, e = p.r, p.r.choice("ab")
    a, b = p.main("a"), p.main("b")
    k = r.randint(0, 9)
    user = r.choice(["carol", "dave", "%any", None, "*@example.org", "carol@example.org", p.ids["a"], "fqdn:carol", "keyid:carol", "CAROL", "@carol"])
    if k == 0: p.ends["b"].secrets[r.choice(["eap-x", "xauth-x", "ike-x", "ntlm-x"])] = {"id": user, "secret": r.choice(["Ar3etTnp", "password", "4iChxLT3", "x"])}
    elif k == 1: p.ends["a"].secrets[r.choice(["eap-x", "xauth-x", "ike-x"])] = {"id": user, "secret": r.choice(["Ar3etTnp", "password", "4iChxLT3", "x"])}
    elif k == 2: a["local"]["eap_id"] = user
    elif k == 3: b["remote"]["eap_id"] = user
    elif k == 4 and "local-xauth" in a: a["local-xauth"]["xauth_id"] = user
    elif k == 5 and "local-xauth" in a: a["local-xauth"]["id"] = user
    elif k == 6: a["local"]["aaa_id"] = r.choice(["hq.example.org", "%any", "aaa.example.org"])
    elif k == 7: b["remote"]["auth"] = r.choice(["eap-dynamic", "eap-md5", "eap-mschapv2", "eap-gtc", "eap-identity", "eap-tls", "eap-peap", "eap-4", "eap-26", "eap-1-2", "eap-aka"])
    elif k == 8: a["local"]["auth"] = r.choice(["eap", "eap-md5", "eap-gtc", "eap-4", "eap-26", "eap-dynamic", "eap-tls", "eap-mschapv2", "psk"])
    else:
        second = {**families.json.loads(families.json.dumps(b)), "children": {"w": dict(p.kid("b"))}}
        second["remote"] = {"auth": r.choice(["psk", "eap-md5", "eap-mschapv2", "pubkey"]), "id": r.choice([None, p.ids["a"], "%any", "carol"])}
        p.ends["b"].conns = {"first": second, **p.ends["b"].conns} if r.random() < 0.6 else {**p.ends["b"].conns, "second": second}


# ---- filters

FILTERS = [["established"], ["permit udp any 4500"], ["permit udp any 500"], ["deny udp any 4500", "permit udp any any"], ["deny udp 4500 any", "permit udp any any", "permit esp"], ["permit udp 500 500", "permit udp 4500 4500"], ["permit udp 500 500", "permit udp any 4500"], ["established", "deny udp any any"], ["deny udp any 500", "established"], ["permit esp"], ["permit ah", "permit udp any any"], ["permit udp 20000-29999 any"],
           ["permit udp any 500", "permit udp any 4500", "deny esp"], ["permit udp 1-499 any", "permit udp 501-65535 any"], ["permit udp any 501-65535"], ["permit udp any 1-4499"], [], ["permit tcp any any"], ["deny udp 500 500", "permit udp any 500", "permit udp any 4500"], ["permit udp any 500", "established"], ["deny esp", "permit udp any any"], ["permit udp 500-4500 500-4500"], ["permit udp any 500-4499", "permit udp any 4501-65535"], ["deny udp 20000-29999 4500", "permit udp any any"], ["established", "permit udp any 500"]]


def b_gates(p):
    r = p.r
    plain(p)
    p.filters["b"] = r.choice(FILTERS + [None])
    p.filters["a"] = r.choice(FILTERS + [None, None, ["established"], ["established"]])
    return p


def m_gates(p):
    r, e = p.r, p.r.choice("ab")
    k = r.randint(0, 5)
    if k == 0: p.main(e)["mobike"] = "no"
    elif k == 1: p.main(e)["encap"] = "yes"
    elif k == 2: p.main("a")["remote_port"] = p.main("a")["local_port"] = 4500
    elif k == 3: p.filters[e] = r.choice(FILTERS)
    elif k == 4:
        p.kid("a").pop("esp_proposals"); p.kid("b").pop("esp_proposals")
        p.kid("a")["ah_proposals"] = p.kid("b")["ah_proposals"] = "sha256"
    else: p.ends[e].settings["port_nat_t" if r.random() < 0.5 else "port"] = r.choice(["0", "4500", "500", "5500"])


# ---- how the text is written

def b_written(p):
    r = p.r
    plain(p)
    return p


def m_written(p):
    """The finished text of an end is rewritten; what comes out is what a person could have typed."""
    r, e = p.r, p.r.choice("ab")
    end = p.ends[e]
    text = end.text()
    k = r.randint(0, 15)
    import re
    if k == 0: text = text.replace(" = ", r.choice(["=", "  =  ", "\t=\t", " ="]))
    elif k == 1: text = re.sub(r"(\w+) \{\n", r"\1\n{\n", text)
    elif k == 2: text = re.sub(r"(auth = psk)\n", r"\1 # how\n", text)
    elif k == 3: text = re.sub(r"local \{\n\s+auth = psk\n(\s+id = [^\n]*\n)?\s+\}", lambda m: "local { auth = psk }", text)
    elif k == 4: text = re.sub(r"id = ([^\n]+)", r'id = "\1"', text)
    elif k == 5: text = re.sub(r"id = ([^\n]+)", r"id = '\1'", text, count=1)
    elif k == 6: text = text.replace("\n", "\r\n")
    elif k == 7: text = "base {\n  mobike = no\n  remote {\n    auth = pubkey\n  }\n  children {\n    c {\n      mode = transport\n      esp_proposals = aes128-sha1\n    }\n  }\n}\n" + re.sub(r"site(?: :[^{]*)? \{", "site : base {", text)
    elif k == 8: text = re.sub(r"site \{", "site : nosuch, alsonot {", text)
    elif k == 9: text += "connections {\n  site {\n" + r.choice(["    mobike = no\n", "    version =\n", "    remote {\n      id =\n    }\n", "    proposals =\n", "    children {\n      c {\n        local_ts =\n      }\n    }\n", "    version = 1\n", "    children {\n      d {\n      }\n    }\n", "    remote {\n      id = \"\"\n    }\n"]) + "  }\n}\n"
    elif k == 10: text = text.replace("connections {", r.choice(["Connections {", "connections{", "connections\n{", "connections {{", "connections :base {"]), 1)
    elif k == 11: text = text.replace("children {", r.choice(["Children {", "children{", "child {", "CHILDREN {"]), 1)
    elif k == 12: text = text.replace("local {", r.choice(["local-1 {", "Local {", "local1 {", "locals {", "local.1 {", "local-a {"]), 1)
    elif k == 13: text = text.replace("remote {", r.choice(["remote-1 {", "Remote {", "remote-x {", "remotes {", "right {"]), 1)
    elif k == 14: text = text.replace("secrets {", r.choice(["secrets{", "Secrets {", "secret {"]), 1)
    else: text = text.replace("secret = ", r.choice(["secret=", "secret  = ", "Secret = ", "secret0 = ", "secret : "]), 1)
    end.text = lambda: text


# ---- certificates whose contents do not decide

def b_signed(p):
    r = p.r
    families.b_certs(p)
    p.hidden = False
    for e in "ab":
        c = p.main(e)
        c["proposals"], p.kid(e)["esp_proposals"] = IKE, ESP
        c["local"]["certs"] = {"a": "branch.pem", "b": "hq.pem"}[e]
        c["local"]["id"], c["remote"]["id"] = p.ids[e], p.ids[other(e)]
        c["remote"].pop("cacerts", None)
        kids = c.pop("children"); c["children"] = kids
    return p


def m_signed(p):
    r, e = p.r, p.r.choice("ab")
    c = p.main(e)
    k = r.randint(0, 8)
    if k == 0: c["send_cert"] = r.choice(["never", "always", "ifasked"])
    elif k == 1: c["send_certreq"] = r.choice(["no", "yes"])
    elif k == 2:
        c["remote"]["auth"] = r.choice(["psk", "pubkey", "rsa", "ecdsa", "rsa-2048", "rsa-4096", "pubkey-sha256", "rsa-sha256", "ike:pubkey-sha256", "rsa-sha512-sha256", "rsa/pss-sha256", "ecdsa-sha256", "rsa-2048-sha384", "ike:rsa/pss", "Pubkey", "rsa-"])
    elif k == 3:
        m = r.choice(["psk", "psk", "pubkey"])
        c["local"]["auth"] = p.main(other(e))["remote"]["auth"] = m
        if m == "psk": c["local"].pop("certs", None)
        for x in "ab": own_secret(p, x)
    elif k == 4: c["local"]["auth"] = r.choice(["rsa", "rsa-sha256", "ecdsa", "rsa-sha512", "pubkey-sha384", "ike:rsa-sha256", "rsa/pss-sha512", None])
    elif k == 5: p.ends[e].settings.update(r.choice([{"signature_authentication": "no"}, {"signature_authentication_constraints": "no"}, {"hash_and_url": "yes"}, {"rsa_pss": "yes"}]))
    elif k == 6: p.main(e)["version"] = 0
    elif k == 7: c["remote"].update(r.choice([{"groups": "sales"}, {"revocation": "ifuri"}, {"ca_id": "CN=x"}, {"revocation": "relaxed"}]))
    else: p.main(e)["fragmentation"] = r.choice(["no", "force"])


FAMILIES = {
    "rounds": (b_rounds, [m_rounds], 0.05, {}),
    "idforms": (b_idforms, [m_idforms], 0.05, {"aggressive": 0.2}),
    "strokeids": (b_strokeids, [m_strokeids], 0.05, {"aggressive": 0.2}),
    "ranking": (b_ranking, [m_ranking], 0.05, {"aggressive": 0.15}),
    "dial": (b_dial, [m_dial], 0.05, {}),
    "exchange": (b_exchange, [m_exchange], 0.05, {}),
    "suites": (b_suites, [m_suites], 0.03, {"aggressive": 0.15}),
    "narrow": (b_narrow, [m_narrow], 0.03, {}),
    "options": (b_options, [m_options], 0.03, {}),
    "leases": (b_leases, [m_leases], 0.03, {}),
    "inherit": (b_inherit, [m_inherit], 0.03, {"aggressive": 0.15}),
    "secretfile": (b_secretfile, [m_secretfile], 0.05, {"aggressive": 0.2}),
    "keys": (b_keys, [m_keys], 0.05, {"aggressive": 0.2}),
    "users": (b_users, [m_users], 0.05, {}),
    "gates": (b_gates, [m_gates], 0.05, {"aggressive": 0.2}),
    "written": (b_written, [m_written], 0.05, {}),
    "signed": (b_signed, [m_signed], 0.05, {}),
}

if __name__ == "__main__":
    families.FAMILIES = FAMILIES
    families.main()

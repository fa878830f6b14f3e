#!/usr/bin/env python3
"""One deviation at a time: pairs that come up but for a single value, whose effect the outcome then tells.

  probes.py [KIND,...] > SCENARIOS.jsonl        (kinds: conn child auth ike esp stroke selector subnet ports eap xauth tail vip mode secret keys lines conns)

Not random. `probe` in a scenario names the end and the value.
"""
import json
import random
import sys

import families as F


def plain(version=2, nat="none", ids=True, auth="psk"):
    p = F.Pair(random.Random(1), nat=nat, version=version)
    p.psk, p.ids = F.SECRETS[0], {"a": "branch.example.org", "b": "hq.example.org"}
    F.site(p, auth=auth, ids=ids)
    for e in "ab":
        p.main(e).update(proposals="aes128-sha256-modp2048", local_addrs=None, remote_addrs=p.seen("b") if e == "a" else None)
        p.kid(e)["esp_proposals"] = "aes128-sha256"
        p.ends[e].style = 0
    return p


def stroke(version=2, which="ab", nat="none", base=()):
    p = plain(version, nat)
    for e in which:
        end = F.IpsecConf()
        end.conns["c"] = {"keyexchange": f"ikev{version}", "authby": "secret", "left": p.own(e), "leftid": "@" + p.ids[e], "right": p.seen("b") if e == "a" else "%any",
                          "rightid": "@" + p.ids[F.other(e)], "leftsubnet": F.NET[e], "rightsubnet": F.NET[F.other(e)], "ike": "aes128-sha256-modp2048!", "esp": "aes128-sha256!", "auto": "add"}
        end.conns["c"].update(base)
        end.secrets = [f': PSK "{p.psk}"']
        p.ends[e] = end
    return p


def probes():
    for version in (2, 1):
        for e in "ab":
            for key, value in F.BAD_CONN:
                p = plain(version)
                p.main(e)[key] = value
                yield "conn", f"{e} v{version} {key}={value}", p
            for key, value in F.BAD_CHILD:
                p = plain(version)
                p.kid(e)[key] = value
                yield "child", f"{e} v{version} {key}={value}", p
            for side in ("local", "remote"):
                for key, value in F.BAD_AUTH:
                    p = plain(version)
                    p.main(e)[side][key] = value
                    yield "auth", f"{e} v{version} {side} {key}={value}", p
            for text in F.BAD_IKE:
                p = plain(version)
                p.main(e)["proposals"] = text
                yield "ike", f"{e} v{version} {text}", p
        for text in F.ODD_IKE + F.BAD_IKE:
            p = plain(version)
            for e in "ab":
                p.main(e)["proposals"] = text
            yield "ike", f"ab v{version} {text}", p
        for text in F.ODD_ESP + F.BAD_ESP:
            for e in ("ab", "a", "b"):
                p = plain(version)
                for x in e:
                    p.kid(x)["esp_proposals"] = text
                yield "esp", f"{e} v{version} {text}", p
        for text in F.SELECTORS:
            for e in ("ab", "a", "b"):
                p = plain(version)
                if "a" in e: p.kid("a")["local_ts"] = text
                if "b" in e: p.kid("b")["remote_ts"] = text
                yield "selector", f"{e} v{version} {text}", p
        for nat in ("none", "initiator"):
            for mode_a in ("tunnel", "transport", "beet", "pass", "drop"):
                for mode_b in ("tunnel", "transport", "beet", "pass", "drop"):
                    for ts in ("net", "dynamic"):
                        p = plain(version, nat)
                        for e, mode in (("a", mode_a), ("b", mode_b)):
                            p.kid(e)["mode"] = mode
                            if ts == "dynamic": p.kid(e).update(local_ts=None, remote_ts=None)
                        yield "mode", f"v{version} {nat} {mode_a}/{mode_b} {ts}", p
        for nat in ("none", "initiator", "responder"):
            for e in "ab":
                for change in ({"local_port": 4500}, {"remote_port": 4500}, {"local_port": 4500, "remote_port": 4500}, {"local_port": 500}, {"remote_port": 500}, {"local_port": 0}, {"remote_port": 4501},
                               {"local_port": 1500}, {"+port": "0"}, {"+port": "1500"}, {"+port_nat_t": "0"}, {"+port_nat_t": "4501"}, {"+port": "0", "+port_nat_t": "0"},
                               {"+port": "1500", "local_port": 1500}, {"+port_nat_t": "4501", "local_port": 4501, "remote_port": 4500}, {"+port": "4500", "+port_nat_t": "500"}):
                    p = plain(version, nat)
                    for key, value in change.items():
                        if key.startswith("+"): p.ends[e].settings[key[1:]] = value
                        else: p.main(e)[key] = value
                    yield "ports", f"{e} v{version} {nat} {change}", p
    for e in "ab":
        for version in (2, 1):
            for key, values in F.STROKE:
                for value in values:
                    for which in ("ab",):
                        p = stroke(version, which)
                        p.main(e)[key] = value
                        if value == "common":
                            p.ends[e].conns["common"] = {"esp": p.main(e).pop("esp"), "auto": "ignore"}
                        yield "stroke", f"{e} v{version} {key}={value}", p
            for value in F.SUBNETS:
                p = stroke(version)
                p.main("a")["leftsubnet" if e == "a" else "rightsubnet"] = value
                if e == "a": p.main("b")["rightsubnet"] = value
                yield "subnet", f"{e} v{version} {value}", p
    methods = ("psk", "pubkey", "eap", "eap-md5", "eap-mschapv2", "eap-identity", "eap-dynamic", "eap-tls", "eap-gtc", "eap-foo", "eap-radius", None)
    for mine in methods:
        for his in methods:
            p = plain(2)
            p.main("a")["local"].update(auth=mine, eap_id="carol")
            p.main("b")["remote"].update(auth=his, eap_id="%any")
            for e in "ab":
                p.ends[e].secrets["eap-x"] = {"id": "carol", "secret": "Ar3etTnp"}
            yield "eap", f"{mine}/{his}", p
    for eap_a in (None, "carol", "nobody", "branch.example.org"):
        for eap_b in (None, "%any", "carol", "nobody", "branch.example.org"):
            for owner in ("carol", "branch.example.org", "%any", "hq.example.org", None):
                p = plain(2)
                p.main("a")["local"].update(auth="eap-mschapv2", eap_id=eap_a)
                p.main("b")["remote"].update(auth="eap-mschapv2", eap_id=eap_b)
                for e in "ab":
                    p.ends[e].secrets["eap-x"] = {"id": owner, "secret": "Ar3etTnp"}
                yield "eap", f"eap_id {eap_a}/{eap_b} owner {owner}", p
    backends = (None, "xauth", "xauth-generic", "xauth-eap", "xauth-noauth", "xauth-pam", "xauth-foo")
    for mine in backends:
        for his in backends:
            p = plain(1)
            for e, side, auth in (("a", "local-x", mine), ("b", "remote-x", his)):
                kids = p.main(e).pop("children")
                if auth: p.main(e)[side] = {"auth": auth, **({"xauth_id": "carol"} if e == "a" else {})}
                p.main(e)["children"] = kids
                p.ends[e].secrets["xauth-x"] = {"id": "carol", "secret": "4iChxLT3"}
            yield "xauth", f"{mine}/{his}", p
    for e in "ab":
        for tail in ("# end", "}", "connections {", "secrets {\n  ike-2.x {\n  }\n}", "include /nonexistent/*.conf", "authorities {\n}", "x = \"open", "connections {\n  site {\n    version = 2\n  }\n}", "connections {\n  u {\n    vesion = 2\n  }\n}",
                     "connections {\n  u {\n    proposals = aes128\n  }\n}", "connections {\n  u {\n  }\n}", "secrets {\n  foo-1 {\n    secret = x\n  }\n}", "secrets {\n  ike-2 {\n  }\n}", "secrets {\n  private-x {\n    file = missing.key\n  }\n}",
                     "pools {\n  p {\n    addrs = nonsense\n  }\n}", "pools {\n  p {\n  }\n}", "pools {\n  p {\n    addrs = 10.9.0.0/24\n    foo = 1\n  }\n}", "authorities {\n  x {\n    cacert = missing.pem\n  }\n}", "authorities {\n  x {\n  }\n}",
                     "unknown {\n  a = b\n}", "connections {\n  u {\n    local {\n      certs = missing.pem\n    }\n  }\n}", "connections {\n  u {\n    children {\n      k {\n        mode = foo\n      }\n    }\n  }\n}", "secrets {\n  ike-1 {\n    secret = \"other\"\n  }\n}",
                     "connections {\n  site {\n    children {\n      c {\n        local_ts = 10.77.0.0/16\n      }\n    }\n  }\n}"):
            p = plain(2)
            p.ends[e].tail = tail + "\n"
            yield "tail", f"{e} {tail}", p
    for version in (2, 1):
        for vips in (None, "0.0.0.0", "10.3.0.7", "10.9.9.9", "::"):
            for pools in (None, "rw", "nosuch"):
                for lts in (None, F.NET["a"]):
                    for rts in (None, F.NET["a"], "0.0.0.0/0", "10.3.0.0/24"):
                        p = plain(version)
                        p.main("a")["vips"], p.main("b")["pools"] = vips, pools
                        p.ends["b"].pools["rw"] = {"addrs": "10.3.0.0/24"}
                        p.kid("a")["local_ts"], p.kid("b")["remote_ts"] = lts, rts
                        yield "vip", f"v{version} vips {vips} pools {pools} local {lts} remote {rts}", p
        psk = "Tr0ub4dor and three"
        for nat in ("none", "initiator"):
            for ids in (True, False):
                for owners in ([], ["branch.example.org"], ["hq.example.org"], ["someone.example.org"], ["%any"], ["198.51.100.10"], ["203.0.113.1"], ["10.1.0.10"], ["192.0.2.20"], ["0.0.0.0/0"], ["*.example.org"], ["@branch.example.org"], ["BRANCH.example.org"],
                               ["someone.example.org", "%any"], ["hq.example.org", "branch.example.org"], ["192.0.2.20", "10.1.0.10"]):
                    for e in "ab":
                        p = plain(version, nat, ids)
                        p.ends[e].secrets["ike-1"] = {"secret": f'"{psk}"', **{f"id-{i}": x for i, x in enumerate(owners)}}
                        yield "secret", f"{e} v{version} {nat} {'ids' if ids else 'no ids'} {owners}", p


OWNERS = ([], ["branch.example.org"], ["hq.example.org"], ["branch.example.org", "hq.example.org"], ["%any"], ["198.51.100.10"], ["192.0.2.20"])
DECOY = {
    "remote any": lambda c: c["remote"].update(id=None),
    "remote other": lambda c: c["remote"].update(id="someone.example.org"),
    "remote wildcard": lambda c: c["remote"].update(id="*.example.org"),
    "local other": lambda c: c["local"].update(id="second.example.org"),
    "local none": lambda c: c["local"].update(id=None),
    "from exact": lambda c: c.update(remote_addrs="198.51.100.10"),
    "from net": lambda c: c.update(remote_addrs="198.51.100.0/24"),
    "from other": lambda c: c.update(remote_addrs="203.0.113.77"),
    "at exact": lambda c: c.update(local_addrs="192.0.2.20"),
    "ike other": lambda c: c.update(proposals="aes256-sha512-modp3072"),
    "esp other": lambda c: c["children"]["xc"].update(esp_proposals="aes256-sha512"),
    "ts other": lambda c: c["children"]["xc"].update(local_ts="10.77.0.0/16"),
    "version any": lambda c: c.update(version=0),
    "version other": lambda c: c.update(version=3 - c["version"]),
    "auth pubkey": lambda c: c["remote"].update(auth="pubkey"),
    "auth eap": lambda c: c["remote"].update(auth="eap-md5"),
    "aggressive": lambda c: c.update(aggressive="yes"),
}


def choices():
    """What an end chooses when several fit: keys, and connections of the responder."""
    for version in (2, 1):
        for e in "ab":
            for right in OWNERS:
                for wrong in OWNERS:
                    for first in ("right", "wrong"):
                        p = plain(version)
                        made = {"right": {"secret": f'"{p.psk}"', **{f"id-{i}": x for i, x in enumerate(right)}}, "wrong": {"secret": '"another key"', **{f"id-{i}": x for i, x in enumerate(wrong)}}}
                        p.ends[e].secrets = {f"ike-{k}": made[k] for k in ((first, "right" if first == "wrong" else "wrong"))}
                        yield "keys", f"{e} v{version} right {right} wrong {wrong} first {first}", p
        for right in OWNERS:
            for wrong in OWNERS:
                for first in ("right", "wrong"):
                    p = stroke(version, "b")
                    lines = {"right": f'{" ".join(right)} : PSK "{p.psk}"'.strip(), "wrong": f'{" ".join(wrong)} : PSK "another key"'.strip()}
                    p.ends["b"].secrets = [lines[first], lines["right" if first == "wrong" else "wrong"]]
                    yield "lines", f"b v{version} right {right} wrong {wrong} first {first}", p
    names = list(DECOY)
    for kind in ("v2", "main", "aggressive"):
        for i, one in enumerate(names):
            for two in names[i:]:
                for where in ("before", "after"):
                    p = plain(2 if kind == "v2" else 1)
                    if kind == "aggressive":
                        for e in "ab": p.main(e)["aggressive"] = "yes"
                        p.ends["b"].settings["i_dont_care_about_security_and_use_aggressive_mode_psk"] = "yes"
                    decoy = json.loads(json.dumps(p.main("b")))
                    decoy["children"] = {"xc": decoy["children"]["c"]}
                    DECOY[one](decoy)
                    if two != one: DECOY[two](decoy)
                    b = p.ends["b"]
                    b.conns = {"x": decoy, **b.conns} if where == "before" else {**b.conns, "x": decoy}
                    yield "conns", f"{kind} {where}: {one}" + (f" + {two}" if two != one else ""), p


def main():
    wanted = sys.argv[1].split(",") if len(sys.argv) > 1 else None
    counts = {}
    for kind, what, p in [*probes(), *choices()]:
        n = counts[kind] = counts.get(kind, 0) + 1
        if wanted and kind not in wanted:
            continue
        out = {"id": f"probe-{kind}-{n}", "family": f"probe-{kind}", "nat": p.nat, "public": {"initiator": p.seen("a"), "responder": p.seen("b")},
               "private": {"initiator": F.PRIV["a"] if p.behind("a") else None, "responder": F.PRIV["b"] if p.behind("b") else None},
               "initiator": p.ends["a"].emit(), "responder": p.ends["b"].emit(), "probe": what}
        print(json.dumps(out))


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Chooses a stored sample: round-robin over (family, reason), so that rare endings are in it.

  choose.py COUNT OUT SCENARIOS OUTCOMES [SCENARIOS OUTCOMES ...]

writes OUT.scenarios.jsonl and OUT.outcomes.jsonl. Left out: the lab's own trouble, endings that certificate
contents decide, and log texts. Deterministic for the same input.
"""
import collections
import hashlib
import json
import sys

KEEP = ("id", "ike", "child", "reason", "detail", "exchange", "floated", "nat_seen", "ports")


def rows(paths):
    for scenarios, outcomes in zip(paths[::2], paths[1::2]):
        known = {}
        for line in open(scenarios):
            scenario = json.loads(line)
            known[scenario["id"]] = scenario
        for line in open(outcomes):
            outcome = json.loads(line)
            scenario = known.get(outcome["id"])
            if scenario is None or scenario.get("hidden") or "error" in outcome or outcome["reason"] in ("crash", "unknown"):
                continue
            yield scenario, outcome


def main():
    count, out, paths = int(sys.argv[1]), sys.argv[2], sys.argv[3:]
    by_family = collections.defaultdict(lambda: collections.defaultdict(list))
    for scenario, outcome in rows(paths):
        by_family[scenario["family"]][outcome["reason"]].append((hashlib.sha256(scenario["id"].encode()).hexdigest(), scenario, outcome))
    queues = {}
    for family, reasons in by_family.items():
        columns = [sorted(x, key=lambda y: y[0]) for _, x in sorted(reasons.items(), key=lambda y: (-len(y[1]), y[0]))]
        queues[family] = [column[i] for i in range(max(map(len, columns))) for column in columns if i < len(column)]
    chosen = []
    depth = 0
    while len(chosen) < count and any(depth < len(queue) for queue in queues.values()):
        for family in sorted(queues):
            if depth < len(queues[family]) and len(chosen) < count:
                chosen.append(queues[family][depth])
        depth += 1
    chosen.sort(key=lambda x: x[1]["id"])
    with open(out + ".scenarios.jsonl", "w") as a, open(out + ".outcomes.jsonl", "w") as b:
        for _, scenario, outcome in chosen:
            a.write(json.dumps(scenario) + "\n")
            b.write(json.dumps({key: outcome[key] for key in KEEP if key in outcome}) + "\n")


if __name__ == "__main__":
    main()

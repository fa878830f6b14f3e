import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Match, PacketFilterFile, Rule } from '../../../src/parse/iptables/index.ts';
import { parseNft } from '../../../src/parse/iptables/index.ts';
import { SourceTable } from '../../../src/text/source.ts';

function read(text: string): PacketFilterFile {
  return parseNft(new SourceTable().add('r.nft', text));
}

/** A rule as short text: `protocol 17; destination-port 500; accept`. */
function show(rule: Rule): string {
  return [...rule.matches.map(showMatch), showVerdict(rule)].join('; ');
}

function showMatch(match: Match): string {
  const not = match.negated ? '!' : '';
  if (match.kind === 'condition') return `${not}${match.condition} (${match.text})`;
  if (match.kind === 'family') return `${not}${match.family}`;
  return `${match.kind} ${not}${match.values.map((value) => (Array.isArray(value) ? value.join('-') : JSON.stringify(value))).join(',')}`;
}

function showVerdict({ verdict }: Rule): string {
  if (verdict.do === 'jump' || verdict.do === 'goto') return `${verdict.do} ${verdict.chain}`;
  if (verdict.do === 'unknown') return `unknown ${verdict.text}`;
  return 'to' in verdict || 'ports' in verdict ? JSON.stringify(verdict) : verdict.do;
}

const rulesOf = (text: string): string[] =>
  read(`table inet f {\n chain c {\n${text}\n }\n}`).tables.flatMap((t) => t.chains.flatMap((c) => c.rules.map(show)));

test('tables, chains, hooks, priorities and policies', () => {
  const { tables, problems } = read(`#!/usr/sbin/nft -f
flush ruleset
table inet filter {
  comment "outside"
  chain input {
    type filter hook input priority filter + 10; policy drop;
    jump ike
  }
  chain ike { udp dport 500 accept; }
}
table ip nat {
  chain post { type nat hook postrouting priority srcnat; policy accept; oifname "eth0" masquerade }
}
table arp x { chain y { type filter hook input priority 0; drop } }
`);
  assert.deepEqual(problems, []);
  assert.deepEqual(
    tables.map((table) => [
      table.name,
      table.family,
      table.chains.map(({ name, hook, priority, policy }) => [name, hook, priority, policy]),
    ]),
    [
      [
        'filter',
        'inet',
        [
          ['input', 'input', 10, 'drop'],
          ['ike', undefined, undefined, undefined],
        ],
      ],
      ['nat', 'ipv4', [['post', 'postrouting', 100, 'accept']]],
    ],
  );
  assert.deepEqual(tables[0]?.chains[0]?.rules.map(show), ['jump ike']);
});

test('conditions on addresses, ports, protocols, interfaces and states', () => {
  const cases: [string, string][] = [
    ['udp dport { 500, 4500 } accept', 'protocol 17; destination-port 500-500,4500-4500; accept'],
    ['udp sport != 500 drop', 'protocol 17; source-port !500-500; drop'],
    ['udp dport isakmp accept', 'protocol 17; destination-port 500-500; accept'],
    ['udp dport >= 1024 drop', 'protocol 17; destination-port 1024-65535; drop'],
    ['meta l4proto { esp, ah } counter packets 3 bytes 40 accept', 'protocol 50,51; accept'],
    ['ip protocol esp accept', 'ipv4; protocol 50; accept'],
    ['th dport 4500 accept', 'destination-port 4500-4500; accept'],
    ['ip saddr 192.0.2.0/24 accept', 'ipv4; source {"v4":[3221225984,255]}; accept'],
    [
      'ip6 daddr != { 2001:db8::1, 2001:db8::8-2001:db8::9 } drop',
      'ipv6; destination !{"v6":["2001:db8::1",128]},{"v6range":["2001:db8::8","2001:db8::9"]}; drop',
    ],
    ['iifname "eth0" ct state established,related accept', 'interface-in "eth0"; state "ESTABLISHED","RELATED"; accept'],
    ['iif != lo ct state { new } log prefix "x y" level info accept', 'interface-in !"lo"; state "NEW"; accept'],
    ['oifname "e*" log flags all prefix "a" group 2 reject with icmp type port-unreachable', 'interface-out "e*"; reject'],
    ['tcp flags & (fin | syn) == syn drop', 'protocol 6; tcp-flags (tcp flags & ( fin | syn ) == syn); drop'],
    [
      'ip dscp cs1 limit rate over 10/second burst 5 packets drop',
      'ipv4; dscp (ip dscp cs1); limit (limit rate over 10/second burst 5 packets); drop',
    ],
    ['fib daddr . iif type local accept', 'other (fib daddr . iif type local); accept'],
    ['ip frag-off & 0x1fff != 0 drop', 'ipv4; fragments (ip frag-off & 0x1fff != 0); drop'],
    ['meta mark set 0x1 accept', 'accept'],
    ['ct mark set ct mark accept', 'accept'],
    ['update @seen { ip saddr limit rate 10/minute } accept', 'limit (update @seen { ip saddr limit rate 10/minute }); accept'],
    [
      'icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert } accept comment "nd"',
      'protocol 58; icmp (icmpv6 type { nd-neighbor-solicit , nd-neighbor-advert }); accept',
    ],
    ['meta nfproto ipv4 udp dport 500 drop', 'ipv4; protocol 17; destination-port 500-500; drop'],
    ['snat to 198.51.100.1:1024-65535', '{"do":"snat","to":"198.51.100.1","ports":[1024,65535]}'],
    ['udp dport 500 dnat ip to 10.0.0.1', 'protocol 17; destination-port 500-500; {"do":"dnat","to":"10.0.0.1"}'],
    ['redirect to :4500', '{"do":"redirect","ports":[4500,4500]}'],
    ['dnat to tcp dport map { 80 : 10.0.0.1 }', 'unknown dnat to tcp dport map { 80 : 10.0.0.1 }'],
    ['queue num 3 bypass', 'unknown queue'],
    ['counter', 'continue'],
  ];
  for (const [rule, expected] of cases) assert.deepEqual(rulesOf(rule), [expected], rule);
});

test('verdict maps and concatenations are one rule for each element', () => {
  assert.deepEqual(rulesOf('udp dport vmap { 500 : accept, 4500 : drop }'), [
    'protocol 17; destination-port 500-500; accept',
    'protocol 17; destination-port 4500-4500; drop',
  ]);
  assert.deepEqual(rulesOf('ct state vmap { established : accept, invalid : drop } drop'), [
    'state "ESTABLISHED"; accept',
    'state "INVALID"; drop',
  ]);
  assert.deepEqual(rulesOf('ip saddr . udp dport { 192.0.2.1 . 500, 192.0.2.2 . 4500 } accept'), [
    'ipv4; source {"v4":[3221225985,0]}; protocol 17; destination-port 500-500; accept',
    'ipv4; source {"v4":[3221225986,0]}; protocol 17; destination-port 4500-4500; accept',
  ]);
});

test('named sets and definitions stand for their elements, sets that change do not', () => {
  const { tables, problems } = read(`define peers = { 192.0.2.1, 192.0.2.2 }
define ike = 500
table ip f {
  set ports { type inet_service; elements = { $ike, 4500 } }
  set seen { type ipv4_addr; flags dynamic,timeout; elements = { 192.0.2.9 timeout 5m expires 2m } }
  map m { type inet_service : verdict; elements = { 22 : drop } }
  chain c {
    ip saddr $peers udp dport @ports accept
    ip saddr @seen drop
    ip saddr { $peers, 192.0.2.3 } accept
    tcp dport vmap @m
  }
}`);
  assert.deepEqual(problems, []);
  assert.deepEqual(tables[0]?.chains[0]?.rules.map(show), [
    'ipv4; source {"v4":[3221225985,0]},{"v4":[3221225986,0]}; protocol 17; destination-port 500-500,4500-4500; accept',
    'other (ip saddr @seen); drop',
    'ipv4; source {"v4":[3221225985,0]},{"v4":[3221225986,0]},{"v4":[3221225987,0]}; accept',
    'protocol 6; destination-port 22-22; drop',
  ]);
});

test('commands of scripts', () => {
  const { tables, problems, includes } = read(`add table inet f
add chain inet f in { type filter hook input priority 0; policy accept; }
add set inet f s { type inet_service; }
add element inet f s { 500, 4500 }
add rule inet f in udp dport @s accept
nft insert rule inet f in ip saddr 192.0.2.1 drop
include "/etc/nftables.d/*.nft"
`);
  assert.deepEqual(problems, []);
  assert.deepEqual(
    includes.map(({ name }) => name),
    ['/etc/nftables.d/*.nft'],
  );
  assert.deepEqual(tables[0]?.chains[0]?.rules.map(show), [
    'ipv4; source {"v4":[3221225985,0]}; drop',
    'protocol 17; destination-port 500-500,4500-4500; accept',
  ]);
});

test('rules alone are an input chain that drops the rest', () => {
  const { tables } = read('# why\nudp sport 500 udp dport 500 accept\nct state established accept\n');
  const [chain] = tables[0]?.chains ?? [];
  assert.deepEqual(
    [chain?.hook, chain?.policy, chain?.rules.map(show)],
    [
      'input',
      'drop',
      ['protocol 17; source-port 500-500; protocol 17; destination-port 500-500; accept', 'state "ESTABLISHED"; accept'],
    ],
  );
});

test('what is not understood is a condition and a problem, never nothing', () => {
  const { tables, problems } = read(
    'table inet f {\n chain c {\n  udp dprot 500 accept\n  upd dport 500 drop\n  udp dport ikee accept\n  jump nowhere\n }\n}',
  );
  assert.deepEqual(tables[0]?.chains[0]?.rules.map(show), [
    'other (udp dprot 500 accept); accept',
    'other (upd dport 500 drop); drop',
    'other (udp dport ikee); accept',
    'unknown jump nowhere',
  ]);
  assert.deepEqual(
    problems.map(({ kind, message, suggestion }) => [kind, message, suggestion]),
    [
      ['not-understood', '"udp" has no field "dprot"', 'dport'],
      ['not-understood', '"upd" is no nft expression or statement', 'udp'],
      ['not-understood', '"ikee" is no value of destination-port', undefined],
      ['not-understood', 'no chain "nowhere" in this table', undefined],
    ],
  );
});

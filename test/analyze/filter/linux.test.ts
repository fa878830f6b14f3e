import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decideCrossing } from '../../../src/analyze/filter/index.ts';
import type { FilterDecision } from '../../../src/analyze/outlook.ts';
import type { Crossing } from '../../../src/analyze/path/crossing.ts';
import { spanOf } from '../../../src/model/provenance.ts';
import { fc } from '../../seeded.ts';
import type { TestDevice } from './devices.ts';
import { gateway } from './devices.ts';

type Asked = Partial<Omit<Crossing, 'device'>>;

const ike: Asked = { protocol: 17, sourcePort: 500, destinationPort: 500 };
const natT: Asked = { protocol: 17, sourcePort: 4500, destinationPort: 4500 };
const esp: Asked = { protocol: 50 };
const reply: Asked = { ...natT, established: true };

function decideOn({ device }: TestDevice, asked: Asked): FilterDecision {
  return decideCrossing({
    device,
    interface: undefined,
    direction: 'in',
    protocol: 17,
    source: '198.51.100.7',
    destination: '203.0.113.1',
    established: false,
    ...asked,
  });
}

function show(on: TestDevice, asked: Asked): string {
  const { outcome, at } = decideOn(on, asked);
  const span = at === undefined ? undefined : spanOf(at);
  return span === undefined ? outcome : `${outcome}: ${on.source.text.slice(span.start, span.end).trim()}`;
}

const input = (rules: string): TestDevice =>
  gateway('iptables', `*filter\n:INPUT DROP [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n${rules}\nCOMMIT\n`);

test('no packet filter: everything passes', () => {
  assert.equal(show(gateway('nft', ''), ike), 'pass');
});

test('rules in order, then the policy', () => {
  const on = input('-A INPUT -i lo -j ACCEPT\n-A INPUT -i eth0 -p udp --dport 500 -j ACCEPT\n-A INPUT -p esp -j ACCEPT');
  assert.equal(show(on, ike), 'pass: -A INPUT -i eth0 -p udp --dport 500 -j ACCEPT');
  assert.equal(show(on, esp), 'pass: -A INPUT -p esp -j ACCEPT');
  assert.equal(show(on, natT), 'drop: :INPUT DROP');
  assert.equal(decideOn(on, natT).because, 'dropped by the policy of chain INPUT');
  assert.equal(show(on, { ...natT, direction: 'out' }), 'pass: :OUTPUT ACCEPT');
});

test('an interface is the outside unless the topology names another one', () => {
  const rules = '*filter\n:INPUT DROP\n-A INPUT -i eth1 -p udp --dport 500 -j ACCEPT\n-A INPUT ! -i lo -p esp -j ACCEPT\nCOMMIT';
  assert.match(show(gateway('iptables', rules), ike), /^pass/);
  assert.match(show(gateway('iptables', rules, 'eth0'), ike), /^drop/);
  assert.match(show(gateway('iptables', rules, 'eth0'), esp), /^pass/);
  assert.match(show(gateway('iptables', rules.replace('eth1', 'eth+'), 'eth0'), ike), /^pass/);
});

test('answers are established, first packets are new', () => {
  const on = input(
    '-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -p udp -m state --state NEW -m udp --dport 500 -j ACCEPT',
  );
  assert.match(show(on, ike), /^pass: .*NEW/);
  assert.match(show(on, natT), /^drop/);
  assert.match(show(on, reply), /^pass: .*ESTABLISHED/);
});

test('user chains: jump, return, goto, and the rest of the caller', () => {
  const on = input(
    ':ike -\n:rest -\n-A INPUT -p udp -j ike\n-A INPUT -p udp --dport 4500 -j ACCEPT\n-A INPUT -g rest\n-A INPUT -p esp -j ACCEPT\n-A ike -s 192.0.2.0/24 -j RETURN\n-A ike -p udp --dport 500 -j ACCEPT\n-A rest -p ah -j ACCEPT',
  );
  assert.match(show(on, ike), /^pass: -A ike -p udp --dport 500/);
  assert.match(show(on, { ...ike, source: '192.0.2.1' }), /^drop/);
  assert.match(show(on, { ...natT, source: '192.0.2.1' }), /^pass: -A INPUT -p udp --dport 4500/);
  assert.match(show(on, { protocol: 51 }), /^pass: -A rest -p ah/);
  assert.match(show(on, esp), /^drop: :INPUT DROP/);
});

test('what the text does not tell is unknown, unless it makes no difference', () => {
  const limited = input('-A INPUT -p udp -m limit --limit 5/s -j ACCEPT');
  assert.match(show(limited, ike), /^unknown: .*limit/);
  assert.match(show(input('-A INPUT -p udp -m limit --limit 5/s -j ACCEPT\n-A INPUT -p udp -j ACCEPT'), ike), /^pass/);
  assert.match(
    show(input(':c -\n-A INPUT -m mark --mark 1 -j c\n-A c -p udp -j ACCEPT\n-A INPUT -p udp -j ACCEPT'), ike),
    /^pass/,
  );
  assert.match(
    show(input(':c -\n-A INPUT -m mark --mark 1 -j c\n-A c -p udp -j DROP\n-A INPUT -p udp -j ACCEPT'), ike),
    /^unknown/,
  );
  assert.match(show(input('-A INPUT -p udp -j NFQUEUE'), ike), /^unknown/);
  assert.match(show(input('-A INPUT -s vpn.example.com -p udp -j ACCEPT'), ike), /^unknown/);
  assert.match(show(input('-A INPUT -p udp -j NOSUCH'), ike), /^unknown/);
});

test('IKE and ESP come in outside of the tunnel', () => {
  const on = input('-A INPUT -m policy --dir in --pol ipsec -j ACCEPT\n-A INPUT -m policy --dir in --pol none -p udp -j ACCEPT');
  assert.match(show(on, ike), /^pass: .*none/);
  assert.match(show(on, esp), /^drop/);
});

test('every base chain on the way has to accept', () => {
  const on = gateway(
    'nft',
    'table inet a {\n chain early { type filter hook prerouting priority raw; policy accept; udp dport 4500 drop; }\n chain in { type filter hook input priority 0; policy drop; udp dport { 500, 4500 } accept; }\n}\ntable inet b { chain in { type filter hook input priority 10; policy accept; meta l4proto esp drop; } }\ntable ip6 c { chain in { type filter hook input priority 0; policy drop; } }',
  );
  assert.match(show(on, ike), /^pass/);
  assert.equal(show(on, natT), 'drop: udp dport 4500 drop');
  assert.match(show(on, esp), /^drop: chain in/);
});

test('a policy is not known to decide while an included file is missing', () => {
  const on = gateway(
    'nft',
    'include "/etc/nftables.d/*.nft"\ntable inet f { chain in { type filter hook input priority 0; policy drop; udp dport 500 accept; udp dport 4500 drop; } }',
  );
  assert.match(show(on, ike), /^pass/);
  assert.match(show(on, natT), /^drop/);
  assert.match(show(on, esp), /^unknown/);
});

test('the sketches: rules alone', () => {
  const both = gateway('nft', 'udp dport { 500, 4500 } accept\nmeta l4proto esp accept\n');
  assert.deepEqual(
    [ike, natT, esp].map((asked) => decideOn(both, asked).outcome),
    ['pass', 'pass', 'pass'],
  );
  const pinned = gateway('nft', 'udp sport 500 udp dport 500 accept\nudp sport 4500 udp dport 4500 accept\n');
  assert.deepEqual(
    [ike, { ...ike, sourcePort: 'translated' as const }].map((asked) => decideOn(pinned, asked).outcome),
    ['pass', 'drop'],
  );
  assert.equal(decideOn(pinned, { ...natT, sourcePort: 'translated' }).witness, 'udp 198.51.100.7:54321 -> 203.0.113.1:4500');
});

test('chains that call themselves and chains that call many are answered or unknown, in time', () => {
  assert.match(show(input(':a -\n-A INPUT -j a\n-A a -j a'), ike), /^unknown/);
  const levels = Array.from(
    { length: 14 },
    (_, at) => `-A c${at} -m mark --mark 1 -j c${at + 1}\n-A c${at} -m mark --mark 2 -j c${at + 1}`,
  ).join('\n');
  const declared = Array.from({ length: 15 }, (_, at) => `:c${at} -`).join('\n');
  const start = process.cpuUsage();
  decideOn(input(`${declared}\n-A INPUT -j c0\n${levels}\n-A c14 -p udp -j ACCEPT`), ike);
  assert.ok(process.cpuUsage(start).user < 5_000_000);
});

/* Random programs of chains against an interpreter that walks them packet by packet. */

interface Rule {
  readonly port: number | undefined;
  readonly target: 'ACCEPT' | 'DROP' | 'RETURN' | 'A' | 'B';
  readonly isGoto: boolean;
}

const arbRule = (targets: readonly Rule['target'][]): fc.Arbitrary<Rule> =>
  fc.record({ port: fc.constantFrom(undefined, 500, 4500, 4501), target: fc.constantFrom(...targets), isGoto: fc.boolean() });

type Chains = Readonly<Record<'INPUT' | 'A' | 'B', readonly Rule[]>>;

const arbChains: fc.Arbitrary<Chains> = fc.record({
  INPUT: fc.array(arbRule(['ACCEPT', 'DROP', 'A', 'B']), { maxLength: 5 }),
  A: fc.array(arbRule(['ACCEPT', 'DROP', 'RETURN', 'B']), { maxLength: 4 }),
  B: fc.array(arbRule(['ACCEPT', 'DROP', 'RETURN']), { maxLength: 4 }),
});

function interpret(chains: Chains, name: keyof Chains, port: number): 'ACCEPT' | 'DROP' | undefined {
  for (const rule of chains[name]) {
    if (rule.port !== undefined && rule.port !== port) continue;
    if (rule.target === 'ACCEPT' || rule.target === 'DROP') return rule.target;
    if (rule.target === 'RETURN') return undefined;
    const verdict = interpret(chains, rule.target, port);
    if (verdict !== undefined || rule.isGoto) return verdict;
  }
  return undefined;
}

test('chains do what an interpreter does', () => {
  fc.assert(
    fc.property(arbChains, fc.constantFrom(500, 4500, 4501, 22), (chains, port) => {
      const lines = (['INPUT', 'A', 'B'] as const).flatMap((name) =>
        chains[name].map(({ port: only, target, isGoto }) => {
          const call = target === 'A' || target === 'B';
          return `-A ${name} -p udp ${only === undefined ? '' : `--dport ${only} `}${call && isGoto ? '-g' : '-j'} ${target}`;
        }),
      );
      const on = input(`:A -\n:B -\n${lines.join('\n')}`);
      const expected = interpret(chains, 'INPUT', port) === 'ACCEPT' ? 'pass' : 'drop';
      assert.equal(decideOn(on, { protocol: 17, sourcePort: 9, destinationPort: port }).outcome, expected);
    }),
    { numRuns: 300 },
  );
});

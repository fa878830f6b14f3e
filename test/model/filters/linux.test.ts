import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LinuxFilters } from '../../../src/model/filters/index.ts';
import { buildLinuxFilters } from '../../../src/model/filters/index.ts';
import type { FilterLine } from '../../../src/model/types.ts';
import { parseNft, parseSave } from '../../../src/parse/iptables/index.ts';
import { SourceTable } from '../../../src/text/source.ts';

const build = (text: string, language: 'iptables' | 'nft'): LinuxFilters => {
  const source = new SourceTable().add('x', text);
  return buildLinuxFilters([language === 'nft' ? parseNft(source) : parseSave(source)]);
};

const bare = ({ origin: _origin, ...line }: FilterLine): Omit<FilterLine, 'origin'> => line;

const lineOf = (rule: string): unknown => {
  const lines =
    build(`table inet f {\n chain c {\n type filter hook input priority 0\n${rule}\n}\n}`, 'nft').filters[0]?.lines.map(bare) ??
    [];
  return lines.length === 1 ? lines[0] : lines;
};

const ANY = { any: true };
const permit = { do: 'permit' };

test('chains are filters, linked by id', () => {
  const { filters } = build(
    '*filter\n:INPUT DROP\n:ike -\n-A INPUT -j ike\n-A INPUT -g ike\n-A ike -p udp --dport 500 -j ACCEPT\n-A ike -j RETURN\n-A ike -j LOG\nCOMMIT',
    'iptables',
  );
  assert.deepEqual(
    filters.map(({ id, name, family, table, hook, priority, otherwise, lines }) => ({
      id,
      name,
      family,
      table,
      hook,
      priority,
      otherwise,
      do: lines.map(({ action }) => action),
    })),
    [
      {
        id: 'chain iptables ipv4 filter INPUT',
        name: 'INPUT',
        family: 'ipv4',
        table: 'filter',
        hook: 'input',
        priority: 0,
        otherwise: 'deny',
        do: [
          { do: 'jump', to: 'chain iptables ipv4 filter ike' },
          { do: 'goto', to: 'chain iptables ipv4 filter ike' },
        ],
      },
      {
        id: 'chain iptables ipv4 filter ike',
        name: 'ike',
        family: 'ipv4',
        table: 'filter',
        hook: undefined,
        priority: undefined,
        otherwise: 'return',
        do: [permit, { do: 'return' }, { do: 'continue' }],
      },
    ],
  );
});

test('every field of a chain has provenance, a policy that is not written is a default', () => {
  const [chain] = build('table ip f {\n chain c {\n type filter hook input priority 0;\n }\n}', 'nft').filters;
  assert.deepEqual([chain?.otherwise, chain?.at.otherwise?.kind], ['permit', 'default']);
  for (const field of ['name', 'kind', 'family', 'table', 'hook', 'priority', 'otherwise'] as const)
    assert.ok(chain?.at[field], field);
});

test('several conditions on one field hold together', () => {
  assert.deepEqual(lineOf('udp dport 500-600 udp dport != 550 accept'), {
    action: permit,
    protocols: [17],
    source: ANY,
    destination: ANY,
    destinationPorts: [
      [500, 549],
      [551, 600],
    ],
  });
  assert.deepEqual(lineOf('meta l4proto { tcp, udp } meta l4proto != tcp accept'), {
    action: permit,
    protocols: [17],
    source: ANY,
    destination: ANY,
  });
  assert.deepEqual(lineOf('meta l4proto != { tcp, udp } accept'), {
    action: permit,
    protocols: [6, 17],
    protocolsNegated: true,
    source: ANY,
    destination: ANY,
  });
  assert.deepEqual(lineOf('tcp dport 22 udp dport 22 accept'), {
    action: permit,
    protocols: [],
    source: ANY,
    destination: ANY,
    destinationPorts: [[22, 22]],
  });
  assert.deepEqual(lineOf('ip saddr 10.0.0.0/8 ip saddr != 10.1.0.0/16 accept'), {
    action: permit,
    source: {
      not: { oneOf: [{ not: { v4: [0x0a000000, 0xffffff] } }, { v4: [0x0a010000, 0xffff] }] },
    },
    destination: { v4: [0, 0xffffffff] },
  });
});

test('a family without addresses restricts the addresses', () => {
  assert.deepEqual(lineOf('meta nfproto ipv6 udp dport 500 drop'), {
    action: { do: 'deny' },
    protocols: [17],
    source: { v6: ['::', 0] },
    destination: { v6: ['::', 0] },
    destinationPorts: [[500, 500]],
  });
});

test('conditions keep what was written', () => {
  assert.deepEqual(lineOf('iifname != "eth0" ct state established,related limit rate 5/second accept'), {
    action: permit,
    source: ANY,
    destination: ANY,
    conditions: [
      { kind: 'interface-in', text: '!eth0', negated: true, values: ['eth0'] },
      { kind: 'state', text: 'ESTABLISHED,RELATED', values: ['ESTABLISHED', 'RELATED'] },
      { kind: 'limit', text: 'limit rate 5/second', values: ['limit', 'rate', '5/second'] },
    ],
  });
});

test('source or destination port is two lines, neither is one', () => {
  const { filters } = build(
    '-A INPUT -p udp -m multiport --ports 500 -j ACCEPT\n-A INPUT -p udp -m multiport ! --ports 500 -j DROP\n',
    'iptables',
  );
  assert.deepEqual(
    filters[0]?.lines.map(({ sourcePorts, destinationPorts }) => [sourcePorts, destinationPorts]),
    [
      [[[500, 500]], undefined],
      [undefined, [[500, 500]]],
      [
        [
          [0, 499],
          [501, 65535],
        ],
        [
          [0, 499],
          [501, 65535],
        ],
      ],
    ],
  );
});

test('nat chains are translations in order, jumps written out', () => {
  const { natRules, filters } = build(
    `*nat
:POSTROUTING ACCEPT
:vpn -
-A POSTROUTING -m policy --dir out --pol ipsec -j ACCEPT
-A POSTROUTING -o eth0 -j vpn
-A vpn -d 10.2.0.0/16 -j RETURN
-A vpn -j MASQUERADE
-A POSTROUTING -s 10.0.0.0/8 -j SNAT --to-source 192.0.2.1
-A PREROUTING -d 192.0.2.1 -p udp --dport 4500 -j DNAT --to-destination 10.0.0.1
COMMIT`,
    'iptables',
  );
  assert.deepEqual(filters, []);
  assert.deepEqual(
    natRules.map(({ id, kind, rewrites, interface: name, global, local, protocol, localPort, globalPort, match }) => [
      id,
      kind,
      rewrites,
      { name, global, local, protocol, localPort, globalPort },
      match?.conditions?.map(({ text }) => text),
    ]),
    [
      ['nat postrouting 1', 'exempt', 'source', none(), ['--dir out', '--pol ipsec']],
      ['nat postrouting 2', 'dynamic', 'source', { ...none(), name: 'eth0' }, ['eth0', 'not returned from the chain before']],
      ['nat postrouting 3', 'dynamic', 'source', { ...none(), global: '192.0.2.1' }, undefined],
      [
        'nat prerouting 4',
        'static-port',
        'destination',
        { name: undefined, global: '192.0.2.1', local: '10.0.0.1', protocol: 'udp', localPort: 4500, globalPort: 4500 },
        undefined,
      ],
    ],
  );
  for (const rule of natRules) assert.ok(rule.at.kind !== undefined && rule.at.chain !== undefined);
});

function none(): object {
  return {
    name: undefined,
    global: undefined,
    local: undefined,
    protocol: undefined,
    localPort: undefined,
    globalPort: undefined,
  };
}

test('chains that call each other without end are unknown', () => {
  const { natRules } = build(`*nat\n:POSTROUTING ACCEPT\n:a -\n-A POSTROUTING -j a\n${'-A a -j a\n'.repeat(20)}`, 'iptables');
  assert.equal(natRules.at(-1)?.kind, 'other');
});

test('what was not read is a gap, what was not understood a notice', () => {
  const { gaps, notices } = build('include "x.nft"\ntable ip f { chain c { upd dport 500 accept\n } }', 'nft');
  assert.deepEqual(
    gaps.map(({ gap }) => gap.what),
    ['include x.nft of the packet filter was not read'],
  );
  assert.deepEqual(
    notices.map(({ kind, suggestion }) => [kind, suggestion]),
    [['not-understood', 'udp']],
  );
});

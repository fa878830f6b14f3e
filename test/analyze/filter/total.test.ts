import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decideCrossing } from '../../../src/analyze/filter/index.ts';
import type { Crossing } from '../../../src/analyze/path/crossing.ts';
import { fc } from '../../seeded.ts';
import type { TestDevice } from './devices.ts';
import { gateway, router } from './devices.ts';

const arbCrossing: fc.Arbitrary<Omit<Crossing, 'device'>> = fc.record(
  {
    interface: fc.constantFrom('GigabitEthernet0/0', undefined),
    direction: fc.constantFrom('in', 'out'),
    protocol: fc.constantFrom(17, 50, 51),
    source: fc.constantFrom('198.51.100.7', '2001:db8::7', undefined, 'no address'),
    sourcePort: fc.constantFrom<500 | 4500 | 'translated'>(500, 4500, 'translated'),
    destination: fc.constantFrom('203.0.113.1', '2001:db8::1', undefined),
    destinationPort: fc.constantFrom<500 | 4500 | 'translated'>(500, 4500, 'translated'),
    established: fc.boolean(),
  },
  { requiredKeys: ['interface', 'direction', 'protocol', 'source', 'destination', 'established'] },
);

const phrase = (words: string): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...words.split(' '), '\n'), { maxLength: 40 }).map((parts) => parts.join(' '));

const ACL = phrase(
  'permit deny udp esp ip tcp any any any host 198.51.100.7 203.0.113.1 0.0.255.0 0.0.0.255 eq isakmp non500-isakmp range 1 65535 established fragments log object-group G evaluate R time-range T',
);
const SAVE = phrase(
  '-A INPUT -A OUTPUT -A c :c - -j ACCEPT DROP c RETURN -g -p udp esp --dport 500 --sport ! -s 198.51.100.0/24 -d -i eth0 -m state --state ESTABLISHED limit --limit 1/s -m -m mark',
);
const NFT = phrase(
  'table inet f { } chain c type filter hook input priority 0; policy drop; udp dport 500 { 500, 4500 } accept drop jump goto c return ip saddr 198.51.100.7 != vmap { 500 : jump c } ct state established',
);

const DEVICES: readonly (readonly [string, fc.Arbitrary<TestDevice>])[] = [
  ['ios', ACL.map((lines) => router(`ip access-list extended IN\n${lines}`, ' ip access-group IN in'))],
  ['iptables', SAVE.map((text) => gateway('iptables', `*filter\n:INPUT DROP\n${text}\nCOMMIT`))],
  ['nft', NFT.map((text) => gateway('nft', text))],
];

for (const [name, arb] of DEVICES) {
  test(`${name}: every filter gives an answer, the same one each time, with a reason`, () => {
    fc.assert(
      fc.property(arb, arbCrossing, ({ device }, crossing) => {
        const decision = decideCrossing({ ...crossing, device });
        assert.ok(decision.because !== '');
        if (decision.outcome === 'unknown') assert.ok(decision.question);
        if (decision.outcome === 'drop') assert.ok(decision.at && decision.filter && decision.witness);
        assert.deepEqual(decideCrossing({ ...crossing, device }), decision);
      }),
      { numRuns: 400 },
    );
  });
}

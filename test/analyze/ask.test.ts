import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAsk } from '../../src/analyze/ask.ts';
import type { Device } from '../../src/model/types.ts';
import {
  AES128,
  AT,
  address,
  child,
  declared,
  fleet,
  gateway,
  identity,
  iosCrypto,
  MODP1024,
  natRule,
  permit,
  policy,
  router,
  secret,
  transformSet,
} from './devices.ts';

const HQ = '203.0.113.1';
const BRANCH = '198.51.100.7';

function first(branch: Device, hq: Device) {
  const [verdict] = createAsk(fleet(branch, hq)).play(branch, hq);
  assert.ok(verdict !== undefined);
  return verdict;
}

function outcome(branch: Device, hq: Device): string {
  const { ike, childSa, reason, detail } = first(branch, hq);
  return [ike, childSa, reason, ...(detail === undefined ? [] : [detail])].join(' ');
}

test('two routers at public addresses come up in main mode without a float', () => {
  const verdict = first(router('branch', BRANCH, HQ), router('hq', HQ, BRANCH));
  assert.equal(verdict.reason, 'ok', verdict.explanation);
  assert.deepEqual([verdict.exchange, verdict.floated, verdict.natSeen, verdict.traffic], ['main', false, [], 'passes']);
  assert.deepEqual([verdict.path.nat, verdict.path.basis], [[], 'inferred']);
  assert.equal(verdict.trace.filter(({ exchange }) => exchange === 'main').length, 6);
});

test('behind a declared NAPT the exchange floats at message 5 and the hub cannot come back', () => {
  const branch = router('branch', '10.9.0.2', HQ, {
    declared: declared({ addresses: ['10.9.0.2'], nat: { kind: 'napt', public: BRANCH, origin: AT } }),
  });
  const hq = router('hq', HQ, BRANCH);
  const verdict = first(branch, hq);
  assert.deepEqual([verdict.reason, verdict.floated, verdict.natSeen], ['ok', true, ['initiator']]);
  const fifth = verdict.trace.find(({ exchange, message }) => exchange === 'main' && message === 5);
  assert.deepEqual([fifth?.sourcePort, fifth?.seenSourcePort, fifth?.destinationPort], [4500, 'translated', 4500]);
  const [back] = createAsk(fleet(branch, hq)).play(hq, branch);
  assert.deepEqual([back?.reason, back?.detail], ['blocked', 'nat-inbound']);
});

test('a private address that the peer knows under another one is inferred to be behind a NAT', () => {
  const verdict = first(router('branch', '10.9.0.2', HQ), router('hq', HQ, BRANCH));
  assert.deepEqual([verdict.path.nat, verdict.path.basis, verdict.reason], [['initiator'], 'inferred', 'ok']);
  const [back] = createAsk(fleet(router('branch', '10.9.0.2', HQ), router('hq', HQ, BRANCH))).play(
    router('hq', HQ, BRANCH),
    router('branch', '10.9.0.2', HQ),
  );
  assert.deepEqual(back?.path.nat, ['responder']);
});

test('two private addresses that face each other have no NAT between them', () => {
  const verdict = first(router('branch', '10.9.0.2', '10.8.0.1'), router('hq', '10.8.0.1', undefined));
  assert.deepEqual([verdict.path.nat, verdict.path.basis, verdict.reason], [[], 'inferred', 'ok']);
});

test('a private address towards a hub that takes anybody is played with and without a NAT', () => {
  const branch = router('branch', '10.9.0.2', HQ);
  const hq = router('hq', HQ, undefined);
  const verdicts = createAsk(fleet(branch, hq)).play(branch, hq);
  assert.deepEqual(
    verdicts.map(({ path }) => [path.nat, path.basis]),
    [
      [['initiator'], 'assumed'],
      [[], 'assumed'],
    ],
  );
});

test('a dynamic map answers and cannot start', () => {
  const branch = router('branch', BRANCH, HQ);
  const hq = router('hq', HQ, undefined);
  assert.equal(outcome(branch, hq), 'up up ok');
  assert.equal(createAsk(fleet(branch, hq)).play(hq, branch)[0]?.reason, 'cannot-initiate');
});

test('phase 1 fails where no policy agrees, and the weaker value stands first', () => {
  const branch = router('branch', BRANCH, HQ, { ikeProposals: [policy({ ke: [MODP1024] })] });
  const verdict = first(branch, router('hq', HQ, BRANCH));
  assert.equal(verdict.reason, 'ike-proposal');
  assert.match(verdict.evidence[0]?.message ?? '', /group modp1024/);
  assert.equal(verdict.evidence[0]?.side, 'initiator');
});

test('keys that differ fail silently in main mode; keys for another address are not found', () => {
  const branch = router('branch', BRANCH, HQ);
  assert.equal(
    outcome(branch, router('hq', HQ, BRANCH, { secrets: [secret([identity('ipv4', BRANCH)], 2)] })),
    'down down auth psk-differs',
  );
  assert.equal(
    outcome(branch, router('hq', HQ, BRANCH, { secrets: [secret([identity('ipv4', '192.0.2.9')], 1)] })),
    'down down psk-unusable no-psk',
  );
});

test('the key for the host is taken before the wildcard', () => {
  const secrets = [secret([identity('any')], 2), secret([identity('ipv4', BRANCH)], 1)];
  assert.equal(outcome(router('branch', BRANCH, HQ), router('hq', HQ, BRANCH, { secrets })), 'up up ok');
});

test('a key that cannot be read leaves the verdict open and says what would settle it', () => {
  const { number: _, ...unreadable } = secret([identity('ipv4', BRANCH)], 1);
  const verdict = first(
    router('branch', BRANCH, HQ),
    router('hq', HQ, BRANCH, { secrets: [{ ...unreadable, encoding: 'type6' }] }),
  );
  assert.deepEqual([verdict.ike, verdict.reason], ['unknown', 'undecided']);
  assert.match(verdict.question ?? '', /key/);
});

test('quick mode: transform sets are equal or refused, and the narrower side can start', () => {
  const branch = router('branch', BRANCH, HQ);
  const hq = router('hq', HQ, BRANCH, { childProposals: [transformSet({ encryption: [AES128] })] });
  assert.equal(outcome(branch, hq), 'up down child-proposal algorithms');
  const wide = router('branch', BRANCH, HQ, {
    gateways: [
      gateway({
        local: [address(BRANCH)],
        remote: [address(HQ)],
        children: [child({ pairs: [permit('10.1.0.0/16', '10.2.0.0/24')] })],
      }),
    ],
  });
  const narrow = router('hq', HQ, BRANCH);
  assert.equal(outcome(wide, narrow), 'up down ts selectors');
  assert.equal(outcome(narrow, wide), 'up up ok');
});

test('PFS: an initiator without it is refused by a responder with it, and not the other way round', () => {
  const withPfs = (name: string, own: string, peer: string): Device => {
    const plain = router(name, own, peer);
    return {
      ...plain,
      gateways: plain.gateways.map((one) => ({ ...one, children: one.children.map((kid) => ({ ...kid, pfs: 14 })) })),
    };
  };
  assert.equal(outcome(router('branch', BRANCH, HQ), withPfs('hq', HQ, BRANCH)), 'up down child-proposal pfs');
  assert.equal(outcome(withPfs('branch', BRANCH, HQ), router('hq', HQ, BRANCH)), 'up up ok');
});

test('AH across a NAT: IKE comes up, the child does not', () => {
  const ah = [transformSet({ ah: [{ type: 'integ', id: 12, keyBits: 0, name: 'hmac-sha2-256-128', origin: AT }] })];
  const branch = router('branch', '10.9.0.2', HQ, { childProposals: ah });
  assert.equal(outcome(branch, router('hq', HQ, BRANCH, { childProposals: ah })), 'up down ah-nat');
});

test('without NAT-T announced ESP stays plain and does not pass a NAPT', () => {
  const verdict = first(router('branch', '10.9.0.2', HQ), router('hq', HQ, BRANCH, { ios: iosCrypto({ natTraversal: false }) }));
  assert.deepEqual(
    [verdict.reason, verdict.floated, verdict.traffic, verdict.trafficDetail],
    ['ok', false, 'blocked', 'no-encapsulation'],
  );
});

test('static PAT of UDP 500 on the crypto interface takes IKE away from the router', () => {
  const natRules = [
    natRule({
      kind: 'static-port',
      protocol: 'udp',
      local: '10.2.0.20',
      localPort: 500,
      globalPort: 500,
      interface: 'GigabitEthernet0/0',
    }),
  ];
  assert.equal(outcome(router('branch', BRANCH, HQ), router('hq', HQ, BRANCH, { natRules })), 'down down blocked port-stolen');
});

test('a NAT that forwards 500 without 4500 loses message 5', () => {
  const hq = router('hq', '10.8.0.1', BRANCH, {
    declared: declared({ addresses: ['10.8.0.1'], nat: { kind: 'forward', public: HQ, ports: ['udp/500'], origin: AT } }),
  });
  const verdict = first(router('branch', BRANCH, HQ), hq);
  assert.deepEqual([verdict.reason, verdict.detail, verdict.floated], ['blocked', 'nat-half-forward', true]);
});

test('pairs are found once, with both directions; a peer that nobody is and one that does not answer are told', () => {
  const branch = router('branch', BRANCH, HQ);
  const hq = router('hq', HQ, BRANCH);
  const lost = router('lost', '192.0.2.1', '192.0.2.99');
  const mute = router('mute', '192.0.2.2', HQ);
  const ask = createAsk(fleet(branch, hq, lost, mute));
  assert.deepEqual(
    ask.pairs().map(({ a, b }) => `${a.name} ${b.name}`),
    ['branch hq'],
  );
  assert.deepEqual(
    ask.pairsOf(hq).flatMap(({ verdicts }) => verdicts.map(({ initiator }) => initiator)),
    ['branch', 'hq'],
  );
  assert.equal(ask.namedPeers(lost)[0]?.outcome, 'unknown');
  assert.equal(ask.namedPeers(mute)[0]?.outcome, 'one-sided');
});

test('needed packets: 500 always, 4500 from a translated port behind a NAPT, ESP only without one', () => {
  const branch = router('branch', '10.9.0.2', HQ, {
    declared: declared({ addresses: ['10.9.0.2'], nat: { kind: 'napt', public: BRANCH, origin: AT } }),
  });
  const hq = router('hq', HQ, BRANCH);
  const ask = createAsk(fleet(branch, hq));
  const [entry] = hq.gateways;
  assert.ok(entry !== undefined);
  const packets = ask
    .neededPackets(hq, entry)
    .map(({ purpose, sourcePort, likelihood }) => `${purpose} ${sourcePort} ${likelihood}`);
  assert.deepEqual(packets, ['ike translated certain', 'nat-t translated certain']);
  const open = createAsk(fleet(router('branch', BRANCH, HQ), hq));
  assert.deepEqual(
    open.neededPackets(hq, entry).map(({ purpose }) => purpose),
    ['ike', 'esp'],
  );
});

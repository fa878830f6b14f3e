import assert from 'node:assert/strict';
import { test } from 'node:test';
import { negotiate } from '../../../src/analyze/negotiation/index.ts';
import type { Side, TraceMessage } from '../../../src/analyze/verdict.ts';
import { fc } from '../../seeded.ts';
import { ends, initiatorText, playEnds, responderText, type Tunnel, topology, type Way, way } from './ends.ts';

const A: Tunnel = { local: 'id = a', remote: 'id = b', child: 'local_ts = 192.168.1.0/24\nremote_ts = 192.168.0.0/24' };
const B: Tunnel = { local: 'id = b', remote: 'id = a', child: 'local_ts = 192.168.0.0/24\nremote_ts = 192.168.1.0/24' };
const CARELESS = 'charon {\n i_dont_care_about_security_and_use_aggressive_mode_psk = yes\n}';

function line(message: TraceMessage): string {
  const arrow = message.from === 'initiator' ? '>' : '<';
  const marker = message.nonEspMarker ? '#' : '';
  return `${message.exchange} ${message.message}${arrow} ${message.sourcePort}[${message.seenSourcePort}]-${message.destinationPort}${marker}`;
}

function trace(a: Tunnel, b: Tunnel, over: Way, strongswan?: string): readonly string[] {
  const responder = { ...responderText(b), ...(strongswan === undefined ? {} : { strongswan }) };
  return playEnds(initiatorText(a, over.nat), responder, over).trace.map(line);
}

const BEHIND: readonly Side[] = ['initiator'];

test('main mode behind a NAPT moves to 4500 with message 5', () => {
  const version = { connection: 'version = 1' };
  assert.deepEqual(trace({ ...A, ...version }, { ...B, ...version }, { nat: BEHIND }), [
    'main 1> 500[translated]-500',
    'main 2< 500[500]-500',
    'main 3> 500[translated]-500',
    'main 4< 500[500]-500',
    'main 5> 4500[translated]-4500#',
    'main 6< 4500[4500]-4500#',
    'quick 1> 4500[translated]-4500#',
    'quick 2< 4500[4500]-4500#',
    'quick 3> 4500[translated]-4500#',
  ]);
});

test('aggressive mode behind a NAPT moves to 4500 with message 3', () => {
  const version = { connection: 'version = 1\naggressive = yes' };
  assert.deepEqual(trace({ ...A, ...version }, { ...B, ...version }, { nat: BEHIND }, CARELESS).slice(0, 4), [
    'aggressive 1> 500[translated]-500',
    'aggressive 2< 500[500]-500',
    'aggressive 3> 4500[translated]-4500#',
    'quick 1> 4500[translated]-4500#',
  ]);
});

test('IKEv2 with MOBIKE moves to 4500 without NAT, and the AUTH request is lost there', () => {
  const verdict = playEnds(initiatorText(A), responderText(B), { drops: [4500] });
  assert.deepEqual(verdict.trace.map(line), [
    'ike-sa-init 1> 500[500]-500',
    'ike-sa-init 2< 500[500]-500',
    'ike-auth 3> 4500[4500]-4500#',
  ]);
  assert.equal(verdict.trace.at(-1)?.outcome, 'dropped');
  assert.equal(verdict.reason, 'blocked');
  assert.deepEqual(verdict.natSeen, []);
});

test('a start on 4500 carries the marker from the first message', () => {
  const [first] = trace({ ...A, connection: 'local_port = 4500\nremote_port = 4500' }, B, { nat: BEHIND });
  assert.equal(first, 'ike-sa-init 1> 4500[translated]-4500#');
});

test('another group is asked for once, and the negotiation goes on', () => {
  const verdict = playEnds(
    initiatorText({ ...A, connection: 'proposals = aes128-sha256-modp2048-ecp256' }),
    responderText({ ...B, connection: 'proposals = aes128-sha256-ecp256' }),
  );
  assert.equal(verdict.reason, 'ok');
  assert.deepEqual(verdict.trace.map(({ message, payloads }) => `${message} ${payloads[0]}`).slice(0, 4), [
    '1 SA',
    '2 N(INVALID_KE_PAYLOAD)',
    '1 SA',
    '2 SA',
  ]);
});

test('a NAT is seen by the initiator at the side where it stands, forced encapsulation as one at the responder', () => {
  const seen = (nat: readonly Side[], connection = ''): unknown =>
    playEnds(initiatorText(A, nat), responderText({ ...B, connection }), { nat }).natSeen;
  assert.deepEqual(seen([]), []);
  assert.deepEqual(seen(['initiator']), ['initiator']);
  assert.deepEqual(seen(['initiator', 'responder']), ['initiator', 'responder']);
  assert.deepEqual(seen([], 'encap = yes'), ['responder']);
});

test('a PFS group of one end only is a forecast with IKEv2', () => {
  const verdict = playEnds(
    initiatorText({ ...A, child: `${A.child}\nesp_proposals = aes128-sha256-modp2048\nrekey_time = 54m` }),
    responderText({ ...B, child: `${B.child}\nesp_proposals = aes128-sha256` }),
  );
  assert.equal(verdict.childSa, 'up');
  assert.equal(verdict.forecast?.event, 'child-rekey');
  assert.equal(verdict.forecast?.afterSeconds, 3240);
  assert.match(verdict.forecast?.reason ?? '', /pfs/);
});

test('a refusal shows the lines of both ends and names both values', () => {
  const verdict = playEnds(
    initiatorText({ ...A, connection: 'version = 2\nproposals = aes256-sha1-modp1024' }),
    responderText({ ...B, connection: 'proposals = aes128-sha256-modp2048' }),
  );
  assert.equal(verdict.reason, 'ike-proposal');
  assert.deepEqual(new Set(verdict.evidence.map(({ side }) => side)), new Set(['responder', 'initiator']));
  assert.match(verdict.explanation, /aes256-sha1-modp1024/);
});

test('a certificate that is named but not given is taken for good, and that is said', () => {
  const verdict = playEnds(
    initiatorText({ ...A, local: 'id = a\nauth = pubkey\ncerts = branch.pem' }),
    responderText({ ...B, remote: 'id = a\nauth = pubkey' }),
  );
  assert.equal(verdict.reason, 'ok');
  assert.ok(verdict.assumptions.some((assumption) => assumption.includes('branch.pem')));
});

test('a key that cannot be read leaves the verdict open, with the question that settles it', () => {
  const verdict = playEnds(initiatorText({ ...A, secrets: 'ike-1 {\n secret = "<removed>"\n }' }), responderText(B));
  assert.equal(verdict.ike, 'unknown');
  assert.equal(verdict.reason, 'undecided');
  assert.match(verdict.question ?? '', /pre-shared key/);
});

test('answers that are lost leave nothing up at the initiator', () => {
  const verdict = playEnds(initiatorText(A), responderText(B), { answersLost: true });
  assert.equal(verdict.ike, 'down');
  assert.equal(verdict.reason, 'blocked');
});

test('what cannot be started says why, and nothing is sent', () => {
  const both = ends({ swanctl: 'connections {\n t {\n remote_addrs = %any\n children {\n c {\n }\n }\n }\n}' }, responderText(B));
  const [verdict] = negotiate(both.initiator, both.responder, topology(way()), { child: 'c' });
  assert.equal(verdict?.reason, 'cannot-initiate');
  assert.equal(verdict?.exchange, 'none');
  const [missing] = negotiate(both.initiator, both.responder, topology(way()), { child: 'zz' });
  assert.equal(missing?.detail, 'no-such-child');
});

test('a connection that swanctl refuses is refused for both directions', () => {
  const verdict = playEnds(initiatorText({ ...A, connection: 'colour = blue' }), responderText(B));
  assert.equal(verdict.reason, 'config-rejected');
  assert.equal(verdict.exchange, undefined);
});

const words = (...list: readonly string[]): fc.Arbitrary<string> => fc.constantFrom('', ...list);
const lines = (...list: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
  fc.tuple(...list).map((parts) => parts.join('\n'));

const tunnel: fc.Arbitrary<Tunnel> = fc.record({
  connection: lines(
    words('version = 1', 'version = 2', 'version = 1\naggressive = yes'),
    words(
      'proposals = aes128-sha256-modp2048',
      'proposals = aes256gcm16-prfsha256-ecp256',
      'proposals = aes128-sha1-modp1024, default',
    ),
    words(
      'mobike = no',
      'encap = yes',
      'childless = force',
      'childless = never',
      'vips = 0.0.0.0',
      'pools = rw',
      'remote_port = 4500',
    ),
    words('local_addrs = 10.1.0.10', 'local_addrs = nowhere.test', 'local_addrs = 192.0.2.20'),
  ),
  local: lines(
    words('id = a', 'id = b', 'id = "CN=a, O=x"', 'id = a@example.org'),
    words('auth = pubkey', 'auth = eap-md5', 'certs = x.pem'),
  ),
  remote: lines(
    words('id = a', 'id = b', 'id = %any', 'id = *.example.org'),
    words('auth = pubkey', 'auth = eap-md5', 'eap_id = %any', 'groups = x'),
  ),
  child: lines(
    words('esp_proposals = aes128-sha256-modp2048', 'ah_proposals = sha256', 'esp_proposals = aes128gcm16, aes128-sha1'),
    words('local_ts = 192.168.1.0/24', 'local_ts = dynamic[tcp/80]', 'local_ts = 0.0.0.0/0'),
    words('remote_ts = 192.168.1.0/24', 'remote_ts = 192.168.1.0/24'),
    words('mode = transport', 'mode = beet', 'mode = drop'),
  ),
});

test('any two configurations give a verdict, and always the same one', () => {
  fc.assert(
    fc.property(tunnel, tunnel, fc.subarray<Side>(['initiator', 'responder']), (a, b, nat) => {
      const first = playEnds(initiatorText(a, nat), responderText(b), { nat });
      assert.deepEqual(playEnds(initiatorText(a, nat), responderText(b), { nat }), first);
      assert.equal(first.reason === 'ok', first.ike === 'up' && first.childSa === 'up');
      assert.equal(first.reason === 'undecided', first.question !== null);
      if (first.childSa === 'up') assert.equal(first.ike, 'up');
    }),
    { numRuns: 400 },
  );
});

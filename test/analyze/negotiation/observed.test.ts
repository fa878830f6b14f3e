import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Reason, Side } from '../../../src/analyze/verdict.ts';
import { initiatorText, playEnds, responderText, type Tunnel, type Way } from './ends.ts';

/** What real daemons of 5.9.8 did; the number names the observation. */
interface Observed {
  readonly name: string;
  readonly a?: Tunnel;
  readonly b?: Tunnel;
  readonly strongswan?: string;
  readonly nat?: readonly Side[];
  readonly way?: Way;
  readonly ike?: 'up' | 'down';
  readonly reason: Reason;
  readonly floated?: boolean;
}

const NETS_A = 'local_ts = 192.168.1.0/24\nremote_ts = 192.168.0.0/24';
const NETS_B = 'local_ts = 192.168.0.0/24\nremote_ts = 192.168.1.0/24';
const V1 = 'version = 1';
const AGGRESSIVE = 'version = 1\naggressive = yes';
const CARELESS = 'charon {\n i_dont_care_about_security_and_use_aggressive_mode_psk = yes\n}';
const IDS_A = { local: 'id = a', remote: 'id = b', child: NETS_A };
const IDS_B = { local: 'id = b', remote: 'id = a', child: NETS_B };
const BEHIND = ['initiator'] as const;
const SECOND_A = 'local-2 {\nround = 2\nauth = eap-md5\nid = a\neap_id = carol\n}';
const SECOND_B = 'remote-2 {\nround = 2\nauth = eap-md5\neap_id = %any\n}';
const KEYS = 'ike-1 {\nsecret = s\n}\neap-1 {\nid = carol\nsecret = x1\n}';

const CASES: readonly Observed[] = [
  { name: 'V 1: two plain ends', a: { child: NETS_A }, b: { child: NETS_B }, reason: 'ok', floated: true },
  {
    name: 'V 15: IKEv2 towards an IKEv1 responder',
    a: { ...IDS_A, connection: 'version = 2' },
    b: { ...IDS_B, connection: V1 },
    ike: 'down',
    reason: 'no-ike-config',
  },
  {
    name: 'V 29: the responder expects another address',
    a: IDS_A,
    b: { ...IDS_B, connection: 'remote_addrs = 10.9.9.9' },
    ike: 'down',
    reason: 'no-ike-config',
  },
  {
    name: 'V 17, 18b: IKEv2 with MOBIKE floats without NAT',
    a: IDS_A,
    b: IDS_B,
    reason: 'ok',
    floated: true,
  },
  {
    name: 'V 18c: IKEv2 without MOBIKE stays on 500',
    a: { ...IDS_A, connection: 'mobike = no' },
    b: IDS_B,
    reason: 'ok',
    floated: false,
  },
  {
    name: 'V 18a: 4500 dropped, no NAT, MOBIKE',
    a: IDS_A,
    b: IDS_B,
    way: { drops: [4500] },
    ike: 'down',
    reason: 'blocked',
    floated: true,
  },
  {
    name: 'V 18b v1: 4500 dropped does not matter without NAT',
    a: { ...IDS_A, connection: V1 },
    b: { ...IDS_B, connection: V1 },
    way: { drops: [4500] },
    reason: 'ok',
    floated: false,
  },
  {
    name: 'V 20a: aggressive mode with PSK is refused',
    a: { ...IDS_A, connection: AGGRESSIVE },
    b: { ...IDS_B, connection: AGGRESSIVE },
    ike: 'down',
    reason: 'aggressive-psk-refused',
  },
  {
    name: 'V 20d: only the responder needs the option',
    a: { ...IDS_A, connection: AGGRESSIVE },
    b: { ...IDS_B, connection: AGGRESSIVE },
    strongswan: CARELESS,
    reason: 'ok',
  },
  {
    name: 'V 20b: main mode towards an aggressive connection',
    a: { ...IDS_A, connection: V1 },
    b: { ...IDS_B, connection: AGGRESSIVE },
    strongswan: CARELESS,
    ike: 'down',
    reason: 'peer-config',
  },
  {
    name: 'V 21a: unknown identity of the initiator',
    a: { ...IDS_A, local: 'id = zz' },
    b: IDS_B,
    ike: 'down',
    reason: 'peer-config',
  },
  {
    name: 'V 21b: the initiator asks for another responder',
    a: { ...IDS_A, remote: 'id = zz' },
    b: IDS_B,
    ike: 'down',
    reason: 'peer-config',
  },
  {
    name: 'V 21d: the responder has no key',
    a: IDS_A,
    b: { ...IDS_B, secrets: 'ike-1 {\n id = zz\n secret = "x"\n }' },
    ike: 'down',
    reason: 'psk-unusable',
  },
  {
    name: 'V 21e: the initiator has no key',
    a: { ...IDS_A, secrets: 'ike-1 {\n id = zz\n secret = "x"\n }' },
    b: IDS_B,
    ike: 'down',
    reason: 'psk-unusable',
    floated: false,
  },
  {
    name: 'V 12: keys differ',
    a: { ...IDS_A, secrets: 'ike-1 {\n secret = "other"\n }' },
    b: IDS_B,
    ike: 'down',
    reason: 'auth',
  },
  {
    name: 'V 12 v1: keys differ in main mode',
    a: { ...IDS_A, connection: V1, secrets: 'ike-1 {\n secret = "other"\n }' },
    b: { ...IDS_B, connection: V1 },
    ike: 'down',
    reason: 'auth',
  },
  {
    name: 'V 22: the methods differ',
    a: IDS_A,
    b: { ...IDS_B, remote: 'id = a\nauth = pubkey' },
    ike: 'down',
    reason: 'peer-config',
  },
  {
    name: 'V 44: main mode takes the first key that an address leads to',
    a: { ...IDS_A, connection: V1, secrets: 'ike-1 {\n secret = "for a"\n }' },
    b: {
      ...IDS_B,
      connection: V1,
      before:
        'x {\n version = 1\n local {\n auth = psk\n id = b\n }\n remote {\n auth = psk\n id = x\n }\n children {\n xc {\n }\n }\n }',
      secrets: 'ike-x {\n id = x\n secret = "for x"\n }\n ike-a {\n id = a\n secret = "for a"\n }',
    },
    ike: 'down',
    reason: 'auth',
  },
  {
    name: 'V 44 v2: the same keys with IKEv2',
    a: { ...IDS_A, connection: 'version = 2', secrets: 'ike-1 {\n secret = "for a"\n }' },
    b: {
      ...IDS_B,
      connection: 'version = 2',
      before:
        'x {\n version = 2\n local {\n auth = psk\n id = b\n }\n remote {\n auth = psk\n id = x\n }\n children {\n xc {\n }\n }\n }',
      secrets: 'ike-x {\n id = x\n secret = "for x"\n }\n ike-a {\n id = a\n secret = "for a"\n }',
    },
    reason: 'ok',
  },
  {
    name: 'V 41c: IKEv1 looks at the proposals of the first connection only',
    a: { ...IDS_A, connection: `${V1}\nproposals = aes128-sha256-modp2048` },
    b: {
      ...IDS_B,
      connection: `${V1}\nproposals = aes128-sha256-modp2048`,
      before:
        'x {\n version = 1\n proposals = aes256-sha1-modp1024\n local {\n auth = psk\n id = b\n }\n remote {\n auth = psk\n id = x\n }\n }',
    },
    ike: 'down',
    reason: 'ike-proposal',
  },
  {
    name: 'V 53: IKEv1 sends the first group of a proposal only',
    a: { ...IDS_A, connection: `${V1}\nproposals = aes128-sha256-modp2048-modp3072` },
    b: { ...IDS_B, connection: `${V1}\nproposals = aes128-sha256-modp3072` },
    ike: 'down',
    reason: 'ike-proposal',
  },
  {
    name: 'V 61: only AEAD in IKEv1',
    a: { ...IDS_A, connection: `${V1}\nproposals = aes128gcm16-prfsha256-modp2048` },
    b: { ...IDS_B, connection: `${V1}\nproposals = aes128gcm16-prfsha256-modp2048` },
    ike: 'down',
    reason: 'ike-proposal',
  },
  {
    name: 'V 24: PFS at the initiator only, IKEv1',
    a: { ...IDS_A, connection: V1, child: `${NETS_A}\nesp_proposals = aes128-sha256-modp2048` },
    b: { ...IDS_B, connection: V1, child: `${NETS_B}\nesp_proposals = aes128-sha256` },
    ike: 'up',
    reason: 'child-proposal',
  },
  {
    name: 'V 24 v2: the same with IKEv2 comes up',
    a: { ...IDS_A, child: `${NETS_A}\nesp_proposals = aes128-sha256-modp2048` },
    b: { ...IDS_B, child: `${NETS_B}\nesp_proposals = aes128-sha256` },
    reason: 'ok',
  },
  {
    name: 'V 26: ESN at the initiator only',
    a: { ...IDS_A, child: `${NETS_A}\nesp_proposals = aes128-sha256-esn` },
    b: { ...IDS_B, child: `${NETS_B}\nesp_proposals = aes128-sha256` },
    ike: 'up',
    reason: 'child-proposal',
  },
  {
    name: 'V 26b: esn-noesn is ESN alone in IKEv1',
    a: { ...IDS_A, connection: V1, child: `${NETS_A}\nesp_proposals = aes128-sha256-esn-noesn` },
    b: { ...IDS_B, connection: V1, child: `${NETS_B}\nesp_proposals = aes128-sha256` },
    ike: 'up',
    reason: 'child-proposal',
  },
  {
    name: 'V 27: AH against ESP',
    a: { ...IDS_A, child: `${NETS_A}\nah_proposals = sha256` },
    b: { ...IDS_B, child: `${NETS_B}\nesp_proposals = aes128-sha256` },
    ike: 'up',
    reason: 'child-proposal',
  },
  {
    name: 'V 02: AH behind a NAT',
    a: { ...IDS_A, child: `${NETS_A}\nah_proposals = sha256` },
    b: { ...IDS_B, child: `${NETS_B}\nah_proposals = sha256` },
    nat: BEHIND,
    ike: 'up',
    reason: 'ah-nat',
  },
  {
    name: 'V 30: AH with forced encapsulation',
    a: { ...IDS_A, connection: 'encap = yes', child: `${NETS_A}\nah_proposals = sha256` },
    b: { ...IDS_B, child: `${NETS_B}\nah_proposals = sha256` },
    ike: 'up',
    reason: 'ah-nat',
  },
  {
    name: 'V 16d v1: only the first subnet is proposed',
    a: { ...IDS_A, connection: V1, child: 'local_ts = 192.168.1.0/24\nremote_ts = 192.168.9.0/24, 192.168.0.0/24' },
    b: { ...IDS_B, connection: V1 },
    ike: 'up',
    reason: 'ts',
  },
  {
    name: 'V 16d: common subnets survive in IKEv2',
    a: { ...IDS_A, child: 'local_ts = 192.168.1.0/24\nremote_ts = 192.168.9.0/24, 192.168.0.0/24' },
    b: IDS_B,
    reason: 'ok',
  },
  {
    name: 'V 17e: dynamic selectors in tunnel mode behind a NAT',
    a: { local: 'id = a', remote: 'id = b' },
    b: { local: 'id = b', remote: 'id = a' },
    nat: BEHIND,
    ike: 'up',
    reason: 'ts',
  },
  {
    name: 'V 04: transport mode behind a NAT',
    a: { local: 'id = a', remote: 'id = b', child: 'mode = transport' },
    b: { local: 'id = b', remote: 'id = a', child: 'mode = transport' },
    nat: BEHIND,
    reason: 'ok',
  },
  {
    name: 'V 05: transport mode behind a NAT, IKEv1',
    a: { local: 'id = a', remote: 'id = b', connection: V1, child: 'mode = transport' },
    b: { local: 'id = b', remote: 'id = a', connection: V1, child: 'mode = transport' },
    nat: BEHIND,
    reason: 'ok',
  },
  {
    name: 'V 17a: transport against tunnel without NAT',
    a: { local: 'id = a', remote: 'id = b', child: 'mode = transport' },
    b: { local: 'id = b', remote: 'id = a' },
    reason: 'ok',
  },
  {
    name: 'V 17a v1: modes have to be equal',
    a: { local: 'id = a', remote: 'id = b', connection: V1, child: 'mode = transport' },
    b: { local: 'id = b', remote: 'id = a', connection: V1 },
    ike: 'up',
    reason: 'ts',
  },
  {
    name: 'V 70: transport mode with networks',
    a: { ...IDS_A, child: `${NETS_A}\nmode = transport` },
    b: { ...IDS_B, child: `${NETS_B}\nmode = transport` },
    ike: 'up',
    reason: 'ts',
  },
  {
    name: 'V 10: the NAT address is demanded as identity',
    a: { child: NETS_A },
    b: { child: NETS_B, remote: 'id = 203.0.113.1' },
    nat: BEHIND,
    ike: 'down',
    reason: 'peer-config',
  },
  {
    name: 'V 11: the key belongs to the NAT address',
    a: { child: NETS_A },
    b: { child: NETS_B, secrets: 'ike-1 {\n id = 203.0.113.1\n secret = "correct horse battery staple"\n }' },
    nat: BEHIND,
    ike: 'down',
    reason: 'psk-unusable',
  },
  {
    name: 'V 11 v1: main mode falls back to addresses',
    a: { child: NETS_A, connection: V1 },
    b: { child: NETS_B, connection: V1, secrets: 'ike-1 {\n id = 203.0.113.1\n secret = "correct horse battery staple"\n }' },
    nat: BEHIND,
    reason: 'ok',
  },
  {
    name: 'V 60: the key belongs to the private address, main mode',
    a: { child: NETS_A, connection: V1 },
    b: { child: NETS_B, connection: V1, secrets: 'ike-1 {\n id = 10.1.0.10\n secret = "correct horse battery staple"\n }' },
    nat: BEHIND,
    ike: 'down',
    reason: 'psk-unusable',
  },
  {
    name: 'V 34: a virtual address is asked for and there is none',
    a: { ...IDS_A, connection: 'vips = 0.0.0.0', child: 'remote_ts = 192.168.0.0/24' },
    b: { ...IDS_B, child: 'local_ts = 192.168.0.0/24' },
    ike: 'up',
    reason: 'no-address',
  },
  {
    name: 'V 34c: a virtual address makes the NAT harmless',
    a: { ...IDS_A, connection: 'vips = 0.0.0.0', child: 'remote_ts = 192.168.0.0/24' },
    b: {
      ...IDS_B,
      connection: 'pools = rw',
      child: 'local_ts = 192.168.0.0/24',
      more: 'pools {\n rw {\n addrs = 10.3.0.0/24\n }\n}',
    },
    nat: BEHIND,
    reason: 'ok',
  },
  {
    name: 'V 35: forced childless against never',
    a: { ...IDS_A, connection: 'childless = force' },
    b: { ...IDS_B, connection: 'childless = never' },
    ike: 'down',
    reason: 'childless',
  },
  {
    name: 'V 35: plain against forced childless',
    a: IDS_A,
    b: { ...IDS_B, connection: 'childless = force' },
    ike: 'down',
    reason: 'childless',
  },
  {
    name: 'V 55: an address as a name is another type of identity',
    a: { ...IDS_A, local: 'id = @10.0.0.1' },
    b: { ...IDS_B, remote: 'id = 10.0.0.1' },
    ike: 'down',
    reason: 'peer-config',
  },
  {
    name: 'V 67: a wildcard is checked by the initiator at the end',
    a: { ...IDS_A, remote: 'id = *.example.org' },
    b: IDS_B,
    ike: 'down',
    reason: 'auth',
  },
  {
    name: 'the KE group of aggressive mode is the first proposal’s',
    a: { ...IDS_A, connection: `${AGGRESSIVE}\nproposals = aes128-sha1-modp1024, aes128-sha1-modp2048` },
    b: { ...IDS_B, connection: `${AGGRESSIVE}\nproposals = aes128-sha1-modp2048` },
    strongswan: CARELESS,
    ike: 'down',
    reason: 'ke-group',
  },
  { name: 'port 4500 towards 500', a: { ...IDS_A, connection: 'local_port = 4500' }, b: IDS_B, ike: 'down', reason: 'blocked' },
  {
    name: 'start on 4500',
    a: { ...IDS_A, connection: 'local_port = 4500\nremote_port = 4500' },
    b: IDS_B,
    nat: BEHIND,
    reason: 'ok',
  },
  {
    name: 'a responder with another NAT-T port loses whoever floats',
    a: IDS_A,
    b: IDS_B,
    strongswan: 'charon {\n port_nat_t = 4501\n}',
    ike: 'down',
    reason: 'blocked',
    floated: true,
  },
  {
    name: 'initiator_only',
    a: IDS_A,
    b: IDS_B,
    strongswan: 'charon {\n initiator_only = yes\n}',
    ike: 'down',
    reason: 'blocked',
  },
  {
    name: 'pinned source ports',
    a: IDS_A,
    b: IDS_B,
    nat: BEHIND,
    way: { sourcePorts: [500, 4500] },
    ike: 'down',
    reason: 'blocked',
  },
  {
    name: 'no private key',
    a: { ...IDS_A, local: 'id = a\nauth = pubkey' },
    b: IDS_B,
    ike: 'down',
    reason: 'auth',
    floated: false,
  },
  {
    name: 'two rounds in IKEv2',
    a: { ...IDS_A, connection: SECOND_A, secrets: KEYS },
    b: { ...IDS_B, connection: SECOND_B, secrets: KEYS },
    reason: 'ok',
  },
  {
    name: 'a round that nobody expects',
    a: { ...IDS_A, connection: SECOND_A, secrets: KEYS },
    b: { ...IDS_B, secrets: KEYS },
    ike: 'down',
    reason: 'auth',
  },
  {
    name: 'a round that is missing',
    a: { ...IDS_A, secrets: KEYS },
    b: { ...IDS_B, connection: SECOND_B, secrets: KEYS },
    ike: 'down',
    reason: 'peer-config',
  },
  {
    name: 'a second round like the first is not done',
    a: { ...IDS_A, connection: 'local-2 {\nround = 2\nauth = psk\nid = a\n}', secrets: KEYS },
    b: { ...IDS_B, connection: 'remote-2 {\nround = 2\nauth = psk\n}', secrets: KEYS },
    ike: 'down',
    reason: 'peer-config',
  },
  {
    name: 'the user of the second round has another password',
    a: { ...IDS_A, connection: SECOND_A, secrets: KEYS },
    b: { ...IDS_B, connection: SECOND_B, secrets: KEYS.replace('x1', 'x2') },
    ike: 'down',
    reason: 'auth',
  },
  {
    name: 'several rounds are switched off at the responder',
    a: { ...IDS_A, connection: SECOND_A, secrets: KEYS },
    b: { ...IDS_B, connection: SECOND_B, secrets: KEYS },
    strongswan: 'charon {\n multiple_authentication = no\n}',
    ike: 'down',
    reason: 'peer-config',
  },
  {
    name: 'the initiator does not wait for a round of the responder after its own last one',
    a: { ...IDS_A, connection: 'remote-2 {\nround = 2\nauth = psk\nid = z\n}' },
    b: { ...IDS_B, connection: 'local-2 {\nround = 2\nauth = psk\nid = z\n}' },
    ike: 'down',
    reason: 'peer-config',
  },
  {
    name: 'a second round of the responder that the initiator does not demand',
    a: IDS_A,
    b: { ...IDS_B, connection: 'local-2 {\nround = 2\nauth = psk\nid = z\n}' },
    reason: 'ok',
  },
  {
    name: 'nothing reaches UDP port 0',
    a: { ...IDS_A, connection: 'remote_port = 0' },
    b: IDS_B,
    ike: 'down',
    reason: 'blocked',
  },
  {
    name: 'an EAP method by its number',
    a: { ...IDS_A, local: 'id = a\nauth = eap-mschapv2\neap_id = carol', secrets: KEYS },
    b: { ...IDS_B, remote: 'id = a\nauth = eap-26\neap_id = %any', secrets: KEYS },
    reason: 'ok',
  },
  {
    name: 'an own address of the other family is passed over',
    a: { ...IDS_A, connection: 'version = 1\nlocal_addrs = fd00::1, 198.51.100.10' },
    b: { ...IDS_B, connection: V1 },
    reason: 'ok',
  },
  {
    name: 'an own address of the other family leaves nobody to dial',
    a: { ...IDS_A, connection: 'local_addrs = %any6' },
    b: IDS_B,
    ike: 'down',
    reason: 'cannot-initiate',
    floated: false,
  },
  {
    name: 'a virtual address that is refused does not stop a child that is made later',
    a: { ...IDS_A, connection: 'childless = force\nvips = 0.0.0.0', child: 'remote_ts = 192.168.0.0/24' },
    b: { ...IDS_B, child: 'local_ts = 192.168.0.0/24' },
    reason: 'ok',
  },
  {
    name: 'an empty key is not loaded',
    a: { ...IDS_A, secrets: 'ike-1 {\nsecret = ""\n}' },
    b: IDS_B,
    ike: 'down',
    reason: 'config-rejected',
  },
  {
    name: 'IKEv1: the initiator refuses what it could not write of its proposal',
    a: { ...IDS_A, connection: 'version = 1\nproposals = aes256-sha256-modp2048-esn' },
    b: { ...IDS_B, connection: 'version = 1\nproposals = aes256-sha256-modp2048' },
    ike: 'down',
    reason: 'ike-proposal',
    floated: false,
  },
];

for (const observed of CASES) {
  test(`like charon 5.9.8, ${observed.name}`, () => {
    const { a, b, nat = [], strongswan } = observed;
    const responder = { ...responderText(b), ...(strongswan === undefined ? {} : { strongswan }) };
    const verdict = playEnds(initiatorText(a, nat), responder, { nat, ...observed.way });
    const seen = { ike: verdict.ike, child: verdict.childSa, reason: verdict.reason, explanation: verdict.explanation };
    assert.equal(verdict.reason, observed.reason, JSON.stringify(seen));
    assert.equal(verdict.ike, observed.ike ?? 'up', JSON.stringify(seen));
    assert.equal(verdict.childSa, observed.reason === 'ok' ? 'up' : 'down', JSON.stringify(seen));
    if (observed.floated !== undefined) assert.equal(verdict.floated, observed.floated);
    if (observed.reason !== 'ok' && observed.reason !== 'blocked')
      assert.ok(verdict.evidence.length > 0, 'a refusal names its place');
  });
}

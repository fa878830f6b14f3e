import type { Tree } from '../article/base.ts';

/** One captured negotiation, described so that it can be written down as configurations again. */
export interface Capture {
  /** Name of the file with the capture. */
  readonly name: string;
  readonly nat: boolean;
  readonly version: 1 | 2;
  readonly ends: string;
  readonly tree: Tree;
}

interface Ends {
  readonly nat?: boolean;
  readonly version?: 1 | 2;
  /** Lines of both connections. */
  readonly both?: string;
  readonly initiator?: string;
  readonly responder?: string;
  readonly esp?: readonly [initiator: string, responder: string];
  readonly ike?: readonly [initiator: string, responder: string];
  readonly secrets?: readonly [initiator: string, responder: string];
  /** Packet filter of the responder, iptables-save. */
  readonly filter?: string;
  readonly charon?: string;
  /** A connection of the responder before the one that is meant. */
  readonly decoy?: boolean;
  readonly ah?: boolean;
}

const NET = { initiator: '192.168.10.0/24', responder: '192.168.1.0/24' };

function connection(ends: Ends, side: 'initiator' | 'responder', name = 'c', peer = 'branch.example'): string {
  const first = side === 'initiator';
  const at = first ? 0 : 1;
  const ike = (ends.ike ?? ['aes128-sha256-modp2048', 'aes128-sha256-modp2048'])[at];
  const esp = (ends.esp ?? ['aes128-sha256', 'aes128-sha256'])[at];
  return `  ${name} {
    version = ${ends.version ?? 1}
    remote_addrs = ${first ? '203.0.113.1' : '%any'}
    proposals = ${ike}
${ends.both ?? ''}${(first ? ends.initiator : ends.responder) ?? ''}    local {
      auth = psk
      id = ${first ? 'branch.example' : 'hq.example'}
    }
    remote {
      auth = psk
      id = ${first ? 'hq.example' : peer}
    }
    children {
      n {
        local_ts = ${first ? NET.initiator : NET.responder}
        remote_ts = ${first ? NET.responder : NET.initiator}
        ${ends.ah === true ? 'ah_proposals' : 'esp_proposals'} = ${esp}
      }
    }
  }
`;
}

function secret(name: string, value: string, owner?: string): string {
  const id = owner === undefined ? '' : `    id = ${owner}\n`;
  return `  ${name} {\n${id}    secret = ${value}\n  }\n`;
}

function capture(name: string, ends: string, parts: Ends): Capture {
  const nat = parts.nat ?? false;
  const devices = {
    hq: { files: ['hq/**'], addresses: ['203.0.113.1'], nat: { kind: 'none' } },
    branch: nat
      ? { files: ['branch/**'], addresses: ['10.0.0.2'], nat: { kind: 'napt', public: '203.0.113.7' } }
      : { files: ['branch/**'], addresses: ['203.0.113.7'], nat: { kind: 'none' } },
  };
  const [mine, theirs] = parts.secrets ?? ['correct-horse', 'correct-horse'];
  const decoy = parts.decoy === true ? connection(parts, 'responder', 'b', 'other.example') : '';
  const secrets =
    parts.decoy === true
      ? secret('ike-1', theirs, 'branch.example') + secret('ike-2', 'another-secret', 'other.example')
      : secret('ike-1', theirs);
  const tree: Record<string, string> = {
    'ipsec-lint.config.json': JSON.stringify({ topology: { devices } }),
    'branch/swanctl.conf': `connections {\n${connection(parts, 'initiator')}}\nsecrets {\n${secret('ike-1', mine)}}\n`,
    'hq/swanctl.conf': `connections {\n${decoy}${connection(parts, 'responder')}}\nsecrets {\n${secrets}}\n`,
  };
  if (parts.charon !== undefined) tree['hq/strongswan.conf'] = `charon {\n  ${parts.charon}\n}\n`;
  if (parts.filter !== undefined)
    tree['hq/rules.v4'] = `*filter\n:INPUT ACCEPT [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n${parts.filter}COMMIT\n`;
  return { name, nat, version: parts.version ?? 1, ends, tree };
}

const AGGRESSIVE = '    aggressive = yes\n';
const NO_MOBIKE = '    mobike = no\n';
const ALLOWED = 'i_dont_care_about_security_and_use_aggressive_mode_psk = yes';
const NO_4500 = '-A INPUT -p udp -m udp --dport 4500 -j DROP\n';
const PINNED = '-A INPUT -p udp -m udp --sport 500 --dport 500 -j ACCEPT\n-A INPUT -p udp -j DROP\n';
const PFS: readonly [string, string] = ['aes128-sha256-modp2048', 'aes128-sha256-ecp256'];

/** The captures of the reference, scenario by scenario. */
export const CAPTURES: readonly Capture[] = [
  capture('a_mm_psk_nat', 'up', { nat: true }),
  capture('b_am_psk_nat', 'up', { nat: true, both: AGGRESSIVE, charon: ALLOWED }),
  capture('c_ikev2_nat', 'up', { nat: true, version: 2 }),
  capture('d1_ikev2_nonat_mobike', 'up', { version: 2 }),
  capture('d2_ikev2_nonat_nomobike', 'up', { version: 2, both: NO_MOBIKE }),
  capture('e_mm_psk_nonat', 'up', {}),
  capture('f1_mm_block4500', 'blocked', { nat: true, filter: NO_4500 }),
  capture('f2_ikev2_block4500', 'blocked', { nat: true, version: 2, filter: NO_4500 }),
  capture('f3_am_block4500', 'blocked', { nat: true, both: AGGRESSIVE, charon: ALLOWED, filter: NO_4500 }),
  capture('g1_pinned_src500', 'blocked', { nat: true, filter: PINNED }),
  capture('g2_mobike_nonat_block4500', 'blocked', { version: 2, filter: NO_4500 }),
  capture('h_mm_two_any_diff_psk', 'auth', { nat: true, decoy: true }),
  capture('h2_ikev2_two_any_diff_psk', 'up', { nat: true, version: 2, decoy: true }),
  capture('i_am_refused_default', 'aggressive-psk-refused', { nat: true, both: AGGRESSIVE }),
  capture('j1_ikev1_pfs_mismatch', 'child-proposal', { esp: PFS }),
  capture('j2_ikev2_pfs_match', 'up', { nat: true, version: 2, esp: [PFS[0], PFS[0]] }),
  capture('j_ikev2_pfs_mismatch', 'up until child-rekey', { nat: true, version: 2, esp: PFS }),
  capture('k_ah_nat', 'ah-nat', { nat: true, version: 2, ah: true, esp: ['sha256', 'sha256'] }),
  capture('l_ike_mismatch', 'ike-proposal', { version: 2, ike: ['aes128-sha256-modp2048', 'aes256-sha256-modp2048'] }),
  capture('m_psk_mismatch_mm', 'auth', { secrets: ['correct-horse', 'wrong-horse'] }),
  capture('m2_psk_mismatch_v2', 'auth', { version: 2, secrets: ['correct-horse', 'wrong-horse'] }),
  capture('n_seed_like', 'up', {
    nat: true,
    both: AGGRESSIVE,
    charon: ALLOWED,
    ike: ['aes128-sha1-modp1024', 'aes128-sha1-modp1024'],
    esp: ['aes128-sha1', 'aes128-sha1'],
    secrets: ['cisco', 'cisco'],
  }),
  capture('o_start_4500', 'up', { nat: true, initiator: '    local_port = 4500\n    remote_port = 4500\n' }),
  capture('p_sha256_96', 'child-proposal', { version: 2, esp: ['aes128-sha256_96', 'aes128-sha256'] }),
];

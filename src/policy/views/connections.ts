import { strengthOf } from '../../model/algorithms/index.ts';
import type { Ask, AuthRound, Child, Device, Gateway, Identity, Likelihood, Provenance, Transform } from '../../rule/index.ts';
import { headerOf, type View, type ViewColumn, type ViewFact } from '../view.ts';

interface ConnectionSubject {
  readonly device: Device;
  readonly gateway: Gateway;
}

interface ChildSubject extends ConnectionSubject {
  readonly child: Child;
}

interface IdentitySubject {
  readonly gateway: Gateway;
  readonly side: 'local' | 'remote';
  readonly round: AuthRound;
  readonly identity: Identity;
}

function* live(device: Device): Generator<ConnectionSubject> {
  for (const gateway of device.gateways) if (gateway.rejected === undefined) yield { device, gateway };
}

function* connections(device: Device): Generator<{ subject: ConnectionSubject; id: string; header: Provenance }> {
  for (const subject of live(device)) yield { subject, id: subject.gateway.id, header: headerOf(subject.gateway.header) };
}

const METHODS = ['psk', 'pubkey', 'rsa', 'ecdsa', 'rsa-encr', 'eap', 'xauth', 'any', 'unknown'] as const;

function methods(rounds: readonly AuthRound[]): ViewFact {
  return { value: rounds.map(({ method }) => method), at: rounds[0]?.at.method };
}

function peerKind({ remote }: Gateway): ViewFact | undefined {
  const [first] = remote;
  if (first === undefined) return { value: 'dynamic' };
  if (first.kind === 'unknown') return undefined;
  return {
    value:
      first.kind === 'any' || first.kind === 'dynamic' || first.kind === 'subnet' || first.kind === 'range' ? 'dynamic' : 'fixed',
    at: first.origin,
  };
}

type NatState = Likelihood | 'none';

function natOf(states: readonly NatState[]): 'yes' | 'no' | 'unknown' {
  if (states.includes('certain')) return 'yes';
  return states.every((state) => state === 'none') ? 'no' : 'unknown';
}

function natFact({ device, gateway }: ConnectionSubject, ask: Ask): ViewFact {
  return { value: natOf([ask.localNat(device, gateway).knowledge, ask.remoteNat(device, gateway).knowledge]) };
}

function field(
  description: string,
  type: 'integer' | 'boolean',
  name: 'mobike' | 'aggressive' | 'forceEncapsulation' | 'dpdDelay' | 'rekeyTime' | 'reauthTime' | 'version',
): ViewColumn<ConnectionSubject> {
  return { description, type, of: ({ gateway }) => ({ value: gateway[name], at: gateway.at[name] }) };
}

const NAME: ViewColumn<ConnectionSubject> = {
  description: 'Name of the connection',
  type: 'string',
  of: ({ gateway }) => ({ value: gateway.name, at: gateway.at.name }),
};

/** Seconds until the IKE SA is rekeyed or authenticated again, whichever comes first; 0 = never. */
function ikeLifetime({ device, gateway }: ConnectionSubject): ViewFact {
  const policy = device.ikeProposals.find(({ id, lifetime }) => lifetime !== undefined && gateway.ikeProposals.includes(id));
  if (policy?.lifetime !== undefined) return { value: policy.lifetime, at: policy.at.lifetime };
  const times = (
    [
      ['rekeyTime', gateway.rekeyTime],
      ['reauthTime', gateway.reauthTime],
    ] as const
  ).filter(([, seconds]) => seconds > 0);
  const [shortest] = [...times].sort(([, a], [, b]) => a - b);
  return shortest === undefined ? { value: 0 } : { value: shortest[1], at: gateway.at[shortest[0]] };
}

/** One IKE configuration towards a peer. */
export const CONNECTION_VIEW: View<ConnectionSubject> = {
  name: 'connection',
  description: 'A connection: one IKE configuration towards a peer or a class of peers.',
  subjects: connections,
  columns: {
    name: NAME,
    ikeVersion: { ...field('1, 2, or 0 where either is accepted', 'integer', 'version'), enum: [0, 1, 2] },
    aggressive: field('Uses IKEv1 aggressive mode', 'boolean', 'aggressive'),
    mobike: field('MOBIKE is on', 'boolean', 'mobike'),
    forceEncapsulation: field('UDP encapsulation is forced', 'boolean', 'forceEncapsulation'),
    dpdDelaySeconds: field('Seconds between dead-peer probes, 0 = off', 'integer', 'dpdDelay'),
    ikeLifetimeSeconds: { description: 'Seconds until the IKE SA is renewed, 0 = never', type: 'integer', of: ikeLifetime },
    peer: {
      description: 'Whether the address of the peer is fixed',
      type: 'string',
      enum: ['fixed', 'dynamic'],
      of: ({ gateway }) => peerKind(gateway),
    },
    localAuthentication: {
      description: 'Methods this side authenticates by',
      type: 'array',
      items: { type: 'string', enum: METHODS },
      of: ({ gateway }) => methods(gateway.localAuth),
    },
    remoteAuthentication: {
      description: 'Methods that are accepted of the peer',
      type: 'array',
      items: { type: 'string', enum: METHODS },
      of: ({ gateway }) => methods(gateway.remoteAuth),
    },
    manualKeying: {
      description: 'Keys are configured, there is no IKE',
      type: 'boolean',
      of: ({ gateway }) => ({ value: gateway.kind === 'manual', at: gateway.at.kind }),
    },
    nat: { description: 'Whether a NAT is on the path', type: 'string', enum: ['yes', 'no', 'unknown'], of: natFact },
  },
};

function pfsTransforms({ device, child }: ChildSubject): readonly Pick<Transform, 'type' | 'id' | 'keyBits'>[] {
  if (child.pfs !== undefined) return [{ type: 'ke', id: child.pfs, keyBits: 0 }];
  return device.childProposals
    .filter(({ id }) => child.proposals.includes(id))
    .flatMap(({ ke }) => ke.filter(({ id }) => id !== 0));
}

function pfsPlace({ device, child }: ChildSubject): Provenance | undefined {
  return child.at.pfs ?? device.childProposals.find(({ id }) => child.proposals.includes(id))?.ke[0]?.origin;
}

function weakestPfs(subject: ChildSubject): ViewFact | undefined {
  const strengths = pfsTransforms(subject).map(strengthOf);
  const bits = strengths.filter((value) => value !== undefined);
  return bits.length === 0 || bits.length < strengths.length ? undefined : { value: Math.min(...bits), at: pfsPlace(subject) };
}

/** What a tunnel carries and how. */
export const CHILD_VIEW: View<ChildSubject> = {
  name: 'child',
  description: 'A child of a connection: what a tunnel carries and how.',
  subjects: function* (device) {
    for (const subject of live(device)) {
      for (const child of subject.gateway.children) {
        yield { subject: { ...subject, child }, id: `${subject.gateway.id}/${child.name}`, header: headerOf(child.header) };
      }
    }
  },
  columns: {
    name: { description: 'Name of the child', type: 'string', of: ({ child }) => ({ value: child.name, at: child.at.name }) },
    connection: NAME,
    ikeVersion: {
      description: '1, 2, or 0 where either is accepted',
      type: 'integer',
      enum: [0, 1, 2],
      of: ({ gateway }) => ({ value: gateway.version, at: gateway.at.version }),
    },
    mode: {
      description: 'Encapsulation mode',
      type: 'string',
      enum: ['tunnel', 'transport', 'transport-proxy', 'beet', 'pass', 'drop', 'iptfs'],
      of: ({ child }) => ({ value: child.mode, at: child.at.mode }),
    },
    pfs: {
      description: 'Perfect forward secrecy is configured',
      type: 'boolean',
      of: (subject) => ({ value: pfsTransforms(subject).length > 0, at: pfsPlace(subject) }),
    },
    pfsGroups: {
      description: 'Groups for perfect forward secrecy',
      type: 'array',
      items: { type: 'integer' },
      of: (subject) => ({ value: pfsTransforms(subject).map(({ id }) => id), at: pfsPlace(subject) }),
    },
    weakestPfsBits: {
      description: 'Strength of the weakest of them, bits; absent without perfect forward secrecy',
      type: 'integer',
      of: weakestPfs,
    },
    lifetimeSeconds: {
      description: 'Hard lifetime, 0 = none',
      type: 'integer',
      of: ({ child }) => ({ value: child.lifeTime, at: child.at.lifeTime }),
    },
    lifetimeBytes: {
      description: 'Hard lifetime in bytes, 0 = none',
      type: 'integer',
      of: ({ child }) => ({ value: child.lifeBytes, at: child.at.lifeBytes }),
    },
    replayWindow: {
      description: 'Packets; 0 = anti-replay is off',
      type: 'integer',
      of: ({ child }) => ({ value: child.replayWindow, at: child.at.replayWindow }),
    },
    nat: { description: 'Whether a NAT is on the path', type: 'string', enum: ['yes', 'no', 'unknown'], of: natFact },
  },
};

function* identities(device: Device): Generator<{ subject: IdentitySubject; id: string; header: Provenance }> {
  for (const { gateway } of live(device)) {
    for (const side of ['local', 'remote'] as const) {
      for (const round of side === 'local' ? gateway.localAuth : gateway.remoteAuth) {
        const list = round.identity === undefined ? round.alternatives : [round.identity];
        for (const identity of list) yield { subject: { gateway, side, round, identity }, id: round.id, header: identity.origin };
      }
    }
  }
}

/** An identity that a connection sends or requires. */
export const IDENTITY_VIEW: View<IdentitySubject> = {
  name: 'identity',
  description: 'An identity that a connection sends (local) or requires (remote).',
  subjects: identities,
  columns: {
    connection: {
      description: 'Name of the connection',
      type: 'string',
      of: ({ gateway }) => ({ value: gateway.name, at: gateway.at.name }),
    },
    side: { description: 'Sent or required', type: 'string', enum: ['local', 'remote'], of: ({ side }) => ({ value: side }) },
    type: {
      description: 'Type of the identity',
      type: 'string',
      enum: [
        'any',
        'ipv4',
        'ipv6',
        'ipv4-subnet',
        'ipv6-subnet',
        'ipv4-range',
        'ipv6-range',
        'fqdn',
        'email',
        'dn',
        'key-id',
        'fqdn-domain',
        'email-domain',
        'regex',
        'certificate-map',
        'group',
        'other',
      ],
      of: ({ identity }) => ({ value: identity.type, at: identity.origin }),
    },
    value: {
      description: 'The identity',
      type: 'string',
      of: ({ identity }) => ({ value: identity.value, at: identity.origin }),
    },
    method: {
      description: 'Authentication method of its round',
      type: 'string',
      enum: METHODS,
      of: ({ round }) => ({ value: round.method, at: round.at.method }),
    },
  },
};

const KNOWLEDGE = ['certain', 'likely', 'possible', 'none'] as const;

/** Where NATs stand on the path of a connection. */
export const PATH_VIEW: View<ConnectionSubject> = {
  name: 'path',
  description: 'The path of a connection: where a NAT stands and how sure that is.',
  subjects: connections,
  columns: {
    connection: NAME,
    localNat: {
      description: 'A NAT in front of this device',
      type: 'string',
      enum: KNOWLEDGE,
      of: ({ device, gateway }, ask) => ({ value: ask.localNat(device, gateway).knowledge }),
    },
    remoteNat: {
      description: 'A NAT in front of the peer',
      type: 'string',
      enum: KNOWLEDGE,
      of: ({ device, gateway }, ask) => ({ value: ask.remoteNat(device, gateway).knowledge }),
    },
  },
};

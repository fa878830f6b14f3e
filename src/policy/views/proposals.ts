import { ALGORITHMS, strengthOf } from '../../model/algorithms/index.ts';
import type { ChildProposal, Device, IkeProposal, Transform, TransformType } from '../../rule/index.ts';
import { headerOf, type View, type ViewColumn, type ViewFact } from '../view.ts';

function namesOf(type: TransformType): readonly string[] {
  return ALGORITHMS.filter((algorithm) => algorithm.type === type).map(({ name }) => name);
}

function transforms<Subject>(
  description: string,
  type: TransformType,
  of: (subject: Subject) => readonly Transform[],
): ViewColumn<Subject> {
  return {
    description,
    type: 'array',
    items: { type: 'string', enum: namesOf(type) },
    of: (subject) => ({ value: of(subject).map(({ name }) => name), at: of(subject)[0]?.origin }),
  };
}

function groups<Subject>(description: string, of: (subject: Subject) => readonly Transform[]): ViewColumn<Subject> {
  return {
    description,
    type: 'array',
    items: { type: 'integer' },
    of: (subject) => ({ value: of(subject).map(({ id }) => id), at: of(subject)[0]?.origin }),
  };
}

/** The lowest strength among several transforms, at the transform that has it; not known when that of one of them is not. */
function weakest(list: readonly Transform[]): ViewFact | undefined {
  let result: { value: number; at: Transform['origin'] } | undefined;
  for (const transform of list) {
    const bits = strengthOf(transform);
    if (bits === undefined) return undefined;
    if (result === undefined || bits < result.value) result = { value: bits, at: transform.origin };
  }
  return result;
}

function weakestColumn<Subject>(description: string, of: (subject: Subject) => readonly Transform[]): ViewColumn<Subject> {
  return { description, type: 'integer', of: (subject) => weakest(of(subject)) };
}

const AEAD = new Set(ALGORITHMS.filter(({ aead }) => aead === true).map(({ name }) => name));

function isAead(list: readonly Transform[]): boolean {
  return list.length > 0 && list.every(({ name }) => AEAD.has(name));
}

/** Proposals that nothing uses are not judged: rules of the group `reference` speak of them. */
function used(device: Device, idsOf: 'ike' | 'child'): ReadonlySet<string> {
  const ids = device.gateways.filter((gateway) => gateway.rejected === undefined);
  return new Set(
    idsOf === 'ike'
      ? ids.flatMap((gateway) => gateway.ikeProposals)
      : ids.flatMap((gateway) => gateway.children.flatMap((child) => child.proposals)),
  );
}

/** What an end offers and accepts for the IKE SA. */
export const IKE_PROPOSAL_VIEW: View<IkeProposal> = {
  name: 'ike-proposal',
  description: 'A proposal for the IKE SA that a connection uses.',
  subjects: function* (device) {
    const ids = used(device, 'ike');
    for (const proposal of device.ikeProposals)
      if (ids.has(proposal.id)) yield { subject: proposal, id: proposal.id, header: headerOf(proposal.header) };
  },
  columns: {
    name: {
      description: 'Name or position of the proposal',
      type: 'string',
      of: ({ name, at }) => ({ value: name, at: at.name }),
    },
    ikeVersion: {
      description: '1, 2, or 0 where it serves both',
      type: 'integer',
      enum: [0, 1, 2],
      of: ({ version, at }) => ({ value: version, at: at.version }),
    },
    encryption: transforms('Encryption algorithms, in order of preference', 'encr', ({ encryption }) => encryption),
    integrity: transforms('Integrity algorithms; empty with AEAD', 'integ', ({ integrity }) => integrity),
    prf: transforms('Pseudo-random functions', 'prf', ({ prf }) => prf),
    groups: groups('Diffie-Hellman group numbers', ({ ke }) => ke),
    aead: {
      description: 'Every encryption algorithm authenticates by itself',
      type: 'boolean',
      of: ({ encryption }) => ({ value: isAead(encryption), at: encryption[0]?.origin }),
    },
    weakestEncryptionBits: weakestColumn('Strength of the weakest encryption algorithm, bits', ({ encryption }) => encryption),
    weakestIntegrityBits: weakestColumn('Strength of the weakest integrity algorithm, bits', ({ integrity }) => integrity),
    weakestPrfBits: weakestColumn('Strength of the weakest pseudo-random function, bits', ({ prf }) => prf),
    weakestGroupBits: weakestColumn('Strength of the weakest group, bits', ({ ke }) => ke),
    authentication: {
      description: 'Authentication method of an IKEv1 policy of IOS',
      type: 'string',
      enum: ['psk', 'pubkey', 'rsa', 'ecdsa', 'rsa-encr', 'eap', 'xauth', 'any', 'unknown'],
      of: ({ authentication, at }) =>
        authentication === undefined ? undefined : { value: authentication, at: at.authentication },
    },
    lifetimeSeconds: {
      description: 'Lifetime of an IKEv1 policy of IOS',
      type: 'integer',
      of: ({ lifetime, at }) => (lifetime === undefined ? undefined : { value: lifetime, at: at.lifetime }),
    },
    builtIn: { description: 'The platform supplies it', type: 'boolean', of: ({ builtIn }) => ({ value: builtIn }) },
  },
};

/** What an end offers and accepts for a child SA. */
export const CHILD_PROPOSAL_VIEW: View<ChildProposal> = {
  name: 'child-proposal',
  description: 'A proposal for ESP or AH that a connection uses.',
  subjects: function* (device) {
    const ids = used(device, 'child');
    for (const proposal of device.childProposals)
      if (ids.has(proposal.id)) yield { subject: proposal, id: proposal.id, header: headerOf(proposal.header) };
  },
  columns: {
    name: {
      description: 'Name or position of the proposal',
      type: 'string',
      of: ({ name, at }) => ({ value: name, at: at.name }),
    },
    protocol: {
      description: 'ESP or AH',
      type: 'string',
      enum: ['esp', 'ah'],
      of: ({ protocol, at }) => ({ value: protocol, at: at.protocol }),
    },
    encryption: transforms('Encryption algorithms, in order of preference', 'encr', ({ encryption }) => encryption),
    integrity: transforms('Integrity algorithms; empty with AEAD', 'integ', ({ integrity }) => integrity),
    ahIntegrity: transforms('AH in a bundle with ESP (IOS)', 'integ', ({ ah }) => ah),
    groups: groups('Groups for perfect forward secrecy; 0 = none is acceptable, too', ({ ke }) => ke),
    aead: {
      description: 'Every encryption algorithm authenticates by itself',
      type: 'boolean',
      of: ({ encryption }) => ({ value: isAead(encryption), at: encryption[0]?.origin }),
    },
    weakestEncryptionBits: weakestColumn('Strength of the weakest encryption algorithm, bits', ({ encryption }) => encryption),
    weakestIntegrityBits: weakestColumn('Strength of the weakest integrity algorithm, bits', ({ integrity }) => integrity),
    builtIn: { description: 'The platform supplies it', type: 'boolean', of: ({ builtIn }) => ({ value: builtIn }) },
  },
};

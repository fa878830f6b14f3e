import type { Provenance } from '../../src/model/provenance.ts';
import type {
  AddressSpec,
  AuthRound,
  Child,
  ChildProposal,
  DeclaredDevice,
  Device,
  Gateway,
  Identity,
  IkeProposal,
  Interface,
  IosCrypto,
  NatRule,
  Secret,
  SelectorPair,
  TrafficSelector,
  Transform,
  TransformType,
} from '../../src/model/types.ts';

/** A place in a text that nobody looks at. */
export const AT = { kind: 'written', source: 0, start: 0, end: 1 } as const satisfies Provenance;
const HEADER = { source: 0, start: 0, end: 1 };

export function entity<Fields extends object>(
  id: string,
  fields: Fields,
): Fields & { id: string; at: object; header: typeof HEADER } {
  return { ...fields, id, at: {}, header: HEADER };
}

export function transform(type: TransformType, id: number, name: string, keyBits = 0): Transform {
  return { type, id, keyBits, name, origin: AT };
}

export const AES128 = transform('encr', 12, 'aes-128-cbc', 128);
export const AES256 = transform('encr', 12, 'aes-256-cbc', 256);
export const SHA256 = transform('integ', 12, 'hmac-sha2-256-128');
export const MODP2048 = transform('ke', 14, 'modp2048');
export const MODP1024 = transform('ke', 2, 'modp1024');

export function address(value: string): AddressSpec {
  return { kind: 'address', value, family: value.includes(':') ? 6 : 4, origin: AT };
}

export const ANY_PEER: AddressSpec = { kind: 'any', value: '', origin: AT };

export function selector(network: string, protocol = 0): TrafficSelector {
  return { kind: 'network', network, protocol, portFrom: 0, portTo: 65535, origin: AT };
}

export function permit(local: string, remote: string): SelectorPair {
  return { action: 'permit', local: selector(local), remote: selector(remote), origin: AT };
}

export function identity(type: Identity['type'], value = ''): Identity {
  return { type, value, origin: AT };
}

export function policy(parts: Partial<IkeProposal> = {}): IkeProposal {
  return {
    ...entity(`crypto isakmp policy ${parts.priority ?? 10}`, {
      name: `crypto isakmp policy ${parts.priority ?? 10}`,
      version: 1 as const,
      priority: 10,
      authentication: 'psk' as const,
      builtIn: false,
    }),
    encryption: [AES256],
    integrity: [SHA256],
    prf: [],
    ke: [MODP2048],
    esn: [],
    additionalKe: [],
    ...parts,
  };
}

export function transformSet(parts: Partial<ChildProposal> = {}): ChildProposal {
  return {
    ...entity('crypto ipsec transform-set T', { name: 'T', protocol: 'esp' as const, mode: 'tunnel' as const, builtIn: false }),
    encryption: [AES256],
    integrity: [SHA256],
    ke: [],
    esn: [],
    ah: [],
    ...parts,
  };
}

export function child(parts: Partial<Child> = {}): Child {
  return {
    ...entity('child', {
      name: 'crypto map VPN 10',
      mode: 'tunnel' as const,
      startAction: 'trap' as const,
      closeAction: 'none' as const,
      dpdAction: 'none' as const,
      rekeyTime: 3600,
      lifeTime: 3600,
      lifeBytes: 0,
      ipcomp: false,
      replayWindow: 64,
      sha256_96: false,
      policies: true,
    }),
    proposals: ['crypto ipsec transform-set T'],
    localTs: [],
    remoteTs: [],
    ...parts,
  };
}

export function round(parts: Partial<AuthRound> = {}): AuthRound {
  return {
    ...entity('round', { method: 'psk' as const, round: 0 }),
    alternatives: [],
    certificates: [],
    authorities: [],
    groups: [],
    ...parts,
  };
}

export function gateway(parts: Partial<Gateway> = {}): Gateway {
  return {
    ...entity(parts.name ?? 'crypto map VPN 10', {
      name: 'crypto map VPN 10',
      kind: 'crypto-map' as const,
      version: 1 as const,
      aggressive: false,
      localPort: 500,
      remotePort: 500,
      mobike: false,
      forceEncapsulation: false,
      fragmentation: 'no' as const,
      childless: 'never' as const,
      dpdDelay: 0,
      keyingTries: 0,
      unique: 'no' as const,
      reauthTime: 0,
      rekeyTime: 0,
      overTime: 0,
      pull: true,
      sendCert: 'ifasked' as const,
      sendCertRequest: true,
      interface: 'GigabitEthernet0/0',
    }),
    local: [],
    remote: [],
    ikeProposals: ['crypto isakmp policy 10'],
    localAuth: [round()],
    remoteAuth: [round()],
    virtualAddresses: [],
    pools: [],
    children: [child()],
    ...parts,
  };
}

export function secret(owners: readonly Identity[], number: number, parts: Partial<Secret> = {}): Secret {
  return {
    ...entity(`key ${number} ${owners[0]?.value ?? ''}`, { kind: 'psk' as const, encoding: 'plain' as const, number }),
    owners,
    ...parts,
  };
}

export function iface(name: string, own: string | undefined, parts: Partial<Interface> = {}): Interface {
  return {
    ...entity(`interface ${name}`, {
      name,
      shutdown: false,
      addressing: own === undefined ? ('dhcp' as const) : ('static' as const),
    }),
    addresses: own === undefined ? [] : [{ address: own, prefixLength: 24, role: 'primary', origin: AT }],
    ...parts,
  };
}

export function natRule(parts: Partial<NatRule>): NatRule {
  return { ...entity('nat', { kind: 'static' as const, rewrites: 'source' as const, overload: false }), ...parts };
}

export function iosCrypto(parts: Partial<IosCrypto> = {}): IosCrypto {
  return {
    ...entity('ios', {
      isakmpEnabled: true,
      aggressiveModeDisabled: false,
      isakmpIdentity: 'address' as const,
      natTraversal: true,
      spiMatching: false,
      isakmpNatKeepalive: 0,
      ikev2NatKeepalive: 0,
      isakmpKeepalive: 0,
      ikev2Dpd: 0,
      isakmpFragmentation: false,
      ikev2Fragmentation: false,
      isakmpDefaultPolicyDisabled: false,
      ikev2DefaultPolicyDisabled: false,
      shieldDisabled: false,
      replayWindow: 64,
      saLifetime: 3600,
      saLifetimeKilobytes: 4608000,
      dfBit: 'copy' as const,
      natPreservesIkePort: false,
    }),
    isakmpProfiles: [],
    keyrings: [],
    isakmpPeers: [],
    ikev2Policies: [],
    ikev2Profiles: [],
    ikev2Keyrings: [],
    ipsecProfiles: [],
    certificateMaps: [],
    trustpoints: [],
    clientGroups: [],
    ...parts,
  };
}

export function declared(parts: Omit<DeclaredDevice, 'origin'>): DeclaredDevice {
  return { ...parts, origin: { kind: 'declared', pointer: 'topology.devices.x' } };
}

/** A router with one crypto map towards one peer; IKEv1, pre-shared key. */
export function router(name: string, own: string | undefined, peer: string | undefined, parts: Partial<Device> = {}): Device {
  const remote = peer === undefined ? [ANY_PEER] : [address(peer)];
  const pairs = [name === 'hq' ? permit('10.2.0.0/24', '10.1.0.0/24') : permit('10.1.0.0/24', '10.2.0.0/24')];
  const cannot = peer === undefined ? { kind: 'dynamic-map' as const, cannotInitiate: 'a dynamic map entry only answers' } : {};
  return {
    name,
    platform: 'ios',
    release: { version: '15.2', basis: 'written' },
    sources: [0],
    whole: true,
    gaps: [],
    hosts: [],
    interfaces: [iface('GigabitEthernet0/0', own)],
    filters: [],
    addressGroups: [],
    serviceGroups: [],
    natRules: [],
    natPools: [],
    routeMaps: [],
    routes: [],
    zonePairs: [],
    ikeProposals: [policy()],
    childProposals: [transformSet()],
    gateways: [
      gateway({
        local: own === undefined ? [{ kind: 'dynamic', value: '', origin: AT }] : [address(own)],
        remote,
        children: [child({ pairs })],
        ...cannot,
      }),
    ],
    secrets: [secret(peer === undefined ? [identity('any')] : [identity('ipv4', peer)], 1)],
    pools: [],
    authorities: [],
    certificates: [],
    notices: [],
    definitions: [],
    references: [],
    ios: iosCrypto(),
    ...parts,
  };
}

/** A run's devices. */
export function fleet(...devices: readonly Device[]): { devices: readonly Device[]; device(name: string): Device | undefined } {
  return { devices, device: (name) => devices.find((one) => one.name === name) };
}

/** A proposal of IKEv2: AES-256, SHA-256, group 14 unless told otherwise. */
export function ikev2Proposal(parts: Partial<IkeProposal> = {}): IkeProposal {
  return {
    ...entity('crypto ikev2 proposal P', { name: 'P', version: 2 as const, priority: 1, builtIn: false }),
    encryption: [AES256],
    integrity: [SHA256],
    prf: [transform('prf', 5, 'prf-hmac-sha2-256')],
    ke: [MODP2048],
    esn: [],
    additionalKe: [],
    ...parts,
  };
}

/** What an IKEv2 router says and expects. */
export interface Ikev2Parts {
  readonly own: string;
  readonly peer: string;
  readonly localId: string;
  readonly remoteId: string;
  /** Number of the key. */
  readonly key?: number;
  readonly remoteAuth?: 'psk' | 'rsa';
  readonly proposal?: Partial<IkeProposal>;
  readonly pairs?: readonly SelectorPair[];
}

/** A router with one crypto map entry towards one peer; IKEv2, pre-shared key out of a keyring, FQDN identities. */
export function ikev2Router(name: string, parts: Ikev2Parts, more: Partial<Device> = {}): Device {
  const { own, peer, localId, remoteId, key = 1 } = parts;
  const base = router(name, own, peer);
  const [entry] = base.gateways;
  if (entry === undefined) throw new Error('a router has a gateway');
  return {
    ...base,
    ikeProposals: [ikev2Proposal(parts.proposal)],
    secrets: [secret([identity('fqdn', remoteId)], key, { keyring: 'K', peerLabel: 'PEER' })],
    gateways: [
      {
        ...entry,
        version: 2,
        ikev2Profile: 'PROFILE',
        ikeProposals: ['crypto ikev2 proposal P'],
        children: entry.children.map((one) => ({ ...one, ...(parts.pairs === undefined ? {} : { pairs: parts.pairs }) })),
      },
    ],
    ios: iosCrypto({
      ikev2Keyrings: [
        {
          ...entity('keyring K', { name: 'K' }),
          peers: [{ ...entity('peer', { label: 'PEER', address: `${peer}/32` }), identity: identity('fqdn', remoteId) }],
        },
      ],
      ikev2Profiles: [
        {
          ...entity('profile', {
            name: 'PROFILE',
            identityLocal: 'fqdn' as const,
            identityLocalValue: localId,
            localAuth: 'psk' as const,
            remoteAuth: [parts.remoteAuth ?? 'psk'],
            keyring: 'K',
            lifetime: 86400,
            dpd: 0,
            natKeepalive: 0,
            forceEncapsulation: false,
            shutdown: false,
          }),
          matches: [identity('fqdn', remoteId)],
          trustpoints: [],
        },
      ],
    }),
    ...more,
  };
}

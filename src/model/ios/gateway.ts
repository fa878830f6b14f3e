import type { Span } from '../../text/source.ts';
import { IKE_LIFETIME } from '../defaults/ios.ts';
import type { Provenance } from '../provenance.ts';
import type {
  AddressSpec,
  AuthMethod,
  AuthRound,
  Child,
  ChildFields,
  Gateway,
  GatewayFields,
  GatewayKind,
  Identity,
  Rejection,
} from '../types.ts';
import { type Draft, derived, draft, finish, NOTHING, put, standing } from './draft.ts';
import type { Ikev2ProfileDraft } from './ikev2-profiles.ts';
import type { ProtectionFields } from './ipsec.ts';
import type { Named } from './maps.ts';
import type { Parts } from './parts.ts';
import { familyOf } from './values.ts';

/** What the places that make gateways know of one. */
export interface GatewayPlan {
  readonly id: string;
  readonly name: string;
  readonly kind: GatewayKind;
  readonly header: Span;
  readonly local: readonly AddressSpec[];
  readonly remote: readonly AddressSpec[];
  readonly interface?: { readonly value: string; readonly origin: Provenance };
  readonly vrf?: Named;
  readonly isakmpProfile?: { readonly value: string; readonly origin: Provenance };
  readonly ikev2Profile?: { readonly value: string; readonly origin: Provenance };
  readonly mapName?: Named;
  readonly clientAuthentication?: { readonly value: string; readonly origin: Provenance };
  readonly sequence?: number;
  readonly cannotInitiate?: { readonly value: string; readonly origin: Provenance };
  readonly rejected?: Rejection;
  readonly children: readonly Child[];
}

/** Makes a gateway from its plan and the profiles that it names. */
export function makeGateway(parts: Parts, plan: GatewayPlan): Gateway {
  const unset = parts.build.default(plan.header, 'gateway', 'what IOS does with every peer');
  const header = standing(plan.header);
  const profile = plan.ikev2Profile === undefined ? undefined : parts.ikev2Profiles.get(plan.ikev2Profile.value);
  const version = plan.ikev2Profile === undefined ? 1 : 2;
  const entity = draft<GatewayFields>(
    plan.id,
    plan.header,
    {
      name: plan.name,
      kind: plan.kind,
      version,
      aggressive: false,
      localPort: 500,
      remotePort: 500,
      mobike: false,
      forceEncapsulation: false,
      fragmentation: 'no',
      childless: 'never',
      dpdDelay: 0,
      keyingTries: 1,
      unique: 'replace',
      reauthTime: 0,
      rekeyTime: IKE_LIFETIME,
      overTime: 0,
      pull: false,
      sendCert: 'ifasked',
      sendCertRequest: true,
    },
    unset,
  );
  entity.at.name = header;
  entity.at.kind = header;
  entity.at.version =
    plan.ikev2Profile?.origin ?? parts.build.default(plan.header, 'gateway', 'no IKEv2 profile is named: IKEv1');
  copyNames(entity, plan);
  if (version === 1) isakmpFields(parts, entity, plan);
  else ikev2Fields(parts, entity, profile);
  const auth = version === 1 ? isakmpAuth(parts, plan, entity.fields.aggressive) : ikev2Auth(plan, profile);
  return finish(entity, {
    local: plan.local,
    remote: plan.remote,
    ikeProposals: version === 1 ? parts.policyIds : parts.ikev2ProposalsFor(plan.local, plan.vrf?.value),
    ...auth,
    virtualAddresses: NOTHING,
    pools: NOTHING,
    children: plan.children,
    ...(plan.rejected === undefined ? {} : { rejected: plan.rejected }),
  });
}

function copyNames(entity: Draft<GatewayFields>, plan: GatewayPlan): void {
  for (const key of ['interface', 'vrf', 'isakmpProfile', 'ikev2Profile', 'mapName'] as const) {
    const named = plan[key];
    if (named !== undefined) put(entity, key, named.value, named.origin);
  }
  const stuck = plan.cannotInitiate;
  if (stuck !== undefined) put(entity, 'cannotInitiate', stuck.value, derived('it cannot start a tunnel', stuck.origin));
  if (plan.sequence !== undefined) put(entity, 'sequence', plan.sequence, standing(plan.header));
}

function isakmpFields(parts: Parts, entity: Draft<GatewayFields>, plan: GatewayPlan): void {
  const { fields, at } = parts.settings;
  const profile = plan.isakmpProfile === undefined ? undefined : parts.isakmpProfiles.get(plan.isakmpProfile.value)?.entity;
  const aggressive = aggressiveOrigin(parts, plan);
  if (aggressive !== undefined && !fields.aggressiveModeDisabled) put(entity, 'aggressive', true, aggressive);
  const users = profile?.fields.clientAuthentication;
  if (users !== undefined && profile?.at.clientAuthentication !== undefined)
    put(entity, 'clientAuthentication', users, profile.at.clientAuthentication);
  else if (plan.clientAuthentication !== undefined)
    put(entity, 'clientAuthentication', plan.clientAuthentication.value, plan.clientAuthentication.origin);
  const keepalive = profile?.fields.keepalive;
  if (keepalive !== undefined && profile?.at.keepalive !== undefined) put(entity, 'dpdDelay', keepalive, profile.at.keepalive);
  else if (at.isakmpKeepalive !== undefined) put(entity, 'dpdDelay', fields.isakmpKeepalive, at.isakmpKeepalive);
  if (fields.isakmpFragmentation && at.isakmpFragmentation !== undefined)
    put(entity, 'fragmentation', 'yes', at.isakmpFragmentation);
}

/** What makes an initiator use aggressive mode (reference 14.1). */
function aggressiveOrigin(parts: Parts, plan: GatewayPlan): Provenance | undefined {
  if (plan.kind === 'ezvpn-client')
    return derived('an EzVPN client with a group key uses aggressive mode', standing(plan.header));
  for (const { value } of plan.remote) {
    const peer = parts.isakmp.aggressivePeer(value);
    if (peer?.at.endpoint !== undefined) return derived('client-endpoint and password are set for the peer', peer.at.endpoint);
  }
  const profile = plan.isakmpProfile === undefined ? undefined : parts.isakmpProfiles.get(plan.isakmpProfile.value)?.entity;
  return profile?.fields.initiateAggressive === true ? profile.at.initiateAggressive : undefined;
}

function ikev2Fields(parts: Parts, entity: Draft<GatewayFields>, profile: Ikev2ProfileDraft | undefined): void {
  const { fields, at } = parts.settings;
  if (at.ikev2Dpd !== undefined) put(entity, 'dpdDelay', fields.ikev2Dpd, at.ikev2Dpd);
  if (fields.ikev2Fragmentation && at.ikev2Fragmentation !== undefined)
    put(entity, 'fragmentation', 'yes', at.ikev2Fragmentation);
  if (profile === undefined) return;
  const { fields: own, at: origins } = profile.entity;
  if (own.dpd > 0 && origins.dpd !== undefined) put(entity, 'dpdDelay', own.dpd, origins.dpd);
  if (origins.forceEncapsulation !== undefined)
    put(entity, 'forceEncapsulation', own.forceEncapsulation, origins.forceEncapsulation);
  if (origins.lifetime !== undefined) put(entity, 'rekeyTime', own.lifetime, origins.lifetime);
}

type Rounds = { readonly localAuth: readonly AuthRound[]; readonly remoteAuth: readonly AuthRound[] };

function isakmpAuth(parts: Parts, plan: GatewayPlan, aggressive: boolean): Rounds {
  const profile = plan.isakmpProfile === undefined ? undefined : parts.isakmpProfiles.get(plan.isakmpProfile.value);
  const { method, origin } =
    plan.kind === 'ezvpn-client' ? { method: 'psk' as const, origin: standing(plan.header) } : parts.isakmpMethod;
  const identity = isakmpIdentity(parts, plan, aggressive);
  const certified = method === 'rsa' || method === 'ecdsa';
  return {
    localAuth: [
      round(plan, 'local', method, origin, identity, NOTHING, certified ? parts.trustpointAtoms(profile?.entity) : NOTHING),
    ],
    remoteAuth: [round(plan, 'remote', method, origin, undefined, profile?.matches ?? NOTHING, NOTHING)],
  };
}

function isakmpIdentity(parts: Parts, plan: GatewayPlan, aggressive: boolean): Identity | undefined {
  if (aggressive) {
    for (const { value } of plan.remote) {
      const peer = parts.isakmp.aggressivePeer(value);
      const endpoint = peer?.fields.endpoint;
      if (endpoint === undefined || peer?.at.endpoint === undefined) continue;
      const kinds = { fqdn: 'fqdn', 'user-fqdn': 'email', 'ipv4-address': 'ipv4', 'ipv6-address': 'ipv6' } as const;
      return { type: kinds[peer.fields.endpointType ?? 'fqdn'], value: endpoint, origin: peer.at.endpoint };
    }
  }
  const profile = plan.isakmpProfile === undefined ? undefined : parts.isakmpProfiles.get(plan.isakmpProfile.value)?.entity;
  const self = profile?.fields.selfIdentity;
  if (self !== undefined && profile?.at.selfIdentity !== undefined) {
    const value = profile.fields.selfIdentityValue;
    const origin = profile.at.selfIdentityValue ?? profile.at.selfIdentity;
    if (self === 'address') return undefined;
    return { type: self === 'fqdn' ? 'fqdn' : 'email', value: value ?? parts.fullName ?? '', origin };
  }
  const { fields, at } = parts.settings;
  if (fields.isakmpIdentity === 'address' || at.isakmpIdentity === undefined) return undefined;
  if (fields.isakmpIdentity === 'dn') return { type: 'dn', value: '', origin: at.isakmpIdentity };
  return { type: 'fqdn', value: parts.fullName ?? '', origin: at.isakmpIdentity };
}

function ikev2Auth(plan: GatewayPlan, profile: Ikev2ProfileDraft | undefined): Rounds {
  const header = standing(plan.header);
  if (profile === undefined) {
    return {
      localAuth: [round(plan, 'local', 'unknown', header, undefined, NOTHING, NOTHING)],
      remoteAuth: [round(plan, 'remote', 'unknown', header, undefined, NOTHING, NOTHING)],
    };
  }
  const { fields, at } = profile.entity;
  const local = fields.localAuth ?? 'unknown';
  const [first = 'unknown', ...others] = fields.remoteAuth;
  const identity = ikev2Identity(profile);
  return {
    localAuth: [round(plan, 'local', local, at.localAuth ?? header, identity, NOTHING, profile.trustpoints)],
    remoteAuth: [
      round(plan, 'remote', others.length === 0 ? first : 'any', at.remoteAuth ?? header, undefined, profile.matches, NOTHING),
    ],
  };
}

function ikev2Identity({ entity: { fields, at } }: Ikev2ProfileDraft): Identity | undefined {
  const kind = fields.identityLocal;
  const origin = at.identityLocalValue ?? at.identityLocal;
  if (kind === undefined || origin === undefined) return undefined;
  const value = fields.identityLocalValue ?? '';
  if (kind === 'address') return { type: familyOf(value) === 6 ? 'ipv6' : 'ipv4', value, origin };
  return { type: kind, value, origin };
}

function round(
  plan: GatewayPlan,
  side: 'local' | 'remote',
  method: AuthMethod,
  origin: Provenance,
  identity: Identity | undefined,
  alternatives: readonly Identity[],
  certificates: AuthRound['certificates'],
): AuthRound {
  const entity = draft(`${plan.id} ${side} 1`, plan.header, { method, round: 1 }, origin);
  entity.at.round = standing(plan.header);
  return finish(entity, {
    alternatives,
    certificates,
    authorities: NOTHING,
    groups: NOTHING,
    ...(identity === undefined ? {} : { identity }),
  });
}

/** What a child carries. */
export interface ChildPlan {
  readonly id: string;
  readonly name: string;
  readonly header: Span;
  readonly protection: Draft<ProtectionFields>;
  readonly startAction: 'none' | 'trap' | 'start';
  readonly filter?: Named | { readonly value: string; readonly origin: Provenance };
  readonly accessIn?: { readonly value: string; readonly origin: Provenance };
  readonly selectors: Pick<Child, 'localTs' | 'remoteTs' | 'pairs' | 'acceptsAny'>;
}

/** Makes the child of a gateway; mode, lifetime and PFS come from the map entry or the IPsec profile. */
export function makeChild(parts: Parts, plan: ChildPlan): Child {
  const unset = parts.build.default(plan.header, 'child', 'what IOS does with every IPsec SA');
  const { fields, at } = plan.protection;
  const proposals = fields.proposals.length > 0 ? fields.proposals : parts.ipsec.withoutSets;
  const mode = parts.ipsec.modeOf(proposals) ?? {
    mode: fields.proposals.length > 0 ? ('tunnel' as const) : ('transport' as const),
    origin: unset,
  };
  const life = parts.lifetimeOf(plan.protection);
  const entity = draft<ChildFields>(
    plan.id,
    plan.header,
    {
      name: plan.name,
      mode: mode.mode,
      startAction: plan.startAction,
      closeAction: 'none',
      dpdAction: 'none',
      rekeyTime: life.value,
      lifeTime: life.value,
      lifeBytes: parts.settings.fields.saLifetimeKilobytes * 1024,
      ipcomp: false,
      replayWindow: parts.settings.fields.replayWindow,
      sha256_96: false,
      policies: true,
    },
    unset,
  );
  entity.at.name = standing(plan.header);
  entity.at.mode = mode.origin;
  entity.at.rekeyTime = life.origin;
  entity.at.lifeTime = life.origin;
  if (parts.settings.at.saLifetimeKilobytes !== undefined) entity.at.lifeBytes = parts.settings.at.saLifetimeKilobytes;
  if (parts.settings.at.replayWindow !== undefined) entity.at.replayWindow = parts.settings.at.replayWindow;
  if (fields.pfs !== undefined && at.pfs !== undefined) put(entity, 'pfs', fields.pfs, at.pfs);
  if (plan.filter !== undefined) put(entity, 'filter', plan.filter.value, plan.filter.origin);
  if (plan.accessIn !== undefined) put(entity, 'accessIn', plan.accessIn.value, plan.accessIn.origin);
  return finish(entity, { proposals, ...plan.selectors });
}

import type { Provenance } from '../provenance.ts';
import type {
  AddressSpec,
  Atom,
  AuthMethod,
  Filter,
  IkeProposal,
  Ikev2Policy,
  IosCryptoFields,
  IsakmpProfileFields,
} from '../types.ts';
import type { IosBuild } from './context.ts';
import { type Draft, derived, standing } from './draft.ts';
import type { FlexvpnClients } from './flexvpn.ts';
import type { Ikev2Profiles } from './ikev2-profiles.ts';
import type { Interfaces } from './interfaces.ts';
import type { Ipsec, ProtectionFields } from './ipsec.ts';
import type { Isakmp } from './isakmp.ts';
import type { IsakmpProfiles } from './isakmp-profiles.ts';
import type { CryptoMaps } from './maps.ts';
import { type Selectors, selectorsOf } from './selectors.ts';

/** Everything that gateways are put together from, once all statements are read. */
export class Parts {
  readonly build: IosBuild;
  readonly settings: Draft<IosCryptoFields>;
  readonly interfaces: Interfaces;
  readonly isakmp: Isakmp;
  readonly isakmpProfiles: IsakmpProfiles;
  readonly ikev2Profiles: Ikev2Profiles;
  readonly ipsec: Ipsec;
  readonly flexvpn: FlexvpnClients;
  readonly maps: CryptoMaps;
  /** `hostname` with the domain behind it. */
  readonly fullName: string | undefined;
  readonly whole: boolean;
  readonly policyIds: readonly string[];
  readonly isakmpMethod: { readonly method: AuthMethod; readonly origin: Provenance };
  readonly #filters: ReadonlyMap<string, Filter>;
  readonly #policies: readonly Ikev2Policy[];
  readonly #trustpoints: readonly string[];
  readonly #selectors = new Map<string, Selectors>();

  constructor(input: {
    readonly build: IosBuild;
    readonly settings: Draft<IosCryptoFields>;
    readonly interfaces: Interfaces;
    readonly isakmp: Isakmp;
    readonly isakmpProfiles: IsakmpProfiles;
    readonly ikev2Profiles: Ikev2Profiles;
    readonly ipsec: Ipsec;
    readonly flexvpn: FlexvpnClients;
    readonly maps: CryptoMaps;
    readonly fullName: string | undefined;
    readonly whole: boolean;
    readonly filters: readonly Filter[];
    readonly isakmpPolicies: readonly IkeProposal[];
    readonly ikev2Policies: readonly Ikev2Policy[];
    readonly trustpoints: readonly string[];
  }) {
    this.build = input.build;
    this.settings = input.settings;
    this.interfaces = input.interfaces;
    this.isakmp = input.isakmp;
    this.isakmpProfiles = input.isakmpProfiles;
    this.ikev2Profiles = input.ikev2Profiles;
    this.ipsec = input.ipsec;
    this.flexvpn = input.flexvpn;
    this.maps = input.maps;
    this.fullName = input.fullName;
    this.whole = input.whole;
    this.policyIds = input.isakmpPolicies.map(({ id }) => id);
    this.isakmpMethod = methodOf(input.isakmpPolicies, standing(input.settings.header));
    this.#filters = new Map(input.filters.map((filter) => [filter.name, filter]));
    this.#policies = input.ikev2Policies;
    this.#trustpoints = input.trustpoints;
  }

  /** Selectors of a crypto access list; undefined when it is not in the text. */
  selectors(name: string): Selectors | undefined {
    let known = this.#selectors.get(name);
    const filter = this.#filters.get(name);
    if (known === undefined && filter !== undefined) {
      known = selectorsOf(filter);
      this.#selectors.set(name, known);
    }
    return known;
  }

  /** Ids of the proposals of the IKEv2 policy that fits a local address and a VRF. */
  ikev2ProposalsFor(local: readonly AddressSpec[], vrf: string | undefined): readonly string[] {
    const fits = (policy: Ikev2Policy) =>
      (policy.fvrf === 'any' || policy.fvrf === vrf) &&
      (policy.localAddresses.length === 0 ||
        local.some(({ value, kind }) => kind === 'unknown' || policy.localAddresses.includes(value)));
    return (
      (this.#policies.find((policy) => !policy.builtIn && fits(policy)) ?? this.#policies.find(({ builtIn }) => builtIn))
        ?.proposals ?? []
    );
  }

  /** Lifetime of an SA, seconds: that of the entry, else that of the device. */
  lifetimeOf({ fields, at }: Draft<ProtectionFields>): { readonly value: number; readonly origin: Provenance } {
    const own = at.lifetime;
    const device = this.settings.at.saLifetime;
    if (own !== undefined && (own.kind !== 'default' || device === undefined)) return { value: fields.lifetime, origin: own };
    return { value: this.settings.fields.saLifetime, origin: device ?? standing(this.settings.header) };
  }

  /** Trustpoints that a certificate may come from. */
  trustpointAtoms(profile: Draft<IsakmpProfileFields> | undefined): readonly Atom<string>[] {
    const own = profile?.fields.trustpoint;
    if (own !== undefined && profile?.at.trustpoint !== undefined) return [{ value: own, origin: profile.at.trustpoint }];
    const origin = derived('no trustpoint is named: any may be used', standing(this.settings.header));
    return this.#trustpoints.map((value) => ({ value, origin }));
  }
}

function methodOf(policies: readonly IkeProposal[], header: Provenance): Parts['isakmpMethod'] {
  const methods = new Set(policies.map(({ authentication }) => authentication ?? 'unknown'));
  const origins = policies.map(({ at }) => at.authentication).filter((origin) => origin !== undefined);
  const [only] = methods;
  const origin = origins.length === 0 ? header : derived('the authentication methods of the isakmp policies', ...origins);
  return { method: methods.size === 1 && only !== undefined ? only : methods.size === 0 ? 'unknown' : 'any', origin };
}

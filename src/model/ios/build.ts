import { type IosProblem, type IosStatement, type IosTree, parseIos } from '../../parse/ios/index.ts';
import type { Span } from '../../text/source.ts';
import type { BuildContext } from '../build.ts';
import type { AddressPool, Atom, Device, HostEntry, Notice, ObjectKind, Release, Route } from '../types.ts';
import { argumentAt, IosBuild, statementAt } from './context.ts';
import { finish, put } from './draft.ts';
import { EzvpnClients } from './ezvpn.ts';
import { Filters } from './filters.ts';
import { FlexvpnClients } from './flexvpn.ts';
import { Gdoi } from './gdoi.ts';
import { ObjectGroups } from './groups.ts';
import { Ikev2 } from './ikev2.ts';
import { Ikev2Keyrings } from './ikev2-keyrings.ts';
import { Ikev2Profiles } from './ikev2-profiles.ts';
import { Interfaces } from './interfaces.ts';
import { Ipsec } from './ipsec.ts';
import { Isakmp } from './isakmp.ts';
import { IsakmpPolicies } from './isakmp-policies.ts';
import { IsakmpProfiles } from './isakmp-profiles.ts';
import { Keys } from './keys.ts';
import { mapGateways } from './map-gateways.ts';
import { CryptoMaps } from './maps.ts';
import { NatRules, RouteMaps, rangeText, routeOf } from './nat.ts';
import { Parts } from './parts.ts';
import { Pki } from './pki.ts';
import { reviewObjects } from './review.ts';
import { openSettings, settingLine } from './settings.ts';
import { tunnelGateways } from './tunnel-gateways.ts';
import { Zones } from './zones.ts';

/** Builds the model of one IOS device from its files. Never throws; what it cannot read becomes notices. */
export function buildIosDevice(context: BuildContext): Device {
  const trees = context.files.filter(({ dialect }) => dialect === 'ios').map(({ source }) => parseIos(source));
  return new DeviceBuilder(context, trees).run();
}

/** Release from the `version` line, the topology, or 15.x. */
function releaseOf(context: BuildContext, trees: readonly IosTree[]): Release {
  for (const tree of trees) {
    const statement = tree.statements.find(({ command, form }) => command === 'version' && form === 'set');
    const written =
      statement === undefined ? undefined : /^[0-9]{2}\.[0-9]{1,2}/.exec(tree.value(statement, '$version') ?? '')?.[0];
    if (statement !== undefined && written !== undefined) {
      return { version: written, basis: 'written', origin: argumentAt(tree, statement, '$version') };
    }
  }
  if (context.declaredVersion !== undefined) return { version: context.declaredVersion, basis: 'topology' };
  return { version: '15.x', basis: 'assumed' };
}

class DeviceBuilder {
  readonly #context: BuildContext;
  readonly #trees: readonly IosTree[];
  readonly #build: IosBuild;
  readonly #keys: Keys;
  readonly #interfaces: Interfaces;
  readonly #filters: Filters;
  readonly #groups: ObjectGroups;
  readonly #nat: NatRules;
  readonly #routeMaps: RouteMaps;
  readonly #zones: Zones;
  readonly #isakmp: Isakmp;
  readonly #isakmpPolicies: IsakmpPolicies;
  readonly #isakmpProfiles: IsakmpProfiles;
  readonly #ikev2: Ikev2;
  readonly #keyrings: Ikev2Keyrings;
  readonly #profiles: Ikev2Profiles;
  readonly #ipsec: Ipsec;
  readonly #maps: CryptoMaps;
  readonly #pki: Pki;
  readonly #gdoi: Gdoi;
  readonly #ezvpn: EzvpnClients;
  readonly #flexvpn = new FlexvpnClients();
  readonly #settings: ReturnType<typeof openSettings>;
  readonly #hosts: HostEntry[] = [];
  readonly #routes: Route[] = [];
  readonly #pools: AddressPool[] = [];
  #hostname: Atom<string> | undefined;
  #domain: Atom<string> | undefined;

  constructor(context: BuildContext, trees: readonly IosTree[]) {
    const build = new IosBuild(context, releaseOf(context, trees));
    this.#context = context;
    this.#trees = trees;
    this.#build = build;
    this.#keys = new Keys(context.secrets);
    this.#interfaces = new Interfaces(build);
    this.#filters = new Filters(build);
    this.#groups = new ObjectGroups(build);
    this.#nat = new NatRules(build);
    this.#routeMaps = new RouteMaps(build);
    this.#zones = new Zones(build);
    this.#isakmp = new Isakmp(build, this.#keys);
    this.#isakmpPolicies = new IsakmpPolicies(build);
    this.#isakmpProfiles = new IsakmpProfiles(build);
    this.#ikev2 = new Ikev2(build);
    this.#keyrings = new Ikev2Keyrings(build, this.#keys);
    this.#profiles = new Ikev2Profiles(build, this.#keys);
    this.#ipsec = new Ipsec(build);
    this.#maps = new CryptoMaps(build, this.#ipsec);
    this.#pki = new Pki(build);
    this.#gdoi = new Gdoi(build);
    this.#ezvpn = new EzvpnClients(build, this.#keys);
    this.#settings = openSettings(build, headerOf(trees));
  }

  run(): Device {
    for (const tree of this.#trees) {
      for (const statement of tree.statements) this.#statement(tree, statement);
      for (const problem of tree.problems) this.#build.notices.push(noticeOf(problem));
    }
    return this.#device();
  }

  #statement(tree: IosTree, statement: IosStatement): void {
    switch (statement.command) {
      case 'interface':
        this.#interfaces.add(tree, statement);
        return;
      case 'interface-range':
        this.#interfaces.addRange(tree, statement);
        return;
      case 'acl-extended':
        this.#filters.named(tree, statement, 'extended');
        return;
      case 'acl-standard':
        this.#filters.named(tree, statement, 'standard');
        return;
      case 'acl-ipv6':
        this.#filters.named(tree, statement, 'ipv6');
        return;
      case 'numbered-standard':
      case 'numbered-extended':
      case 'numbered-remark':
      case 'numbered-number':
        this.#filters.numbered(tree, statement);
        return;
      case 'address-group':
        this.#groups.addresses(tree, statement);
        return;
      case 'service-group':
        this.#groups.services(tree, statement);
        return;
      case 'nat-dynamic':
      case 'nat-static':
      case 'nat-nvi-dynamic':
      case 'nat-nvi-static':
      case 'nat-destination':
      case 'nat-outside-list':
      case 'nat-pool':
        this.#nat.add(tree, statement);
        return;
      case 'route-map':
        this.#routeMaps.add(tree, statement);
        return;
      case 'ip-route':
      case 'ipv6-route':
        this.#route(tree, statement);
        return;
      default:
        if (!this.#crypto(tree, statement) && !settingLine(tree, statement, this.#settings)) this.#other(tree, statement);
    }
  }

  #crypto(tree: IosTree, statement: IosStatement): boolean {
    switch (statement.command) {
      case 'isakmp-policy':
        this.#isakmpPolicies.add(tree, statement);
        return true;
      case 'isakmp-key':
        this.#isakmp.key(tree, statement);
        return true;
      case 'keyring':
        this.#isakmp.keyring(tree, statement);
        return true;
      case 'isakmp-profile':
        this.#isakmpProfiles.add(tree, statement);
        return true;
      case 'isakmp-peer':
        this.#isakmp.peer(tree, statement);
        return true;
      case 'isakmp-client-group':
        this.#isakmp.clientGroup(tree, statement);
        return true;
      case 'ikev2-proposal':
        this.#ikev2.proposal(tree, statement);
        return true;
      case 'ikev2-policy':
        this.#ikev2.policy(tree, statement);
        if (tree.value(statement, '$name') === 'default') {
          put(this.#settings, 'ikev2DefaultPolicyDisabled', statement.form === 'no', statementAt(tree, statement));
        }
        return true;
      case 'ikev2-keyring':
        this.#keyrings.add(tree, statement);
        return true;
      case 'ikev2-profile':
        this.#profiles.add(tree, statement);
        return true;
      case 'transform-set':
        this.#ipsec.transformSet(tree, statement);
        return true;
      case 'ipsec-profile':
        this.#ipsec.profile(tree, statement);
        return true;
      case 'map-entry':
        this.#maps.entry(tree, statement);
        return true;
      case 'dynamic-entry':
        this.#maps.dynamicEntry(tree, statement);
        return true;
      case 'map-local-address':
      case 'map-isakmp-profile':
      case 'map-client-authentication':
        this.#maps.setting(tree, statement, statement.command);
        return true;
      case 'ezvpn-client':
        this.#ezvpn.add(tree, statement);
        return true;
      case 'ikev2-client':
        this.#flexvpn.add(tree, statement);
        return true;
      case 'gdoi-group':
        this.#gdoi.group(tree, statement);
        return true;
      case 'trustpoint':
        this.#pki.trustpoint(tree, statement);
        return true;
      case 'certificate-chain':
        this.#pki.chain(tree, statement);
        return true;
      case 'certificate-map':
        this.#pki.map(tree, statement);
        return true;
      default:
        return false;
    }
  }

  #other(tree: IosTree, statement: IosStatement): void {
    switch (statement.command) {
      case 'zone':
        this.#zones.zone(tree, statement);
        return;
      case 'zone-pair':
        this.#zones.pair(tree, statement);
        return;
      case 'class-map':
        this.#zones.object(tree, statement, 'class-map');
        return;
      case 'policy-map':
        this.#zones.object(tree, statement, 'policy-map');
        return;
      case 'hostname':
        this.#hostname = atomOf(tree, statement);
        return;
      case 'domain-name':
        if (!tree.has(statement, '$vrf')) this.#domain = atomOf(tree, statement);
        return;
      case 'ip-host':
        this.#host(tree, statement);
        return;
      case 'local-pool':
        this.#pool(tree, statement);
        return;
      case 'ikev2-authorization':
        this.#define(tree, statement, 'ikev2-authorization-policy', '$name');
        return;
      case 'vrf':
        this.#define(tree, statement, 'vrf', '$vrf');
        return;
      case 'time-range':
        this.#define(tree, statement, 'time-range', '$name');
        return;
    }
  }

  #define(
    tree: IosTree,
    statement: IosStatement,
    kind: 'ikev2-authorization-policy' | 'vrf' | 'time-range',
    label: string,
  ): void {
    const word = tree.find(statement, label);
    if (statement.form === 'set' && word !== -1) this.#build.define(kind, tree.text(word), tree.span(word));
  }

  #host(tree: IosTree, statement: IosStatement): void {
    const name = tree.value(statement, '$name');
    const addresses = tree.all(statement, '$address').map((word) => tree.text(word));
    if (statement.form !== 'set' || name === undefined || addresses.length === 0) return;
    this.#hosts.push({ name, addresses, origin: statementAt(tree, statement) });
  }

  #pool(tree: IosTree, statement: IosStatement): void {
    const word = tree.find(statement, '$name');
    if (statement.form !== 'set' || word === -1) return;
    const addresses = rangeText(tree.value(statement, '$from') ?? '', tree.value(statement, '$to'));
    this.#pools.push({ name: tree.text(word), addresses, origin: statementAt(tree, statement) });
    this.#build.define('address-pool', tree.text(word), tree.span(word));
  }

  #route(tree: IosTree, statement: IosStatement): void {
    const route = routeOf(tree, statement);
    if (route !== undefined) this.#routes.push(route);
  }

  /** Whether something that is modelled refers to an object. In a part of a configuration everything may be used elsewhere. */
  #used(whole: boolean): (kind: ObjectKind, name: string) => boolean {
    if (!whole || this.#context.everything === true) return () => true;
    const names = new Set(this.#build.references.map(({ kind, name }) => `${kind} ${name}`));
    return (kind, name) => names.has(`${kind} ${name}`);
  }

  #device(): Device {
    const build = this.#build;
    const context = this.#context;
    const header = this.#settings.header;
    const whole = build.release.basis === 'written' || (this.#hostname !== undefined && this.#trees.some(endsProperly));
    const isakmpPolicies = this.#isakmpPolicies.all(this.#settings.fields.isakmpDefaultPolicyDisabled, header);
    const ikev2Policies = this.#ikev2.policies(this.#settings.fields.ikev2DefaultPolicyDisabled, header);
    const zonePairs = this.#zones.all();
    const used = this.#used(whole);
    const filters = this.#filters.all((name) => used('access-list', name));
    const ikev2Keyrings = this.#keyrings.all();
    const parts = new Parts({
      build,
      settings: this.#settings,
      interfaces: this.#interfaces,
      isakmp: this.#isakmp,
      isakmpProfiles: this.#isakmpProfiles,
      ikev2Profiles: this.#profiles,
      ipsec: this.#ipsec,
      flexvpn: this.#flexvpn,
      maps: this.#maps,
      fullName: fullName(this.#hostname?.value, this.#domain?.value),
      whole,
      filters,
      isakmpPolicies,
      ikev2Policies,
      trustpoints: this.#pki.names,
    });
    const gateways = [...mapGateways(parts, this.#gdoi), ...tunnelGateways(parts), ...this.#ezvpn.gateways(parts)];
    reviewObjects(build, this.#isakmpProfiles, this.#profiles);
    const needsDefaultSet = gateways.some(({ children }) =>
      children.some(({ proposals }) => proposals.includes('crypto ipsec transform-set default')),
    );
    const usesIkev1 = gateways.some(({ version }) => version === 1);
    const usesIkev2 = gateways.some(({ version }) => version === 2);
    const ikeProposals = [
      ...isakmpPolicies.filter(({ builtIn }) => usesIkev1 || !builtIn),
      ...this.#ikev2.proposals(header).filter(({ builtIn }) => usesIkev2 || !builtIn),
    ];
    const childProposals = this.#ipsec.proposals(needsDefaultSet, header);
    const pki = this.#pki.finish();
    return {
      name: context.named === 'topology' ? context.name : (this.#hostname?.value ?? context.name),
      platform: 'ios',
      release: build.release,
      sources: this.#trees.map(({ source }) => source.id),
      whole,
      gaps: [],
      ...(this.#hostname === undefined ? {} : { hostname: this.#hostname }),
      ...(this.#domain === undefined ? {} : { domain: this.#domain }),
      hosts: this.#hosts,
      interfaces: this.#interfaces.all((name) => used('interface', name)),
      filters,
      addressGroups: this.#groups.allAddresses(),
      serviceGroups: this.#groups.allServices(),
      natRules: this.#nat.all(),
      natPools: this.#nat.allPools(),
      routeMaps: this.#routeMaps.all(),
      routes: this.#routes,
      zonePairs,
      ikeProposals,
      childProposals,
      gateways,
      secrets: this.#keys.all(),
      pools: this.#pools,
      authorities: [],
      certificates: this.#pki.certificates(),
      notices: build.notices,
      definitions: build.definitions,
      // An interface is its own definition; only names that no interface has are kept.
      references: build.references.filter(({ kind, name }) => kind !== 'interface' || this.#interfaces.get(name) === undefined),
      ios: finish(this.#settings, {
        ...this.#isakmp.finish(),
        isakmpProfiles: this.#isakmpProfiles.all(),
        ikev2Policies,
        ikev2Profiles: this.#profiles.all(),
        ikev2Keyrings,
        ipsecProfiles: this.#ipsec.profiles(),
        ...pki,
      }),
      ...(context.declared === undefined ? {} : { declared: context.declared }),
    };
  }
}

function headerOf(trees: readonly IosTree[]): Span {
  for (const tree of trees) {
    const first = tree.statements.find(({ command }) => command === 'hostname') ?? tree.statements[0];
    if (first !== undefined) return tree.spanOf(first);
  }
  return { source: trees[0]?.source.id ?? 0, start: 0, end: 0 };
}

function atomOf(tree: IosTree, statement: IosStatement): Atom<string> | undefined {
  const value = tree.value(statement, '$name');
  return statement.form !== 'set' || value === undefined ? undefined : { value, origin: argumentAt(tree, statement, '$name') };
}

function fullName(hostname: string | undefined, domain: string | undefined): string | undefined {
  if (hostname === undefined) return undefined;
  return domain === undefined ? hostname : `${hostname}.${domain}`;
}

/** A whole running-config ends with `end`. */
function endsProperly(tree: IosTree): boolean {
  return /(?:^|\n)\s*end\s*$/.test(tree.source.text.slice(-64));
}

function noticeOf(problem: IosProblem): Notice {
  const kind = problem.kind === 'bad-value' ? 'not-understood' : problem.kind;
  const { source, start, end } = problem.span;
  const origin = { kind: 'written', source, start, end } as const;
  const { message, suggestion, misspelt } = problem;
  if (suggestion === undefined) return { kind, message, origin };
  return { kind, message, suggestion, ...(misspelt === undefined ? {} : { misspelt }), origin };
}

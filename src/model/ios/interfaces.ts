import type { IosStatement, IosTree } from '../../parse/ios/index.ts';
import type { Written } from '../provenance.ts';
import type { Interface, InterfaceAddress, InterfaceFields } from '../types.ts';
import { argumentAt, type IosBuild, numberOf, statementAt, wordAt } from './context.ts';
import { type Draft, draft, drop, finish, NOTHING, put } from './draft.ts';
import { interfaceName } from './interface-names.ts';
import { TunnelBuilder } from './tunnels.ts';
import { ipv4, isRemoved, maskLength } from './values.ts';

/** An interface that is being built. */
export interface InterfaceDraft {
  readonly entity: Draft<InterfaceFields>;
  addresses: InterfaceAddress[];
  readonly tunnel: TunnelBuilder | undefined;
}

/** Interfaces by canonical name. */
export class Interfaces {
  readonly #build: IosBuild;
  readonly #byName = new Map<string, InterfaceDraft>();
  #owners: Map<string, InterfaceDraft> | undefined;

  constructor(build: IosBuild) {
    this.#build = build;
  }

  /** `interface …` and its lines. A second block with the same name adds to the first. */
  add(tree: IosTree, statement: IosStatement): void {
    const word = tree.find(statement, '$interface');
    const name = interfaceName(tree.text(word));
    if (statement.form !== 'set') {
      this.#byName.delete(name);
      return;
    }
    const found = this.#byName.get(name) ?? this.#open(tree, statement, word, name);
    for (const child of statement.children) this.#line(tree, child, found);
  }

  /** `interface range A/1 - 4 , B` and its lines, for each interface. */
  addRange(tree: IosTree, statement: IosStatement): void {
    const word = tree.find(statement, '$rest');
    if (statement.form !== 'set' || word === -1) return;
    for (const name of rangeNames(tree.text(word))) {
      const found = this.#byName.get(name) ?? this.#open(tree, statement, word, name);
      for (const child of statement.children) this.#line(tree, child, found);
    }
  }

  get(name: string): InterfaceDraft | undefined {
    return this.#byName.get(name);
  }

  /** The interface that has an address, once all are read. */
  ownerOf(address: string): InterfaceDraft | undefined {
    if (this.#owners === undefined) {
      this.#owners = new Map();
      for (const found of this.#byName.values()) for (const own of found.addresses) this.#owners.set(own.address, found);
    }
    return this.#owners.get(address);
  }

  drafts(): IterableIterator<InterfaceDraft> {
    return this.#byName.values();
  }

  /** The interfaces that have something on them that matters here or whose name is wanted. */
  all(wanted: (name: string) => boolean): Interface[] {
    const all: Interface[] = [];
    for (const one of this.#byName.values()) if (!isBare(one) || wanted(one.entity.fields.name)) all.push(finished(one));
    return all;
  }

  #open(tree: IosTree, statement: IosStatement, word: number, name: string): InterfaceDraft {
    const header = tree.spanOf(statement);
    const unset = this.#build.default(header, 'interface', 'an interface is up and has no address unless it is configured');
    const fields: InterfaceFields = { name, shutdown: false, addressing: 'none' };
    const entity = draft(`interface ${name}`, header, fields, unset);
    put(entity, 'name', name, wordAt(tree, word));
    const isTunnel = /^(?:Tunnel|Virtual-Template)/.test(name);
    const opened = { entity, addresses: [], tunnel: isTunnel ? new TunnelBuilder(this.#build, name, header) : undefined };
    this.#byName.set(name, opened);
    return opened;
  }

  #line(tree: IosTree, statement: IosStatement, target: InterfaceDraft): void {
    const { entity } = target;
    const set = statement.form === 'set';
    const name = (key: NameField, label: string) => this.#name(tree, statement, entity, key, label);
    switch (statement.command) {
      case 'ip-address':
        this.#address(tree, statement, target);
        return;
      case 'ip-unnumbered':
        this.#unnumbered(tree, statement, target);
        return;
      case 'ipv6-address':
        ipv6Address(tree, statement, target);
        return;
      case 'standby-ip':
      case 'vrrp-ip':
        virtualAddress(tree, statement, target);
        return;
      case 'vrrp-group':
        for (const child of statement.children) virtualAddress(tree, child, target);
        return;
      case 'shutdown':
        put(entity, 'shutdown', set, statementAt(tree, statement));
        return;
      case 'vrf-forwarding':
        this.#reference(tree, statement, entity, 'vrf', '$vrf', 'vrf');
        return;
      case 'access-group':
        this.#reference(tree, statement, entity, tree.has(statement, 'in') ? 'accessIn' : 'accessOut', '$acl', 'access-list');
        return;
      case 'traffic-filter':
        this.#reference(tree, statement, entity, tree.has(statement, 'in') ? 'access6In' : 'access6Out', '$acl', 'access-list');
        return;
      case 'zone-member':
        this.#reference(tree, statement, entity, 'zone', '$zone', 'zone');
        return;
      case 'policy-route-map':
        this.#reference(tree, statement, entity, 'policyRouteMap', '$map', 'route-map');
        return;
      case 'crypto-map':
        if (set && tree.has(statement, '$group')) name('cryptoMapRedundancy', '$group');
        this.#reference(tree, statement, entity, 'cryptoMap', '$map', 'crypto-map');
        return;
      case 'crypto-map6':
        this.#reference(tree, statement, entity, 'cryptoMap6', '$map', 'crypto-map');
        return;
      case 'ezvpn':
        this.#ezvpn(tree, statement, entity);
        return;
      case 'ip-inspect':
        name(tree.has(statement, 'in') ? 'inspectIn' : 'inspectOut', '$name');
        return;
      case 'nat':
        natSide(tree, statement, entity);
        return;
      case 'adjust-mss':
        number(tree, statement, entity, 'adjustMss');
        return;
      case 'ip-mtu':
        number(tree, statement, entity, 'ipMtu');
        return;
      default:
        target.tunnel?.line(tree, statement);
    }
  }

  #address(tree: IosTree, statement: IosStatement, target: InterfaceDraft): void {
    const { entity } = target;
    const at = statementAt(tree, statement);
    if (statement.form !== 'set') {
      if (!tree.has(statement, 'secondary')) put(entity, 'addressing', 'none', at);
      target.addresses = target.addresses.filter(({ role }) => tree.has(statement, 'secondary') && role !== 'secondary');
      return;
    }
    const word = tree.find(statement, '$address');
    if (word === -1) {
      put(entity, 'addressing', tree.has(statement, 'negotiated') ? 'negotiated' : 'dhcp', at);
      return;
    }
    const text = tree.text(word);
    const secondary = tree.has(statement, 'secondary');
    if (ipv4(text) === undefined) {
      if (!secondary) put(entity, 'addressing', 'unknown', at);
      return;
    }
    const mask = ipv4(tree.value(statement, '$mask') ?? '255.255.255.255');
    const prefixLength = mask === undefined ? 32 : (maskLength(mask) ?? 32);
    const address: InterfaceAddress = {
      address: text,
      prefixLength,
      role: secondary ? 'secondary' : 'primary',
      origin: wordAt(tree, word),
    };
    if (secondary) target.addresses.push(address);
    else {
      const [first] = target.addresses;
      if (first?.role === 'primary' && !first.address.includes(':')) target.addresses[0] = address;
      else target.addresses.unshift(address);
      put(entity, 'addressing', 'static', at);
    }
  }

  #unnumbered(tree: IosTree, statement: IosStatement, target: InterfaceDraft): void {
    const { entity } = target;
    if (statement.form !== 'set') {
      put(entity, 'addressing', 'none', statementAt(tree, statement));
      drop(entity, 'addressFrom');
      return;
    }
    const word = tree.find(statement, '$interface');
    const name = interfaceName(tree.text(word));
    put(entity, 'addressing', 'unnumbered', statementAt(tree, statement));
    put(entity, 'addressFrom', name, wordAt(tree, word));
    this.#build.refer('interface', name, tree.span(word), entity.id);
  }

  #ezvpn(tree: IosTree, statement: IosStatement, entity: Draft<InterfaceFields>): void {
    this.#reference(tree, statement, entity, 'ezvpnClient', '$client', 'ezvpn-client');
    if (statement.form !== 'set') {
      drop(entity, 'ezvpnSide');
      return;
    }
    put(entity, 'ezvpnSide', tree.has(statement, 'inside') ? 'inside' : 'outside', statementAt(tree, statement));
  }

  #reference(
    tree: IosTree,
    statement: IosStatement,
    entity: Draft<InterfaceFields>,
    key: NameField,
    label: string,
    kind: Parameters<IosBuild['refer']>[0],
  ): void {
    this.#name(tree, statement, entity, key, label);
    const word = tree.find(statement, label);
    if (statement.form === 'set' && word !== -1) this.#build.refer(kind, tree.text(word), tree.span(word), entity.id);
  }

  #name(tree: IosTree, statement: IosStatement, entity: Draft<InterfaceFields>, key: NameField, label: string): void {
    const word = tree.find(statement, label);
    if (statement.form !== 'set' || word === -1) drop(entity, key);
    else put(entity, key, tree.text(word), wordAt(tree, word));
  }
}

function finished({ entity, addresses, tunnel }: InterfaceDraft): Interface {
  const own = addresses.length === 0 ? NOTHING : addresses;
  return finish(entity, tunnel === undefined ? { addresses: own } : { addresses: own, tunnel: tunnel.finish() });
}

/** Only a name and whether it is shut down, as switch ports have. */
function isBare({ entity: { fields }, addresses, tunnel }: InterfaceDraft): boolean {
  if (addresses.length > 0 || tunnel !== undefined || fields.addressing !== 'none') return false;
  for (const key in fields) if (key !== 'name' && key !== 'shutdown' && key !== 'addressing') return false;
  return true;
}

/** Interfaces that one range may stand for. */
const MAX_RANGE = 128;

/** Names that the text behind `interface range` stands for. */
function rangeNames(text: string): string[] {
  const names: string[] = [];
  for (const part of text.split(',')) {
    const dash = part.length > 64 ? -1 : part.search(/[0-9] *- */);
    const name = interfaceName(dash === -1 ? part : part.slice(0, dash + 1));
    const number = /[0-9]+$/.exec(name)?.[0];
    const end = dash === -1 ? undefined : /[0-9]+$/.exec(part.slice(dash + 1).trim())?.[0];
    if (number === undefined) continue;
    const stem = name.slice(0, -number.length);
    const from = Number(number);
    const to = end === undefined ? from : Math.min(Number(end), from + MAX_RANGE);
    for (let at = from; at <= to; at++) names.push(`${stem}${at}`);
  }
  return names;
}

type NameField =
  | 'vrf'
  | 'accessIn'
  | 'accessOut'
  | 'access6In'
  | 'access6Out'
  | 'zone'
  | 'policyRouteMap'
  | 'cryptoMap'
  | 'cryptoMap6'
  | 'cryptoMapRedundancy'
  | 'ezvpnClient'
  | 'inspectIn'
  | 'inspectOut';

function natSide(tree: IosTree, statement: IosStatement, entity: Draft<InterfaceFields>): void {
  const side = tree.oneOf(statement, ['inside', 'outside', 'enable'] as const);
  if (statement.form === 'set' && side !== undefined) put(entity, 'nat', side, statementAt(tree, statement));
  else if (side === undefined || entity.fields.nat === side) drop(entity, 'nat');
}

function number(tree: IosTree, statement: IosStatement, entity: Draft<InterfaceFields>, key: 'adjustMss' | 'ipMtu'): void {
  const value = numberOf(tree, statement, '$bytes');
  if (statement.form !== 'set' || value === undefined) drop(entity, key);
  else put(entity, key, value, argumentAt(tree, statement, '$bytes'));
}

function ipv6Address(tree: IosTree, statement: IosStatement, target: InterfaceDraft): void {
  const { entity } = target;
  if (statement.form !== 'set') {
    target.addresses = target.addresses.filter(({ address }) => !address.includes(':'));
    return;
  }
  const word = tree.find(statement, '$address');
  if (word === -1) {
    if (entity.fields.addressing === 'none') put(entity, 'addressing', 'dhcp', statementAt(tree, statement));
    return;
  }
  const text = tree.text(word);
  const [address = text, length] = text.split('/');
  if (isRemoved(text) || tree.has(statement, '$prefixName')) return;
  const first = !target.addresses.some(({ address: other }) => other.includes(':'));
  const origin: Written = wordAt(tree, word);
  target.addresses.push({
    address,
    prefixLength: length === undefined ? 128 : Number(length),
    role: first ? 'primary' : 'secondary',
    origin,
  });
  if (entity.fields.addressing === 'none') put(entity, 'addressing', 'static', statementAt(tree, statement));
}

function virtualAddress(tree: IosTree, statement: IosStatement, target: InterfaceDraft): void {
  const word = tree.find(statement, '$address');
  if (statement.form !== 'set' || word === -1 || ipv4(tree.text(word)) === undefined) return;
  const prefixLength = target.addresses[0]?.prefixLength ?? 32;
  target.addresses.push({ address: tree.text(word), prefixLength, role: 'virtual', origin: wordAt(tree, word) });
}

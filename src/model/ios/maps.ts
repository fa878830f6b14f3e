import type { IosStatement, IosTree } from '../../parse/ios/index.ts';
import { SA_LIFETIME } from '../defaults/ios.ts';
import type { Written } from '../provenance.ts';
import { type IosBuild, numberOf, wordAt } from './context.ts';
import { type Draft, draft, drop, put } from './draft.ts';
import { interfaceName } from './interface-names.ts';
import type { Ipsec, ProtectionFields } from './ipsec.ts';

/** Something that stands in the text. */
export interface Named {
  readonly value: string;
  readonly origin: Written;
}

/** Fields of one entry of a crypto map or a dynamic map. */
export interface EntryFields extends ProtectionFields {
  readonly filter?: string;
  readonly accessIn?: string;
  readonly group?: string;
}

/** One entry of a crypto map or a dynamic map. */
export interface MapEntry {
  readonly entity: Draft<EntryFields>;
  readonly map: string;
  readonly sequence: number;
  readonly kind: 'ipsec-isakmp' | 'ipsec-manual' | 'gdoi' | 'dynamic-map';
  readonly peers: Named[];
  /** Dynamic map that the entry points to. */
  readonly dynamic?: Named;
}

/** What holds for a whole crypto map. */
interface MapSettings {
  localAddress?: Named;
  isakmpProfile?: Named;
  clientAuthentication?: Named;
}

/** Crypto maps and dynamic maps. */
export class CryptoMaps {
  readonly #build: IosBuild;
  readonly #ipsec: Ipsec;
  readonly #maps = new Map<string, Map<number, MapEntry>>();
  readonly #dynamic = new Map<string, Map<number, MapEntry>>();
  readonly #settings = new Map<string, MapSettings>();

  constructor(build: IosBuild, ipsec: Ipsec) {
    this.#build = build;
    this.#ipsec = ipsec;
  }

  /** Names of all crypto maps. */
  get names(): readonly string[] {
    return [...this.#maps.keys()];
  }

  /** Entries of a crypto map by sequence number. */
  entries(map: string): readonly MapEntry[] {
    return sorted(this.#maps.get(map));
  }

  /** Entries of a dynamic map by sequence number. */
  dynamicEntries(map: string): readonly MapEntry[] {
    return sorted(this.#dynamic.get(map));
  }

  settings(map: string): Readonly<MapSettings> {
    return this.#settings.get(map) ?? {};
  }

  /** `crypto map M N …` and its lines. */
  entry(tree: IosTree, statement: IosStatement): void {
    this.#entry(tree, statement, this.#maps, 'crypto-map');
  }

  /** `crypto dynamic-map D N` and its lines. */
  dynamicEntry(tree: IosTree, statement: IosStatement): void {
    this.#entry(tree, statement, this.#dynamic, 'dynamic-map');
  }

  #entry(
    tree: IosTree,
    statement: IosStatement,
    maps: Map<string, Map<number, MapEntry>>,
    object: 'crypto-map' | 'dynamic-map',
  ): void {
    const word = tree.find(statement, '$map');
    const map = tree.text(word);
    const sequence = numberOf(tree, statement, '$sequence');
    if (statement.form !== 'set') {
      if (sequence === undefined) maps.delete(map);
      else maps.get(map)?.delete(sequence);
      return;
    }
    const entries = maps.get(map) ?? new Map<number, MapEntry>();
    maps.set(map, entries);
    this.#build.define(object, map, tree.span(word));
    const number = sequence ?? 65535;
    let entry = entries.get(number);
    if (entry === undefined) {
      entry = this.#open(tree, statement, object, map, number);
      entries.set(number, entry);
    }
    for (const child of statement.children) this.#line(tree, child, entry);
  }

  #open(tree: IosTree, statement: IosStatement, object: string, map: string, sequence: number): MapEntry {
    const header = tree.spanOf(statement);
    const unset = this.#build.default(
      header,
      'crypto-map',
      'crypto map entry: SA lifetime of the device, no PFS unless configured',
    );
    const name = object === 'crypto-map' ? `crypto map ${map} ${sequence}` : `crypto dynamic-map ${map} ${sequence}`;
    const entity = draft<EntryFields>(name, header, { proposals: [], lifetime: SA_LIFETIME }, unset);
    const dynamic = tree.find(statement, '$dynamic');
    if (dynamic !== -1) this.#build.refer('dynamic-map', tree.text(dynamic), tree.span(dynamic), name);
    const kind =
      object === 'dynamic-map' ? 'dynamic-map' : (tree.oneOf(statement, ['ipsec-manual', 'gdoi'] as const) ?? 'ipsec-isakmp');
    const common: MapEntry = { entity, map, sequence, kind, peers: [] };
    return dynamic === -1 ? common : { ...common, dynamic: { value: tree.text(dynamic), origin: wordAt(tree, dynamic) } };
  }

  #line(tree: IosTree, child: IosStatement, entry: MapEntry): void {
    const { entity, peers } = entry;
    const set = child.form === 'set';
    switch (child.command) {
      case 'match-address':
        this.#name(tree, child, entity, 'filter', '$acl', 'access-list');
        return;
      case 'set-group':
        this.#name(tree, child, entity, 'group', '$group', 'gdoi-group');
        return;
      case 'set-access-group':
        if (!tree.has(child, 'in')) {
          const word = tree.find(child, '$acl');
          if (set && word !== -1) this.#build.refer('access-list', tree.text(word), tree.span(word), entity.id);
          return;
        }
        this.#name(tree, child, entity, 'accessIn', '$acl', 'access-list');
        return;
      case 'set-peer': {
        const word = tree.find(child, '$peer');
        if (!set) peers.splice(0, peers.length, ...peers.filter(({ value }) => word !== -1 && value !== tree.text(word)));
        else if (tree.has(child, 'default')) peers.unshift({ value: tree.text(word), origin: wordAt(tree, word) });
        else peers.push({ value: tree.text(word), origin: wordAt(tree, word) });
        return;
      }
      case 'set-session-key':
        return;
      default:
        this.#ipsec.protectionLine(tree, child, entity);
    }
  }

  #name(
    tree: IosTree,
    child: IosStatement,
    entity: Draft<EntryFields>,
    key: 'filter' | 'group' | 'accessIn',
    label: string,
    kind: 'access-list' | 'gdoi-group',
  ): void {
    const word = tree.find(child, label);
    if (child.form !== 'set' || word === -1) {
      drop(entity, key);
      return;
    }
    put(entity, key, tree.text(word), wordAt(tree, word));
    this.#build.refer(kind, tree.text(word), tree.span(word), entity.id);
  }

  /** `crypto map M local-address I`, `isakmp-profile P`, `client authentication list L`. */
  setting(tree: IosTree, statement: IosStatement, command: MapSetting): void {
    const map = tree.value(statement, '$map') ?? '';
    const settings = this.#settings.get(map) ?? {};
    this.#settings.set(map, settings);
    const { key, label, refers } = SETTINGS[command];
    const word = tree.find(statement, label);
    if (statement.form !== 'set' || word === -1) {
      delete settings[key];
      return;
    }
    const value = refers === 'interface' ? interfaceName(tree.text(word)) : tree.text(word);
    settings[key] = { value, origin: wordAt(tree, word) };
    if (refers !== undefined) this.#build.refer(refers, value, tree.span(word), `crypto map ${map}`);
  }
}

/** Commands that set something for a whole map, and what they refer to. */
const SETTINGS = {
  'map-local-address': { key: 'localAddress', label: '$interface', refers: 'interface' },
  'map-isakmp-profile': { key: 'isakmpProfile', label: '$profile', refers: 'isakmp-profile' },
  'map-client-authentication': { key: 'clientAuthentication', label: '$list', refers: undefined },
} as const;

/** A command that sets something for a whole map. */
export type MapSetting = keyof typeof SETTINGS;

function sorted(entries: ReadonlyMap<number, MapEntry> | undefined): readonly MapEntry[] {
  return entries === undefined ? [] : [...entries.values()].sort((a, b) => a.sequence - b.sequence);
}

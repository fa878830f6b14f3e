import type { IosStatement, IosTree } from '../../parse/ios/index.ts';
import type { Provenance } from '../provenance.ts';
import type { SecretRegistry } from '../secrets.ts';
import type { Identity, Secret, SecretFields } from '../types.ts';
import { wordAt } from './context.ts';
import { type Draft, derived, draft, finish, put } from './draft.ts';
import { isRemoved } from './values.ts';

/** Where a key stands and whom it is for. */
export interface KeyPlace {
  readonly id: string;
  readonly kind: SecretFields['kind'];
  readonly owners: readonly Identity[];
  readonly extra?: Partial<Pick<SecretFields, 'keyring' | 'vrf' | 'localAddress' | 'peerLabel' | 'side' | 'noXauth'>>;
  /** Where `extra` is from. */
  readonly origin?: Provenance;
}

/** The secrets of a device. Their text goes to the registry and nowhere else. */
export class Keys {
  readonly #registry: SecretRegistry;
  readonly #ids = new Map<string, number>();
  readonly #secrets = new Map<string, Secret>();

  constructor(registry: SecretRegistry) {
    this.#registry = registry;
  }

  all(): Secret[] {
    return [...this.#secrets.values()];
  }

  /** Takes back a key: it is removed, or another takes its place. */
  remove(id: string): void {
    this.#secrets.delete(id);
    this.#ids.delete(id);
  }

  /** Records the key of a statement and returns its id; undefined when the statement has none. */
  add(tree: IosTree, statement: IosStatement, place: KeyPlace): string | undefined {
    const hex = tree.find(statement, '$hex');
    const word = hex === -1 ? keyWord(tree, statement) : hex;
    if (word === -1) return undefined;
    const at = wordAt(tree, word);
    const text = unquoted(tree.source.text.slice(at.start, at.end));
    const encoding = hex !== -1 ? 'hex' : isRemoved(text) ? 'removed' : encodingOf(tree, statement, word);
    const entity = draft<SecretFields>(this.#unique(place.id), tree.span(word), { kind: place.kind, encoding }, at);
    this.#facts(entity, text, encoding, at);
    if (place.extra !== undefined) this.#extra(entity, place.extra, place.origin ?? at);
    this.#secrets.set(entity.id, finish(entity, { owners: place.owners }));
    return entity.id;
  }

  #facts(entity: Draft<SecretFields>, text: string, encoding: SecretFields['encoding'], at: Provenance): void {
    const value = clearOf(text, encoding);
    if (value === undefined) return;
    const facts = this.#registry.register(value);
    const from = derived('what may be said of the key', at);
    put(entity, 'number', facts.number, from);
    put(entity, 'lengthClass', facts.lengthClass, from);
    put(entity, 'dictionary', facts.dictionary, from);
    put(entity, 'entropyBits', facts.entropyBits, from);
  }

  #extra(entity: Draft<SecretFields>, extra: NonNullable<KeyPlace['extra']>, origin: Provenance): void {
    Object.assign(entity.fields, extra);
    for (const key of ['keyring', 'vrf', 'localAddress', 'peerLabel', 'side', 'noXauth'] as const) {
      if (extra[key] !== undefined) entity.at[key] = origin;
    }
  }

  #unique(id: string): string {
    const number = (this.#ids.get(id) ?? 0) + 1;
    this.#ids.set(id, number);
    return number === 1 ? id : `${id} (${number})`;
  }
}

function keyWord(tree: IosTree, statement: IosStatement): number {
  const key = tree.find(statement, '$key');
  return key === -1 ? tree.find(statement, '$password') : key;
}

/** Type 6 and type 7 are written as a digit before the value. */
function encodingOf(tree: IosTree, statement: IosStatement, word: number): SecretFields['encoding'] {
  if (word === statement.first) return 'plain';
  const before = tree.labels[word - 1];
  if (before === '6') return 'type6';
  return before === '7' ? 'type7' : 'plain';
}

function unquoted(text: string): string {
  return text.length > 1 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : text;
}

function clearOf(text: string, encoding: SecretFields['encoding']): string | Uint8Array | undefined {
  switch (encoding) {
    case 'plain':
      return text;
    case 'hex':
      return /^(?:0x)?(?:[0-9a-fA-F]{2})+$/.test(text) ? Buffer.from(text.replace(/^0x/, ''), 'hex') : text;
    case 'type7':
      return clearOfType7(text);
    default:
      return undefined;
  }
}

/** Published constant of the reversible "type 7" encoding. */
const TYPE7 = 'dsfd;kfoA,.iyewrkldJKDHSUBsgvca69834ncxv9873254k;fg87';

/** Undoes type 7; undefined when the text is not of its form. */
function clearOfType7(text: string): string | undefined {
  if (!/^[0-9]{2}(?:[0-9a-fA-F]{2})+$/.test(text)) return undefined;
  const offset = Number(text.slice(0, 2));
  const bytes = Buffer.from(text.slice(2), 'hex');
  return Buffer.from(bytes.map((byte, index) => byte ^ TYPE7.charCodeAt((offset + index) % TYPE7.length))).toString('latin1');
}

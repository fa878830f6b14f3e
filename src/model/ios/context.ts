import type { IosStatement, IosTree } from '../../parse/ios/index.ts';
import type { Span } from '../../text/source.ts';
import type { BuildContext } from '../build.ts';
import { type IosDefaults, iosDefaults } from '../defaults/ios.ts';
import type { Default, Written } from '../provenance.ts';
import type { Definition, Notice, ObjectKind, Reference, Release } from '../types.ts';
import { byDefault } from './draft.ts';

/** Kinds of objects that are reported when nothing uses them. */
const CRYPTO: ReadonlySet<ObjectKind> = new Set([
  'crypto-map',
  'dynamic-map',
  'transform-set',
  'ipsec-profile',
  'isakmp-profile',
  'keyring',
  'ikev2-proposal',
  'ikev2-policy',
  'ikev2-profile',
  'ikev2-keyring',
  'ikev2-authorization-policy',
  'certificate-map',
  'client-group',
  'gdoi-group',
  'ezvpn-client',
]);

/** What all parts of the builder share while one device is built. */
export class IosBuild {
  readonly context: BuildContext;
  readonly release: Release;
  readonly defaults: IosDefaults;
  readonly definitions: Definition[] = [];
  readonly references: Reference[] = [];
  readonly notices: Notice[] = [];
  readonly #defined = new Set<string>();

  constructor(context: BuildContext, release: Release) {
    this.context = context;
    this.release = release;
    this.defaults = iosDefaults(release.version);
  }

  /** Records that an object is defined; the first definition counts. */
  define(kind: ObjectKind, name: string, span: Span): void {
    const key = `${kind} ${name}`;
    if (this.#defined.has(key)) return;
    this.#defined.add(key);
    this.definitions.push({ kind, name, span, crypto: CRYPTO.has(kind) });
  }

  /** Records that an object is used. */
  refer(kind: ObjectKind, name: string, span: Span, by: string, optional = false): void {
    this.references.push(optional ? { kind, name, span, by, optional } : { kind, name, span, by });
  }

  /** A default of a section, in the words of the release. */
  default(section: Span, table: string, note: string, otherwise?: string): Default {
    return byDefault(section, this.defaults.note(table, note, otherwise));
  }
}

/** A word of a statement as provenance. */
export function wordAt(tree: IosTree, word: number): Written {
  return { kind: 'written', source: tree.source.id, start: tree.startOf(word), end: tree.endOf(word) };
}

/** An argument of a statement as provenance; the whole statement when it does not have it. */
export function argumentAt(tree: IosTree, statement: IosStatement, label: string): Written {
  const word = tree.find(statement, label);
  return word === -1 ? statementAt(tree, statement) : wordAt(tree, word);
}

/** A whole statement as provenance. */
export function statementAt(tree: IosTree, statement: IosStatement): Written {
  return { kind: 'written', source: tree.source.id, start: statement.start, end: statement.end };
}

/** A number argument; undefined when the statement does not have it or it is no number. */
export function numberOf(tree: IosTree, statement: IosStatement, label: string): number | undefined {
  const text = tree.value(statement, label);
  return text !== undefined && /^[0-9]{1,15}$/.test(text) ? Number(text) : undefined;
}

import type { IosStatement, IosTree } from '../../parse/ios/index.ts';
import type { CertificateMap, CertificateRef, Trustpoint, TrustpointFields } from '../types.ts';
import { argumentAt, type IosBuild, numberOf, statementAt, wordAt } from './context.ts';
import { type Draft, draft, drop, finish, put } from './draft.ts';

/** Trustpoints, certificate chains and certificate maps. */
export class Pki {
  readonly #build: IosBuild;
  readonly #trustpoints = new Map<string, Draft<TrustpointFields>>();
  readonly #chains = new Map<string, { readonly tree: IosTree; readonly statement: IosStatement }>();
  readonly #maps = new Map<
    string,
    { readonly entity: Draft<{ readonly name: string }>; readonly conditions: CertificateMap['conditions'][number][] }
  >();

  constructor(build: IosBuild) {
    this.#build = build;
  }

  /** `crypto pki trustpoint T` and its lines. */
  trustpoint(tree: IosTree, statement: IosStatement): void {
    const word = tree.find(statement, '$name');
    const name = tree.text(word);
    if (statement.form !== 'set') {
      this.#trustpoints.delete(name);
      return;
    }
    let entity = this.#trustpoints.get(name);
    if (entity === undefined) {
      const header = tree.spanOf(statement);
      const unset = this.#build.default(
        header,
        'trustpoint',
        'no certificate of this trustpoint is in the text; revocation is checked with CRLs unless configured',
      );
      entity = draft<TrustpointFields>(
        `crypto pki trustpoint ${name}`,
        header,
        { name, revocationCheck: 'crl', hasCertificate: false },
        unset,
      );
      entity.at.name = wordAt(tree, word);
      this.#trustpoints.set(name, entity);
      this.#build.define('trustpoint', name, tree.span(word));
    }
    for (const child of statement.children) trustpointLine(tree, child, entity);
  }

  /** `crypto pki certificate chain T`. */
  chain(tree: IosTree, statement: IosStatement): void {
    const word = tree.find(statement, '$trustpoint');
    if (statement.form !== 'set' || word === -1) return;
    this.#chains.set(tree.text(word), { tree, statement });
    this.#build.refer('trustpoint', tree.text(word), tree.span(word), 'crypto pki certificate chain');
  }

  /** `crypto pki certificate map M N` and its lines. */
  map(tree: IosTree, statement: IosStatement): void {
    const word = tree.find(statement, '$name');
    const name = tree.text(word);
    if (statement.form !== 'set') {
      this.#maps.delete(name);
      return;
    }
    let map = this.#maps.get(name);
    if (map === undefined) {
      map = {
        entity: draft(`crypto pki certificate map ${name}`, tree.spanOf(statement), { name }, wordAt(tree, word)),
        conditions: [],
      };
      this.#maps.set(name, map);
      this.#build.define('certificate-map', name, tree.span(word));
    }
    const sequence = numberOf(tree, statement, '$sequence') ?? 0;
    for (const child of statement.children) {
      if (child.form !== 'set') continue;
      map.conditions.push({ sequence, text: tree.slice(child.start, child.end), origin: statementAt(tree, child) });
    }
  }

  certificates(): CertificateRef[] {
    return [...this.#chains.entries()].map(([name, { tree, statement }]) => ({
      name,
      role: 'end-entity',
      origin: argumentAt(tree, statement, '$trustpoint'),
    }));
  }

  /** Names of all trustpoints. */
  get names(): readonly string[] {
    return [...this.#trustpoints.keys()];
  }

  finish(): { readonly certificateMaps: CertificateMap[]; readonly trustpoints: Trustpoint[] } {
    for (const [name, { tree, statement }] of this.#chains) {
      const entity = this.#trustpoints.get(name);
      const own = statement.children.find((child) => isOwnCertificate(tree, child));
      if (entity !== undefined && own !== undefined) put(entity, 'hasCertificate', true, statementAt(tree, own));
    }
    return {
      certificateMaps: [...this.#maps.values()].map(({ entity, conditions }) => finish(entity, { conditions })),
      trustpoints: [...this.#trustpoints.values()].map((entity) => finish(entity, {})),
    };
  }
}

function isOwnCertificate(tree: IosTree, child: IosStatement): boolean {
  return (child.command === 'certificate' || child.command === 'certificate-file') && !tree.has(child, 'ca');
}

function trustpointLine(tree: IosTree, child: IosStatement, entity: Draft<TrustpointFields>): void {
  const at = statementAt(tree, child);
  const rest = tree.slice(tree.endOf(child.first), child.end).trim();
  const key = FIELDS[child.command];
  if (key === undefined) return;
  if (child.form === 'set') put(entity, key, rest, at);
  else drop(entity, key);
}

const FIELDS: { readonly [command: string]: 'enrollment' | 'subjectName' | 'revocationCheck' | undefined } = {
  enrollment: 'enrollment',
  'subject-name': 'subjectName',
  'revocation-check': 'revocationCheck',
};

import type { IosStatement, IosTree } from '../../parse/ios/index.ts';
import type { Span } from '../../text/source.ts';
import type { Provenance } from '../provenance.ts';
import type { IkeProposal, IkeProposalFields, Ikev2Policy, Ikev2PolicyFields, Transform, TransformType } from '../types.ts';
import { argumentAt, type IosBuild, statementAt, wordAt } from './context.ts';
import { type Draft, derived, draft, extended, finish, NOTHING, put } from './draft.ts';
import { ikev2Transform } from './transforms.ts';

interface ProposalDraft {
  readonly entity: Draft<IkeProposalFields>;
  encryption: Transform[];
  integrity: Transform[];
  prf: Transform[] | undefined;
  ke: Transform[];
}

/** IKEv2: proposals and policies. */
export class Ikev2 {
  readonly #build: IosBuild;
  readonly #proposals = new Map<string, ProposalDraft>();
  readonly #policies = new Map<string, Draft<Ikev2PolicyFields>>();

  constructor(build: IosBuild) {
    this.#build = build;
  }

  /** `crypto ikev2 proposal P` and its lines. */
  proposal(tree: IosTree, statement: IosStatement): void {
    const word = tree.find(statement, '$name');
    const name = tree.text(word);
    if (statement.form !== 'set') {
      this.#proposals.delete(name);
      return;
    }
    let proposal = this.#proposals.get(name);
    if (proposal === undefined) {
      const fields: IkeProposalFields = { name, version: 2, priority: this.#proposals.size + 1, builtIn: false };
      const entity = draft(`crypto ikev2 proposal ${name}`, tree.spanOf(statement), fields, statementAt(tree, statement));
      entity.at.name = wordAt(tree, word);
      proposal = { entity, encryption: [], integrity: [], prf: undefined, ke: [] };
      this.#proposals.set(name, proposal);
      this.#build.define('ikev2-proposal', name, tree.span(word));
    }
    for (const child of statement.children) proposalLine(tree, child, proposal);
  }

  /** `crypto ikev2 policy P` and its lines. */
  policy(tree: IosTree, statement: IosStatement): void {
    const word = tree.find(statement, '$name');
    const name = tree.text(word);
    if (statement.form !== 'set') {
      this.#policies.delete(name);
      return;
    }
    let entity = this.#policies.get(name);
    if (entity === undefined) {
      const header = tree.spanOf(statement);
      const unset = this.#build.default(
        header,
        'ikev2-policy',
        'an IKEv2 policy holds for every local address of the global VRF',
      );
      entity = draft<Ikev2PolicyFields>(
        `crypto ikev2 policy ${name}`,
        header,
        { name, localAddresses: [], proposals: [], builtIn: false },
        unset,
      );
      entity.at.name = wordAt(tree, word);
      entity.at.builtIn = statementAt(tree, statement);
      this.#policies.set(name, entity);
      this.#build.define('ikev2-policy', name, tree.span(word));
    }
    for (const child of statement.children) this.#policyLine(tree, child, entity);
  }

  #policyLine(tree: IosTree, child: IosStatement, entity: Draft<Ikev2PolicyFields>): void {
    if (child.form !== 'set') return;
    const at = statementAt(tree, child);
    if (child.command === 'policy-fvrf') {
      put(entity, 'fvrf', tree.value(child, '$vrf') ?? 'any', tree.has(child, '$vrf') ? argumentAt(tree, child, '$vrf') : at);
    } else if (child.command === 'policy-address') {
      put(
        entity,
        'localAddresses',
        extended(
          entity.fields.localAddresses,
          tree.all(child, '$address').map((word) => tree.text(word)),
        ),
        at,
      );
    } else if (child.command === 'policy-proposal') {
      const word = tree.find(child, '$proposal');
      put(entity, 'proposals', extended(entity.fields.proposals, [`crypto ikev2 proposal ${tree.text(word)}`]), at);
      this.#build.refer('ikev2-proposal', tree.text(word), tree.span(word), entity.id, tree.text(word) === 'default');
    }
  }

  /** Proposals, the built-in one included where it can be chosen. */
  proposals(header: Span): IkeProposal[] {
    const own = [...this.#proposals.values()].map((proposal) => this.#finished(proposal));
    const supplied = this.#builtIn(header);
    return supplied === undefined || this.#proposals.has('default') ? own : [...own, supplied];
  }

  #finished({ entity, encryption, integrity, prf, ke }: ProposalDraft): IkeProposal {
    const functions = prf ?? integrity.map(({ name, origin }) => prfOf(name, origin)).filter((made) => made !== undefined);
    return finish(entity, { encryption, integrity, prf: functions, ke, esn: NOTHING, additionalKe: NOTHING });
  }

  #builtIn(header: Span): IkeProposal | undefined {
    const supplied = this.#build.defaults.ikev2;
    if (supplied === undefined) return undefined;
    const otherwise =
      this.#build.release.basis === 'assumed'
        ? 'IOS-XE 16 and 17 offer AES-256, SHA-512 and SHA-384, groups 19, 14 and 21'
        : undefined;
    const at = this.#build.default(header, 'ikev2-default-proposal', 'the built-in IKEv2 proposal', otherwise);
    const fields: IkeProposalFields = { name: 'default', version: 2, priority: 65535, builtIn: true };
    const list = (type: TransformType, words: readonly string[]) => words.map((word) => ikev2Transform(type, word, at));
    return finish(draft('crypto ikev2 proposal default', header, fields, at), {
      encryption: list('encr', supplied.encryption),
      integrity: list('integ', supplied.integrity),
      prf: list('prf', supplied.integrity),
      ke: list('ke', supplied.group),
      esn: NOTHING,
      additionalKe: NOTHING,
    });
  }

  /** Policies in order; the built-in one when none is configured. */
  policies(defaultOff: boolean, header: Span): Ikev2Policy[] {
    const own = [...this.#policies.values()].map((entity) => finish(entity, {}));
    if (defaultOff || own.some(({ name }) => name === 'default') || this.#build.defaults.ikev2 === undefined) return own;
    const at = this.#build.default(
      header,
      'ikev2-default-policy',
      'the built-in IKEv2 policy: any VRF, any local address, the default proposal',
    );
    const fields: Ikev2PolicyFields = {
      name: 'default',
      fvrf: 'any',
      localAddresses: [],
      proposals: ['crypto ikev2 proposal default'],
      builtIn: true,
    };
    return [...own, finish(draft('crypto ikev2 policy default', header, fields, at), {})];
  }
}

function proposalLine(tree: IosTree, child: IosStatement, proposal: ProposalDraft): void {
  const type = TYPES[child.command];
  if (type === undefined) return;
  const made = child.form === 'set' ? transformsOf(tree, child, type) : [];
  if (type === 'encr') proposal.encryption = made;
  else if (type === 'integ') proposal.integrity = made;
  else if (type === 'ke') proposal.ke = made;
  else proposal.prf = child.form === 'set' ? made : undefined;
}

const TYPES: { readonly [command: string]: TransformType | undefined } = {
  'ike-encryption': 'encr',
  'ike-integrity': 'integ',
  'ike-prf': 'prf',
  'ike-group': 'ke',
};

function transformsOf(tree: IosTree, child: IosStatement, type: TransformType): Transform[] {
  const made: Transform[] = [];
  for (let word = child.first + 1; word < child.first + child.count; word++) {
    const label = tree.labels[word] ?? '';
    made.push(ikev2Transform(type, label.startsWith('$') ? tree.text(word) : label, wordAt(tree, word)));
  }
  return made;
}

const PRF_WORDS: ReadonlyMap<string, string> = new Map([
  ['hmac-md5-96', 'md5'],
  ['hmac-sha1-96', 'sha1'],
  ['hmac-sha2-256-128', 'sha256'],
  ['hmac-sha2-384-192', 'sha384'],
  ['hmac-sha2-512-256', 'sha512'],
]);

function prfOf(integrity: string, origin: Provenance): Transform | undefined {
  const word = PRF_WORDS.get(integrity);
  return word === undefined
    ? undefined
    : ikev2Transform('prf', word, derived('prf not set: the same as the integrity algorithm', origin));
}

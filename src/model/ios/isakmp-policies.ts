import type { IosStatement, IosTree } from '../../parse/ios/index.ts';
import { type BuiltInPolicy, IKE_LIFETIME } from '../defaults/ios.ts';
import type { Provenance } from '../provenance.ts';
import type { AuthMethod, IkeProposal, IkeProposalFields, Transform } from '../types.ts';
import { argumentAt, type IosBuild, numberOf, statementAt } from './context.ts';
import { type Draft, draft, finish, NOTHING, put, standing } from './draft.ts';
import { isakmpTransform } from './transforms.ts';

interface PolicyDraft {
  readonly entity: Draft<IkeProposalFields>;
  encryption: Transform;
  hash: Transform;
  group: Transform;
}

/** IKEv1 policies by priority. */
export class IsakmpPolicies {
  readonly #build: IosBuild;
  readonly #policies = new Map<number, PolicyDraft>();

  constructor(build: IosBuild) {
    this.#build = build;
  }

  /** `crypto isakmp policy N` and its lines. */
  add(tree: IosTree, statement: IosStatement): void {
    const priority = numberOf(tree, statement, '$priority') ?? 65535;
    if (statement.form !== 'set') {
      this.#policies.delete(priority);
      return;
    }
    const policy = this.#policies.get(priority) ?? this.#openPolicy(tree, statement, priority);
    for (const child of statement.children) this.#policyLine(tree, child, policy);
  }

  #openPolicy(tree: IosTree, statement: IosStatement, priority: number): PolicyDraft {
    const header = tree.spanOf(statement);
    const name = `crypto isakmp policy ${priority}`;
    const fields: IkeProposalFields = {
      name,
      version: 1,
      priority,
      authentication: 'rsa',
      lifetime: IKE_LIFETIME,
      builtIn: false,
    };
    const entity = draft(name, header, fields, standing(header));
    entity.at.priority = argumentAt(tree, statement, '$priority');
    entity.at.authentication = this.#unset(entity, 'authentication not set: rsa-sig');
    entity.at.lifetime = this.#unset(entity, 'lifetime not set: 86400 seconds');
    const policy: PolicyDraft = {
      entity,
      encryption: isakmpTransform('encr', 'des', this.#unset(entity, 'encryption not set: DES')),
      hash: isakmpTransform('integ', 'sha', this.#unset(entity, 'hash not set: SHA-1')),
      group: isakmpTransform('ke', '1', this.#unset(entity, 'group not set: group 1 (768 bits)')),
    };
    this.#policies.set(priority, policy);
    return policy;
  }

  #unset(entity: Draft<IkeProposalFields>, note: string): Provenance {
    return this.#build.default(entity.header, 'isakmp-policy', note);
  }

  #policyLine(tree: IosTree, child: IosStatement, policy: PolicyDraft): void {
    const { entity } = policy;
    const set = child.form === 'set';
    const at = statementAt(tree, child);
    switch (child.command) {
      case 'encryption':
        policy.encryption = set
          ? isakmpTransform('encr', algorithmWords(tree, child), at)
          : isakmpTransform('encr', 'des', this.#unset(entity, 'encryption not set: DES'));
        break;
      case 'hash':
        policy.hash = set
          ? isakmpTransform('integ', algorithmWords(tree, child), at)
          : isakmpTransform('integ', 'sha', this.#unset(entity, 'hash not set: SHA-1'));
        break;
      case 'group':
        policy.group = set
          ? isakmpTransform('ke', algorithmWords(tree, child), argumentAt(tree, child, '$group'))
          : isakmpTransform('ke', '1', this.#unset(entity, 'group not set: group 1 (768 bits)'));
        break;
      case 'authentication':
        put(
          entity,
          'authentication',
          set ? methodOf(tree, child) : 'rsa',
          set ? at : this.#unset(entity, 'authentication not set: rsa-sig'),
        );
        break;
      case 'lifetime': {
        const seconds = set ? numberOf(tree, child, '$seconds') : IKE_LIFETIME;
        if (seconds === undefined) break;
        put(
          entity,
          'lifetime',
          seconds,
          set ? argumentAt(tree, child, '$seconds') : this.#unset(entity, 'lifetime not set: 86400 seconds'),
        );
        break;
      }
    }
  }

  /** Policies in order of priority; those of the platform when none is configured and they are not switched off. */
  all(defaultsOff: boolean, header: { source: number; start: number; end: number }): IkeProposal[] {
    const own = [...this.#policies.values()].sort((a, b) => a.entity.fields.priority - b.entity.fields.priority);
    if (own.length > 0) {
      return own.map(({ entity, encryption, hash, group }) =>
        finish(entity, {
          encryption: [encryption],
          integrity: [hash],
          prf: NOTHING,
          ke: [group],
          esn: NOTHING,
          additionalKe: [],
        }),
      );
    }
    return defaultsOff ? [] : this.#build.defaults.policies.map((policy) => this.#builtIn(policy, header));
  }

  #builtIn(policy: BuiltInPolicy, header: { source: number; start: number; end: number }): IkeProposal {
    const otherwise =
      this.#build.release.basis === 'assumed' ? 'IOS before 12.4(20)T has one policy: DES, SHA-1, rsa-sig, group 1' : undefined;
    const at = this.#build.default(
      header,
      'isakmp-default-policies',
      'no isakmp policy is configured: the built-in ones apply',
      otherwise,
    );
    const name = `crypto isakmp policy ${policy.priority}`;
    const { priority, authentication } = policy;
    const fields: IkeProposalFields = { name, version: 1, priority, authentication, lifetime: IKE_LIFETIME, builtIn: true };
    return finish(draft(name, header, fields, at), {
      encryption: [isakmpTransform('encr', policy.encryption, at)],
      integrity: [isakmpTransform('integ', policy.hash, at)],
      prf: NOTHING,
      ke: [isakmpTransform('ke', policy.group, at)],
      esn: NOTHING,
      additionalKe: NOTHING,
    });
  }
}

function algorithmWords(tree: IosTree, child: IosStatement): string {
  const words: string[] = [];
  for (let word = child.first + 1; word < child.first + child.count; word++) {
    const label = tree.labels[word] ?? '';
    words.push(label.startsWith('$') ? tree.text(word) : label);
  }
  return words.join(' ');
}

function methodOf(tree: IosTree, child: IosStatement): AuthMethod {
  switch (tree.oneOf(child, ['pre-share', 'rsa-sig', 'rsa-encr', 'ecdsa-sig'] as const)) {
    case 'pre-share':
      return 'psk';
    case 'rsa-sig':
      return 'rsa';
    case 'rsa-encr':
      return 'rsa-encr';
    case 'ecdsa-sig':
      return 'ecdsa';
    default:
      return 'unknown';
  }
}

import { didYouMean } from '../text/suggest.ts';
import { type DocumentNode, itemsAt, membersAt, plainValue } from './document.ts';
import { type Explained, explain } from './explain.ts';
import type { validate as Validate } from './validator.generated.js';

/** Everything that is wrong with one configuration file: against the schema, else the ids of its rules. In the order of the text. */
export function faultsOf(root: DocumentNode, ruleIds: readonly string[], validate: typeof Validate): readonly Explained[] {
  const wrong = validate(plainValue(root))
    ? unknownRules(root, ruleIds)
    : (validate.errors ?? []).map((error) => explain(error, root));
  return [...wrong].sort((a, b) => a.at - b.at);
}

/* A group that is not ours can be that of a policy pack, which is not read yet: who loads the packs has the last word. */
function unknownRules(root: DocumentNode, known: readonly string[]): readonly Explained[] {
  const ids = new Set(known);
  const groups = new Set(known.map(groupOf));
  const objects = [root, ...itemsAt(root, ['overrides'])];
  return objects
    .flatMap((object) => [...membersAt(object, ['rules'])])
    .filter(([id]) => !ids.has(id) && (groups.has(groupOf(id)) || !id.includes('/') || isNearTo(groupOf(id), groups)))
    .map(([id, { key }]) => ({ at: key.start, message: noSuchRule(id, ids) }));
}

/** The sentence about an id that no rule has, with the nearest one that a rule has. */
export function noSuchRule(id: string, ids: Iterable<string>): string {
  const near = didYouMean(id, ids);
  return `there is no rule "${id}"${near === undefined ? '' : `; did you mean "${near}"?`}`;
}

function isNearTo(group: string, groups: ReadonlySet<string>): boolean {
  return didYouMean(group, groups) !== undefined;
}

function groupOf(id: string): string {
  return id.slice(0, Math.max(0, id.indexOf('/')));
}

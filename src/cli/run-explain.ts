import { RULES } from '../../rules/index.ts';
import { rulePage } from './rule-pages.ts';
import { STATUS, type Status } from './status.ts';
import { nearest, UsageError } from './usage.ts';

/** Prints the page of a rule. */
export function explain(words: readonly string[], root: string): Promise<Status> {
  const [id, ...more] = words;
  if (id === undefined || more.length > 0) throw new UsageError('explain takes the id of one rule; rules lists them');
  const rule = RULES.find(({ meta }) => meta.id === id) ?? RULES.find(({ meta }) => meta.id.endsWith(`/${id}`));
  if (rule === undefined) throw new UsageError(`there is no rule "${id}"${nearest(id, ruleWords()) || '; rules lists them all'}`);
  const { meta } = rule;
  const facts = [
    `${meta.id}: ${meta.severity}, ${meta.formats.join(', ')}`,
    ...(meta.references.length > 0 ? [`See ${meta.references.join('; ')}.`] : []),
  ];
  process.stdout.write(`${(rulePage(meta.id, root) ?? `# ${meta.id}\n\n${meta.summary}\n`).trimEnd()}\n\n${facts.join('\n')}\n`);
  return Promise.resolve(STATUS.clean);
}

function ruleWords(): readonly string[] {
  return RULES.flatMap(({ meta }) => [meta.id, meta.id.slice(meta.id.indexOf('/') + 1)]);
}

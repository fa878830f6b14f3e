import { RULES } from '../../rules/index.ts';
import { explainLine } from '../engine/explain-log.ts';
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

/** Says what a line of a log means, what to look at on which side, and which rules find the cause. */
export function explainLog(line: string): Promise<Status> {
  const found = explainLine(line);
  if (found.length === 0)
    throw new UsageError('nothing is known about this line; give the part after the [IKE] or the percent code');
  const known = new Set(RULES.map(({ meta }) => meta.id as string));
  const parts = found.map(({ side, platform, text, means, look, reasons, rules }) =>
    [
      `${text}   (${platform === 'ios' ? 'IOS' : 'strongSwan'}, logged by ${side === 'both' ? 'either end' : `the ${side}`})`,
      `  ${means}`,
      `  Look at: ${look}`,
      ...(reasons.length > 0 ? [`  In pair: ${reasons.join(', ')}`] : []),
      `  Rules: ${rules.filter((id) => known.has(id)).join(', ')}`,
    ].join('\n'),
  );
  process.stdout.write(`${parts.join('\n\n')}\n`);
  return Promise.resolve(STATUS.clean);
}

function ruleWords(): readonly string[] {
  return RULES.flatMap(({ meta }) => [meta.id, meta.id.slice(meta.id.indexOf('/') + 1)]);
}

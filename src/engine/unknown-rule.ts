import { didYouMean } from '../text/suggest.ts';
import { isMeta } from './meta-finding.ts';
import { wildcardMatch } from './wildcard.ts';

/**
 * What to say of a rule, or of a pattern of rules with `*`, that there is not; undefined when there is one. A policy of a pack that is
 * not part of the run is no mistake: what looks like one, and is near nothing that is known, is let pass.
 */
export function unknownRule(name: string, known: ReadonlySet<string>): string | undefined {
  if (known.has(name) || isMeta(name)) return undefined;
  if (name.includes('*') && [...known].some((id) => wildcardMatch(name, id))) return undefined;
  const near = didYouMean(name, known);
  const isOurs = [...known].some((id) => groupOf(id) === groupOf(name));
  if (near === undefined && !isOurs && /^[a-z0-9-]+\/[a-z0-9.*-]+$/i.test(name)) return undefined;
  const shown = /^[\w./*-]{1,80}$/.test(name) ? ` "${name}"` : ' of this name';
  return `there is no rule${shown}${near === undefined ? '' : `; did you mean "${near}"?`}`;
}

function groupOf(rule: string): string {
  return rule.slice(0, rule.indexOf('/'));
}

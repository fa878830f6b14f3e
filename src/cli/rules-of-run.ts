import { RULES } from '../../rules/index.ts';
import { noSuchRule } from '../config/check.ts';
import { placeText } from '../config/place.ts';
import type { Config, ConfigPlace } from '../config/types.ts';
import type { StaleEntry } from '../engine/stale.ts';
import type { Rule } from '../rule/index.ts';
import { UsageError } from './usage.ts';

/** Ids of the rules that are built in. */
export function ruleIds(): readonly string[] {
  return RULES.map(({ meta }) => meta.id);
}

/**
 * The rules of a run: those that are built in, and those of the packs that the configuration and the command line name. A pack that
 * is wrong is a usage error; one of the configuration names its place there.
 */
export async function rulesOfRun(config: Config, named: readonly string[] = []): Promise<readonly Rule[]> {
  const packs = [...config.policies, ...named.map((name): { name: string; at?: ConfigPlace } => ({ name }))];
  if (packs.length === 0) return RULES;
  const { policyRules } = await import('./policies.ts');
  const rules = new Map<string, Rule>(RULES.map((rule) => [rule.meta.id, rule]));
  for (const { name, at } of packs) {
    try {
      for (const rule of await policyRules([name])) rules.set(rule.meta.id, rule);
    } catch (error) {
      if (at === undefined || !(error instanceof UsageError)) throw error;
      throw new UsageError(`${placeText(at)}: ${error.message}`);
    }
  }
  return [...rules.values()];
}

/** Settings of rules that the run does not have. Those of packs that are built in are for another run. */
export async function unknownSettings(config: Config, rules: readonly Rule[]): Promise<readonly StaleEntry[]> {
  const ids = new Set<string>(rules.map(({ meta }) => meta.id));
  const settings = [...config.rules.keys()].flatMap((id) => {
    const at = config.locate(['rules', id]);
    return at === undefined ? [] : [{ id, at }];
  });
  const overridden = config.overrides.flatMap((override) => [...override.rules].map(([id, { at }]) => ({ id, at })));
  const unknown = [...settings, ...overridden].filter(({ id }) => !ids.has(id));
  if (unknown.length === 0) return [];
  const { PACKS } = await import('../../rules/packs/index.ts');
  const loaded = new Set([...ids].map(packOf));
  return unknown
    .filter(({ id }) => loaded.has(packOf(id)) || !PACKS.has(packOf(id)))
    .map(({ id, at }) => ({ at, message: noSuchRule(id, ids) }));
}

function packOf(id: string): string {
  return id.slice(0, id.indexOf('/'));
}

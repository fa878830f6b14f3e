import type { Config, ConfigPlace, Override, RuleSetting } from '../config/types.ts';
import { compileGlob, type GlobMatcher } from '../input/index.ts';

/** What the configuration says of a rule somewhere, and where it says so. */
export interface DecidedSetting {
  readonly setting: RuleSetting;
  readonly at?: ConfigPlace | undefined;
}

/** Severities of rules as the configuration has them: its `rules`, and the overrides that fit. */
export interface RuleSettings {
  /** For findings of a device in a file; undefined: the rule's own severity holds. */
  decide(ruleId: string, device: string, path: string): DecidedSetting | undefined;
  /** Whether no finding of the rule can count for a device of these files; they are asked for only where it may be off. */
  isOff(ruleId: string, device: string, paths: () => readonly string[]): boolean;
  /** Whether no finding of the rule can count anywhere. */
  isOffEverywhere(ruleId: string): boolean;
}

/** Prepares the severities of a configuration. */
export function settingsOf(config: Pick<Config, 'rules' | 'overrides' | 'locate'>): RuleSettings {
  const overrides = config.overrides.map(prepared).reverse();
  const decide = (ruleId: string, device: string, path: string): DecidedSetting | undefined => {
    for (const { override, fits } of overrides) {
      const own = override.rules.get(ruleId);
      if (own !== undefined && fits(device, path)) return own;
    }
    const setting = config.rules.get(ruleId);
    return setting === undefined
      ? undefined
      : {
          setting,
          get at() {
            return config.locate(['rules', ruleId]);
          },
        };
  };
  const said = (ruleId: string): readonly (RuleSetting | undefined)[] => [
    config.rules.get(ruleId),
    ...config.overrides.flatMap(({ rules }) => rules.get(ruleId)?.setting ?? []),
  ];
  const named = [...config.rules.keys(), ...config.overrides.flatMap(({ rules }) => [...rules.keys()])];
  const mayBeOff = new Set(named.filter((ruleId) => said(ruleId).includes('off')));
  return {
    decide,
    isOff: (ruleId, device, paths) =>
      mayBeOff.has(ruleId) && paths().every((path) => decide(ruleId, device, path)?.setting === 'off'),
    isOffEverywhere: (ruleId) => said(ruleId).every((setting) => setting === 'off'),
  };
}

/** An override and whether it speaks of a device's findings in a file. */
function prepared(override: Override): {
  readonly override: Override;
  readonly fits: (device: string, path: string) => boolean;
} {
  const files = override.files?.map(({ glob }) => compileGlob(glob));
  const devices = override.devices?.map(({ written }) => compileGlob(written));
  const any = (matchers: readonly GlobMatcher[] | undefined, text: string): boolean =>
    matchers === undefined || matchers.some((matches) => matches(text));
  return { override, fits: (device, path) => any(devices, device) && any(files, path) };
}

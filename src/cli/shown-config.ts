import { placeText } from '../config/place.ts';
import type { Config, ConfigPlace, RuleSetting } from '../config/types.ts';
import { settingsOf } from '../engine/settings.ts';
import { LeftOut } from '../input/index.ts';
import type { Rule } from '../rule/index.ts';

/** A value that holds and where it comes from: a place, or that it is the default. */
interface Shown<Value> {
  readonly value: Value;
  readonly from: string;
}

/** What holds, for one device where one is asked about. The shape of `config show --format json`. */
export interface ShownConfig {
  readonly schemaVersion: 1;
  readonly device?: string;
  readonly paths: readonly string[];
  /** Files of the device that `ignore` leaves out. */
  readonly ignored: readonly { readonly path: string; readonly from: string }[];
  readonly files: readonly { readonly path: string; readonly from: string }[];
  readonly topology: readonly (Shown<unknown> & { readonly key: string })[];
  readonly policies: readonly Shown<string>[];
  readonly ignore: readonly Shown<string>[];
  /** In order of id; one row for each file where they differ. */
  readonly rules: readonly {
    readonly id: string;
    readonly setting: RuleSetting;
    readonly from: string;
    readonly path?: string;
  }[];
}

/** What a configuration says, of all devices or of one with its files. */
export function shownConfig(
  config: Config,
  rules: readonly Rule[],
  about: { readonly device?: string; readonly paths: readonly string[] } = { paths: [] },
): ShownConfig {
  const { device, paths } = about;
  const leftOut = new LeftOut(config.ignore);
  return {
    schemaVersion: 1,
    ...(device === undefined ? {} : { device }),
    paths,
    ignored: paths.flatMap((path) => {
      const entry = leftOut.entry(path);
      return entry === undefined ? [] : [{ path, from: placeText(entry.at) }];
    }),
    files: config.files.map(({ path, extendedAt }) => ({
      path,
      from: extendedAt === undefined ? 'the configuration' : `extended at ${placeText(extendedAt)}`,
    })),
    topology: topologyRows(config, device),
    policies: config.policies.map(({ name, at }) => ({ value: name, from: placeText(at) })),
    ignore: config.ignore.map(({ glob, at }) => ({ value: glob, from: placeText(at) })),
    rules: ruleRows(config, rules, about),
  };
}

const FIELDS = ['files', 'addresses', 'names', 'version', 'outside', 'nat'] as const;

function topologyRows(config: Config, only: string | undefined): ShownConfig['topology'] {
  return config.devices
    .filter(({ name }) => only === undefined || name === only)
    .flatMap((device) =>
      FIELDS.flatMap((field) => {
        const at = config.locate(['topology', 'devices', device.name, field]);
        return at === undefined ? [] : [{ key: `${device.name}.${field}`, value: device[field], from: placeText(at) }];
      }),
    );
}

function ruleRows(
  config: Config,
  rules: readonly Rule[],
  { device, paths }: { readonly device?: string; readonly paths: readonly string[] },
): ShownConfig['rules'] {
  const settings = settingsOf(device === undefined && paths.length === 0 ? { ...config, overrides: [] } : config);
  const sorted = [...rules].sort((a, b) => (a.meta.id < b.meta.id ? -1 : 1));
  return sorted.flatMap(({ meta: { id, severity } }) => {
    const decided = (paths.length === 0 ? [''] : paths).map((path) => ({ path, ...settings.decide(id, device ?? '', path) }));
    const differs = decided.some(({ setting, at }) => setting !== decided[0]?.setting || !isSame(at, decided[0]?.at));
    return (differs ? decided : decided.slice(0, 1)).map(({ path, setting, at }) => ({
      id,
      setting: setting ?? severity,
      from: at === undefined ? 'default' : placeText(at),
      ...(differs ? { path } : {}),
    }));
  });
}

function isSame(a: ConfigPlace | undefined, b: ConfigPlace | undefined): boolean {
  return a?.file === b?.file && a?.start === b?.start;
}

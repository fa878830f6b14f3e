import { RULES } from '../rules/index.ts';
import { parseJson } from './config/json.ts';
import { checkDocument, loadConfig } from './config/load.ts';
import type { Config } from './config/types.ts';
import { validate } from './config/validator.generated.js';
import { type InMemoryFile, reportTexts } from './engine/in-memory.ts';
import { type PairWishes, pairUp } from './engine/paired.ts';
import { DEFAULT_MAX_FILE_SIZE } from './input/index.ts';
import type { PairReport } from './report/pair-report.ts';
import type { Report } from './report/report.ts';

export type { InMemoryFile } from './engine/in-memory.ts';
export type { PairDirection, PairReport } from './report/pair-report.ts';
export type {
  Report,
  ReportFinding,
  ReportPair,
  ReportProblem,
  ReportSeverity,
  ReportSummary,
  ReportUndecided,
} from './report/report.ts';
export type { Location } from './text/source.ts';

/** Severities of rules by id. */
export type LintRules = Readonly<Record<string, 'off' | 'info' | 'warning' | 'error'>>;

/** What `ipsec-lint.config.json` may hold (schemas/config-1.schema.json), but for what it would read from other files. */
export interface LintConfig {
  readonly rules?: LintRules;
  readonly overrides?: readonly {
    readonly files?: readonly string[];
    readonly devices?: readonly string[];
    readonly rules: LintRules;
  }[];
  readonly ignore?: readonly string[];
  readonly topology?: {
    readonly devices?: Readonly<
      Record<
        string,
        {
          readonly files?: readonly string[];
          readonly addresses?: readonly string[];
          readonly names?: readonly string[];
          readonly version?: string;
          readonly outside?: string;
          readonly nat?: {
            readonly kind: 'none' | 'static' | 'napt' | 'forward';
            readonly public?: string;
            readonly ports?: readonly string[];
          };
        }
      >
    >;
  };
}

/**
 * Lints configurations at hand; reads no file, includes are looked for among the inputs. The report is what
 * `ipsec-lint check --format json` prints: what cannot be analysed is told in its `problems`. The same input gives the same report.
 *
 * @throws TypeError that names every mistake of the configuration
 */
export function lint(inputs: readonly InMemoryFile[], config: LintConfig = {}): Report {
  return reportTexts(inputs, checked(config), RULES);
}

/** How `pair` looks at two devices. */
export interface PairOptions extends PairWishes {
  /** Directory that paths are relative to, and where the search for a configuration file begins. Default: the working directory. */
  readonly cwd?: string;
  /** strongSwan release that is assumed where nothing says which. */
  readonly strongswanVersion?: '5.9' | '6.0';
}

/**
 * Plays the negotiation between two devices out, which are files, directories, or devices of the configuration file that is found from
 * `cwd` upwards. The report is what `ipsec-lint pair --format json` prints.
 *
 * @throws TypeError if a name fits no device or several, or the configuration file is wrong
 */
export async function pair(a: string, b: string, options: PairOptions = {}): Promise<PairReport> {
  const { cwd = process.cwd(), strongswanVersion, ...wishes } = options;
  const loaded = await loadConfig({ cwd, ruleIds: RULES.map((rule) => rule.meta.id) });
  if ('problems' in loaded) throw new TypeError(loaded.problems.map((problem) => problem.message).join('\n'));
  const run = { cwd, config: loaded.config, maxFileSize: DEFAULT_MAX_FILE_SIZE };
  const paired = await pairUp(a, b, strongswanVersion === undefined ? run : { ...run, strongswanVersion }, wishes);
  if ('error' in paired) throw new TypeError(paired.error);
  return paired.report;
}

function checked(value: LintConfig): Config {
  const text = JSON.stringify(value, null, 1);
  const path = 'ipsec-lint.config.json';
  const parsed = parseJson(text);
  if ('error' in parsed) throw new TypeError(`the configuration is not JSON: ${parsed.error}`);
  const ruleIds = RULES.map((rule) => rule.meta.id);
  const result = checkDocument(parsed.root, { path, directory: '/', text, ruleIds }, validate);
  if ('problems' in result) throw new TypeError(result.problems.map((problem) => problem.message).join('\n'));
  return result.config;
}

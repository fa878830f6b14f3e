import type { Config } from '../config/types.ts';
import type { Report, ReportFinding } from '../report/report.ts';
import type { Rule } from '../rule/index.ts';
import type { Location, SourceTable } from '../text/source.ts';
import { isMeta, MetaFindings } from './meta-finding.ts';
import { withFindings } from './report-of.ts';
import { inOrder } from './run-rules.ts';
import { unknownRule } from './unknown-rule.ts';

/** A comment that silences rules at a line: `ipsec-lint: ignore RULE[, RULE] -- reason`. */
export interface Suppression {
  readonly rules: readonly string[];
  /** The empty string when none is given. */
  readonly reason: string;
}

/** Reads what a comment says to the linter; undefined when it is no suppression. */
export function readSuppression(text: string): Suppression | undefined {
  const [, list, reason] = /^ignore[ \t]+([^ \t,]+(?:[ \t]*,[ \t]*[^ \t,]+)*)(?:[ \t]+--(.*))?$/.exec(text.trim()) ?? [];
  if (list === undefined) return undefined;
  return { rules: list.split(',').map((rule) => rule.trim()), reason: (reason ?? '').trim() };
}

/** The comment, without its mark, that {@link readSuppression} reads as this. */
export function writeSuppression({ rules, reason }: Suppression): string {
  return `ipsec-lint: ignore ${rules.join(', ')} -- ${reason}`;
}

/** What suppressions are judged by. */
export interface SuppressionOptions {
  /** The rules of the run. */
  readonly rules: readonly Rule[];
  readonly config: Pick<Config, 'rules' | 'overrides'>;
  /** The run saw the whole fleet, so that what silences nothing in it is of no use. */
  readonly whole: boolean;
}

/**
 * The report without the findings that a comment at their line silences, with what is wrong with such comments: without a reason and
 * malformed ones, unknown rules, and rules that nothing is found of. `meta/*` and rules that may not be waived are never silenced.
 */
export function withoutSuppressed(report: Report, sources: SourceTable, options: SuppressionOptions): Report {
  const written = writtenIn(sources);
  return written.length === 0 ? report : new Suppressing(report, written, options).result();
}

interface Written {
  readonly at: Location;
  /** Line that it silences, with its path. */
  readonly place: string | undefined;
  readonly suppression: Suppression | undefined;
}

function writtenIn(sources: SourceTable): readonly Written[] {
  const written = new Map<string, Written>();
  for (let id = 0; id < sources.size; id++) {
    const source = sources.get(id);
    for (const { start, end, line, text } of source.directives) {
      const at = source.locate(start, end);
      const place = line === undefined ? undefined : placeOf(source.path, line);
      written.set(`${placeOf(source.path, at.line)}:${at.column}`, { at, place, suppression: readSuppression(text) });
    }
  }
  return [...written.values()];
}

function placeOf(path: string, line: number): string {
  return `${path}\n${line}`;
}

class Suppressing {
  readonly #report: Report;
  readonly #written: readonly Written[];
  readonly #options: SuppressionOptions;
  readonly #rules: ReadonlyMap<string, Rule>;
  readonly #known: ReadonlySet<string>;
  readonly #metas = new MetaFindings();

  constructor(report: Report, written: readonly Written[], options: SuppressionOptions) {
    this.#report = report;
    this.#written = written;
    this.#options = options;
    this.#rules = new Map(options.rules.map((rule) => [rule.meta.id, rule]));
    this.#known = new Set(this.#rules.keys());
  }

  result(): Report {
    const silenced = new Set(this.#written.flatMap((one) => this.#silenced(one)));
    const used = new Set<string>();
    const kept = this.#report.findings.filter((finding) => {
      const key = keyOf(finding.ruleId, placeOf(finding.location.path, finding.location.line));
      if (!silenced.has(key)) return true;
      used.add(key);
      return false;
    });
    const faults = this.#written.flatMap((one) => this.#faults(one, used));
    const report = withFindings(this.#report, [...kept, ...faults].sort(inOrder));
    const suppressed = this.#report.findings.length - kept.length;
    return { ...report, summary: { ...report.summary, suppressed } };
  }

  #silenced({ place, suppression }: Written): readonly string[] {
    if (place === undefined || suppression === undefined || suppression.reason === '') return [];
    return suppression.rules.filter((rule) => !this.#isLoud(rule)).map((rule) => keyOf(rule, place));
  }

  /** Whether nothing silences a rule. */
  #isLoud(rule: string): boolean {
    return isMeta(rule) || this.#rules.get(rule)?.meta.waivable === false;
  }

  #faults({ at, place, suppression }: Written, used: ReadonlySet<string>): ReportFinding[] {
    const fault = (ruleId: string, message: string, help: string, about = ''): ReportFinding =>
      this.#metas.of({ ruleId, message, help, location: at, target: `${at.path} ${about}`.trimEnd() });
    const form = 'write ipsec-lint: ignore RULE -- reason, in a comment at the line or on the line before';
    if (suppression === undefined)
      return [fault('meta/malformed-suppression', 'this comment speaks to ipsec-lint and is not understood', form)];
    if (suppression.reason === '') {
      const message = 'this comment gives no reason and silences nothing';
      return [fault('meta/suppression-without-reason', message, 'write the reason behind --, or remove the comment')];
    }
    return suppression.rules.flatMap((rule) => {
      const unknown = unknownRule(rule, this.#known);
      if (unknown !== undefined) return [fault('meta/suppression-of-unknown-rule', unknown, 'ipsec-lint rules lists them', rule)];
      if (this.#isLoud(rule)) return [fault('meta/unused-suppression', `nothing silences ${rule}`, 'remove the comment', rule)];
      if ((place !== undefined && used.has(keyOf(rule, place))) || !this.#isTelling(rule)) return [];
      return [fault('meta/unused-suppression', `${rule} finds nothing here that this comment silences`, 'remove it', rule)];
    });
  }

  /** Whether silence of a rule means that there is nothing to find. Rules of pairs may just not have seen the peer. */
  #isTelling(rule: string): boolean {
    const scope = this.#rules.get(rule)?.meta.scope;
    const { rules, overrides } = this.#options.config;
    const said = [rules.get(rule), ...overrides.map((override) => override.rules.get(rule)?.setting)];
    if (scope === undefined || said.includes('off') || !this.#report.complete) return false;
    return this.#options.whole || scope.every((one) => one === 'device');
  }
}

function keyOf(rule: string, place: string): string {
  return `${rule}\n${place}`;
}

import { byCodeUnit } from '../input/order.ts';
import type { Device } from '../model/types.ts';
import type { ReportFinding, ReportPack, ReportProblem, ReportUndecided } from '../report/report.ts';
import type { Ask, Finding, Fleet, Judged, Outcome, PairOutcome, Rule } from '../rule/index.ts';
import type { SourceTable } from '../text/source.ts';
import { Judgements } from './compliance.ts';
import { Fingerprints } from './fingerprint.ts';
import { located } from './locate-fix.ts';
import { locationOf } from './places.ts';
import type { RuleSettings } from './settings.ts';
import { severityOf } from './severity.ts';
import { runEach } from './time-limit.ts';
import { toldOnce } from './told-once.ts';
import { UndecidedChecks } from './undecided.ts';

/** What the rules are run on. */
export interface RuleRun {
  readonly rules: readonly Rule[];
  readonly settings: RuleSettings;
  readonly fleet: Fleet;
  /** The devices of the fleet that are checked one by one. */
  readonly devices: readonly Device[];
  readonly pairs: readonly PairOutcome[];
  readonly ask: Ask;
  readonly sources: SourceTable;
  /** Report every example of an undecided check. */
  readonly allExamples: boolean;
  /** Milliseconds that one check may take; 30 seconds unless told. */
  readonly checkLimit?: number;
}

/** What the rules found. */
export interface RuleResult {
  /** Sorted by path, line, column, rule; no two are the same. */
  readonly findings: readonly ReportFinding[];
  readonly undecided: readonly ReportUndecided[];
  /** One for each rule that threw or was stopped. */
  readonly problems: readonly ReportProblem[];
  /** What the requirements of policy packs say of their subjects. */
  readonly compliance: readonly ReportPack[];
}

/** One rule on one subject. */
interface Check {
  readonly rule: Rule;
  readonly device?: Device;
  readonly pair?: PairOutcome;
  readonly outcomes: () => Iterable<Outcome | Judged> | undefined;
}

/* A whole run over 10,000 routers takes about 20 s (docs/performance.md); no single check comes near. */
const CHECK_LIMIT = 30_000;

/**
 * Runs every rule that is not switched off over every subject of its scopes. A check that throws becomes a `meta/rule-crashed`
 * finding for its device and a problem; what it had found before and everything else stays. So does a check that does not end in time,
 * and its rule is not run on anything else.
 */
export function runRules(run: RuleRun): RuleResult {
  const collector = new Collector(run);
  const limit = run.checkLimit ?? CHECK_LIMIT;
  runEach(
    checksOf(run),
    limit,
    (check) => collector.collect(check),
    (check) => collector.stop(check, limit),
  );
  return collector.result();
}

/** Subject by subject: what the rules ask of one device or pair is then still in the processor's cache. */
function* checksOf(run: RuleRun): Generator<Check> {
  const { rules, settings, fleet, devices, pairs, ask } = run;
  const wanted = rules.filter(({ meta }) => !settings.isOffEverywhere(meta.id));
  const isOn = (rule: Rule, device: Device): boolean => !isOff(run, rule, device);
  const speaking = {
    ios: wanted.filter((rule) => covers(rule, 'ios')),
    strongswan: wanted.filter((rule) => covers(rule, 'strongswan')),
  };
  for (const device of devices)
    for (const rule of speaking[device.platform])
      if (rule.device !== undefined && isOn(rule, device)) yield { rule, device, outcomes: () => rule.device?.(device, ask) };
  const ofPairs = wanted.filter(({ pair }) => pair !== undefined);
  for (const pair of pairs)
    for (const rule of ofPairs)
      if (isOn(rule, pair.a) || isOn(rule, pair.b)) yield { rule, device: pair.a, pair, outcomes: () => rule.pair?.(pair, ask) };
  if (fleet.devices.length > 0)
    for (const rule of wanted) if (rule.fleet !== undefined) yield { rule, outcomes: () => rule.fleet?.(fleet, ask) };
}

/** Whether a rule speaks of a platform at all. */
function covers({ meta }: Rule, platform: Device['platform']): boolean {
  return platform === 'ios' ? meta.formats.includes('ios') : meta.formats.some((format) => format !== 'ios');
}

function isOff({ settings, sources }: RuleRun, { meta }: Rule, { name, sources: ids }: Device): boolean {
  return settings.isOff(meta.id, name, () => ids.map((id) => sources.get(id).path));
}

/** A finding before its fingerprint, which depends on the order. */
type Draft = Omit<ReportFinding, 'fingerprint'> & {
  readonly key: string;
  readonly subject: string;
  readonly data: Readonly<Record<string, string | number>>;
  readonly fromPair: boolean;
};

class Collector {
  readonly #run: RuleRun;
  readonly #drafts = new Map<string, Draft>();
  readonly #undecided: UndecidedChecks;
  readonly #judgements = new Judgements();
  readonly #crashed = new Map<string, ReportProblem>();
  readonly #stopped = new Set<Rule>();

  constructor(run: RuleRun) {
    this.#run = run;
    this.#undecided = new UndecidedChecks(run.allExamples);
  }

  collect({ rule, device, pair, outcomes }: Check): void {
    if (this.#stopped.has(rule)) return;
    try {
      for (const outcome of outcomes() ?? []) {
        const judgement = 'judged' in outcome ? outcome.judged : 'undecided' in outcome ? 'undecided' : 'failed';
        this.#judgements.add(rule, device?.name ?? '', outcome.subject ?? '', judgement);
        if ('judged' in outcome) continue;
        if ('undecided' in outcome)
          this.#undecided.add(rule.meta.id, outcome.undecided, exampleOf(outcome.subject, device, pair));
        else this.#add(rule, outcome, device, pair);
      }
    } catch {
      this.#crash(rule, device, `the rule ${rule.meta.id} crashed: this is a bug in ipsec-lint`);
    }
  }

  stop({ rule, device }: Check, limit: number): void {
    this.#stopped.add(rule);
    const where = device === undefined ? '' : ` on ${device.name}`;
    const message = `the rule ${rule.meta.id} was stopped${where}: it had not ended after ${limit / 1000} s, which is a bug in ipsec-lint`;
    this.#crash(rule, device, message);
  }

  #add(rule: Rule, finding: Finding, subjectDevice: Device | undefined, pair: PairOutcome | undefined): void {
    const { fleet, sources, settings } = this.#run;
    const text = rule.meta.messages[finding.message];
    if (text === undefined) throw new RangeError(`no message ${finding.message}`);
    const device = finding.device === undefined ? subjectDevice : (fleet.device(finding.device) ?? subjectDevice);
    const name = finding.device ?? device?.name ?? '';
    const peer = finding.peer ?? (pair === undefined ? undefined : pair.a.name === name ? pair.b.name : pair.a.name);
    const location = locationOf(finding.at, device, sources);
    const decided = settings.decide(rule.meta.id, name, location.path);
    if (decided?.setting === 'off') return;
    const data = finding.data ?? {};
    const likelihood = finding.likelihood ?? 'certain';
    this.#put({
      key: finding.message,
      ruleId: rule.meta.id,
      severity: severityOf(rule, finding, decided?.setting),
      confidence: finding.confidence ?? likelihood,
      message: fill(text.text, data),
      help: fill(text.help, data),
      device: name,
      ...(peer === undefined ? {} : { peer }),
      target: finding.subject === undefined ? name : `${name}/${finding.subject}`,
      location,
      related: (finding.related ?? []).map(({ at, message }) => ({ location: locationOf(at, device, sources), message })),
      ...located('fix', finding.fix, sources),
      ...located('suggestion', finding.suggestion, sources),
      subject: finding.subject ?? '',
      data,
      fromPair: pair !== undefined,
    });
  }

  #put(draft: Draft): void {
    const { path, line, column, endLine, endColumn } = draft.location;
    const place = `${line}:${column}:${endLine}:${endColumn}`;
    const identity = `${draft.ruleId}\n${draft.device}\n${draft.peer ?? '\n'}\n${path}\n${place}\n${draft.message}`;
    if (!this.#drafts.has(identity)) this.#drafts.set(identity, draft);
  }

  #crash(rule: Rule, device: Device | undefined, message: string): void {
    const first = device?.sources[0] ?? this.#run.fleet.devices[0]?.sources[0];
    const path = first === undefined ? '' : this.#run.sources.get(first).path;
    const name = device?.name ?? '';
    this.#put({
      key: 'crashed',
      ruleId: 'meta/rule-crashed',
      severity: 'error',
      confidence: 'certain',
      message: `${message}; everything else was still checked`,
      help: `Report it, and set "${rule.meta.id}": "off" in the configuration until it is mended`,
      device: name,
      target: name,
      location: { path, line: 1, column: 1, endLine: 1, endColumn: 1 },
      related: [],
      subject: rule.meta.id,
      data: {},
      fromPair: false,
    });
    this.#crashed.set(`${rule.meta.id}\n${path}`, { path, message });
  }

  result(): RuleResult {
    const prints = new Fingerprints(this.#run.fleet.devices);
    const told = [...toldOnce([...this.#drafts.values()])].sort(inOrder);
    const findings = told.map(({ key, subject, data, fromPair: _, ...draft }): ReportFinding => {
      const { ruleId, device, peer } = draft;
      const essence = { ruleId, message: key, device, subject, data, ...(peer === undefined ? {} : { peer }) };
      const { location, related, target, fix, suggestion, ...front } = draft;
      const edits = { ...(fix === undefined ? {} : { fix }), ...(suggestion === undefined ? {} : { suggestion }) };
      return { ...front, target, fingerprint: prints.of(essence), location, related, ...edits };
    });
    const { rules, settings } = this.#run;
    const compliance = this.#judgements.packs(rules, ({ meta }) => settings.isOffEverywhere(meta.id));
    return { findings, undecided: this.#undecided.rows(), problems: [...this.#crashed.values()], compliance };
  }
}

function exampleOf(subject: string | undefined, device: Device | undefined, pair: PairOutcome | undefined): string {
  if (pair !== undefined) return `${pair.a.name} - ${pair.b.name}`;
  const name = device?.name ?? 'the fleet';
  return subject === undefined ? name : `${name}/${subject}`;
}

/** Replaces `{name}` by the finding's data; what has no data stays as it is. */
function fill(text: string, data: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{([A-Za-z0-9_]+)\}/g, (whole, name: string) => (Object.hasOwn(data, name) ? String(data[name]) : whole));
}

/** What the order of findings goes by. */
type Ordered = Pick<ReportFinding, 'location' | 'ruleId' | 'message' | 'device' | 'peer'>;

/** Path, line, column, rule, then everything else that tells two findings apart; by code units. */
export function inOrder(a: Ordered, b: Ordered): number {
  return (
    byCodeUnit(a.location.path, b.location.path) ||
    a.location.line - b.location.line ||
    a.location.column - b.location.column ||
    byCodeUnit(a.ruleId, b.ruleId) ||
    byCodeUnit(a.message, b.message) ||
    byCodeUnit(a.device, b.device) ||
    byCodeUnit(a.peer ?? '', b.peer ?? '')
  );
}

import { createHash } from 'node:crypto';
import { byCodeUnit } from '../input/order.ts';
import type { Device } from '../model/types.ts';
import type { Report, ReportChange, ReportFinding, ReportPair, ReportTunnel, TunnelState } from '../report/report.ts';
import { essenceOf } from './fingerprint.ts';
import { withFindings } from './report-of.ts';

/** One side of a change: a run over the whole fleet. */
export interface Side {
  readonly run: { readonly devices: readonly Device[] };
  /** All that the rules found. */
  readonly found: Report;
  /** What is left after waivers, suppressions and baseline, with what is wrong with those. */
  readonly accepted: Report;
  /** Contents of the files of a device, in path order. */
  readonly contents: (device: Device) => readonly Uint8Array[];
}

/**
 * The report on a change: of the findings only those that are new, and what became of the others and of the tunnels. Findings are the
 * same when they are about the same, wherever they stand, on the same device; a device whose name comes from its path is the same when
 * its files are, or else as far as the same is found on it. Tunnels are the same by the names of their ends.
 */
export function changeReport(
  before: Side,
  after: Side,
  about: Pick<ReportChange, 'since' | 'commit' | 'problems'>,
): Report & { readonly change: ReportChange } {
  const names = new DeviceChanges(before, after);
  const earlier = matchFindings(before, after, names);
  const shown = new Set(before.accepted.findings);
  const newFindings = after.accepted.findings.filter((finding) => {
    const match = earlier.get(finding);
    return match === undefined || !shown.has(match);
  });
  const matched = new Set(earlier.values());
  return {
    ...withFindings(after.accepted, newFindings),
    change: {
      since: about.since,
      commit: about.commit,
      newFindings,
      fixedFindings: before.accepted.findings.filter((finding) => !matched.has(finding)),
      unchanged: after.accepted.findings.length - newFindings.length,
      tunnels: compareTunnels(before.found.pairs, after, names),
      devices: { added: names.added, removed: names.removed, renamed: names.renamed },
      problems: about.problems,
    },
  };
}

/** Which devices came, went, or have another name since their files moved. */
class DeviceChanges {
  readonly renamed: readonly { readonly from: string; readonly to: string }[];
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly #before: ReadonlyMap<string, string>;

  constructor(before: Side, after: Side) {
    const gone = without(before.run.devices, after.run.devices);
    const come = without(after.run.devices, before.run.devices);
    const left = new Map<string, string[]>();
    for (const device of gone) {
      const content = digest(before.contents(device));
      left.set(content, [...(left.get(content) ?? []), device.name]);
    }
    this.renamed = come.flatMap((device) => {
      const from = left.get(digest(after.contents(device)))?.shift();
      return from === undefined ? [] : [{ from, to: device.name }];
    });
    this.#before = new Map(this.renamed.map(({ from, to }) => [to, from]));
    const from = new Set(this.renamed.map((one) => one.from));
    this.added = come.map(({ name }) => name).filter((name) => !this.#before.has(name));
    this.removed = gone.map(({ name }) => name).filter((name) => !from.has(name));
  }

  /** What a device of before is called today. */
  nameToday(name: string): string {
    return this.renamed.find(({ from }) => from === name)?.to ?? name;
  }

  /** What a device of today was called before. */
  nameBefore(name: string): string {
    return this.#before.get(name) ?? name;
  }
}

function without(devices: readonly Device[], others: readonly Device[]): readonly Device[] {
  const names = new Set(others.map(({ name }) => name));
  return devices.filter(({ name }) => !names.has(name));
}

function digest(contents: readonly Uint8Array[]): string {
  const hash = createHash('sha256');
  for (const content of contents) hash.update(`${content.length}\n`).update(content);
  return hash.digest('hex');
}

/** The finding of before that each finding of today is, for those that were there. */
function matchFindings(before: Side, after: Side, names: DeviceChanges): ReadonlyMap<ReportFinding, ReportFinding> {
  const matches = new Map<ReportFinding, ReportFinding>();
  const old = new Set([...before.found.findings, ...before.accepted.findings]);
  const today = new Set([...after.found.findings, ...after.accepted.findings]);
  const byPlace = grouped(old, (finding) => `${essenceOf(finding.fingerprint)} ${finding.device}`);
  for (const finding of today) {
    const match = byPlace.get(`${essenceOf(finding.fingerprint)} ${names.nameBefore(finding.device)}`)?.shift();
    if (match !== undefined) matches.set(finding, match);
  }
  const [added, removed] = [new Set(names.added), new Set(names.removed)];
  const taken = new Set(matches.values());
  const gone = [...old].filter((finding) => removed.has(finding.device) && !taken.has(finding));
  const byEssence = grouped(gone, (finding) => essenceOf(finding.fingerprint));
  for (const finding of today) {
    if (!added.has(finding.device) || matches.has(finding)) continue;
    const match = byEssence.get(essenceOf(finding.fingerprint))?.shift();
    if (match !== undefined) matches.set(finding, match);
  }
  return matches;
}

function grouped<T>(items: Iterable<T>, keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}

function compareTunnels(pairs: readonly ReportPair[], after: Side, names: DeviceChanges): readonly ReportTunnel[] {
  const earlier = new Map(pairs.map((pair) => [keyOf(pair), pair]));
  const rows = after.found.pairs.map((pair) => {
    const key = keyOf({
      ...pair,
      initiator: names.nameBefore(pair.initiator),
      responder: names.nameBefore(pair.responder),
    });
    const match = earlier.get(key);
    earlier.delete(key);
    return tunnelOf(pair, match === undefined ? 'none' : stateOf(match), stateOf(pair), reasonOf(pair));
  });
  const ended = [...earlier.values()].map((pair) =>
    tunnelOf(
      pair,
      stateOf(pair),
      'none',
      isWritten({ ...pair, initiator: names.nameToday(pair.initiator) }, after.run.devices) ? 'no-peer' : 'removed',
    ),
  );
  return [...rows, ...ended]
    .filter(({ before, after: now }) => before !== now)
    .sort((a, b) => ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict) || byCodeUnit(keyOf(a), keyOf(b)));
}

const ORDER: readonly ReportTunnel['verdict'][] = ['broken', 'unclear', 'healed', 'added', 'removed'];

function keyOf({
  initiator,
  responder,
  connection,
  child,
}: Omit<ReportTunnel, 'before' | 'after' | 'reason' | 'verdict'>): string {
  return JSON.stringify([initiator, responder, connection, child]);
}

function tunnelOf(pair: ReportPair, before: TunnelState, after: TunnelState, reason: string): ReportTunnel {
  const { initiator, responder, connection, child } = pair;
  return { initiator, responder, connection, child, before, after, verdict: verdictOf(before, after, reason), reason };
}

function verdictOf(before: TunnelState, after: TunnelState, reason: string): ReportTunnel['verdict'] {
  if (before === 'none') return 'added';
  if (reason === 'removed') return 'removed';
  if (after === 'up') return 'healed';
  return before === 'up' && after !== 'unknown' ? 'broken' : 'unclear';
}

function stateOf({ ike, child_sa: child, traffic }: ReportPair): TunnelState {
  if (ike === 'down' || child === 'down') return 'down';
  if (ike === 'unknown' || child === 'unknown') return 'unknown';
  return traffic === 'blocked' ? 'blocked' : 'up';
}

function reasonOf(pair: ReportPair): string {
  return stateOf(pair) === 'blocked' ? 'traffic-blocked' : pair.reason;
}

/** Whether the device that starts a tunnel still has it in its configuration. */
function isWritten({ initiator, connection, child }: ReportPair, devices: readonly Device[]): boolean {
  const gateways = devices.find(({ name }) => name === initiator)?.gateways ?? [];
  return gateways.some(({ name, children }) => name === connection && children.some((one) => one.name === child));
}

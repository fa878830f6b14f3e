import { contentOf, type FileSystem } from '../input/index.ts';
import type { Device } from '../model/types.ts';
import type { Report, ReportEdit, ReportFinding } from '../report/report.ts';
import { SourceTable } from '../text/source.ts';
import { applyChanges } from './edits.ts';
import { essenceOf } from './fingerprint.ts';
import type { ModelledRun } from './lint.ts';
import { isMeta } from './meta-finding.ts';
import { writeSuppression } from './suppressions.ts';

/** A file with comments that silence its findings. */
export interface SuppressedFile {
  readonly path: string;
  readonly absolute: string;
  readonly before: Buffer;
  readonly after: Buffer;
  readonly findings: readonly ReportFinding[];
}

/** What became of the findings of a report. */
export interface AddedSuppressions {
  readonly files: readonly SuppressedFile[];
  /** Findings that get no comment, by reason: a clause. */
  readonly left: ReadonlyMap<string, readonly ReportFinding[]>;
}

/** How comments are written and tried. */
export interface AddingOptions {
  readonly reason: string;
  readonly maxFileSize: number;
  readonly fileSystem: FileSystem;
  /** The same run over other contents of files. */
  readonly rerun: (files: FileSystem) => Promise<Report>;
}

/**
 * Writes a comment above the line of every finding whose format keeps comments, and lints the result: a file keeps its comments only
 * when exactly the findings that they are for are gone, and nothing else has changed. Nothing is written to the disk.
 */
export async function addSuppressions(run: ModelledRun, report: Report, options: AddingOptions): Promise<AddedSuppressions> {
  const left = new Map<string, ReportFinding[]>();
  const leave = (why: string, findings: readonly ReportFinding[]): void => {
    left.set(why, [...(left.get(why) ?? []), ...findings]);
  };
  let files = draftFiles(run, report, options, leave);
  for (let round = 0; files.length > 0; round++) {
    const unexpected = differences(report, await options.rerun(overlaid(options.fileSystem, files)), files);
    if (unexpected.length === 0) break;
    const blamed = round === 0 ? files.filter(({ path }) => unexpected.includes(path)) : files;
    const wrong = new Set(blamed.length === 0 ? files : blamed);
    for (const { findings } of wrong) leave('a comment there would not be one, or would change more', findings);
    files = files.filter((file) => !wrong.has(file));
  }
  return { files, left };
}

type Leave = (why: string, findings: readonly ReportFinding[]) => void;

function draftFiles(run: ModelledRun, report: Report, options: AddingOptions, leave: Leave): SuppressedFile[] {
  const devices = new Map(run.devices.map((device) => [device.name, device]));
  const absolutes = new Map([...run.absolute].map(([id, absolute]) => [run.sources.get(id).path, absolute]));
  const byPath = new Map<string, ReportFinding[]>();
  for (const finding of report.findings)
    byPath.set(finding.location.path, [...(byPath.get(finding.location.path) ?? []), finding]);
  return [...byPath].flatMap(([path, all]) => {
    const findings = all.filter(({ ruleId }) => !isMeta(ruleId) && !ruleId.startsWith('syntax/'));
    if (findings.length < all.length)
      leave(
        'it is about what ipsec-lint reads itself',
        all.filter((one) => !findings.includes(one)),
      );
    if (findings.length === 0) return [];
    const file = draftFile(path, absolutes.get(path), devices.get(findings[0]?.device ?? ''), findings, options);
    if (typeof file !== 'string') return [file];
    leave(file, findings);
    return [];
  });
}

function draftFile(
  path: string,
  absolute: string | undefined,
  device: Device | undefined,
  findings: readonly ReportFinding[],
  { reason, fileSystem, maxFileSize }: AddingOptions,
): SuppressedFile | string {
  if (absolute === undefined || device === undefined) return 'it stands in no file of a device';
  if (device.platform === 'ios' && device.whole) return 'a router drops comments: write a waiver';
  const before = fileSystem.bytes(absolute, maxFileSize);
  if (typeof before === 'string') return before;
  const content = contentOf(before);
  if (content.kind !== 'text' || content.encoding !== 'utf-8') return 'the file is not in UTF-8';
  const edits = commentEdits({ path, text: content.text }, device.platform === 'ios' ? '!' : '#', findings, reason);
  if (edits === undefined) return 'its line continues the one before';
  const mark = before.subarray(0, 3).equals(Buffer.from('\ufeff')) ? '\ufeff' : '';
  const changes = edits.map((edit) => [edit]);
  const text = applyChanges(() => content.text, changes).texts.get(path) ?? content.text;
  return { path, absolute, before, after: Buffer.from(mark + text), findings };
}

/** A comment for each line that findings point at, indented as the line is; undefined when one cannot stand there. */
function commentEdits(
  { path, text }: { readonly path: string; readonly text: string },
  mark: '#' | '!',
  findings: readonly ReportFinding[],
  reason: string,
): readonly ReportEdit[] | undefined {
  const { lineStarts } = new SourceTable().add('', text);
  const rules = new Map<number, Set<string>>();
  for (const { location, ruleId } of findings)
    rules.set(location.line, (rules.get(location.line) ?? new Set<string>()).add(ruleId));
  const edits: ReportEdit[] = [];
  for (const [line, ids] of rules) {
    const start = lineStarts[line - 1];
    if (start === undefined || /\\\r?\n$/.test(text.slice(Math.max(0, start - 3), start))) return undefined;
    const [indent = ''] = /^[ \t]*/.exec(text.slice(start, start + 200)) ?? [];
    const comment = writeSuppression({ rules: [...ids].sort(), reason });
    const location = { path, line, column: 1, endLine: line, endColumn: 1 };
    edits.push({ location, text: `${indent}${mark} ${comment}\n` });
  }
  return edits;
}

function overlaid(fileSystem: FileSystem, files: readonly SuppressedFile[]): FileSystem {
  const contents = new Map(files.map(({ absolute, after }) => [absolute, after]));
  return { ...fileSystem, bytes: (path, maxSize) => contents.get(path) ?? fileSystem.bytes(path, maxSize) };
}

/** Paths of findings that should be gone and are not, or are there and should not be. */
function differences(before: Report, after: Report, files: readonly SuppressedFile[]): readonly string[] {
  const gone = new Set(files.flatMap(({ findings }) => findings));
  const count = new Map<string, number>();
  const keyOf = ({ fingerprint, device, location }: ReportFinding): string =>
    JSON.stringify([location.path, essenceOf(fingerprint), device]);
  const tally = (finding: ReportFinding, by: number): void => {
    count.set(keyOf(finding), (count.get(keyOf(finding)) ?? 0) + by);
  };
  for (const finding of before.findings) if (!gone.has(finding)) tally(finding, -1);
  for (const finding of after.findings) tally(finding, 1);
  const changed = [...count].filter(([, number]) => number !== 0).map(([key]) => String(JSON.parse(key)[0]));
  const problems = before.problems.length === after.problems.length ? [] : [''];
  return [...changed, ...problems];
}

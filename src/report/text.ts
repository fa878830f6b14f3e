import { createColors } from 'picocolors';
import { visible } from '../text/display.ts';
import type { Location } from '../text/source.ts';
import { changeLines } from './change-text.ts';
import { COMPLIANCE_COLUMNS, complianceCells, complianceNote, complianceTitle, requirementName } from './compliance.ts';
import { log } from './escape/log.ts';
import { cellWidth, type ExcerptSource, excerptOf } from './excerpt.ts';
import type { Report, ReportFinding, ReportPack, ReportProblem, ReportSeverity } from './report.ts';
import { wrap } from './wrap.ts';

/** How the report for people is drawn. */
export interface TextStyle {
  readonly color: boolean;
  /** Columns. */
  readonly width: number;
  /** Without summary and undecided checks. */
  readonly quiet: boolean;
  /** Text of a path, when it can be read again. */
  readonly source: (path: string) => ExcerptSource | undefined;
}

/** The report for people: each finding with the lines that decide it, then what was not decided and a summary. */
export function renderText(report: Report, style: TextStyle): string {
  const drawing = new Drawing(style);
  const blocks = [
    ...report.findings.map((finding) => drawing.finding(finding)),
    ...(style.quiet ? [] : (report.compliance ?? []).map((pack) => drawing.compliance(pack))),
  ];
  const tail = [...report.problems.map((problem) => drawing.problem(problem)), ...(style.quiet ? [] : drawing.closing(report))];
  return log([...blocks, ...(tail.length > 0 ? [tail.join('\n')] : [])].map((block) => `${block}\n`).join('\n'));
}

type Paint = (text: string) => string;

/** A marked range of a line and what is said about it. */
interface Mark {
  readonly location: Location;
  readonly primary: boolean;
  readonly labels: readonly string[];
}

/** The places of a finding, each range once. */
function marksOf({ location, related }: ReportFinding): readonly Mark[] {
  const marks = new Map<string, { location: Location; primary: boolean; labels: string[] }>();
  const keyOf = ({ path, line, column, endLine, endColumn }: Location): string =>
    JSON.stringify([path, line, column, endLine, endColumn]);
  marks.set(keyOf(location), { location, primary: true, labels: [] });
  for (const place of related) {
    const known = marks.get(keyOf(place.location));
    if (known === undefined)
      marks.set(keyOf(place.location), { location: place.location, primary: false, labels: [place.message] });
    else if (!known.labels.includes(place.message)) known.labels.push(place.message);
  }
  return [...marks.values()];
}

class Drawing {
  readonly #style: TextStyle;
  readonly #strong: Paint;
  readonly #faint: Paint;
  readonly #severity: Readonly<Record<ReportSeverity, Paint>>;
  readonly #bad: Paint;

  constructor(style: TextStyle) {
    this.#style = style;
    const colors = createColors(style.color);
    this.#strong = colors.bold;
    this.#faint = colors.blue;
    this.#bad = colors.red;
    this.#severity = { error: colors.red, warning: colors.yellow, info: colors.cyan };
  }

  finding(finding: ReportFinding): string {
    const paint = this.#severity[finding.severity];
    const tag = `${finding.severity}[${finding.ruleId}]`;
    const [first = '', ...more] = wrap(`${tag}: ${visible(finding.message)}`, this.#style.width);
    const lines = [
      paint(this.#strong(tag)) + this.#strong(first.slice(tag.length)),
      ...more.map((line) => this.#strong(`  ${line}`)),
    ];
    const marks = marksOf(finding);
    const gutter = ' '.repeat(Math.max(...marks.map(({ location }) => String(location.line).length)));
    lines.push(...this.#frames(marks, gutter, paint));
    if (finding.help !== '') lines.push(...this.#note(gutter, 'help', finding.help));
    if (finding.confidence !== 'certain') lines.push(...this.#note(gutter, 'confidence', finding.confidence));
    return lines.join('\n');
  }

  problem({ path, line, message }: ReportProblem): string {
    const place = line === undefined ? visible(path) : `${visible(path)}:${line}`;
    return `${this.#bad(this.#strong('problem'))}: ${place === '' ? '' : `${place}: `}${visible(message)}`;
  }

  /** A policy pack and how each of its requirements was met. */
  compliance(pack: ReportPack): string {
    const rows = pack.requirements.map((requirement) => ({
      name: visible(requirementName(requirement)),
      cells: complianceCells(requirement).map(String),
      note: complianceNote(requirement),
      bad: requirement.failed > 0,
    }));
    const width = Math.max('requirement'.length, ...rows.map(({ name }) => cellWidth(name)));
    const line = (name: string, cells: readonly string[]): string =>
      `  ${name}${' '.repeat(width - cellWidth(name))}${cells.map((cell, index) => `  ${cell.padStart(COMPLIANCE_COLUMNS[index]?.length ?? 0)}`).join('')}`;
    const coverage = pack.coverage === undefined ? [] : wrap(`covers ${visible(pack.coverage)}`, this.#style.width - 2);
    return [
      ...wrap(visible(complianceTitle(pack)), this.#style.width).map(this.#strong),
      ...coverage.map((text) => `  ${text}`),
      this.#faint(line('requirement', COMPLIANCE_COLUMNS)),
      ...rows.map(({ name, cells, note, bad }) =>
        note === '' ? (bad ? this.#bad : String)(line(name, cells)) : `${line(name, [])}  ${note}`,
      ),
    ].join('\n');
  }

  /** Undecided checks and the counts. */
  closing({ findings, summary, undecided, complete, change }: Report): string[] {
    const lines = undecided.slice(0, SHOWN_UNDECIDED).map(({ ruleId, why, count, examples }) => {
      const first = examples[0] ?? '';
      const others = count > 1 ? ` and ${count - 1} more` : '';
      return `undecided: ${ruleId}: ${visible(why)} (${visible(first)}${others})`;
    });
    if (undecided.length > SHOWN_UNDECIDED)
      lines.push(`undecided: ${undecided.length - SHOWN_UNDECIDED} more causes, see --format json`);
    const counts = [counted(summary.error, 'error'), counted(summary.warning, 'warning'), counted(summary.info, 'note')];
    const open = summary.undecided > 0 ? `, ${counted(summary.undecided, 'check')} undecided` : '';
    const extent = `${counted(summary.files, 'file')}, ${counted(summary.devices, 'device')}${summary.pairs > 0 ? `, ${counted(summary.pairs, 'pair')}` : ''}`;
    const state = complete ? '' : ' (incomplete)';
    const changed = change === undefined ? [] : changeLines(change).map(this.#strong);
    return [
      ...lines.map(this.#faint),
      ...changed,
      ...fixable(findings).map(this.#faint),
      this.#strong(`${extent}: ${counts.join(', ')}${open}${state}`),
    ];
  }

  #note(gutter: string, name: string, text: string): string[] {
    const indent = `${gutter} ${this.#faint('=')} `;
    const [first = '', ...more] = wrap(`${name}: ${visible(text)}`, this.#style.width - gutter.length - 3);
    return [
      indent + this.#strong(first.slice(0, name.length + 1)) + first.slice(name.length + 1),
      ...more.map((line) => `${gutter}   ${' '.repeat(2)}${line}`),
    ];
  }

  #frames(marks: readonly Mark[], gutter: string, paint: Paint): string[] {
    const byPath = new Map<string, Mark[]>();
    for (const mark of marks) byPath.set(mark.location.path, [...(byPath.get(mark.location.path) ?? []), mark]);
    const bar = `${gutter} ${this.#faint('|')}`;
    const lines: string[] = [];
    let arrow = '-->';
    for (const [path, inFile] of byPath) {
      const { line, column } = inFile[0]?.location ?? { line: 1, column: 1 };
      lines.push(`${gutter}${this.#faint(arrow)} ${visible(path)}:${line}:${column}`);
      arrow = ':::';
      const source = this.#style.source(path);
      if (source === undefined) {
        for (const { location, labels } of inFile)
          lines.push(...labels.map((label) => `${bar} ${location.line}: ${visible(label)}`));
        continue;
      }
      lines.push(bar, ...this.#inFile(inFile, source, gutter, bar, paint), bar);
    }
    return lines;
  }

  /** The marked lines of one file, in order, each under its line. */
  #inFile(marks: readonly Mark[], source: ExcerptSource, gutter: string, bar: string, paint: Paint): string[] {
    const ordered = [...marks].sort((a, b) => a.location.line - b.location.line || Number(b.primary) - Number(a.primary));
    const lines: string[] = [];
    let previous = 0;
    for (const mark of ordered) {
      const { line, column, endLine, endColumn } = mark.location;
      const excerpt = excerptOf(source, line);
      if (excerpt === undefined) continue;
      const cells = excerpt.cells(column, endLine > line ? Number.POSITIVE_INFINITY : endColumn);
      const room = Math.max(20, this.#style.width - gutter.length - 3);
      const { text, shift } = windowOf(excerpt.text, cells.from, cells.to, room);
      if (line !== previous) {
        if (previous !== 0 && line > previous + 1) lines.push(this.#faint('...'));
        lines.push(`${this.#faint(String(line).padStart(gutter.length))} ${this.#faint('|')} ${text}`.trimEnd());
      }
      previous = line;
      lines.push(...this.#underline(mark, cells.from - shift, Math.min(cells.to - shift, room), bar, gutter.length + 3, paint));
    }
    return lines;
  }

  #underline({ primary, labels }: Mark, from: number, to: number, bar: string, room: number, paint: Paint): string[] {
    const color = primary ? paint : this.#faint;
    const marker = `${' '.repeat(Math.max(0, from))}${color((primary ? '^' : '-').repeat(Math.max(1, to - from)))}`;
    const width = this.#style.width - room;
    const [first, ...more] = labels.map(visible);
    if (first === undefined) return [`${bar} ${marker}`];
    if (more.length === 0 && cellWidth(first) <= width - to - 1) return [`${bar} ${marker} ${color(first)}`];
    const indent = Math.min(Math.max(0, from), Math.max(0, width - 40));
    const texts = [first, ...more].flatMap((label) => wrap(label, width - indent));
    return [`${bar} ${marker}`, ...texts.map((line) => `${bar} ${' '.repeat(indent)}${color(line)}`)];
  }
}

/** What can be done without anybody's decision. */
function fixable(findings: readonly ReportFinding[]): readonly string[] {
  const count = findings.filter(({ fix }) => fix !== undefined).length;
  return count === 0 ? [] : [`${counted(count, 'finding')} can be fixed: --diff shows the changes, --fix makes them`];
}

/** How many causes of undecided checks the text shows. */
const SHOWN_UNDECIDED = 10;

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

/** The part of a long line that a range lies in, and how many cells were cut off before it. */
function windowOf(text: string, from: number, to: number, room: number): { readonly text: string; readonly shift: number } {
  if (cellWidth(text) <= room) return { text, shift: 0 };
  const characters = [...text];
  const start = to <= room - 3 ? 0 : Math.max(0, Math.min(from - 10, characters.length - room));
  const head = start > 0 ? '...' : '';
  const kept = characters.slice(start + head.length, start + room - 3).join('');
  return { text: `${head}${kept}${start + room - 3 < characters.length ? '...' : ''}`, shift: start };
}

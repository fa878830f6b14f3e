import { diffArrays } from 'diff';
import { visible } from '../text/display.ts';
import { log } from './escape/log.ts';
import { type ExcerptSource, excerptOf } from './excerpt.ts';

/** A run of lines that differs, by indexes from 0 into both texts; the ends are exclusive. */
interface Region {
  readonly from: number;
  readonly to: number;
  readonly newFrom: number;
  readonly newTo: number;
}

const CONTEXT = 3;

/**
 * A unified diff of one file, safe to show. Lines with a secret are never context: a hunk has less of it there, the same above and
 * below, so that it can still be applied. A changed line shows a mask in the place of its secret.
 */
export function unifiedDiff(path: string, before: ExcerptSource, after: ExcerptSource): string {
  const [old, now] = [linesOf(before), linesOf(after)];
  const hunks = regionsOf(old, now)
    .reduce<Region[][]>((groups, region) => grouped(groups, region, old), [])
    .map((group, index, all) => hunk(group, old, now, all[index - 1]?.at(-1)?.to ?? 0, all[index + 1]?.[0]?.from ?? old.length));
  return hunks.length === 0 ? '' : log(`--- ${visible(path)}\n+++ ${visible(path)}\n${hunks.join('')}`);
}

/** A line with its line end, and what may be shown of it. */
interface DiffLine {
  readonly text: string;
  readonly shown: string;
  readonly isSecret: boolean;
}

function linesOf(source: ExcerptSource): readonly DiffLine[] {
  const { text, lineStarts, secrets } = source;
  const lines: DiffLine[] = [];
  for (let line = 0; line < lineStarts.length; line++) {
    const [start, end] = [lineStarts[line] ?? 0, lineStarts[line + 1] ?? text.length];
    if (start === text.length) break;
    const isSecret = secrets.some((secret) => secret.start < end && secret.end > start);
    const whole = text.slice(start, end);
    lines.push({ text: whole, isSecret, shown: isSecret ? (excerptOf(source, line + 1)?.text ?? '') : shownText(whole) });
  }
  return lines;
}

/* Tabs and the carriage return of the line end stay, or the diff could not be applied. */
function shownText(line: string): string {
  const [, text = '', end = ''] = /^([\s\S]*?)(\r?)\n?$/.exec(line) ?? [];
  return `${text.split('\t').map(visible).join('\t')}${end}`;
}

function regionsOf(old: readonly DiffLine[], now: readonly DiffLine[]): readonly Region[] {
  const regions: Region[] = [];
  let [at, newAt] = [0, 0];
  const [texts, newTexts] = [old, now].map((lines) => lines.map(({ text }) => text));
  for (const { added, removed, count } of diffArrays(texts ?? [], newTexts ?? [])) {
    const last = regions.at(-1);
    const region = { from: at, to: at + (added ? 0 : count), newFrom: newAt, newTo: newAt + (removed ? 0 : count) };
    if (added || removed) {
      if (last?.to === at && last.newTo === newAt) regions[regions.length - 1] = { ...last, to: region.to, newTo: region.newTo };
      else regions.push(region);
    }
    [at, newAt] = [region.to, region.newTo];
  }
  return regions;
}

/** Regions whose contexts would meet are one hunk, unless a secret stands between them. */
function grouped(groups: Region[][], region: Region, old: readonly DiffLine[]): Region[][] {
  const last = groups.at(-1)?.at(-1);
  const isNear = last !== undefined && region.from - last.to <= 2 * CONTEXT;
  if (!isNear || old.slice(last.to, region.from).some(({ isSecret }) => isSecret)) return [...groups, [region]];
  groups.at(-1)?.push(region);
  return groups;
}

/** One hunk; its context lies between the hunk before it and the one behind it. */
function hunk(group: readonly Region[], old: readonly DiffLine[], now: readonly DiffLine[], low: number, high: number): string {
  const [first, last] = [group[0], group.at(-1)];
  if (first === undefined || last === undefined) return '';
  const open = (at: number): boolean => at >= low && at < high && old[at]?.isSecret === false;
  const [above, below] = [countWhile((step) => open(first.from - 1 - step)), countWhile((step) => open(last.to + step))];
  const isWhole = (reached: number, edge: boolean): boolean => reached === CONTEXT || edge;
  const atEdges = isWhole(above, first.from - above === 0) && isWhole(below, last.to + below === old.length);
  const [up, down] = atEdges ? [above, below] : [Math.min(above, below), Math.min(above, below)];
  const body: string[] = [];
  let at = first.from - up;
  for (const { from, to, newFrom, newTo } of group) {
    body.push(...old.slice(at, from).map((line) => row(' ', line)), ...old.slice(from, to).map((line) => row('-', line)));
    body.push(...now.slice(newFrom, newTo).map((line) => row('+', line)));
    at = to;
  }
  body.push(...old.slice(at, last.to + down).map((line) => row(' ', line)));
  const range = (start: number, count: number): string => `${count === 0 ? start : start + 1}${count === 1 ? '' : `,${count}`}`;
  const [oldCount, newCount] = [last.to + down - first.from + up, last.newTo + down - first.newFrom + up];
  return `@@ -${range(first.from - up, oldCount)} +${range(first.newFrom - up, newCount)} @@\n${body.join('')}`;
}

function countWhile(holds: (step: number) => boolean): number {
  let step = 0;
  while (step < CONTEXT && holds(step)) step++;
  return step;
}

function row(sign: string, { text, shown }: DiffLine): string {
  return `${sign}${shown}\n${text.endsWith('\n') ? '' : '\\ No newline at end of file\n'}`;
}

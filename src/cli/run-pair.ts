import pc from 'picocolors';
import { RULES } from '../../rules/index.ts';
import { type PairWishes, pairUp } from '../engine/paired.ts';
import { json } from '../report/escape/json.ts';
import type { PairReport } from '../report/pair-report.ts';
import { type DrawingStyle, drawPair, type TraceLevel } from '../report/pair-text.ts';
import { type Output, outputsOf, writeOutput } from './outputs.ts';
import { type InputFlags, runOptions, tell, tellProblems } from './run-options.ts';
import { STATUS, type Status } from './status.ts';
import { terminalWidth, wantsColor } from './terminal.ts';
import { nearest, UsageError } from './usage.ts';

/** The flags of `pair`. */
export interface PairFlags extends InputFlags {
  readonly format?: readonly string[] | undefined;
  readonly nat?: string | undefined;
  readonly child?: string | undefined;
  readonly from?: string | undefined;
  readonly trace: string;
  readonly color: string;
  readonly quiet: boolean;
}

/** Plays the negotiation between two devices out. */
export async function pair(words: readonly string[], flags: PairFlags): Promise<Status> {
  const [first, second, ...rest] = words;
  if (first === undefined || second === undefined || rest.length > 0)
    throw new UsageError('pair takes two files, directories or device names');
  const outputs = outputsOf(flags.format, ['text', 'json']);
  const options = await runOptions(
    flags,
    RULES.map((rule) => rule.meta.id),
  );
  const paired = await pairUp(first, second, options, requested(flags));
  if ('error' in paired) throw new UsageError(`${paired.error}${nearest(paired.word, paired.names)}`);
  const { run, report, result } = paired;
  tell(run, flags);
  if (!outputs.some(({ format, file }) => format === 'text' && file === undefined)) tellProblems(report.problems);
  for (const output of outputs) writeOutput(output, render(report, output, flags));
  if (!report.complete || result === undefined || result === 'unknown') return STATUS.incomplete;
  return result === 'up' ? STATUS.clean : STATUS.findings;
}

function requested({ nat, child, from }: PairFlags): PairWishes {
  return {
    ...(nat === 'none' || nat === 'a' || nat === 'b' || nat === 'both' ? { nat } : {}),
    ...(child === undefined ? {} : { child }),
    ...(from === 'a' || from === 'b' ? { from } : {}),
  };
}

function render(report: PairReport, { format, file }: Output, flags: PairFlags): string {
  if (format === 'json') return `${json(report, 1)}\n`;
  return drawPair(report, styleOf(file === undefined && wantsColor(flags.color)), levelOf(flags.trace));
}

function levelOf(trace: string): TraceLevel {
  return trace === 'none' || trace === 'full' ? trace : 'messages';
}

function styleOf(color: boolean): DrawingStyle {
  const { green, red, dim, bold } = pc.createColors(color);
  return { width: terminalWidth(), good: green, bad: red, faint: dim, strong: bold };
}

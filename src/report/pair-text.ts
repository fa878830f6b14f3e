import { visible } from '../text/display.ts';
import { log } from './escape/log.ts';
import type { ComparisonRow, PairDirection, PairMessage, PairPlace, PairReport } from './pair-report.ts';
import { wrap } from './wrap.ts';

/** How to draw: colour functions that do nothing without a terminal, and the width in columns. */
export interface DrawingStyle {
  readonly width: number;
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly faint: (text: string) => string;
  readonly strong: (text: string) => string;
}

/** How much of a direction is drawn. */
export type TraceLevel = 'none' | 'messages' | 'full';

/** The report of `pair` for people: the messages between two columns, the place where it ends, and what to change. */
export function drawPair(report: PairReport, style: DrawingStyle, level: TraceLevel = 'messages'): string {
  const parts = report.directions.map((direction) => drawDirection(direction, style, level));
  for (const problem of report.problems)
    parts.push(`${style.bad('problem')} ${visible(problem.path ?? '')}: ${visible(problem.message)}`);
  return log(`${parts.join('\n\n')}\n`);
}

function drawDirection(direction: PairDirection, style: DrawingStyle, level: TraceLevel): string {
  const lines = [headline(direction, style), ...verdictLines(direction, style)];
  if (level !== 'none' && direction.trace.length > 0) lines.push('', ...drawTrace(direction, style, level));
  if (direction.at.length > 0)
    lines.push('', style.strong('What decides'), ...direction.at.flatMap((place) => placeLines(place, direction, style)));
  if (direction.reason !== 'ok' && direction.comparison.length > 0) lines.push('', ...drawComparison(direction, style));
  lines.push(...drawLogs(direction, style));
  for (const assumption of direction.assumptions) lines.push(style.faint(`assumed: ${visible(assumption)}`));
  return lines.join('\n');
}

function headline(direction: PairDirection, style: DrawingStyle): string {
  const nat = direction.path.nat.length === 0 ? 'no NAT' : `NAT before the ${direction.path.nat.join(' and the ')}`;
  const names = `${visible(direction.initiator)} -> ${visible(direction.responder)}`;
  const what = direction.connection === direction.child ? direction.connection : `${direction.connection} / ${direction.child}`;
  return `${style.strong(names)}  ${visible(what)}  ${style.faint(`(${nat}, ${direction.path.basis})`)}`;
}

function verdictLines(direction: PairDirection, style: DrawingStyle): string[] {
  const state = (name: string, value: string, good: string): string =>
    `${name} ${value === good ? style.good(value) : value === 'unknown' ? value : style.bad(value)}`;
  const lines = [
    `  ${state('IKE', direction.ike, 'up')}, ${state('child', direction.child_sa, 'up')}, ${state('traffic', direction.traffic, 'passes')}` +
      (direction.reason === 'ok' ? '' : `: ${style.strong(direction.reason)}`),
    ...wrap(visible(direction.explanation), style.width - 2).map((line) => `  ${line}`),
  ];
  if (direction.question !== null) lines.push(`  to settle it: ${visible(direction.question)}`);
  if (direction.forecast !== undefined) {
    const { event, afterSeconds, reason } = direction.forecast;
    lines.push(`  ${style.bad('later')} ${event} after ${afterSeconds} s fails: ${visible(reason)}`);
  }
  return lines;
}

/* Columns of the drawing: number and exchange stand left of the initiator's line. */
const LEFT = 4;

function drawTrace(direction: PairDirection, style: DrawingStyle, level: TraceLevel): string[] {
  const span = Math.max(36, Math.min(style.width - LEFT - 12, 64));
  const hasNat = direction.path.nat.length > 0;
  const lines = [header(direction, span, hasNat, style)];
  let shown = '';
  for (const message of direction.trace) {
    const label = `${message.exchange} ${message.message}`;
    lines.push(...drawMessage(message, label === shown, span, hasNat, style, level));
    shown = label;
  }
  return lines;
}

function header(direction: PairDirection, span: number, hasNat: boolean, style: DrawingStyle): string {
  const left = visible(direction.initiator);
  const right = visible(direction.responder);
  const middle = hasNat ? 'NAT' : '';
  const gap = Math.max(2, span + 10 - left.length - right.length - middle.length);
  const before = Math.floor(gap / 2);
  return style.strong(`${' '.repeat(LEFT)}${left}${' '.repeat(before)}${middle}${' '.repeat(gap - before)}${right}`);
}

function drawMessage(
  message: PairMessage,
  again: boolean,
  span: number,
  hasNat: boolean,
  style: DrawingStyle,
  level: TraceLevel,
): string[] {
  const marker = message.nonEspMarker ? ' #' : '';
  const title = `${again ? 'again: ' : ''}${message.exchange} ${message.message}: ${message.payloads.map(visible).join(', ')}${marker}`;
  const lines = [`${' '.repeat(LEFT)}${style.faint('|')} ${title}`, `${' '.repeat(LEFT)}${arrow(message, span, hasNat, style)}`];
  const isTrouble = message.outcome !== 'delivered';
  if (message.because !== '' && (isTrouble || level === 'full')) {
    const text = `${message.outcome}: ${visible(message.because)}`;
    lines.push(
      ...wrap(text, span + 8).map(
        (line) => `${' '.repeat(LEFT)}${style.faint('|')} ${isTrouble ? style.bad(line) : style.faint(line)}`,
      ),
    );
  }
  return lines;
}

function arrow(message: PairMessage, span: number, hasNat: boolean, style: DrawingStyle): string {
  const seen = message.seenSourcePort === 'translated' ? 'any port' : String(message.seenSourcePort);
  const changed = message.seenSourcePort !== message.sourcePort;
  const middle = hasNat || changed ? ` [${changed ? seen : '='}] ` : '';
  const dashes = Math.max(8, span - middle.length);
  const half = Math.floor(dashes / 2);
  const lost = message.outcome === 'dropped';
  const forward = message.from === 'initiator';
  const head = lost ? style.bad('X') : forward ? '>' : '<';
  const line = '-'.repeat(half) + middle + '-'.repeat(dashes - half);
  const [left, right] = forward ? [message.sourcePort, message.destinationPort] : [message.destinationPort, message.sourcePort];
  const ports = [String(left).padEnd(5), String(right)];
  return forward ? `${ports[0]}${line}${head} ${ports[1]}` : `${ports[0]}${head}${line} ${ports[1]}`;
}

function placeLines(place: PairPlace, direction: PairDirection, style: DrawingStyle): string[] {
  const device = place.side === 'initiator' ? direction.initiator : direction.responder;
  const where = place.path === undefined ? place.origin : `${visible(place.path)}:${place.line}:${place.column}`;
  const kind = place.origin === 'default' ? ' (default)' : place.origin === 'topology' ? ' (topology)' : '';
  return [
    `  ${style.strong(visible(device))} ${style.faint(where)}${kind}`,
    ...wrap(visible(place.message), style.width - 4).map((line) => `    ${line}`),
  ];
}

function drawComparison(direction: PairDirection, style: DrawingStyle): string[] {
  const column = Math.max(16, Math.floor((style.width - 28) / 2));
  const cell = (text: string): string => clip(visible(text), column).padEnd(column);
  const row = ({ what, initiator, responder, decides }: ComparisonRow): string => {
    const values = [initiator, responder].map(({ text, isDefault }) => cell(isDefault ? `${text} (default)` : text));
    const line = `${decides ? '!' : ' '} ${what.padEnd(22)}${values.join(' ')}`.trimEnd();
    return decides ? style.bad(line) : line;
  };
  const title = `  ${'offers and expects'.padEnd(22)}${cell(direction.initiator)} ${cell(direction.responder)}`.trimEnd();
  return [style.strong(title), ...direction.comparison.map(row)];
}

function drawLogs(direction: PairDirection, style: DrawingStyle): string[] {
  const lines: string[] = [];
  for (const side of ['initiator', 'responder'] as const) {
    const texts = direction.logs[side];
    if (texts.length === 0) continue;
    const log = `The log of ${visible(side === 'initiator' ? direction.initiator : direction.responder)}`;
    const title = texts.length === 1 ? `${log} will say` : `${log} will say one of`;
    lines.push('', style.strong(title), ...texts.map((text) => `  ${visible(text)}`));
  }
  return lines;
}

function clip(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, width - 3)}...`;
}

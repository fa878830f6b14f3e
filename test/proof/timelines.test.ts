import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { PairDirection } from '../../src/index.ts';
import { ending, judge } from './harness.ts';
import { CAPTURES } from './timelines.ts';

const directory = fileURLToPath(new URL('../../../shared/reference/timelines/', import.meta.url));
const skip = existsSync(directory) ? false : 'the captures (../shared/reference/timelines) are not here';

/** A message on the wire; ports that a NAPT chose are `translated`. */
interface Message {
  readonly from: 'initiator' | 'responder';
  readonly exchange: string;
  readonly sourcePort: number | 'translated';
  readonly destinationPort: number | 'translated';
  readonly marker: boolean;
}

const EXCHANGES: readonly (readonly [captured: string, name: string])[] = [
  ['phase 1 I ident', 'main'],
  ['phase 1 R ident', 'main'],
  ['phase 1 I agg', 'aggressive'],
  ['phase 1 R agg', 'aggressive'],
  ['oakley-quick', 'quick'],
  ['ikev2_init', 'init'],
  ['ikev2_auth', 'auth'],
];

/* A line of the capture reads `IP 203.0.113.7.500 > 203.0.113.1.500: NONESP-encap: isakmp: phase 1 I ident[E]`. */
function messageOf(line: string): Message | undefined {
  const [, source = '', , target = ''] = line.split(' ');
  const exchange = EXCHANGES.find(([captured]) => line.includes(captured))?.[1];
  if (exchange === undefined) return undefined;
  const port = (text: string): number | 'translated' => {
    const number = Number(text.replace(':', '').split('.').at(-1));
    return number === 500 || number === 4500 ? number : 'translated';
  };
  return {
    from: source.startsWith('203.0.113.1.') ? 'responder' : 'initiator',
    exchange,
    sourcePort: port(source),
    destinationPort: port(target),
    marker: line.includes('NONESP-encap'),
  };
}

/** What arrived at the responder and left it, each message once: sent again is the same message. */
function captured(name: string): readonly Message[] {
  const text = readFileSync(`${directory}${name}.txt`, 'utf8');
  const lines = text
    .slice(text.indexOf('--- packets at R'))
    .split('\n')
    .filter((line) => line.startsWith('IP '));
  const messages: Message[] = [];
  for (const line of lines) {
    const message = messageOf(line);
    if (message !== undefined) messages.push(message);
  }
  return messages;
}

function traced(played: PairDirection | undefined): readonly Message[] {
  return (played?.trace ?? []).flatMap((step) => {
    const exchange = nameOf(step.exchange);
    if (exchange === undefined) return [];
    const seen = typeof step.seenSourcePort === 'number' ? step.seenSourcePort : ('translated' as const);
    return [{ from: step.from, exchange, sourcePort: seen, destinationPort: step.destinationPort, marker: step.nonEspMarker }];
  });
}

function nameOf(exchange: string): string | undefined {
  const text = exchange.toLowerCase();
  return ['main', 'aggressive', 'quick', 'init', 'auth'].find((name) => text.includes(name));
}

const request = ({ from }: Message): boolean => from === 'initiator';
const point = ({ exchange, sourcePort, destinationPort, marker }: Message): string =>
  `${exchange} ${sourcePort}>${destinationPort}${marker ? ' with marker' : ''}`;

/** The same request again is a retransmission; main mode's messages 1 and 3 look the same and are counted once, too. */
function distinct(messages: readonly Message[]): readonly string[] {
  return [...new Set(messages.filter(request).map(point))];
}

/* The initiator of aggressive mode is done with message 3 and goes on; the trace ends with the message that is lost. */
const SENT_IN_VAIN: ReadonlyMap<string, number> = new Map([['f3_am_block4500', 1]]);

for (const { name, ends, tree } of CAPTURES) {
  test(`${name}: exchanges, ports, marker, float and ending as captured`, { skip }, async () => {
    const { played } = await judge(tree);
    assert.equal(ending(played), ends, played?.explanation);
    const all = distinct(captured(name));
    const expected = all.slice(0, all.length - (SENT_IN_VAIN.get(name) ?? 0));
    assert.ok(expected.length > 0);
    assert.deepEqual(distinct(traced(played)), expected);
  });
}

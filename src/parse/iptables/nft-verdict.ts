import { didYouMean } from '../../text/suggest.ts';
import { VERDICTS } from './nft-statements.ts';
import type { Names } from './nft-values.ts';
import { readValues } from './nft-values.ts';
import type { Report } from './targets.ts';
import { splitTarget } from './targets.ts';
import type { Match, Verdict } from './tree.ts';
import type { Word } from './words.ts';

/** What rules of one file share. */
export interface RuleContext {
  readonly source: number;
  readonly names: Names;
  readonly chains: ReadonlySet<string>;
  readonly report: Report;
  /** Matches of named sets, by their list of elements. */
  readonly shared: WeakMap<object, Map<string, Match | undefined>>;
}

/** The verdict that stands at a place of a rule, if one does. */
export function readVerdict(context: RuleContext, tokens: readonly Word[], at: number): Verdict | undefined {
  const word = tokens[at];
  if (word === undefined || word.quoted) return undefined;
  if (word.text === 'jump' || word.text === 'goto') return jumpTo(context, word, tokens[at + 1]);
  const simple = VERDICTS.get(word.text);
  if (simple !== undefined) return simple;
  if (word.text === 'masquerade' || word.text === 'snat' || word.text === 'dnat' || word.text === 'redirect') {
    return natVerdict(tokens, at, word.text, context.names);
  }
  return undefined;
}

function jumpTo(context: RuleContext, word: Word, chain: Word | undefined): Verdict {
  if (chain !== undefined && context.chains.has(chain.text))
    return { do: word.text === 'jump' ? 'jump' : 'goto', chain: chain.text };
  if (chain?.text !== '{')
    context.report(
      chain ?? word,
      `no chain "${chain?.text ?? ''}" in this table`,
      chain && didYouMean(chain.text, context.chains),
    );
  return { do: 'unknown', text: `${word.text} ${chain?.text ?? ''}` };
}

/** `snat [ip|ip6] to 192.0.2.1:500-600`; a map or a set behind `to` cannot be told. */
function natVerdict(
  tokens: readonly Word[],
  at: number,
  what: 'snat' | 'dnat' | 'masquerade' | 'redirect',
  names: Names,
): Verdict {
  const to = tokens.findIndex((token, index) => index > at && token.text === 'to');
  if (to === -1) return { do: what };
  const { items } = readValues(tokens, to + 1, names);
  const texts = (items ?? []).map((item) => item.map((token) => token.text).join(''));
  const [only] = texts;
  const text = only !== undefined && texts.length === 1 ? only : undefined;
  if (text === undefined || tokens[to + 2]?.text === 'map' || tokens.some((token) => token.text === 'map')) {
    return {
      do: 'unknown',
      text: tokens
        .slice(at)
        .map((token) => token.text)
        .join(' '),
    };
  }
  return { do: what, ...splitTarget(text) };
}

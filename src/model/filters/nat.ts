import type { Chain, Match, PortRange, Rule, Verdict } from '../../parse/iptables/index.ts';
import { formatIpv4 } from '../../text/address.ts';
import type { Provenance } from '../provenance.ts';
import { written } from '../provenance.ts';
import type { FilterAction, NatRule, NatRuleFields } from '../types.ts';
import { linesOf } from './line.ts';

/** Rules that chains which call each other may be written out as, beside those that there are. */
const LIMIT = 20_000;

/** A rule of a nat chain with the conditions of the jumps that lead to it. */
interface Reached {
  readonly rule: Rule;
  readonly matches: readonly Match[];
}

interface Frame {
  readonly chain: Chain;
  at: number;
  readonly matches: readonly Match[];
  returned: readonly Match[];
  readonly depth: number;
}

/**
 * The translations of a base chain, in the order in which they are tried. Rules of chains that it jumps to stand in their place, with
 * the conditions of the jump; what an earlier `RETURN` of such a chain may keep from a rule is a condition on it.
 */
export function natRulesOf(
  chain: Chain,
  id: string,
  chains: ReadonlyMap<string, Chain>,
  suffix: () => string,
): readonly NatRule[] {
  return reachedRules(chain, chains).flatMap((reached) => natRule(reached, chain, id, suffix));
}

function reachedRules(base: Chain, chains: ReadonlyMap<string, Chain>): readonly Reached[] {
  const out: Reached[] = [];
  const stack: Frame[] = [{ chain: base, at: 0, matches: [], returned: [], depth: 0 }];
  let left = LIMIT;
  for (const chain of chains.values()) left += chain.rules.length;
  for (let frame = stack[stack.length - 1]; frame !== undefined; frame = stack[stack.length - 1]) {
    if (left-- <= 0) {
      const verdict = { do: 'unknown', text: 'chains call each other too often' } as const;
      return [...out, { rule: { span: base.span, matches: [], verdict }, matches: [] }];
    }
    const rule = frame.chain.rules[frame.at++];
    if (rule === undefined) {
      stack.pop();
      continue;
    }
    const { verdict } = rule;
    const matches = [...frame.matches, ...frame.returned, ...rule.matches];
    const target = verdict.do === 'jump' || verdict.do === 'goto' ? chains.get(verdict.chain) : undefined;
    if (target !== undefined && frame.depth < 16)
      stack.push({ chain: target, at: 0, matches, returned: [], depth: frame.depth + 1 });
    else if (verdict.do === 'return' && frame.depth > 0) frame.returned = [returned(rule)];
    else out.push({ rule, matches });
  }
  return out;
}

function returned(rule: Rule): Match {
  const text = 'not returned from the chain before';
  return { kind: 'condition', condition: 'other', text, values: [], negated: false, span: rule.span };
}

function natRule({ rule, matches }: Reached, chain: Chain, id: string, suffix: () => string): readonly NatRule[] {
  const fields = fieldsOf(rule, matches, chain);
  if (fields === undefined) return [];
  const origin = written(rule.span.source, rule.span.start, rule.span.end);
  const inHook = chain.hook === 'postrouting' || chain.hook === 'output' ? chain.hook : 'prerouting';
  const all: NatRuleFields = { ...fields, chain: id };
  const at: NatRule['at'] = Object.fromEntries(keysOf(all).map((field): [string, Provenance] => [field, origin]));
  return linesOf({ ...rule, matches }, actionOf(rule.verdict), origin).map((match) => ({
    ...all,
    id: `nat ${inHook} ${suffix()}`,
    at,
    header: rule.span,
    match,
  }));
}

function keysOf(fields: NatRuleFields): readonly (keyof NatRuleFields)[] {
  return NAT_FIELDS.filter((field) => fields[field] !== undefined);
}

const NAT_FIELDS: readonly (keyof NatRuleFields)[] = [
  'kind',
  'rewrites',
  'interface',
  'overload',
  'local',
  'global',
  'protocol',
  'localPort',
  'globalPort',
  'chain',
];

function actionOf(verdict: Verdict): FilterAction {
  if (verdict.do === 'unknown') return { do: 'unknown', text: verdict.text };
  return { do: verdict.do === 'drop' || verdict.do === 'reject' ? 'deny' : 'permit' };
}

function fieldsOf(rule: Rule, matches: readonly Match[], chain: Chain): Omit<NatRuleFields, 'chain'> | undefined {
  const { verdict } = rule;
  const rewrites = chain.hook === 'postrouting' || chain.hook === 'input' ? 'source' : 'destination';
  switch (verdict.do) {
    case 'accept':
    case 'return':
      return { kind: 'exempt', rewrites, overload: false };
    case 'masquerade':
    case 'snat':
      return {
        kind: 'dynamic',
        rewrites: 'source',
        overload: true,
        ...outside(matches),
        ...(verdict.to === undefined ? {} : { global: verdict.to }),
      };
    case 'dnat':
    case 'redirect':
      return { ...forward(verdict, matches), rewrites: 'destination', overload: false };
    case 'unknown':
      return { kind: 'other', rewrites, overload: false };
    default:
      return undefined;
  }
}

function outside(matches: readonly Match[]): Pick<NatRuleFields, 'interface'> {
  const found = matches.find((match) => match.kind === 'interface-out' && !match.negated);
  const name = found?.kind === 'interface-out' ? found.values[0] : undefined;
  return name === undefined ? {} : { interface: name };
}

/** A DNAT of one port, or of everything that the rule matches. */
function forward(
  verdict: Extract<Verdict, { do: 'snat' | 'dnat' | 'masquerade' | 'redirect' }>,
  matches: readonly Match[],
): Pick<NatRuleFields, 'kind' | 'local' | 'global' | 'protocol' | 'localPort' | 'globalPort'> {
  const globalPort = singlePort(matches);
  const localPort = verdict.ports === undefined ? globalPort : singleOf([verdict.ports]);
  const protocol = protocolOf(matches);
  return {
    kind: globalPort !== undefined ? 'static-port' : protocol === 'esp' ? 'static-esp' : 'static',
    ...(verdict.to === undefined ? {} : { local: verdict.to }),
    ...globalOf(matches),
    ...(protocol === undefined ? {} : { protocol }),
    ...(localPort === undefined ? {} : { localPort }),
    ...(globalPort === undefined ? {} : { globalPort }),
  };
}

function singlePort(matches: readonly Match[]): number | undefined {
  const found = matches.find((match) => match.kind === 'destination-port' && !match.negated);
  return found?.kind === 'destination-port' ? singleOf(found.values) : undefined;
}

function singleOf(ranges: readonly PortRange[]): number | undefined {
  const [range] = ranges;
  return ranges.length === 1 && range !== undefined && range[0] === range[1] ? range[0] : undefined;
}

function protocolOf(matches: readonly Match[]): NatRuleFields['protocol'] | undefined {
  const found = matches.find((match) => match.kind === 'protocol' && !match.negated);
  const number = found?.kind === 'protocol' && found.values.length === 1 ? found.values[0] : undefined;
  return number === 6 ? 'tcp' : number === 17 ? 'udp' : number === 50 ? 'esp' : number === undefined ? 'any' : undefined;
}

function globalOf(matches: readonly Match[]): Pick<NatRuleFields, 'global'> {
  const found = matches.find((match) => match.kind === 'destination' && !match.negated);
  const value = found?.kind === 'destination' && found.values.length === 1 ? found.values[0] : undefined;
  if (value !== undefined && 'v4' in value && value.v4[1] === 0) return { global: formatIpv4(value.v4[0]) };
  return value !== undefined && 'v6' in value && value.v6[1] === 128 ? { global: value.v6[0] } : {};
}

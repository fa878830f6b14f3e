import type { Device, Filter, Finding, Fix, PairOutcome, SelectorPair, TextEdit } from '../../src/rule/index.ts';
import { covers, wildcardText } from './addresses.ts';
import { placeKey } from './grouping.ts';
import type { Change } from './permit.ts';

/**
 * The mirror image of one end's line, in the place of the only line of the other end's crypto access list. It is certain where the
 * interfaces say who is right: its networks are connected where it says they are, and those that differ at the other end are not. Else
 * it is a suggestion for the end that the finding is about.
 */
export function mirroring(pair: PairOutcome, finding: Finding): Change {
  const [here, there] = finding.device === pair.a.name ? [pair.a, pair.b] : [pair.b, pair.a];
  const [mine, theirs] = [endOf(here, pair), endOf(there, pair)];
  if (mine === undefined || theirs === undefined) return {};
  if (isRight(theirs, mine)) return { fix: mirrored(mine, theirs) };
  if (isRight(mine, theirs)) return { fix: mirrored(theirs, mine) };
  return { suggestion: mirrored(mine, theirs) };
}

/** One end: what it protects, in a list of a single line. */
interface End {
  readonly device: Device;
  readonly selectors: SelectorPair;
  readonly line: Omit<TextEdit, 'text'>;
  /** What stands before `permit`. */
  readonly prefix: string;
}

function mirrored({ line, prefix }: End, { device, selectors: { local, remote } }: End): Fix {
  const text = `${prefix}permit ip ${wildcardText(remote.network)} ${wildcardText(local.network)}`;
  return { title: `mirror what ${device.name} protects`, edits: [{ ...line, text }] };
}

function isRight({ device, selectors: { local, remote } }: End, { device: other, selectors }: End): boolean {
  return (
    isConnected(device, local.network) &&
    isConnected(other, remote.network) &&
    (selectors.local.network === remote.network || !isConnected(other, selectors.local.network)) &&
    (selectors.remote.network === local.network || !isConnected(device, selectors.remote.network))
  );
}

function endOf(device: Device, pair: PairOutcome): End | undefined {
  const selectors = onlyPair(device, pair);
  if (selectors === undefined || !isPlain(selectors)) return undefined;
  const key = placeKey(selectors.origin);
  const filter = device.filters.find(({ lines }) => lines.length === 1 && lines.some(({ origin }) => placeKey(origin) === key));
  const prefix = filter === undefined ? undefined : prefixOf(filter);
  if (prefix === undefined || selectors.origin.kind !== 'written') return undefined;
  const { source, start, end } = selectors.origin;
  return { device, selectors, line: { source, start, end }, prefix };
}

/** The only selectors of the connection that was played. */
function onlyPair(device: Device, { verdicts }: PairOutcome): SelectorPair | undefined {
  const played = new Set(
    verdicts.map(({ initiator, connection, responderConnection }) =>
      initiator === device.name ? connection : responderConnection,
    ),
  );
  const pairs = device.gateways
    .filter(({ name }) => played.has(name))
    .flatMap(({ children }) => children.flatMap((child) => child.pairs ?? []));
  return pairs.length === 1 && pairs[0]?.action === 'permit' ? pairs[0] : undefined;
}

/** Whole IPv4 networks, all protocols: one line says all of it. */
function isPlain({ local, remote }: SelectorPair): boolean {
  return [local, remote].every(
    ({ kind, network, protocol, portFrom, portTo, wildcard }) =>
      kind === 'network' &&
      wildcard === undefined &&
      protocol === 0 &&
      portFrom === 0 &&
      portTo === 65535 &&
      /^[0-9.]+\/[0-9]+$/.test(network),
  );
}

function isConnected({ interfaces }: Device, network: string): boolean {
  return interfaces.some(({ addresses }) => addresses.some(({ address }) => covers(network, address)));
}

function prefixOf({ form, name, lines }: Filter): string | undefined {
  if (form === 'lines') return `access-list ${name} `;
  if (form === 'numbered-block') return `${lines[0]?.sequence} `;
  return form === 'block' ? '' : undefined;
}

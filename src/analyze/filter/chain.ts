import type { Device, Filter, FilterLine } from '../../model/types.ts';
import type { Box, Budget } from '../packets/index.ts';
import { budget, cutLine, mayMeet } from '../packets/index.ts';
import { compileLine } from './compile.ts';
import type { PacketContext } from './conditions.ts';
import type { Fate, Stage } from './fate.ts';
import { decideList, endOf, lineFate, maybeFate, tooMany } from './list.ts';

/** Where packets go on when a chain returns. */
interface Return {
  readonly chain: Filter;
  readonly at: number;
  readonly outer: Return | undefined;
}

/** Packets on their way through a base chain and the chains that it calls. */
interface Walker {
  readonly box: Box;
  readonly chain: Filter;
  readonly at: number;
  readonly returns: Return | undefined;
  readonly depth: number;
  /** First line that may have decided before; what follows is then not sure. */
  readonly maybe: FilterLine | undefined;
}

/** Chains that call each other deeper than this: the kernel refuses them (NFT_JUMP_STACK_SIZE). */
const DEPTH = 16;

/** Lines that one question may look at. */
const STEPS = 20_000_000;

/** Ways through the chains that one question may have. */
const ENDINGS = 20_000;

/** Ways that hang on a condition and are compared with each other. */
const COMPARED = 500;

/** The filters that packets pass in a direction, in the order in which the kernel asks them. */
export function chainStages(device: Device, context: PacketContext): readonly Stage[] {
  const hooks = context.direction === 'in' ? IN : OUT;
  const chains = device.filters.filter((filter) => filter.hook !== undefined && hooks.includes(filter.hook));
  const place = (filter: Filter): number => hooks.indexOf(filter.hook ?? 'input') * 100_000 + (filter.priority ?? 0);
  return chains.sort((a, b) => place(a) - place(b)).map((chain) => (box) => decideChain(device, chain, box, context));
}

const IN: readonly NonNullable<Filter['hook']>[] = ['ingress', 'prerouting', 'input'];
const OUT: readonly NonNullable<Filter['hook']>[] = ['output', 'postrouting'];

function decideChain(device: Device, chain: Filter, box: Box, context: PacketContext): readonly Fate[] {
  const family = box.source.family === 4 ? 'ipv4' : 'ipv6';
  if (chain.family !== 'inet' && chain.family !== family) return [{ box, outcome: 'pass', because: '' }];
  const isFlat = chain.lines.every(({ action }) => action.do !== 'jump' && action.do !== 'goto' && action.do !== 'return');
  return isFlat ? decideList(device, chain, box, context) : walk(device, chain, box, context);
}

function walk(device: Device, base: Filter, box: Box, context: PacketContext): readonly Fate[] {
  const byId = new Map(device.filters.map((filter) => [filter.id, filter]));
  const run: Walk = { device, byId, base, context, endings: [], stack: [], within: budget(), steps: STEPS };
  run.stack.push({ box, chain: base, at: 0, returns: undefined, depth: 0, maybe: undefined });
  for (let walker = run.stack.pop(); walker !== undefined; walker = run.stack.pop()) {
    if (run.steps <= 0 || run.endings.length > ENDINGS) run.endings.push({ fate: tooMany(base, walker.box), maybe: undefined });
    else advance(run, walker);
  }
  return settled(run);
}

/** Fates of packets that a line may have decided before are those of one of two cases: they are sure where both agree. */
function settled({ endings, base }: Walk): readonly Fate[] {
  const unsure = endings.filter(({ maybe }) => maybe !== undefined);
  return endings.map(({ fate, maybe }) => {
    if (maybe === undefined) return fate;
    const differs =
      unsure.length > COMPARED ||
      unsure.some((other) => other.fate.outcome !== fate.outcome && mayMeet(other.fate.box, fate.box));
    return differs ? maybeFate(base, maybe, fate.box) : fate;
  });
}

interface Walk {
  readonly device: Device;
  readonly byId: ReadonlyMap<string, Filter>;
  readonly base: Filter;
  readonly context: PacketContext;
  readonly endings: { readonly fate: Fate; readonly maybe: FilterLine | undefined }[];
  readonly stack: Walker[];
  readonly within: Budget;
  steps: number;
}

/** Takes a walker to the next line that matches some of its packets, and divides it there. */
function advance(run: Walk, walker: Walker): void {
  for (let at = walker.at; at < walker.chain.lines.length; at++) {
    run.steps--;
    const line = walker.chain.lines[at];
    if (line !== undefined && line.action.do !== 'continue' && meetLine(run, { ...walker, at }, line)) return;
  }
  leave(run, walker);
}

/** Divides a walker at a line; false when the line matches none of its packets. */
function meetLine(run: Walk, walker: Walker, line: FilterLine): boolean {
  let open: readonly Box[] = [walker.box];
  for (const compiled of compileLine(run.device, line, walker.box, run.context)) {
    const rest: Box[] = [];
    for (const box of open) {
      const cut = cutLine(compiled, box, run.within);
      if (cut === undefined) {
        run.endings.push({ fate: tooMany(run.base, walker.box), maybe: undefined });
        return true;
      }
      for (const taken of cut.taken) take(run, { ...walker, box: taken }, line, compiled.conditional);
      for (const left of cut.rest) rest.push(left);
    }
    open = rest;
  }
  if (open.length === 1 && open[0] === walker.box) return false;
  for (const box of open) run.stack.push({ ...walker, box, at: walker.at + 1 });
  return true;
}

/** Packets that the line matches; when it only may, they also go on. */
function take(run: Walk, walker: Walker, line: FilterLine, unsure: boolean): void {
  const maybe = unsure ? (walker.maybe ?? line) : walker.maybe;
  if (unsure) run.stack.push({ ...walker, at: walker.at + 1, maybe });
  follow(run, { ...walker, maybe }, line);
}

/** Does with a walker's packets what the line says. */
function follow(run: Walk, walker: Walker, line: FilterLine): void {
  const { action } = line;
  if (action.do === 'return') leave(run, walker);
  else if (action.do === 'jump' || action.do === 'goto') call(run, walker, line, action.do === 'jump');
  else run.endings.push({ fate: lineFate(walker.chain, line, walker.box), maybe: walker.maybe });
}

function call(run: Walk, walker: Walker, line: FilterLine, comesBack: boolean): void {
  const chain = 'to' in line.action ? run.byId.get(line.action.to) : undefined;
  if (chain === undefined || walker.depth >= DEPTH) {
    run.endings.push({ fate: { ...tooMany(run.base, walker.box), at: line.origin }, maybe: undefined });
    return;
  }
  const returns = comesBack ? { chain: walker.chain, at: walker.at + 1, outer: walker.returns } : walker.returns;
  run.stack.push({ ...walker, chain, at: 0, returns, depth: walker.depth + 1 });
}

/** The end of a chain, or a `RETURN`: back to where it was called from, or the policy of the base chain. */
function leave(run: Walk, walker: Walker): void {
  const { returns } = walker;
  if (returns === undefined) run.endings.push({ fate: endOf(run.base, walker.box), maybe: walker.maybe });
  else run.stack.push({ ...walker, chain: returns.chain, at: returns.at, returns: returns.outer, depth: walker.depth - 1 });
}

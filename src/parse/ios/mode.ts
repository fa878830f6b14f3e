import type { ArgumentType, Command, Edge, Graph } from './pattern.ts';
import { addCommand, createGraph } from './pattern.ts';

/** What is written down of one configuration mode. */
export interface ModeSource {
  readonly name: string;
  /** One command a line: `id = pattern` or `id = pattern > mode`. */
  readonly commands: string;
  /** Beginnings of statements that are known and mean nothing to the linter, separated by `;`. */
  readonly ignored?: string;
  /** Statements of other products that people paste: `product = pattern`, one a line. */
  readonly foreign?: string;
}

/** A keyword or argument that may come next. */
export interface Step {
  readonly label: string;
  readonly type: ArgumentType | 'keyword';
  readonly nodes: number[];
  /** Letters of a keyword that have to be there. */
  least: number;
  /** Code of a keyword's first letter, to tell most of them apart at once. */
  readonly code: number;
  next: State | undefined;
}

/** A point within the commands of a mode: what may come next, and which command ends here. */
export interface State {
  readonly keywords: readonly Step[];
  /** Keywords by their first two letters where there are many. */
  readonly index: readonly (Step[] | undefined)[] | undefined;
  /** Arguments of a certain shape, the most specific first. */
  readonly typed: readonly Step[];
  /** Arguments that take any word. */
  readonly loose: readonly Step[];
  readonly accept: Command | undefined;
  readonly nodes: readonly number[];
}

const SPECIFICITY: readonly (ArgumentType | 'keyword')[] = [
  'ip',
  'ip6',
  'mac',
  'prefix',
  'num',
  'iface',
  'secret',
  'word',
  'secrets',
  'rest',
];

const LOOSE: ReadonlySet<string> = new Set(['word', 'secret', 'secrets', 'rest']);

/** One configuration mode, compiled when it is first used and made deterministic as far as lines need it. */
export class Mode {
  readonly name: string;
  readonly #source: ModeSource;
  #graph: Graph | undefined;
  #start: State | undefined;
  readonly #states = new Map<string, State>();

  constructor(source: ModeSource) {
    this.name = source.name;
    this.#source = source;
  }

  /** The state before the first word. */
  get start(): State {
    this.#start ??= this.#stateOf([0]);
    return this.#start;
  }

  /** The state behind a step. */
  follow(step: Step): State {
    step.next ??= this.#stateOf(step.nodes);
    return step.next;
  }

  /** The command that is meant when a `no` line stops at a state: the first declared of those that begin so. */
  nearest(state: State): Command | undefined {
    return state.accept ?? firstCommand(this.#compiled(), state.nodes);
  }

  /** All commands of the mode. */
  commands(): readonly Command[] {
    const graph = this.#compiled();
    return graph.accepts.filter((command) => command !== undefined);
  }

  #compiled(): Graph {
    if (this.#graph !== undefined) return this.#graph;
    const graph = createGraph();
    for (const line of this.#source.commands.split('\n')) {
      if (line.trim() !== '') addCommand(graph, readCommand(line, undefined));
    }
    for (const line of (this.#source.foreign ?? '').split('\n')) {
      if (line.trim() !== '') addCommand(graph, readCommand(line, 'foreign'));
    }
    for (const words of (this.#source.ignored ?? '').split(';')) {
      if (words.trim() !== '') addCommand(graph, ignoredCommand(words.trim()));
    }
    this.#graph = graph;
    return graph;
  }

  #stateOf(nodes: readonly number[]): State {
    const graph = this.#compiled();
    const closure = closureOf(graph, nodes);
    const key = closure.join(',');
    let state = this.#states.get(key);
    if (state === undefined) {
      state = buildState(graph, closure);
      this.#states.set(key, state);
    }
    return state;
  }
}

/** First words of ignored commands that never hold a secret, so that the rest of the line is not searched for one. */
const HARMLESS: ReadonlySet<string> = new Set(
  (
    'arp bandwidth bfd boot carrier-delay cdp channel-group channel-protocol clock cts delay description duplex fair-queue flow hold-queue if-state keepalive ' +
    'lldp load-interval logging mac-address mdix media-type mls mop mpls negotiation power random-detect serial service service-policy speed spanning-tree ' +
    'storm-control switchport track tx-ring-limit udld'
  ).split(' '),
);

const PAYLOADS: ReadonlySet<string> = new Set([
  'banner',
  'group-banner',
  'tacacs-banner',
  'menu',
  'certificate',
  'key-string',
  'macro',
]);

function readCommand(line: string, kind: 'foreign' | undefined): Command {
  const equals = line.indexOf('=');
  const arrow = line.indexOf(' > ');
  const id = line.slice(0, equals).trim();
  const pattern = line.slice(equals + 1, arrow === -1 ? undefined : arrow).trim();
  if (equals === -1 || id === '') throw new Error(`not a command: ${line}`);
  const enters = arrow === -1 ? undefined : line.slice(arrow + 3).trim();
  return {
    id,
    enters,
    ignored: id === '-',
    foreign: kind === undefined ? undefined : id,
    pattern,
    secret: id === '-' || pattern.includes(':secret'),
    payload: PAYLOADS.has(id),
  };
}

function ignoredCommand(words: string): Command {
  return {
    id: '-',
    enters: undefined,
    ignored: true,
    foreign: undefined,
    pattern: `${words} [$rest:rest]`,
    secret: !HARMLESS.has(words.split(' ', 1)[0] ?? ''),
    payload: false,
  };
}

function closureOf(graph: Graph, nodes: readonly number[]): number[] {
  const seen = new Set(nodes);
  for (const node of seen) for (const next of graph.empty[node] ?? []) seen.add(next);
  return [...seen].sort((a, b) => a - b);
}

function buildState(graph: Graph, nodes: readonly number[]): State {
  const steps = new Map<string, Step>();
  let accept: Command | undefined;
  for (const node of nodes) {
    accept ??= graph.accepts[node];
    for (const edge of graph.edges[node] ?? []) addStep(steps, edge);
  }
  const keywords: Step[] = [];
  const args: Step[] = [];
  for (const step of steps.values()) (step.type === 'keyword' ? keywords : args).push(step);
  args.sort((a, b) => SPECIFICITY.indexOf(a.type) - SPECIFICITY.indexOf(b.type));
  return {
    keywords,
    index: keywords.length > 6 ? indexOf(keywords) : undefined,
    typed: args.filter((step) => !LOOSE.has(step.type)),
    loose: args.filter((step) => LOOSE.has(step.type)),
    accept,
    nodes,
  };
}

const INDEX_SIZE = 256;

function indexOf(keywords: readonly Step[]): (Step[] | undefined)[] {
  const index: (Step[] | undefined)[] = new Array<Step[] | undefined>(INDEX_SIZE).fill(undefined);
  for (const step of keywords) {
    const slot = slotOf(step.label.charCodeAt(0), step.label.charCodeAt(1));
    const bucket = index[slot];
    if (bucket === undefined) index[slot] = [step];
    else bucket.push(step);
  }
  return index;
}

function slotOf(first: number, second: number): number {
  return ((first | 32) * 37 + (second | 32)) & (INDEX_SIZE - 1);
}

/** Keywords that a word can be; every keyword of the state when there are few or the word is short or escaped. */
export function bucketOf(state: State, text: string, at: number, end: number): readonly Step[] | undefined {
  if (state.index === undefined || end - at < 2) return state.keywords;
  const second = text.charCodeAt(at + 1);
  return second === 92 ? state.keywords : state.index[slotOf(text.charCodeAt(at), second)];
}

function addStep(steps: Map<string, Step>, edge: Edge): void {
  const key = `${edge.type} ${edge.label}`;
  const step = steps.get(key);
  if (step === undefined)
    steps.set(key, {
      label: edge.label,
      type: edge.type,
      nodes: [edge.to],
      least: edge.least,
      code: edge.label.charCodeAt(0),
      next: undefined,
    });
  else {
    step.nodes.push(edge.to);
    step.least = Math.min(step.least, edge.least);
  }
}

/** The command declared first among those that can still be reached. */
function firstCommand(graph: Graph, nodes: readonly number[]): Command | undefined {
  const seen = new Set(nodes);
  let best: number | undefined;
  for (const node of seen) {
    if (graph.accepts[node] !== undefined && (best === undefined || node < best)) best = node;
    for (const next of graph.empty[node] ?? []) seen.add(next);
    for (const edge of graph.edges[node] ?? []) seen.add(edge.to);
  }
  return best === undefined ? undefined : graph.accepts[best];
}

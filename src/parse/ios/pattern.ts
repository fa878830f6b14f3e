/**
 * The notation in which commands are written down, and the graph that it becomes.
 *
 * A pattern is a sequence of words:
 *   `mode`          a keyword; any unambiguous beginning of it matches
 *   `$name`         one argument word; `$name:type` restricts it to an {@link ArgumentType}
 *   `{a|b c|d}`     exactly one of the alternatives; `{…}+` one or more, `{…}*` any number
 *   `[a|b]`         at most one of the alternatives
 */

/** What an argument accepts. */
export type ArgumentType =
  /** Any word. */
  | 'word'
  /** Decimal number. */
  | 'num'
  /** Dotted IPv4 address, mask or wildcard. */
  | 'ip'
  /** IPv6 address or prefix. */
  | 'ip6'
  /** Hardware address, `0000.0c00.1234`, or the code of a frame type, `0x0D0D`. */
  | 'mac'
  /** Length of a prefix, `/16`. */
  | 'prefix'
  /** Interface name, `Gi0/0` or `gig 0/0`. */
  | 'iface'
  /** Everything up to the end of the line; at least one character. */
  | 'rest'
  /** One word that must never be shown. */
  | 'secret'
  /** The rest of the line, which must never be shown. */
  | 'secrets';

/** A command that a pattern ends in. */
export interface Command {
  /** Name that a model builder switches on. */
  readonly id: string;
  /** Mode of the lines that follow. */
  readonly enters: string | undefined;
  /** Known by name and without meaning for the linter: no statement is kept. */
  readonly ignored: boolean;
  /** Belongs to another product. */
  readonly foreign: string | undefined;
  readonly pattern: string;
  /** It has an argument that must not be shown, or nobody looked whether it has. */
  readonly secret: boolean;
  /** Text of several lines may follow: a banner, a certificate. */
  readonly payload: boolean;
}

/** An edge of the graph: a keyword or an argument. */
export interface Edge {
  /** Keyword in lower case, or the argument's name with `$` before it. */
  readonly label: string;
  readonly type: ArgumentType | 'keyword';
  readonly to: number;
  /** Letters of a keyword that have to be there. */
  readonly least: number;
}

/** Nondeterministic graph of all patterns of a mode. Node 0 is the start. */
export interface Graph {
  readonly edges: Edge[][];
  readonly empty: number[][];
  readonly accepts: (Command | undefined)[];
}

/** An empty graph. */
export function createGraph(): Graph {
  const graph: Graph = { edges: [], empty: [], accepts: [] };
  addNode(graph);
  return graph;
}

function addNode(graph: Graph): number {
  graph.edges.push([]);
  graph.empty.push([]);
  graph.accepts.push(undefined);
  return graph.edges.length - 1;
}

/** Adds a command to a graph. Throws on a malformed pattern: patterns are part of the program. */
export function addCommand(graph: Graph, command: Command): void {
  const reader = new PatternReader(graph, command);
  const end = reader.sequence(0);
  reader.expectEnd();
  const last = addNode(graph);
  graph.empty[end]?.push(last);
  graph.accepts[last] = command;
}

const TYPES: ReadonlySet<string> = new Set(['word', 'num', 'ip', 'ip6', 'mac', 'prefix', 'iface', 'rest', 'secret', 'secrets']);

class PatternReader {
  readonly #graph: Graph;
  readonly #command: Command;
  readonly #text: string;
  #at = 0;

  constructor(graph: Graph, command: Command) {
    this.#graph = graph;
    this.#command = command;
    this.#text = command.pattern;
  }

  /** Reads items up to `|`, a closing bracket or the end; returns the node reached. */
  sequence(from: number): number {
    let node = from;
    for (;;) {
      while (this.#text[this.#at] === ' ') this.#at++;
      const char = this.#text[this.#at];
      if (char === undefined || char === '|' || char === '}' || char === ']') return node;
      node = this.#item(node);
    }
  }

  expectEnd(): void {
    if (this.#at !== this.#text.length) throw new Error(`unbalanced pattern: ${this.#text}`);
  }

  #item(from: number): number {
    const char = this.#text[this.#at];
    if (char === '{' || char === '[') return this.#group(from, char);
    const start = this.#at;
    while (this.#at < this.#text.length && !' |{}[]'.includes(this.#text[this.#at] ?? ' ')) this.#at++;
    const word = this.#text.slice(start, this.#at);
    const to = addNode(this.#graph);
    this.#graph.edges[from]?.push(edgeOf(word, to, this.#text, from === 0 ? leastOf(this.#command, word) : 1));
    return to;
  }

  #group(from: number, open: '{' | '['): number {
    const start = addNode(this.#graph);
    const end = addNode(this.#graph);
    this.#graph.empty[from]?.push(start);
    do {
      this.#at++;
      this.#graph.empty[this.sequence(start)]?.push(end);
    } while (this.#text[this.#at] === '|');
    if (this.#text[this.#at] !== (open === '{' ? '}' : ']')) throw new Error(`unbalanced pattern: ${this.#text}`);
    this.#at++;
    const repeat = this.#text[this.#at];
    if (repeat === '+' || repeat === '*') {
      this.#at++;
      this.#graph.empty[end]?.push(start);
    }
    if (open === '[' || repeat === '*') this.#graph.empty[start]?.push(end);
    return end;
  }
}

/** What means nothing to the linter must not take the abbreviations of what does. */
function leastOf(command: Command, word: string): number {
  if (command.foreign !== undefined) return word.length;
  return command.ignored ? Math.min(word.length, 3) : 1;
}

function edgeOf(word: string, to: number, pattern: string, least: number): Edge {
  if (!word.startsWith('$')) return { label: word.toLowerCase(), type: 'keyword', to, least };
  const colon = word.indexOf(':');
  const type = colon === -1 ? 'word' : word.slice(colon + 1);
  if (!TYPES.has(type)) throw new Error(`unknown argument type in: ${pattern}`);
  return { label: colon === -1 ? word : word.slice(0, colon), type: toType(type), to, least: 0 };
}

function toType(type: string): ArgumentType {
  switch (type) {
    case 'num':
    case 'ip':
    case 'ip6':
    case 'mac':
    case 'prefix':
    case 'iface':
    case 'rest':
    case 'secret':
    case 'secrets':
      return type;
    default:
      return 'word';
  }
}

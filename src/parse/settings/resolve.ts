import type { Span } from '../../text/source.ts';
import type { IncludeResolver, Setting, SettingsFile, Statement, Word } from './tree.ts';

/** A section after merging: one for each path, over all files. */
export interface SectionNode {
  readonly name: string;
  /** Names of the section's headers, in order of reading; the last is not more than the others. */
  readonly headers: Word[];
  readonly references: Word[];
  /** The setting in force for each key, in order of first definition. A setting without value unsets the key. */
  readonly settings: Map<string, Setting>;
  /** Settings that a later one of the same key replaced. */
  readonly replaced: Setting[];
  readonly sections: Map<string, SectionNode>;
}

/** A value as the daemon reads it. */
export interface EffectiveSetting {
  readonly setting: Setting;
  /** The references that lead to it, nearest first; empty for an own value. */
  readonly via: readonly Span[];
}

/** What merging leaves behind beside the tree. */
export interface MergedSettings {
  readonly root: SectionView;
  /** Includes that the resolver could not follow. */
  readonly missing: readonly { readonly pattern: string; readonly span: Span }[];
}

/** Sections that one section may inherit from at most; the daemon has no limit, configurations have a handful. */
const INHERITANCE_LIMIT = 64;

/** References that one look-up may follow at most, so that sections which refer to one another in many ways cost no more. */
const REFERENCE_BUDGET = 256;

/** What one look-up has been through. */
interface Search {
  readonly pending: Set<SectionNode>;
  budget: number;
}

/** A file may include itself; the daemon would never end. */
const INCLUDE_DEPTH = 32;

/** Files that one load may read in all, repeated ones counted. */
const INCLUDE_BUDGET = 2000;

function newNode(name: string): SectionNode {
  return { name, headers: [], references: [], settings: new Map(), replaced: [], sections: new Map() };
}

interface Work {
  readonly node: SectionNode;
  readonly statements: readonly Statement[];
  next: number;
  readonly includeDepth: number;
}

/**
 * Merges the statements of a file and of what it includes into one tree: equal sections become one, later keys win, included
 * statements stand where the include does. Never recurses.
 */
export function mergeSettings(
  files: readonly SettingsFile[],
  resolve: IncludeResolver<SettingsFile> = () => undefined,
): MergedSettings {
  const top = newNode('');
  const missing: { pattern: string; span: Span }[] = [];
  let budget = INCLUDE_BUDGET;
  for (const file of files) {
    const stack: Work[] = [{ node: top, statements: file.statements, next: 0, includeDepth: 0 }];
    for (let work = stack.at(-1); work !== undefined; work = stack.at(-1)) {
      const statement = work.statements[work.next++];
      if (statement === undefined) stack.pop();
      else if (statement.kind === 'setting') addSetting(work.node, statement);
      else if (statement.kind === 'section') {
        const node = childOf(work.node, statement.name.text);
        node.headers.push(statement.name);
        node.references.push(...statement.references);
        stack.push({ node, statements: statement.statements, next: 0, includeDepth: work.includeDepth });
      } else {
        const included = work.includeDepth < INCLUDE_DEPTH ? resolve(statement.pattern, statement.span) : undefined;
        if (included === undefined || included.length > budget) {
          missing.push(statement);
          continue;
        }
        budget -= included.length;
        const { node, includeDepth } = work;
        for (const part of included.toReversed())
          stack.push({ node, statements: part.statements, next: 0, includeDepth: includeDepth + 1 });
      }
    }
  }
  return { root: new SectionView(top, top, [{ node: top, via: [] }]), missing };
}

function addSetting(node: SectionNode, setting: Setting): void {
  const before = node.settings.get(setting.name.text);
  if (before !== undefined) node.replaced.push(before);
  node.settings.set(setting.name.text, setting);
}

function childOf(node: SectionNode, name: string): SectionNode {
  let child = node.sections.get(name);
  if (child === undefined) {
    child = newNode(name);
    node.sections.set(name, child);
  }
  return child;
}

interface Source {
  readonly node: SectionNode;
  readonly via: readonly Span[];
}

/** A section as its readers see it: own statements first, then those of its references. */
export class SectionView {
  readonly #top: SectionNode;
  readonly #sources: readonly Source[];
  /** The section's own node; an inherited section has the one it is inherited from. */
  readonly node: SectionNode;

  constructor(top: SectionNode, node: SectionNode, sources: readonly Source[]) {
    this.#top = top;
    this.#sources = sources;
    this.node = node;
  }

  get name(): string {
    return this.node.name;
  }

  /** The header to point at: the first of the section itself, or of the section that it comes from. */
  get header(): Word | undefined {
    return this.node.headers[0];
  }

  /** References that lead to the section, when it exists only in a template. */
  get via(): readonly Span[] {
    return this.#sources[0]?.via ?? [];
  }

  /** The value of a key, or undefined when it is nowhere or unset. */
  get(key: string): EffectiveSetting | undefined {
    for (const { node, via } of this.#sources) {
      const setting = node.settings.get(key);
      if (setting !== undefined) return setting.value === undefined ? undefined : { setting, via };
    }
    return undefined;
  }

  /** All values in force, own keys first. */
  settings(): EffectiveSetting[] {
    const seen = new Set<string>();
    const out: EffectiveSetting[] = [];
    for (const { node, via } of this.#sources) {
      for (const [key, setting] of node.settings) {
        if (seen.has(key)) continue;
        seen.add(key);
        if (setting.value !== undefined) out.push({ setting, via });
      }
    }
    return out;
  }

  /** All subsections, own ones first. */
  sections(): SectionView[] {
    const seen = new Set<string>();
    const out: SectionView[] = [];
    for (const { node } of this.#sources) {
      for (const name of node.sections.keys()) {
        if (seen.has(name)) continue;
        seen.add(name);
        const section = this.section(name);
        if (section !== undefined) out.push(section);
      }
    }
    return out;
  }

  /** A subsection by name. */
  section(name: string): SectionView | undefined {
    const sources = collect(this.#top, this.#sources, name, { pending: new Set(), budget: REFERENCE_BUDGET });
    const first = sources[0];
    return first === undefined ? undefined : new SectionView(this.#top, first.node, sources);
  }

  /** A section by its path from here. */
  path(...names: readonly string[]): SectionView | undefined {
    let view: SectionView | undefined = this;
    for (const name of names) view = view?.section(name);
    return view;
  }
}

/** The subsections called `name` of some sections, each followed by what it refers to. */
function collect(top: SectionNode, parents: readonly Source[], name: string, search: Search): Source[] {
  const found = new Map<SectionNode, Source>();
  for (const parent of parents) {
    const node = parent.node.sections.get(name);
    if (node === undefined || found.has(node)) continue;
    for (const source of expand(top, { node, via: parent.via }, search)) {
      if (found.size >= INHERITANCE_LIMIT) return [...found.values()];
      if (!found.has(source.node)) found.set(source.node, source);
    }
  }
  return [...found.values()];
}

/** A section followed by the sections that it refers to; a loop ends where it would begin again. */
function expand(top: SectionNode, source: Source, search: Search): Source[] {
  const { pending } = search;
  const out = [source];
  if (source.node.references.length === 0 || pending.has(source.node) || pending.size >= INHERITANCE_LIMIT) return out;
  pending.add(source.node);
  for (const reference of source.node.references) {
    if (search.budget-- <= 0 || out.length >= INHERITANCE_LIMIT) break;
    let sources: Source[] = [{ node: top, via: [] }];
    for (const name of reference.text.split('.')) sources = collect(top, sources, name, search);
    for (const target of sources) {
      if (out.length >= INHERITANCE_LIMIT) break;
      out.push({
        node: target.node,
        via: [...source.via, { source: reference.source, start: reference.start, end: reference.end }, ...target.via],
      });
    }
  }
  pending.delete(source.node);
  return out;
}

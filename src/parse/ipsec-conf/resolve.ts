import type { Span } from '../../text/source.ts';
import type { Problem } from '../problem.ts';
import type { IncludeResolver, Word } from '../settings/tree.ts';
import type { ConfSectionKind, ConfSetting, ConfStatement, IpsecConfFile } from './tree.ts';

/** A section after merging those of the same name. */
export interface ConfSection {
  readonly kind: ConfSectionKind;
  readonly name: string;
  /** Its headers in order of reading. */
  readonly headers: readonly Span[];
  /** The setting in force for each key; one without value clears the key. `also` is not among them. */
  readonly settings: ReadonlyMap<string, ConfSetting>;
  /** Settings that a later one of the same key replaced. */
  readonly replaced: readonly ConfSetting[];
  readonly also: readonly ConfSetting[];
}

/** A setting that reaches a section. */
export interface EffectiveConfSetting {
  readonly setting: ConfSetting;
  /** `also=` values and the header of `%default` that lead to it; empty for an own setting. */
  readonly via: readonly Span[];
}

/** A configuration with all files in it. */
export interface MergedIpsecConf {
  readonly setup: ConfSection | undefined;
  /** In order of their first headers; `%default` is not among them. */
  readonly conns: readonly ConfSection[];
  readonly authorities: readonly ConfSection[];
  /** What follows from the sections as a whole: `also=` that leads nowhere, settings before the first section. */
  readonly problems: readonly Problem[];
  readonly missing: readonly { readonly pattern: string; readonly span: Span }[];
  /**
   * Settings of a conn or ca in the order in which the daemon applies them: own ones by name, then those of parents that are not yet
   * there, the last `also=` first, `%default` last. Where two keywords are aliases of one another, the later one wins.
   */
  effective(section: ConfSection): readonly EffectiveConfSetting[];
}

interface OpenSection extends ConfSection {
  readonly headers: Span[];
  readonly settings: Map<string, ConfSetting>;
  readonly replaced: ConfSetting[];
  readonly also: ConfSetting[];
}

const INCLUDE_DEPTH = 32;
const INCLUDE_BUDGET = 2000;

/** Sections that one section may inherit from at most; the daemon has no limit, configurations have a handful. */
const INHERITANCE_LIMIT = 64;

/** Merges the files of an ipsec.conf. */
export function mergeIpsecConf(file: IpsecConfFile, resolve: IncludeResolver<IpsecConfFile> = () => undefined): MergedIpsecConf {
  const merger = new Merger();
  merger.read(file, resolve);
  return merger.finish();
}

class Merger {
  readonly #sections: { readonly [Kind in ConfSectionKind]: Map<string, OpenSection> } = {
    setup: new Map(),
    conn: new Map(),
    ca: new Map(),
  };
  readonly #problems: Problem[] = [];
  readonly #missing: { pattern: string; span: Span }[] = [];
  #current: OpenSection | undefined;

  read(file: IpsecConfFile, resolve: IncludeResolver<IpsecConfFile>): void {
    let budget = INCLUDE_BUDGET;
    const stack: { statements: readonly ConfStatement[]; next: number; depth: number }[] = [
      { statements: file.statements, next: 0, depth: 0 },
    ];
    for (let work = stack.at(-1); work !== undefined; work = stack.at(-1)) {
      const statement = work.statements[work.next++];
      if (statement === undefined) stack.pop();
      else if (statement.kind === 'header') this.#open(statement.section, statement.name, statement.span);
      else if (statement.kind === 'setting') this.#add(statement);
      else {
        const included = work.depth < INCLUDE_DEPTH ? resolve(statement.pattern, statement.span) : undefined;
        if (included === undefined || included.length > budget) {
          this.#missing.push(statement);
          continue;
        }
        budget -= included.length;
        const depth = work.depth + 1;
        for (const part of included.toReversed()) stack.push({ statements: part.statements, next: 0, depth });
      }
    }
  }

  #open(kind: ConfSectionKind, name: Word, span: Span): void {
    const sections = this.#sections[kind];
    let section = sections.get(name.text);
    if (section === undefined) {
      section = { kind, name: name.text, headers: [], settings: new Map(), replaced: [], also: [] };
      sections.set(name.text, section);
    }
    section.headers.push(span);
    this.#current = section;
  }

  #add(setting: ConfSetting): void {
    const section = this.#current;
    if (section === undefined) {
      const message = `'${setting.name.text}' stands before the first section and belongs to none`;
      this.#problems.push({ kind: 'ignored', span: setting.name, message });
      return;
    }
    if (setting.name.text === 'also' && section.kind !== 'setup') {
      if (setting.value !== undefined) section.also.push(setting);
      return;
    }
    const before = section.settings.get(setting.name.text);
    if (before !== undefined) section.replaced.push(before);
    section.settings.set(setting.name.text, setting);
  }

  finish(): MergedIpsecConf {
    const { setup, conn, ca } = this.#sections;
    for (const sections of [conn, ca]) this.#problems.push(...checkAlso(sections));
    const named = (sections: Map<string, OpenSection>): OpenSection[] =>
      [...sections.values()].filter(({ name }) => name !== '%default');
    return {
      setup: setup.get('setup'),
      conns: named(conn),
      authorities: named(ca),
      problems: this.#problems,
      missing: this.#missing,
      effective: (section) => effectiveSettings(section, section.kind === 'setup' ? setup : section.kind === 'ca' ? ca : conn),
    };
  }
}

/** References that lead nowhere or in a circle; one of either makes the daemon refuse the file. */
function checkAlso(sections: ReadonlyMap<string, ConfSection>): Problem[] {
  const problems: Problem[] = [];
  const done = new Set<ConfSection>();
  for (const root of sections.values()) {
    const path: { section: ConfSection; next: number }[] = [];
    const onPath = new Set<ConfSection>();
    if (!done.has(root)) enter(root);
    for (let step = path.at(-1); step !== undefined; step = path.at(-1)) {
      const also = step.section.also[step.next++];
      if (also === undefined) {
        path.pop();
        onPath.delete(step.section);
        continue;
      }
      const target = sections.get(also.value ?? '');
      const quoted = `section '${also.value}' referenced in section '${step.section.name}'`;
      if (target === undefined)
        problems.push({
          kind: 'file-rejected',
          span: also.valueSpan,
          message: `${quoted} not found`,
          log: `${quoted} not found`,
        });
      else if (onPath.has(target))
        problems.push({
          kind: 'file-rejected',
          span: also.valueSpan,
          message: `${quoted} causes a loop`,
          log: `${quoted} causes a loop`,
        });
      else if (!done.has(target)) enter(target);
    }
    function enter(section: ConfSection): void {
      done.add(section);
      onPath.add(section);
      path.push({ section, next: 0 });
    }
  }
  return problems;
}

interface Ancestor {
  readonly section: ConfSection;
  readonly via: readonly Span[];
}

/** The section, then its parents depth first, the last `also=` before the earlier ones, `%default` last. */
function lineage(section: ConfSection, sections: ReadonlyMap<string, ConfSection>): Ancestor[] {
  const seen = new Set<ConfSection>();
  const out: Ancestor[] = [];
  const fallback = sections.get('%default');
  const stack: Ancestor[] = [];
  if (fallback !== undefined && fallback !== section) stack.push({ section: fallback, via: fallback.headers.slice(0, 1) });
  stack.push({ section, via: [] });
  for (let next = stack.pop(); next !== undefined && out.length < INHERITANCE_LIMIT; next = stack.pop()) {
    if (seen.has(next.section)) continue;
    seen.add(next.section);
    out.push(next);
    for (const also of next.section.also) {
      const target = sections.get(also.value ?? '');
      if (target !== undefined) stack.push({ section: target, via: [...next.via, also.valueSpan] });
    }
  }
  return out;
}

function effectiveSettings(section: ConfSection, sections: ReadonlyMap<string, ConfSection>): EffectiveConfSetting[] {
  const seen = new Set<string>();
  const out: EffectiveConfSetting[] = [];
  for (const { section: ancestor, via } of lineage(section, sections)) {
    for (const name of [...ancestor.settings.keys()].sort()) {
      if (seen.has(name)) continue;
      seen.add(name);
      const setting = ancestor.settings.get(name);
      if (setting?.value !== undefined) out.push({ setting, via });
    }
  }
  return out;
}

import type { Problem } from '../../parse/problem.ts';
import type { SourceFile, Span } from '../../text/source.ts';
import type { BuildContext } from '../build.ts';
import type { StrongswanRelease } from '../defaults/strongswan.ts';
import type { Provenance } from '../provenance.ts';
import type {
  AddressPool,
  Authority,
  CertificateRef,
  ChildProposal,
  Definition,
  Gap,
  Gateway,
  IkeProposal,
  Notice,
  Reference,
  Secret,
} from '../types.ts';
import { at } from './origin.ts';

function standing({ source, start, end }: Span): Span {
  return { source, start, end };
}

/** A device while it is built. */
export class DeviceDraft {
  readonly context: BuildContext;
  readonly release: StrongswanRelease;
  /** Nobody said which release it is: what another one would do is worth a word. */
  readonly releaseAssumed: boolean;
  readonly gaps: Gap[] = [];
  readonly notices: Notice[] = [];
  readonly gateways: Gateway[] = [];
  readonly ikeProposals: IkeProposal[] = [];
  readonly childProposals: ChildProposal[] = [];
  readonly secrets: Secret[] = [];
  readonly pools: AddressPool[] = [];
  readonly authorities: Authority[] = [];
  readonly certificates: CertificateRef[] = [];
  readonly definitions: Definition[] = [];
  readonly references: Reference[] = [];
  /** Files that were read, included ones too. */
  readonly sources = new Map<number, SourceFile>();
  readonly #ids = new Set<string>();
  readonly #certificateNames = new Set<string>();
  readonly #told = new Set<string>();

  constructor(context: BuildContext, release: StrongswanRelease, releaseAssumed: boolean) {
    this.context = context;
    this.release = release;
    this.releaseAssumed = releaseAssumed;
  }

  /** A file that was read, by id. */
  source(id: number): SourceFile | undefined {
    return this.sources.get(id);
  }

  /** An id that no other entity of the device has. */
  id(wanted: string): string {
    let id = wanted;
    for (let number = 2; this.#ids.has(id); number++) id = `${wanted} (${number})`;
    this.#ids.add(id);
    return id;
  }

  /** Whether a place is met for the first time: what is wrong in a template is told once, not for each section that inherits it. */
  firstTime({ source, start }: Span): boolean {
    const place = `${source} ${start}`;
    if (this.#told.has(place)) return false;
    this.#told.add(place);
    return true;
  }

  /** Passes on what a parser found. */
  problem(problem: Problem): void {
    const kind = problem.kind === 'rest-ignored' ? 'file-rejected' : problem.kind;
    const { message, suggestion, log } = problem;
    this.notices.push({
      kind,
      message,
      ...(suggestion === undefined ? {} : { suggestion }),
      ...(log === undefined ? {} : { log }),
      origin: at(problem.span),
    });
  }

  notice(
    kind: Notice['kind'],
    message: string,
    origin: Provenance,
    more: { suggestion?: string | undefined; log?: string; idle?: Span | undefined } = {},
  ): void {
    const { suggestion, log, idle } = more;
    const isWord = suggestion?.startsWith('did you mean `') === true;
    this.notices.push({
      kind,
      message,
      ...(suggestion === undefined ? {} : { suggestion }),
      ...(isWord && origin.kind === 'written' ? { misspelt: standing(origin) } : {}),
      ...(idle === undefined ? {} : { idle }),
      ...(log === undefined ? {} : { log }),
      origin,
    });
  }

  /** Notes a certificate that is named, once for each name and role. */
  certificate(reference: CertificateRef): void {
    const key = `${reference.role} ${reference.name}`;
    if (this.#certificateNames.has(key)) return;
    this.#certificateNames.add(key);
    this.certificates.push(reference);
  }

  define(kind: Definition['kind'], name: string, span: Span): void {
    this.definitions.push({ kind, name, span: plain(span), crypto: false });
  }

  refer(kind: Reference['kind'], name: string, span: Span, by: string, optional = false): void {
    this.references.push(optional ? { kind, name, span: plain(span), by, optional } : { kind, name, span: plain(span), by });
  }
}

/** A span without what else the object carries. */
export function plain({ source, start, end }: Span): Span {
  return { source, start, end };
}

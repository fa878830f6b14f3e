import { FORMATS } from '../../src/report/formats/index.ts';

/** One way to call the command line. Words are relative to the tree of `tree.ts`. */
export interface Invocation {
  readonly args: readonly string[];
  readonly input?: string;
  /** The tree is the only commit of a repository. */
  readonly repository?: true;
}

const FORMAT_NAMES = ['text', ...FORMATS.map(({ name }) => name)];

/** Every command in every output format: what the tests of this directory run. A command that is missing here fails one of them. */
export const INVOCATIONS: readonly Invocation[] = [
  ...FORMAT_NAMES.map((format) => ({ args: ['check', '.', '--format', format] })),
  { args: ['check', '.', '--color', 'always'] },
  { args: ['check', '.', '--policy', 'rfc8247-ikev2', '--policy', 'cnsa1-rfc9206', '-f', 'json'] },
  { args: ['check', '.', '-f', 'concise', '-f', 'json=out.json', '-f', 'sarif=out.sarif'] },
  { args: ['check', '.', '--diff'] },
  { args: ['check', '.', '--fix'] },
  { args: ['check', '.', '--add-suppressions', '--reason', 'they are replaced in May'] },
  { args: ['check', '.', '--changed-since', 'HEAD', '-f', 'json'], repository: true },
  {
    args: ['check', '--stdin', '--stdin-filename', 'router.cfg'],
    input: 'hostname r\ncrypto isakmp key Canary40Zq8WvT3 address 0.0.0.0\n',
  },
  { args: ['pair', 'router.cfg', 'swan2', '-f', 'json'] },
  { args: ['pair', 'router.cfg', 'swan2', '--trace', 'full', '--color', 'always'] },
  { args: ['pair', 'router.cfg', 'legacy', '--nat', 'both'] },
  { args: ['model', '.'] },
  { args: ['rules'] },
  { args: ['rules', '--format', 'json'] },
  { args: ['explain', 'filter/source-port-pinned'] },
  { args: ['explain', '--log', 'no matching peer config found for Canary40Zq8WvT3'] },
  { args: ['policy', 'list'] },
  { args: ['policy', 'test', 'rfc8247-ikev2'] },
  { args: ['policy', 'new', 'out.yaml'] },
  { args: ['baseline', 'write', 'baseline.out', 'swan2', '--force'] },
  { args: ['baseline', 'prune', 'baseline.out', 'swan2'] },
  { args: ['config', 'show', 'router.cfg'] },
  { args: ['config', 'show', '-f', 'json'] },
  { args: ['init'] },
  { args: ['completion', 'bash'] },
  { args: ['--help'] },
];

/** How an invocation is called in the name of a test. */
export const nameOf = ({ args }: Invocation): string => args.join(' ');

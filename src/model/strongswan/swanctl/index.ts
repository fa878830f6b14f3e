import type { SectionView } from '../../../parse/settings/index.ts';
import { didYouMean } from '../../../text/suggest.ts';
import type { CharonView } from '../charon.ts';
import type { DeviceDraft } from '../draft.ts';
import type { LoadedSettings } from '../files.ts';
import { at } from '../origin.ts';
import { readConnection } from './connection.ts';
import { readSecrets } from './credentials.ts';
import { readAuthorities, readPools } from './pools.ts';

const SECTIONS = ['connections', 'secrets', 'pools', 'authorities'];

/** Everything that swanctl loads. With a syntax error in a file nothing is loaded: all connections are rejected. */
export function readSwanctl(draft: DeviceDraft, loaded: LoadedSettings, charon: CharonView): void {
  const { root, error, missing } = loaded;
  for (const { pattern, span } of missing) draft.gaps.push({ what: `include ${pattern} is nested too deeply`, span });
  const connections = root.section('connections');
  for (const section of connections?.sections() ?? []) {
    const gateway = readConnection(draft, section, charon);
    if (gateway === undefined) continue;
    if (error === undefined) draft.gateways.push(gateway);
    else
      draft.gateways.push({
        ...gateway,
        rejected: { message: error.log ?? error.message, origin: at(error.span), wholeFile: true },
      });
  }
  const secrets = root.section('secrets');
  if (secrets !== undefined) readSecrets(draft, secrets);
  const pools = root.section('pools');
  if (pools !== undefined) readPools(draft, pools);
  const authorities = root.section('authorities');
  if (authorities !== undefined) readAuthorities(draft, authorities);
  const references = referencesOf(draft, root);
  noteStrayTop(draft, root, references);
  noteTemplates(draft, connections, references);
}

/** All references of the tree, each noted as one; returns the paths. */
function referencesOf(draft: DeviceDraft, root: SectionView): ReadonlySet<string> {
  const paths = new Set<string>();
  const stack = [root.node];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    for (const reference of node.references) {
      paths.add(reference.text);
      draft.refer('section', reference.text, reference, `section ${node.name}`);
      let target = root.node as typeof root.node | undefined;
      for (const name of reference.text.split('.')) target = target?.sections.get(name);
      const header = target?.headers[0];
      if (header !== undefined) draft.define('section', reference.text, header);
    }
    stack.push(...node.sections.values());
  }
  return paths;
}

/** Sections at the top that nobody reads. */
function noteStrayTop(draft: DeviceDraft, root: SectionView, references: ReadonlySet<string>): void {
  const used = new Set([...references].map((path) => path.split('.')[0]));
  for (const [name, node] of root.node.sections) {
    const header = node.headers[0];
    if (header === undefined || SECTIONS.includes(name) || used.has(name)) continue;
    const near = didYouMean(name, SECTIONS);
    const suggestion = near === undefined ? undefined : `did you mean \`${near}\`?`;
    draft.notice(
      near === undefined ? 'ignored' : 'not-understood',
      `swanctl does not read the section '${name}', and nothing refers to it`,
      at(header),
      { suggestion },
    );
  }
  for (const setting of root.node.settings.values()) {
    draft.notice('ignored', `'${setting.name.text}' stands outside of all sections: swanctl does not read it`, at(setting.name));
  }
}

/** A template among the connections is itself a connection. */
function noteTemplates(draft: DeviceDraft, connections: SectionView | undefined, references: ReadonlySet<string>): void {
  for (const [name, node] of connections?.node.sections ?? []) {
    const header = node.headers[0];
    if (header === undefined || !references.has(`connections.${name}`)) continue;
    if (node.sections.has('children') || [...node.sections.keys()].some((key) => key.toLowerCase().startsWith('remote')))
      continue;
    const message = `'${name}' is a template, but as it stands in \`connections\` it is loaded as a connection, too`;
    draft.notice('ignored', message, at(header), { suggestion: 'put templates outside of `connections`' });
  }
}

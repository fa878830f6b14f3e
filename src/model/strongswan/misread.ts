import type { Provenance } from '../provenance.ts';
import type { readSubnet } from './address.ts';
import type { DeviceDraft } from './draft.ts';

type ReadSubnet = NonNullable<ReturnType<typeof readSubnet>>;

/** Notes a subnet that the daemon takes for another one than is written: `10.0.0.0/255.0.0.0`, `10.1.0.0/16 10.2.0.0/16`. */
export function noteMisread(draft: DeviceDraft, text: string, read: ReadSubnet, origin: Provenance, suggestion?: string): void {
  if (read.exact) return;
  const mask = /\/((?:[0-9]{1,3}\.){3}[0-9]{1,3})$/.exec(text)?.[1];
  draft.notice('ignored', `'${text}' is read as ${read.text}, the rest of it is ignored`, origin, {
    suggestion:
      suggestion ??
      (mask === undefined
        ? 'separate networks by commas, with the length of the prefix behind the slash'
        : `write the length of the prefix instead of the mask ${mask}`),
  });
}

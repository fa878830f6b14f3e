import type { Config, ConfigFile, TextRange, TopologyDevice } from '../config/types.ts';
import type { Declared } from '../model/provenance.ts';
import type { DeclaredDevice } from '../model/types.ts';
import type { SourceFile } from '../text/source.ts';

/** What the topology says of a device, with the place in the configuration file where it says so. */
export function declaredDevice(
  device: TopologyDevice,
  config: Config,
  sources: ReadonlyMap<ConfigFile, SourceFile>,
): DeclaredDevice {
  const keys = ['topology', 'devices', device.name];
  const { addresses, names, outside, nat } = device;
  return {
    ...(addresses === undefined ? {} : { addresses }),
    ...(names === undefined ? {} : { names }),
    ...(outside === undefined ? {} : { outside }),
    ...(nat === undefined ? {} : { nat: { ...nat, origin: declared(config, sources, [...keys, 'nat']) } }),
    origin: declared(config, sources, keys),
  };
}

function declared(config: Config, sources: ReadonlyMap<ConfigFile, SourceFile>, keys: readonly string[]): Declared {
  const place = config.locate(keys);
  const source = place === undefined ? undefined : sources.get(place.file);
  const pointer = keys.join('.');
  return source === undefined || place === undefined
    ? { kind: 'declared', pointer }
    : { kind: 'declared', pointer, span: { source: source.id, start: place.start, end: firstLineEnd(source, place) } };
}

/** An object of the topology is shown by its first line only. */
function firstLineEnd(source: SourceFile, { start, end }: TextRange): number {
  const newline = source.text.indexOf('\n', start);
  return newline === -1 || newline > end ? end : newline;
}

import type { Config, ConfigFile } from '../config/types.ts';
import type { FileContent, FileGroup, IncludeTarget } from '../input/index.ts';
import type { DeviceFile } from '../model/build.ts';
import { SecretRegistry } from '../model/secrets.ts';
import type { Device } from '../model/types.ts';
import { type SourceFile, SourceTable } from '../text/source.ts';
import { buildDevice } from './build-device.ts';
import { declaredDevice } from './declared.ts';
import { type ReadOptions, readGroup } from './files.ts';
import { Includes } from './includes.ts';
import type { RunLog } from './log.ts';
import { DeviceNames } from './names.ts';

/** How files become devices. */
export interface ModellingOptions extends ReadOptions {
  readonly cwd: string;
  readonly resolveInclude: (from: string, pattern: string, root: string) => IncludeTarget;
  readonly readIncluded: (absolute: string) => FileContent;
  readonly strongswanVersion?: '5.9' | '6.0';
  /** Keep the texts: small inputs that are shown or that cannot be read again. */
  readonly keepTexts: boolean;
  /** Model what no analysis asks for, too. */
  readonly everything?: boolean;
  /** Called after each group, for progress. */
  readonly onGroup?: (done: number, total: number) => void;
}

/** The devices of a run. */
export interface Modelled {
  /** In path order of their first files. */
  readonly devices: readonly Device[];
  readonly sources: SourceTable;
  /** Where a source can be read again, by its id. */
  readonly absolute: ReadonlyMap<number, string>;
  /** Files that devices were built from. */
  readonly files: number;
}

/**
 * Reads groups of files and builds a device of each, one after the other; texts and trees are dropped as soon as a device is built,
 * so that memory grows with the models only.
 */
export function modelGroups(groups: readonly FileGroup[], config: Config, options: ModellingOptions, log: RunLog): Modelled {
  const modelling = new Modelling(config, options);
  const devices = groups.flatMap((group, index) => {
    const built = modelling.model(group, log);
    options.onGroup?.(index + 1, groups.length);
    return built;
  });
  const { sources, absolute, files } = modelling;
  return { devices: uniquelyNamed(devices, config, log), sources, absolute, files };
}

/** The devices with each name used once: those of the topology keep theirs, later namesakes get a number and a warning. */
export function uniquelyNamed(devices: readonly Device[], config: Config, log: RunLog): readonly Device[] {
  const names = new DeviceNames(config.devices.map((device) => device.name));
  return devices.map((device) => {
    const name = device.declared === undefined ? names.take(device.name) : device.name;
    if (name === device.name) return device;
    log.warn(`two devices are called ${device.name}: the second is called ${name} here`);
    return { ...device, name };
  });
}

/** Builds the devices of groups, whenever each is asked for, over one table of sources and one register of secrets. */
export class Modelling {
  readonly sources = new SourceTable();
  readonly #config: Config;
  readonly #options: ModellingOptions;
  readonly #secrets = new SecretRegistry();
  readonly #absolute = new Map<number, string>();
  readonly #configSources: ReadonlyMap<ConfigFile, SourceFile>;
  #files = 0;

  constructor(config: Config, options: ModellingOptions) {
    this.#config = config;
    this.#options = options;
    this.#configSources = new Map(config.files.map((file) => [file, this.sources.add(file.path, file.text)]));
  }

  /** Where a source can be read again, by its id. */
  get absolute(): ReadonlyMap<number, string> {
    return this.#absolute;
  }

  /** Files that devices were built from. */
  get files(): number {
    return this.#files;
  }

  /** The devices of a group as its files are now; their names may be those of other groups' devices, too. */
  model(group: FileGroup, log: RunLog): readonly Device[] {
    const before = this.sources.size;
    const { files, binaries } = readGroup(group, this.#options, this.sources, log);
    const includes = new Includes({
      resolve: this.#options.resolveInclude,
      root: group.root,
      cwd: this.#options.cwd,
      read: this.#options.readIncluded,
      sources: this.sources,
      log,
    });
    for (const { source, found } of files) if (found.absolute !== '') includes.know(source, found.absolute);
    const routers = files.filter((file) => file.dialect === 'ios');
    const others = files.filter((file) => file.dialect !== 'ios');
    const devices: Device[] = [];
    if (group.topology !== undefined) {
      if (routers.length > 0 && others.length > 0)
        for (const { source } of others)
          log.warn(`${source.path}: left out, the device ${group.topology.name} is an IOS router by its other files`);
      devices.push(...this.#device(group, routers.length > 0 ? routers : others, binaries, includes, log));
    } else {
      for (const router of routers)
        devices.push(...this.#device({ ...group, pathName: stem(router.source.path) }, [router], [], includes, log));
      devices.push(...this.#device(group, others, binaries, includes, log));
    }
    for (const [absolute, source] of includes.files) this.#absolute.set(source.id, absolute);
    this.#files += this.sources.size - before;
    if (!this.#options.keepTexts) for (let id = before; id < this.sources.size; id++) this.sources.get(id).release();
    return devices;
  }

  #device(
    group: FileGroup,
    files: readonly DeviceFile[],
    binaries: Parameters<typeof buildDevice>[0]['binaries'],
    includes: Includes,
    log: RunLog,
  ): readonly Device[] {
    if (files.length === 0) return [];
    const { topology } = group;
    const paths = files.map((file) => file.source.path);
    const { strongswanVersion, everything } = this.#options;
    try {
      return [
        buildDevice({
          name: topology?.name ?? group.pathName,
          named: topology === undefined ? 'path' : 'topology',
          files: files.map(({ dialect, source }) => ({ dialect, source })),
          binaries,
          secrets: this.#secrets,
          ...(strongswanVersion === undefined ? {} : { strongswanVersion }),
          ...(everything === undefined ? {} : { everything }),
          ...(topology?.version === undefined ? {} : { declaredVersion: topology.version }),
          ...(topology === undefined ? {} : { declared: declaredDevice(topology, this.#config, this.#configSources) }),
          include: includes.resolve,
        }),
      ];
    } catch {
      for (const path of paths) log.problem(path, 'it could not be modelled: this is a bug in ipsec-lint');
      return [];
    }
  }
}

function stem(path: string): string {
  const dot = path.lastIndexOf('.');
  return dot > path.lastIndexOf('/') + 1 ? path.slice(0, dot) : path;
}

import { basename } from 'node:path';
import type { Config, TopologyDevice } from '../config/types.ts';
import { dialectOfName } from './detect.ts';
import { compileGlob, type GlobMatcher, literalDirectory } from './glob.ts';
import { byCodeUnit } from './order.ts';
import type { FoundFile } from './types.ts';

/** Files that may be one device (contract, "Devices"). An IOS file among the files of a root is a device of its own all the same. */
export interface FileGroup {
  /** What the topology says, when it claims these files. */
  readonly topology?: TopologyDevice;
  /** Name that the path gives, without extension. */
  readonly pathName: string;
  /** Absolute directory that includes must stay inside. */
  readonly root: string;
  /** In path order. */
  readonly files: readonly FoundFile[];
}

/** Groups files into candidates for devices: by topology, else by root, else each by itself. In the order of their first paths. */
export function groupFiles(files: readonly FoundFile[], config: Config, cwd: string): readonly FileGroup[] {
  const claim = topologyIndex(config.devices);
  const groups = new Map<string, { topology?: TopologyDevice; pathName: string; roots: string[]; files: FoundFile[] }>();
  for (const file of files) {
    const topology = claim(file);
    const root = strongswanRoot(file.path);
    const key = topology !== undefined ? `t ${topology.name}` : root !== undefined ? `r ${root}` : `f ${file.path}`;
    let group = groups.get(key);
    if (group === undefined) {
      group = {
        ...(topology === undefined ? {} : { topology }),
        pathName: root === '.' ? basename(cwd) : (root ?? withoutExtension(file.path)),
        roots: [],
        files: [],
      };
      groups.set(key, group);
    }
    group.files.push(file);
    group.roots.push(rootDirectory(file, root));
  }
  return [...groups.values()].map(({ roots, ...group }) => ({
    ...group,
    root: commonDirectory(roots),
    files: group.files.sort((a, b) => byCodeUnit(a.path, b.path)),
  }));
}

/** Directories below a root that strongSwan and its packet filter keep their files in. */
const BELOW_ROOT: readonly string[] = [
  'etc/swanctl/conf.d',
  'etc/swanctl',
  'etc/strongswan.d/charon',
  'etc/strongswan.d',
  'etc/ipsec.d',
  'etc/iptables',
  'etc/nftables.d',
  'etc/nftables',
  'etc/strongswan',
  'usr/local/etc/swanctl',
  'usr/local/etc',
  'etc/sysconfig',
  'swanctl/conf.d',
  'swanctl',
  'strongswan.d/charon',
  'strongswan.d',
  'ipsec.d',
  'iptables',
  'conf.d',
  'etc',
];

/** Directories of swanctl and of ipsec.d that hold certificates and keys, not configuration. */
const CREDENTIALS =
  /^(?:x509|x509ca|x509aa|x509ac|x509ocsp|x509crl|pubkey|private|rsa|ecdsa|bliss|pkcs8|pkcs12|certs|cacerts|aacerts|ocspcerts|acerts|crls|reqs)$/;

/** Whether a file lies where strongSwan keeps certificates and keys. */
export function isCredential(path: string): boolean {
  return CREDENTIALS.test(path.split('/').at(-2) ?? '');
}

/** Root of a file that belongs to strongSwan's or its packet filter's files by name or place; undefined for every other file. */
export function strongswanRoot(path: string): string | undefined {
  const directory = isCredential(path) ? directoryOf(directoryOf(path)) : directoryOf(path);
  const isFragment = path.endsWith('.conf') && /(^|\/)conf\.d$/.test(directory);
  if (!isFragment && !isCredential(path) && dialectOfName(path) === undefined) return undefined;
  for (const below of BELOW_ROOT) {
    if (directory === below) return '.';
    if (directory.endsWith(`/${below}`)) return directory.slice(0, -below.length - 1);
  }
  return directory === '' ? '.' : directory;
}

function directoryOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash === -1 ? '' : path.slice(0, slash);
}

/** The deepest directory that holds all of some directories. */
function commonDirectory(directories: readonly string[]): string {
  let common = directories[0] ?? '/';
  for (const directory of directories)
    while (common !== '/' && directory !== common && !directory.startsWith(`${common}/`)) common = directoryOf(common) || '/';
  return common;
}

function rootDirectory(file: FoundFile, root: string | undefined): string {
  const slash = file.absolute.lastIndexOf('/');
  const directory = slash === -1 ? file.absolute : file.absolute.slice(0, slash);
  if (root === undefined || root === '.') {
    const depth = root === '.' ? file.path.split('/').length - 1 : 0;
    return (
      directory
        .split('/')
        .slice(0, directory.split('/').length - depth)
        .join('/') || '/'
    );
  }
  const tail = file.path.slice(root.length);
  return file.absolute.endsWith(tail) ? file.absolute.slice(0, -tail.length) || '/' : directory;
}

function withoutExtension(path: string): string {
  const dot = path.lastIndexOf('.');
  return dot > path.lastIndexOf('/') + 1 ? path.slice(0, dot) : path;
}

/**
 * Finds the device that claims a file. Globs are kept by the directory that they begin with, so that ten thousand devices cost no
 * more than the depth of a path. The first device of the file wins.
 */
function topologyIndex(devices: readonly TopologyDevice[]): (file: FoundFile) => TopologyDevice | undefined {
  const byDirectory = new Map<
    string,
    { readonly order: number; readonly device: TopologyDevice; readonly matches: GlobMatcher }[]
  >();
  devices.forEach((device, order) => {
    for (const glob of device.files) {
      const directory = literalDirectory(glob);
      const list = byDirectory.get(directory) ?? [];
      list.push({ order, device, matches: compileGlob(glob) });
      byDirectory.set(directory, list);
    }
  });
  return ({ path }) => {
    let found: { readonly order: number; readonly device: TopologyDevice } | undefined;
    for (let end = path.lastIndexOf('/') + 1; ; end = path.lastIndexOf('/', end - 2) + 1) {
      for (const entry of byDirectory.get(path.slice(0, end)) ?? [])
        if ((found === undefined || entry.order < found.order) && entry.matches(path)) found = entry;
      if (end === 0) return found?.device;
    }
  };
}

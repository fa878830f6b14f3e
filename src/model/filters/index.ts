import type { Chain, PacketFilterFile, Rule, Table } from '../../parse/iptables/index.ts';
import { parseNft, parseSave } from '../../parse/iptables/index.ts';
import type { DeviceFile } from '../build.ts';
import type { Default, Provenance } from '../provenance.ts';
import { written } from '../provenance.ts';
import type { Device, Filter, FilterAction, FilterFields, FilterLine, Gap, NatRule, Notice } from '../types.ts';
import { linesOf } from './line.ts';
import { natRulesOf } from './nat.ts';

/** What the packet filters of a Linux device add to its model. */
export interface LinuxFilters {
  readonly filters: readonly Filter[];
  readonly natRules: readonly NatRule[];
  readonly notices: readonly Notice[];
  /** Included files: what was not read, unless it is among the device's files. */
  readonly gaps: readonly { readonly include: string; readonly gap: Gap }[];
}

/**
 * Filters and NAT rules of a device, from its files in path order. A {@link Filter} is a chain; `jump` and `goto` name chains by
 * id. Chains of nat tables are {@link NatRule}s, those of other tables filters.
 */
export function buildLinuxFilters(files: readonly PacketFilterFile[]): LinuxFilters {
  const ids = new Map<string, number>();
  const unique = (wanted: string): string => {
    const count = (ids.get(wanted) ?? 0) + 1;
    ids.set(wanted, count);
    return count === 1 ? wanted : `${wanted}-${count}`;
  };
  const filters: Filter[] = [];
  const natRules: NatRule[] = [];
  let natCount = 0;
  for (const file of files) {
    for (const table of file.tables) {
      const names = new Map(
        table.chains.map((chain) => [chain.name, unique(`chain ${file.language} ${table.family} ${table.name} ${chain.name}`)]),
      );
      const byName = new Map(table.chains.map((chain) => [chain.name, chain]));
      const allNat = hasNatOnly(table);
      for (const chain of table.chains) {
        const id = names.get(chain.name) ?? chain.name;
        const isNat = chain.hook === undefined ? allNat : chain.type === 'nat';
        if (!isNat) filters.push(filterOf(file, table, chain, id, names));
        else if (chain.hook !== undefined) natRules.push(...natRulesOf(chain, id, byName, () => String(++natCount)));
      }
    }
  }
  return { filters, natRules, notices: files.flatMap(noticesOf), gaps: files.flatMap(gapsOf) };
}

/** Whether all base chains of a table translate, so that its user chains do, too. */
function hasNatOnly(table: Table): boolean {
  const bases = table.chains.filter(({ hook }) => hook !== undefined);
  return bases.length > 0 && bases.every(({ type }) => type === 'nat');
}

function filterOf(file: PacketFilterFile, table: Table, chain: Chain, id: string, ids: ReadonlyMap<string, string>): Filter {
  const header = written(chain.span.source, chain.span.start, chain.span.end);
  const fields: FilterFields = {
    name: chain.name,
    kind: file.language,
    family: table.family,
    table: tableOf(file, table, chain),
    ...(chain.hook === undefined ? {} : { hook: chain.hook, priority: chain.priority ?? 0 }),
    otherwise: chain.hook === undefined ? 'return' : chain.policy === 'drop' ? 'deny' : 'permit',
  };
  const policy = chain.hook === undefined || chain.policySet === true ? header : policyDefault(header);
  const inTable = written(table.span.source, table.span.start, table.span.end);
  const at = {
    name: header,
    kind: inTable,
    family: inTable,
    table: inTable,
    ...(chain.hook === undefined ? {} : { hook: header, priority: header }),
    otherwise: policy,
  };
  return { ...fields, id, at, header: chain.span, lines: chain.rules.flatMap((rule) => filterLines(rule, ids)) };
}

/** nft tables may have any name: base chains are told by what they are for. */
function tableOf(file: PacketFilterFile, table: Table, chain: Chain): string {
  if (file.language === 'iptables' || chain.hook === undefined) return table.name;
  if (chain.hook === 'prerouting' && (chain.priority ?? 0) <= -300) return 'raw';
  return (chain.priority ?? 0) === -150 ? 'mangle' : 'filter';
}

function policyDefault(header: Provenance & { kind: 'written' }): Default {
  const { source, start, end } = header;
  const note = 'no policy is set: a base chain of Linux accepts what no rule decides';
  return { kind: 'default', source, start, end, default: { table: 'linux/chain-policy', release: 'Linux', note } };
}

function filterLines(rule: Rule, ids: ReadonlyMap<string, string>): readonly FilterLine[] {
  const origin = written(rule.span.source, rule.span.start, rule.span.end);
  return linesOf(rule, actionOf(rule, ids), origin);
}

function actionOf({ verdict }: Rule, ids: ReadonlyMap<string, string>): FilterAction {
  switch (verdict.do) {
    case 'accept':
      return { do: 'permit' };
    case 'drop':
      return { do: 'deny' };
    case 'reject':
    case 'return':
    case 'continue':
      return { do: verdict.do };
    case 'jump':
    case 'goto':
      return { do: verdict.do, to: ids.get(verdict.chain) ?? verdict.chain };
    case 'unknown':
      return { do: 'unknown', text: verdict.text };
    default:
      return { do: 'permit' };
  }
}

function noticesOf(file: PacketFilterFile): readonly Notice[] {
  return file.problems.map(({ message, suggestion, span }) => ({
    kind: 'not-understood',
    message,
    ...(suggestion === undefined ? {} : { suggestion, misspelt: span }),
    origin: written(span.source, span.start, span.end),
  }));
}

function gapsOf(file: PacketFilterFile): LinuxFilters['gaps'] {
  return file.includes.map(({ name, span }) => ({
    include: name,
    gap: { what: `include ${name} of the packet filter was not read`, span },
  }));
}

/** Whether the files of the device hold what an include names: the file itself, or a file of the directory for `DIR/*.nft`. */
function isGiven(include: string, paths: readonly string[]): boolean {
  const [name = '', directory = ''] = include.split('/').reverse();
  if (!name.includes('*')) return paths.some((path) => path === name || path.endsWith(`/${name}`));
  return paths.some((path) => path.split('/').at(-2) === directory);
}

/** The device with what its iptables and nft files add to it; the device itself when it has none. */
export function withPacketFilters(device: Device, files: readonly DeviceFile[]): Device {
  const parsed: PacketFilterFile[] = [];
  for (const { dialect, source } of files) {
    if (dialect === 'iptables') parsed.push(parseSave(source));
    else if (dialect === 'nft') parsed.push(parseNft(source));
  }
  if (parsed.length === 0) return device;
  const { filters, natRules, notices, gaps } = buildLinuxFilters(parsed);
  const paths = files.filter(({ dialect }) => dialect === 'nft').map(({ source }) => source.path);
  return {
    ...device,
    filters: [...device.filters, ...filters],
    natRules: [...device.natRules, ...natRules],
    notices: [...device.notices, ...notices],
    gaps: [...device.gaps, ...gaps.filter(({ include }) => !isGiven(include, paths)).map(({ gap }) => gap)],
  };
}

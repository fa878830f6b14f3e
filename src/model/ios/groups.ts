import type { IosStatement, IosTree } from '../../parse/ios/index.ts';
import type { AddressGroup, AddressMatch, ServiceGroup, ServiceMember } from '../types.ts';
import { argumentAt, type IosBuild, statementAt } from './context.ts';
import { type Draft, draft, finish } from './draft.ts';
import { hostMatch } from './filters.ts';
import { portRanges, protocolNumbers } from './ports.ts';
import { ipv4, maskOfLength } from './values.ts';

interface Group<Member> {
  readonly entity: Draft<{ readonly name: string }>;
  readonly members: Map<string, Member>;
}

type AddressMember = AddressGroup['members'][number];

/** Object groups. */
export class ObjectGroups {
  readonly #build: IosBuild;
  readonly #addresses = new Map<string, Group<AddressMember>>();
  readonly #services = new Map<string, Group<ServiceMember>>();

  constructor(build: IosBuild) {
    this.#build = build;
  }

  /** `object-group network G` and its lines. */
  addresses(tree: IosTree, statement: IosStatement): void {
    this.#fill(tree, statement, this.#addresses, (child) => ({
      match: this.#match(tree, child),
      origin: statementAt(tree, child),
    }));
  }

  /** `object-group service G` and its lines. */
  services(tree: IosTree, statement: IosStatement): void {
    this.#fill(tree, statement, this.#services, (child) => this.#service(tree, child));
  }

  allAddresses(): AddressGroup[] {
    return [...this.#addresses.values()].map(({ entity, members }) => finish(entity, { members: [...members.values()] }));
  }

  allServices(): ServiceGroup[] {
    return [...this.#services.values()].map(({ entity, members }) => finish(entity, { members: [...members.values()] }));
  }

  #fill<Member>(
    tree: IosTree,
    statement: IosStatement,
    groups: Map<string, Group<Member>>,
    read: (child: IosStatement) => Member,
  ): void {
    const name = tree.value(statement, '$group') ?? '';
    if (statement.form !== 'set') {
      groups.delete(name);
      return;
    }
    let group = groups.get(name);
    if (group === undefined) {
      group = {
        entity: draft(`object-group ${name}`, tree.spanOf(statement), { name }, argumentAt(tree, statement, '$group')),
        members: new Map(),
      };
      groups.set(name, group);
      this.#build.define('object-group', name, tree.span(tree.find(statement, '$group')));
    }
    for (const child of statement.children) {
      const text = tree.slice(tree.startOf(child.first), child.end);
      if (child.form === 'set') group.members.set(text, read(child));
      else group.members.delete(text);
    }
  }

  #match(tree: IosTree, child: IosStatement): AddressMatch {
    if (tree.has(child, 'any')) return { any: true };
    const group = tree.find(child, '$group');
    if (group !== -1) {
      this.#build.refer('object-group', tree.text(group), tree.span(group), 'object-group');
      return { group: tree.text(group) };
    }
    const from = ipv4(tree.value(child, '$from') ?? '');
    const to = ipv4(tree.value(child, '$to') ?? '');
    if (from !== undefined && to !== undefined) return { v4range: [Math.min(from, to), Math.max(from, to)] };
    const address = tree.value(child, '$address') ?? '';
    const mask = tree.value(child, '$mask') ?? tree.value(child, '$length');
    if (mask === undefined) return hostMatch(address);
    const base = ipv4(address);
    const bits = mask.startsWith('/') ? maskOfLength(Number(mask.slice(1))) : ipv4(mask);
    return base === undefined || bits === undefined
      ? { unknown: `${address} ${mask}` }
      : { v4: [(base & bits) >>> 0, ~bits >>> 0] };
  }

  #service(tree: IosTree, child: IosStatement): ServiceMember {
    const origin = statementAt(tree, child);
    const group = tree.find(child, '$group');
    if (group !== -1) {
      this.#build.refer('object-group', tree.text(group), tree.span(group), 'object-group');
      return { group: tree.text(group), origin };
    }
    if (child.command !== 'ports') {
      const protocols = protocolNumbers(
        tree.has(child, '$protocol') ? tree.text(child.first) : (tree.labels[child.first] ?? ''),
        false,
      );
      return protocols === undefined ? { origin } : { protocols, origin };
    }
    const protocols = tree.has(child, 'tcp-udp') ? [6, 17] : tree.has(child, 'tcp') ? [6] : [17];
    const ports = portsOf(tree, child);
    return { protocols, ...ports, origin };
  }
}

function portsOf(tree: IosTree, child: IosStatement): Pick<ServiceMember, 'sourcePorts' | 'destinationPorts'> {
  const end = child.first + child.count;
  let word = child.first + 1;
  const read = () => {
    const label = tree.labels[word] ?? '';
    const operator = label === '$port' ? 'eq' : label;
    if (label !== '$port') word++;
    const operands: string[] = [];
    const wanted = operator === 'range' ? 2 : 1;
    while (word < end && tree.labels[word] === '$port' && operands.length < wanted) operands.push(tree.text(word++));
    return portRanges(operator, operands);
  };
  let sourcePorts: ServiceMember['sourcePorts'];
  if (word < end && tree.labels[word] === 'source') {
    word++;
    sourcePorts = read();
  }
  const destinationPorts = word < end ? read() : undefined;
  return {
    ...(sourcePorts === undefined ? {} : { sourcePorts }),
    ...(destinationPorts === undefined ? {} : { destinationPorts }),
  };
}

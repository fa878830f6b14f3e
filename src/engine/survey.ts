import { isPrivate } from '../analyze/path/address.ts';
import { type Outside, outsidesOf, ownAddresses } from '../analyze/path/endpoint.ts';
import type { FileGroup } from '../input/index.ts';
import type { Device } from '../model/types.ts';
import type { SourceTable } from '../text/source.ts';
import { analysisOf } from './analysis.ts';
import type { CoveredRun } from './lint.ts';

/** A device as it was found, and what its files do not tell. */
export interface SurveyedDevice {
  readonly name: string;
  readonly platform: Device['platform'];
  /** Release, where the files tell. */
  readonly version?: string;
  /** In path order. */
  readonly files: readonly string[];
  /** The address that its tunnels begin at, where the files tell. */
  readonly outside?: string;
  readonly questions: readonly Question[];
}

/** What no file tells: a sentence, and the key of the device that takes the answer, where it is about this device. */
export interface Question {
  readonly key?: 'addresses' | 'nat';
  readonly text: string;
}

/** Looks at the devices of a run for what no file tells: own addresses that are leased, NATs, peers that nobody is. */
export function survey(run: CoveredRun): readonly SurveyedDevice[] {
  const { rows } = analysisOf(run.devices);
  const certain = new Set(rows.filter(({ basis }) => basis !== 'assumed').flatMap(ends));
  const hidden = new Set(run.devices.filter((device) => privateOutside(device) !== undefined).map(({ name }) => name));
  const assumed = rows.filter((row) => row.basis === 'assumed' && !ends(row).some((name) => hidden.has(name)));
  const own = new Set(run.devices.flatMap((device) => ownAddresses(device).list));
  return run.devices.map((device) => {
    const outside = outsidesOf(device).find(({ address }) => address !== undefined)?.address;
    const version = device.release.basis === 'assumed' ? undefined : device.release.version;
    return {
      name: device.name,
      platform: device.platform,
      files: filesOf(device, run.coverage.groups, run.sources),
      ...(version === undefined ? {} : { version }),
      ...(outside === undefined ? {} : { outside }),
      questions: [
        ...outsidesOf(device).flatMap((one) => addressQuestion(one)),
        ...natQuestion(
          privateOutside(device),
          certain.has(device.name),
          outside === undefined ? assumed.filter(({ initiator }) => initiator === device.name) : [],
        ),
        ...dialledQuestions(device, own),
      ],
    };
  });
}

interface Row {
  readonly initiator: string;
  readonly responder: string;
}

function ends({ initiator, responder }: Row): readonly string[] {
  return [initiator, responder];
}

function addressQuestion({ address, interface: at }: Outside): readonly Question[] {
  if (address !== undefined) return [];
  const where = at === undefined ? '' : ` of ${at}`;
  return [
    {
      key: 'addresses',
      text: `The outside address${where} is not in its files. Which one is it? Leave this out if it is leased.`,
    },
  ];
}

function privateOutside(device: Device): string | undefined {
  return outsidesOf(device).find(({ address }) => address !== undefined && isPrivate(address))?.address;
}

function natQuestion(address: string | undefined, isCertain: boolean, assumed: readonly Row[]): readonly Question[] {
  if (address !== undefined && !isCertain)
    return [
      { key: 'nat', text: `Its outside address ${address} is private. Is it behind a NAT, and which address do others see?` },
    ];
  if (assumed.length === 0) return [];
  const peers = [...new Set(assumed.flatMap(ends))];
  return [{ key: 'nat', text: `Nothing tells whether there is a NAT on the path between ${peers.slice(0, 3).join(' and ')}.` }];
}

/** Private addresses that it dials and that no device here has. */
function dialledQuestions(device: Device, own: ReadonlySet<string>): readonly Question[] {
  const dialled = device.gateways.flatMap(({ remote }) =>
    remote.filter(({ kind }) => kind === 'address').map(({ value }) => value),
  );
  return [...new Set(dialled)]
    .filter((address) => isPrivate(address) && !own.has(address))
    .map((address) => ({
      text: `It dials ${address}, which is private and which no device here has. Which device is it?`,
    }));
}

/** A router is one file; a strongSwan device has the files of its root, certificates included, but for routers among them. */
function filesOf(device: Device, groups: readonly FileGroup[], sources: SourceTable): readonly string[] {
  const own = new Set(device.sources.map((id) => sources.get(id).path));
  const group = groups.find(({ files }) => files.some(({ path }) => own.has(path)));
  const found = (group?.files ?? []).map(({ path }) => path);
  return device.platform === 'ios' ? found.filter((path) => own.has(path)) : found;
}

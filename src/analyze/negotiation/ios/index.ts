import type { End, Implementation, Unheard } from '../implementation.ts';
import { credentials, mainModeKey, verifyIkev1 } from './auth1.ts';
import { authRequest, authRespond, profileOf, verifyResponder } from './auth2.ts';
import { childAccept, childRequest, childRespond, furtherRequests, install } from './child.ts';
import { selectIkeConfig, selectIkeProposal } from './respond.ts';
import { acceptsGroup, hello, start } from './start.ts';
import { asksUser, xauthAnswer } from './xauth.ts';

/** IKE as Cisco IOS and IOS XE do it (docs/negotiation.md lists what is documented and what is not). */
export const IOS: Implementation = {
  platform: 'ios',

  vendor: (end) => ({
    platform: 'ios',
    natTraversal: announcesNatTraversal(end),
    strongswanId: false,
    asksForCertificates: true,
    severalRounds: false,
  }),
  receives: (end) => (end.ike === undefined ? isUp(end) : true),
  answers: () => true,
  floatedPorts: () => ({ source: 4500, destination: 4500 }),
  floatsWithoutNat: () => false,
  forcesEncapsulation: (end) => end.version === 2 && profileOf(end.device, end.gateway)?.forceEncapsulation === true,

  start,
  hello,
  acceptsSelection: () => true,
  acceptsGroup,
  selectIkeConfig,
  selectIkeProposal,

  mainModeKey,
  credentials,
  verify: (end, peer) => (end.version === 2 ? verifyResponder(end, peer) : verifyIkev1(end, peer)),
  asksUser,
  xauthAnswer,
  xauthVerify: () => true,
  modeConfig: (end) => ({
    asks: end.side === 'initiator' ? (end.gateway?.virtualAddresses.map(({ value }) => value) ?? []) : [],
    gives: end.side === 'responder' && (end.gateway?.pools.length ?? 0) > 0,
    pull: true,
  }),
  assign: (end, asked) => ({ given: asked.length > 0 && (end.gateway?.pools.length ?? 0) > 0 }),

  authRequest,
  authRespond,
  eapAnswer: (end, demand) => ({
    identity: end.ownIdentity ?? { type: 'any', value: '', origin: demand.origin },
    method: 'eap',
    origin: demand.origin,
  }),
  eapVerify: (end) => {
    end.assumptions.add(`${end.device.name} accepts the EAP credentials of ${end.other.name}`);
    return true;
  },
  furtherRound: () => undefined,
  furtherVerify: (end, peer) => verifyResponder(end, peer),
  childless: () => 'never',

  childRequest,
  furtherRequests,
  childRespond,
  childAccept,
  install: (end, answer, _mode, encapsulated) => install(end, answer, encapsulated),
};

/** Nothing is heard on an interface that is shut down. */
function isUp({ device, side, ownAddress }: End): true | Unheard {
  const at = device.interfaces.find(
    ({ shutdown, addresses }) => shutdown && addresses.some(({ address }) => address === ownAddress),
  );
  if (at === undefined) return true;
  const because = `${at.name} of ${device.name} is shut down`;
  const origin = at.at.shutdown ?? ({ kind: 'written', ...at.header } as const);
  return { because, detail: 'no-listener', evidence: [{ side, origin, message: because }] };
}

/** IKEv1 vendor ids go with `crypto ipsec nat-transparency`; IKEv2 always detects NAT (ios.md 14.6, 6). */
function announcesNatTraversal(end: End): boolean {
  return end.version === 2 || end.device.ios?.natTraversal !== false;
}

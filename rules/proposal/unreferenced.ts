import { defineRule } from '../../src/rule/index.ts';
import { headerOf } from '../shared/entities.ts';

/** An IKEv2 proposal has no effect until a policy names it; the default stays active. */
export const rule = defineRule({
  meta: {
    id: 'proposal/unreferenced',
    summary: 'an IKEv2 proposal that no policy names, so that the default stays active',
    severity: 'warning',
    scope: ['device'],
    formats: ['ios'],
    tags: ['proposal', 'reference'],
    references: ['Cisco IOS, Configuring IKEv2, crypto ikev2 policy'],
    messages: {
      unused: {
        text: 'no crypto ikev2 policy names the proposal {name}: IKEv2 goes on with {instead}',
        help: 'crypto ikev2 policy POLICY, proposal {name}',
      },
    },
  },
  *device(device) {
    if (device.ios === undefined || !device.whole) return;
    const { ikev2Policies } = device.ios;
    const named = new Set(ikev2Policies.flatMap(({ proposals }) => proposals));
    const active = ikev2Policies.filter(({ builtIn }) => !builtIn);
    for (const proposal of device.ikeProposals) {
      if (proposal.version !== 2 || proposal.builtIn || proposal.name === 'default' || named.has(proposal.id)) continue;
      const instead =
        active.length === 0 ? 'the default proposal' : `the proposals of ${active.map(({ name }) => name).join(', ')}`;
      yield { message: 'unused', data: { name: proposal.name, instead }, at: headerOf(proposal), subject: proposal.id };
    }
  },
});

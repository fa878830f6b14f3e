import type { Ask, Device } from '../../rule/index.ts';
import type { ViewName } from '../pack.ts';
import { itemsOf, schemaOfView, type View, type ViewItem } from '../view.ts';
import { CHILD_VIEW, CONNECTION_VIEW, IDENTITY_VIEW, PATH_VIEW } from './connections.ts';
import { DEVICE_VIEW, FILTER_VIEW } from './devices.ts';
import { CHILD_PROPOSAL_VIEW, IKE_PROPOSAL_VIEW } from './proposals.ts';

/** A view without its subject type. */
export interface AnyView {
  readonly name: ViewName;
  readonly description: string;
  readonly schema: object;
  readonly items: (device: Device, ask: Ask) => Iterable<ViewItem>;
}

function published<Subject>(view: View<Subject>): AnyView {
  const { name, description } = view;
  return { name, description, schema: schemaOfView(view), items: (device, ask) => itemsOf(view, device, ask) };
}

/** Everything that a policy can select. */
export const VIEWS: ReadonlyMap<ViewName, AnyView> = new Map(
  [
    published(DEVICE_VIEW),
    published(CONNECTION_VIEW),
    published(IKE_PROPOSAL_VIEW),
    published(CHILD_PROPOSAL_VIEW),
    published(CHILD_VIEW),
    published(IDENTITY_VIEW),
    published(FILTER_VIEW),
    published(PATH_VIEW),
  ].map((view) => [view.name, view]),
);

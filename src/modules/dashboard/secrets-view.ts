import type { WireSecret } from '#libs/vercel-contract';
import type { SecretsStanding } from '../resources/index.js';
import { minute, type Moment } from './format.js';
import type { OwnResource } from './own-resources.service.js';
import { headOf, type ResourceHead } from './resource-head.js';

/** The secrets of a resource; in the clear only where they were asked for. */
export interface SecretsView {
  readonly head: ResourceHead;
  readonly current: { readonly version: number; readonly since: Moment } | null;
  readonly isBeingReplaced: boolean;
  readonly retiring: readonly { readonly version: number; readonly until: Moment | null }[];
  readonly shown: readonly WireSecret[] | null;
  readonly isAdmin: boolean;
  /** For how long old secrets may go on working; empty where they cannot be replaced. */
  readonly delays: readonly { readonly hours: number; readonly label: string }[];
}

interface Beside {
  readonly standing: SecretsStanding;
  readonly role: 'ADMIN' | 'USER';
  readonly shown: readonly WireSecret[] | null;
}

const HOURS_OF_DAY = 24;
const CHOICES = [0, 1, 8, 24, 72, 168, 336, 720];

/** What the page of a resource's secrets shows to whom. */
export function secretsView(own: OwnResource, { standing, role, shown }: Beside): SecretsView {
  const { current, retiring, isBeingReplaced } = standing;
  const most = own.product?.capabilities.rotation?.maxDelayHours ?? null;
  const canRotate = ['ready', 'error', 'suspended'].includes(own.resource.state) && current !== null;
  const hours = most === null || !canRotate ? [] : [...CHOICES.filter((choice) => choice < most), most];
  return {
    head: headOf(own, 'secrets'),
    current: current === null ? null : { version: current.version, since: minute(current.since) },
    isBeingReplaced,
    retiring: retiring.map(({ version, until }) => ({ version, until: until === null ? null : minute(until) })),
    shown,
    isAdmin: role === 'ADMIN',
    delays: hours.map((choice) => ({ hours: choice, label: labelOf(choice) })),
  };
}

function labelOf(hours: number): string {
  if (hours === 0) return 'Stop working at once';
  if (hours % HOURS_OF_DAY !== 0) return `Work for ${hours} more ${hours === 1 ? 'hour' : 'hours'}`;
  const days = hours / HOURS_OF_DAY;
  return `Work for ${days} more ${days === 1 ? 'day' : 'days'}`;
}

import type { RotateSecretsResponse } from '#libs/vercel-contract';
import type { PartnerAnswer } from '../partner/partner-answer.js';
import type { HeldInstallation, HeldResource } from '../record/held.js';
import { mergeSecrets } from '../record/merge-secrets.js';
import { UnexpectedAnswer } from './unexpected-answer.js';

/** What the provider answered to a rotation. */
interface Rotated {
  readonly operation: string;
  readonly outcome: PartnerAnswer;
  readonly answer: RotateSecretsResponse | { readonly sync: false };
}

/** Takes over the rotated secrets of a resource; a rotation that changes none, or forgets some, is refused. */
export function holdRotation(
  installation: HeldInstallation,
  id: string,
  { operation, outcome, answer }: Rotated,
): HeldResource {
  const held = installation.resources.get(id);
  if (held === undefined) throw new Error(`${id} is not among the resources of ${installation.id}`);
  if (!answer.sync) return held;
  const secrets = mergeSecrets(held.secrets, answer);
  const values = new Map(secrets.map(({ name, value }) => [name, value]));
  const faults = held.secrets.filter(({ name }) => !values.has(name)).map(({ name }) => `${name} is missing`);
  const isRotated = held.secrets.length === 0 || held.secrets.some(({ name, value }) => values.get(name) !== value);
  if (!isRotated) faults.push('no secret has changed');
  if (faults.length > 0) throw new UnexpectedAnswer(operation, 'all secrets, renewed', outcome, faults);
  held.secrets = secrets;
  return held;
}

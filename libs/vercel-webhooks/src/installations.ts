import { type Fields, fieldsOf, listOf, textOf, textsOf } from './fields.js';

/**
 * The installations that an event concerns, each once: the payload's own, else its configuration's, else those of its
 * `integrations`, else of the deprecated list (webhooks 2); empty where it names none.
 */
export function installationsOf(payload: Fields): readonly string[] {
  const own = textOf(payload, 'installationId');
  const configuration = textOf(fieldsOf(payload, 'configuration'), 'id');
  // A sample of Vercel's shows the integration's id (`oac_…`) where the installation's belongs.
  const single = [own, configuration].find((id) => id !== null && !id.startsWith('oac_'));
  if (single != null) return [single];
  const integrations = listOf(payload, 'integrations').flatMap((one) => textOf(one, 'installationId') ?? []);
  const named = integrations.length > 0 ? integrations : (textsOf(payload, 'installationIds') ?? []);
  return [...new Set(named)];
}

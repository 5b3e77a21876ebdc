import type { VercelSimulator } from '#libs/vercel-simulator';

/** Connections that load a server at once; each is a customer of its own, as different teams are. */
const CONNECTIONS = 32;

/** A team with one resource and the tokens that Vercel sends for it; a token repeats, as Vercel's do for their lifetime. */
export interface Customer {
  readonly installationId: string;
  readonly resourceId: string;
  readonly resources: string;
  readonly resource: string;
  readonly asUser: string;
  readonly asSystem: string;
}

/** Installs and provisions through the partner API at `url`, one customer for each connection. */
export async function arriveAt(url: string, vercel: VercelSimulator): Promise<readonly Customer[]> {
  vercel.usePartner(url);
  const customers: Customer[] = [];
  for (let number = 1; number <= CONNECTIONS; number += 1) customers.push(await arrive(vercel, `Team ${number}`));
  return customers;
}

/** One team that installs and buys its first resource. */
export async function arrive(vercel: VercelSimulator, name: string): Promise<Customer> {
  const team = vercel.team(name);
  const { id: installationId } = await team.install();
  const { id } = await team.provision({ product: 'bench', plan: 'pro', name: 'main', metadata: {} });
  const resources = `/v1/installations/${installationId}/resources`;
  return {
    installationId,
    resourceId: id,
    resources,
    resource: `${resources}/${id}`,
    asUser: `Bearer ${vercel.tokens.user({ installationId })}`,
    asSystem: `Bearer ${vercel.tokens.system({ installationId })}`,
  };
}

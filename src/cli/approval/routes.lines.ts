import { ask } from '../doctor/reach.js';
import type { Scene } from '../doctor/scene.js';
import { type Evidence, type Line, missing, shown } from './line.js';

/** No installation has such an id. */
const NOBODY = 'icfg_approval';
const ADVICE = 'Look at PUBLIC_URL, the ingress and the log of the server.';

/** Single sign-on, both ways. */
export const SSO: Line = {
  requirement: 'SSO in both directions; start from outside while logged out',
  gather: async (scene) => {
    const { status, headers } = await asked(scene, `/sso/start?installation_id=${NOBODY}`);
    const location = headers.get('location') ?? '';
    const leaves = status === 303 && location.startsWith(`${scene.settings.vercel.dashboardUrl}/sso/integrations/`);
    if (!leaves) return missing(`/sso/start answers ${status} and does not lead to Vercel`, ADVICE);
    const arrives = await asked(scene, '/callback?mode=sso');
    if (!isRefusal(arrives.status))
      return missing(`/callback?mode=sso without a code answers ${arrives.status}`, ADVICE);
    return shown(`/sso/start leads to Vercel; /callback?mode=sso without a code is refused (${arrives.status})`);
  },
};

/** Calls without a good token. */
export const TOKENS: Line = {
  requirement: 'Expired and invalid tokens are refused',
  gather: async (scene) => {
    const headers = { authorization: 'Bearer not.a.token' };
    const { status } = await asked(scene, `/v1/installations/${NOBODY}`, { headers });
    return expected(status === 403, `/v1/installations with a token of nobody answers ${status}`);
  },
};

/** Webhooks without a signature. */
export const WEBHOOKS: Line = {
  requirement: 'Webhooks are verified',
  gather: async (scene) => {
    const headers = { 'content-type': 'application/json' };
    const { status } = await asked(scene, '/webhooks/vercel', { method: 'POST', headers, body: '{}' });
    return expected(status === 403, `/webhooks/vercel without a signature answers ${status}`);
  },
};

/** The redirect URL. */
export const CONNECT: Line = {
  requirement: 'If the redirect URL is set, the connectable flow works',
  gather: async (scene) => {
    const { status } = await asked(scene, '/connect/callback');
    return expected(isRefusal(status), `/connect/callback without a state is refused (${status})`);
  },
};

/** The configuration URL. */
export const CONFIGURE: Line = {
  requirement: 'Configuration URL present',
  gather: async (scene) => {
    const { status } = await asked(scene, '/connect/configure');
    return expected(status !== 404 && status < 500, `/connect/configure answers ${status}`);
  },
};

/** Existing customers. */
export const IMPORT: Line = {
  requirement: 'New users and existing users',
  gather: (scene) => guarded(scene, '/import'),
};

/** Support. */
export const SUPPORT: Line = {
  requirement: 'Support: SSO links with support=true on product and resource pages',
  gather: async (scene) => {
    if (scene.settings.http.dashboardUrl !== null) {
      return {
        outcome: 'by hand',
        evidence: 'DASHBOARD_URL is set',
        todo: 'Open /dashboard/support of your own dashboard by such a link.',
      };
    }
    return guarded(scene, '/dashboard/support');
  },
};

/** There, and for nobody who is not signed in. */
async function guarded(scene: Scene, path: string): Promise<Evidence> {
  const { status } = await asked(scene, path);
  return expected(status === 303 || status === 401, `${path} asks whoever is not signed in to do so (${status})`);
}

function expected(isSo: boolean, evidence: string): Evidence {
  return isSo ? shown(evidence) : missing(`not so: ${evidence}`, ADVICE);
}

function isRefusal(status: number): boolean {
  return status >= 400 && status < 500 && status !== 404;
}

function asked({ settings }: Scene, path: string, init: RequestInit = {}): ReturnType<typeof ask> {
  return ask(`${settings.http.publicUrl}${path}`, init);
}

import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { VARIABLES } from '../../../config/env.schema.js';
import { ROOT } from '../../support/built.js';
import { kustomize, type Manifest, schemaFaults } from '../../support/kubernetes/index.js';

interface Container {
  readonly name: string;
  readonly image: string;
  readonly env?: readonly { readonly name: string; readonly value?: string }[];
  readonly securityContext?: Readonly<Record<string, unknown>>;
  readonly resources?: { readonly requests?: object; readonly limits?: Readonly<Record<string, string>> };
  readonly livenessProbe?: { readonly httpGet: { readonly path: string; readonly port: string } };
  readonly readinessProbe?: { readonly httpGet: { readonly path: string; readonly port: string } };
  readonly lifecycle?: object;
  readonly ports?: readonly { readonly name: string }[];
  readonly volumeMounts?: readonly { readonly name: string }[];
}

interface Pod {
  readonly automountServiceAccountToken?: boolean;
  readonly terminationGracePeriodSeconds?: number;
  readonly securityContext?: Readonly<Record<string, unknown>>;
  readonly topologySpreadConstraints?: readonly object[];
  readonly containers: readonly Container[];
  readonly volumes?: readonly object[];
}

interface Workload {
  readonly replicas?: number;
  readonly strategy?: object;
  readonly selector?: { readonly matchLabels: Readonly<Record<string, string>> };
  readonly template: { readonly metadata: { readonly labels: Readonly<Record<string, string>> }; readonly spec: Pod };
}

const workloadOf = (manifest: Manifest | undefined): Workload => manifest?.['spec'] as Workload;

describe.each(['production', 'development'])('the overlay %s', (overlay) => {
  const manifests = kustomize(path.join(ROOT, 'deploy/kustomize/overlays', overlay));
  const workloads = manifests.filter(({ kind }) => ['Deployment', 'Job', 'StatefulSet'].includes(kind));
  const pods = workloads.map((workload) => [workload.metadata.name, workloadOf(workload).template.spec] as const);
  const containers = pods.flatMap(([name, pod]) => pod.containers.map((one) => [`${name}/${one.name}`, one] as const));
  const named = (kind: string, name: string) =>
    manifests.find((one) => one.kind === kind && one.metadata.name === name);

  it('is what the schemas of Kubernetes allow, to the last field', async () => {
    const faults = await Promise.all(
      manifests.map(async (one) =>
        (await schemaFaults(one)).map((fault) => `${one.kind} ${one.metadata.name}: ${fault}`),
      ),
    );
    expect(faults.flat()).toEqual([]);
    expect(manifests.length).toBeGreaterThan(12);
  });

  it('names each object once, and everything in one namespace', () => {
    const names = manifests.map(({ kind, metadata }) => `${kind}/${metadata.name}`);
    expect(names).toEqual([...new Set(names)]);
    expect(new Set(manifests.map(({ metadata }) => metadata.namespace)).size).toBe(1);
  });

  it.each(pods)('starts %s under the restricted pod security', (_, pod) => {
    expect(pod.automountServiceAccountToken).toBe(false);
    expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
    expect(pod.securityContext?.['runAsUser']).toBeGreaterThan(0);
    expect(JSON.stringify(pod)).not.toMatch(/hostPath|hostNetwork|hostPID|hostIPC|hostPort|privileged":true/);
  });

  it.each(containers)('gives %s no rights, a file system that it cannot write to, and limits', (_, container) => {
    expect(container.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
    expect(Object.keys(container.resources?.requests ?? {})).toEqual(['cpu', 'memory']);
    expect(container.resources?.limits).toHaveProperty('memory');
  });

  it('gives no secret as a value', () => {
    const secret = new Set(
      Object.entries(VARIABLES).flatMap(([name, variable]) => ('secret' in variable && variable.secret ? [name] : [])),
    );
    const values = containers.flatMap(([, { env = [] }]) => env.filter(({ name }) => secret.has(name)));
    const literals = Object.keys(named('ConfigMap', 'stallholder')?.['data'] ?? {}).filter((name) => secret.has(name));
    expect([...values, ...literals]).toEqual([]);
    expect(secret.has('ENCRYPTION_KEYS')).toBe(true);
  });

  it('gives the server only variables that it knows, and all that have to be set', () => {
    const settings = Object.keys(named('ConfigMap', 'stallholder')?.['data'] ?? {});
    const api = workloadOf(named('Deployment', 'stallholder-api')).template.spec.containers[0];
    const given = [...settings, ...(api?.env ?? []).map(({ name }) => name.replace(/_FILE$/, ''))];
    expect(given.filter((name) => !(name in VARIABLES))).toEqual([]);
    const needed = Object.entries(VARIABLES).flatMap(([name, { presence, fallback }]) =>
      presence === 'always' && fallback === undefined ? [name] : [],
    );
    expect(needed.filter((name) => !given.includes(name))).toEqual([]);
    expect(given).not.toContain('MIGRATION_DATABASE_URL');
  });

  it('has every selector meet what it selects', () => {
    const labels = workloads.map((workload) => workloadOf(workload).template.metadata.labels);
    const selectors = manifests.flatMap((one) => selectorsOf(one));
    for (const selector of selectors) expect(labels.some((label) => isWithin(selector, label))).toBe(true);
    expect(selectors.length).toBeGreaterThan(4);
  });

  it('lets nothing in or out that is not allowed by name', () => {
    const policies = manifests.filter(({ kind }) => kind === 'NetworkPolicy');
    expect(policies.map((one) => one['spec'])).toContainEqual({
      podSelector: {},
      policyTypes: ['Ingress', 'Egress'],
    });
    const open = policies
      .flatMap((one) => (one['spec'] as { ingress?: { from?: unknown }[] }).ingress ?? [])
      .filter(({ from }) => !from);
    expect(open).toEqual([]);
  });
});

describe('the check against the schemas', () => {
  const deployment = kustomize(path.join(ROOT, 'deploy/kustomize/base')).find(({ kind }) => kind === 'Deployment');

  it('sees a field that is spelled wrongly, and one of the wrong type', async () => {
    const { spec, ...rest } = deployment as Manifest & { readonly spec: object };
    expect(await schemaFaults({ ...rest, spec: { ...spec, replica: 2 } })).toEqual(['/spec/replica is not a field']);
    expect((await schemaFaults({ ...rest, spec: { ...spec, replicas: 'two' } })).join()).toMatch(/integer/);
  });
});

describe('production', () => {
  const manifests = kustomize(path.join(ROOT, 'deploy/kustomize/overlays/production'));
  const deployments = manifests.filter(({ kind }) => kind === 'Deployment');

  it('separates those who answer, those who work and the migration', () => {
    expect(deployments.map(({ metadata }) => metadata.name)).toEqual(['stallholder-api', 'stallholder-worker']);
    const roles = deployments.map((one) =>
      workloadOf(one).template.spec.containers[0]?.env?.find(({ name }) => name === 'SERVICE_ROLE'),
    );
    expect(roles.map((role) => role?.value)).toEqual(['api', 'worker']);
    expect(manifests.filter(({ kind }) => kind === 'Job').map(({ metadata }) => metadata.name)).toEqual([
      'stallholder-migrate',
    ]);
  });

  it.each(deployments.map((one) => [one.metadata.name, workloadOf(one)] as const))(
    'rolls %s out without a gap, spread over zones and hosts',
    (_, { strategy, replicas, template }) => {
      expect(strategy).toEqual({ type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } });
      expect(replicas).toBeGreaterThan(1);
      expect(template.spec.topologySpreadConstraints).toHaveLength(2);
      expect(template.spec.terminationGracePeriodSeconds).toBeGreaterThan(LONGEST_END_SECONDS);
    },
  );

  it('never lets the database restart anybody', () => {
    for (const deployment of deployments) {
      const [container] = workloadOf(deployment).template.spec.containers;
      expect(container?.livenessProbe?.httpGet).toEqual({ path: '/health/live', port: 'metrics' });
      expect(container?.readinessProbe?.httpGet).toEqual({ path: '/health/ready', port: 'metrics' });
    }
  });

  it('guards each deployment against drains, and scales it', () => {
    for (const { metadata } of deployments) {
      expect(
        manifests.filter((one) => one.kind === 'PodDisruptionBudget' && one.metadata.name === metadata.name),
      ).toHaveLength(1);
      expect(
        manifests.filter((one) => one.kind === 'HorizontalPodAutoscaler' && one.metadata.name === metadata.name),
      ).toHaveLength(1);
    }
    const workers = manifests.find(
      (one) => one.kind === 'HorizontalPodAutoscaler' && one.metadata.name === 'stallholder-worker',
    );
    expect(JSON.stringify(workers)).toContain('stallholder_oldest_job_age_seconds');
  });

  it('keeps serving while endpoints hear of the end', () => {
    const api = workloadOf(deployments[0]).template.spec.containers[0];
    expect(api?.lifecycle).toEqual({ preStop: { sleep: { seconds: 5 } } });
  });

  it('gives the owner of the schema to the migration alone', () => {
    const holders = manifests.filter((one) => JSON.stringify(one).includes('stallholder-migration'));
    expect(holders.map(({ kind }) => kind)).toEqual(['Job']);
  });
});

/** preStop, delay, jobs and the longest request, as `src/shutdown.ts` has them. */
const LONGEST_END_SECONDS = 5 + 10 + 20 + 40;

function selectorsOf({ kind, ...manifest }: Manifest): readonly Readonly<Record<string, string>>[] {
  const spec = manifest['spec'] as { selector?: Record<string, unknown> } | undefined;
  if (kind === 'Service') return [(spec?.selector ?? {}) as Record<string, string>];
  if (['Deployment', 'StatefulSet', 'PodDisruptionBudget'].includes(kind))
    return [spec?.selector?.['matchLabels'] as Record<string, string>];
  return [];
}

function isWithin(selector: Readonly<Record<string, string>>, labels: Readonly<Record<string, string>>): boolean {
  return Object.entries(selector).every(([name, value]) => labels[name] === value);
}

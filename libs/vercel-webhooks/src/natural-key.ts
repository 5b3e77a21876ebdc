import { type Fields, fieldsOf, textOf } from './fields.js';
import { installationsOf } from './installations.js';

/** Where the payload of a group of types names what the event is about, beside its installation. */
const SUBJECTS: readonly (readonly [prefix: string, paths: readonly (readonly string[])[]])[] = [
  ['marketplace.invoice.', [['invoiceId']]],
  ['marketplace.member.', [['memberId']]],
  ['integration-configuration.', []],
  ['integration-resource.', [['resourceId'], ['project', 'id'], ['projectId']]],
  ['deployment.integration.action.', [['deployment', 'id'], ['resourceId'], ['action']]],
  ['deployment.checkrun.', [['checkRun', 'id']]],
  [
    'deployment.check-',
    [
      ['deployment', 'id'],
      ['check', 'id'],
    ],
  ],
  ['deployment.', [['deployment', 'id']]],
  ['project.env-variable.', [['projectId'], ['envVarId']]],
  [
    'project.',
    [
      ['project', 'id'],
      ['domain', 'name'],
    ],
  ],
  ['domain.', [['domain', 'name']]],
];

/**
 * What makes two deliveries the same event even under different delivery ids: type, installations, subject and the instant at
 * which it happened. Null where one of these is missing, and for types whose subject is not known.
 */
export function naturalKeyOf(type: string, createdAt: Date | null, payload: Fields): string | null {
  const paths = SUBJECTS.find(([prefix]) => type.startsWith(prefix))?.[1];
  if (paths === undefined || createdAt === null) return null;
  const installations = installationsOf(payload);
  const subject = paths.flatMap((path) => at(payload, path) ?? []);
  if (installations.length + subject.length === 0) return null;
  return JSON.stringify([type, createdAt.getTime(), installations, subject]);
}

function at(payload: Fields, path: readonly string[]): string | null {
  const [first = '', second] = path;
  return second === undefined ? textOf(payload, first) : textOf(fieldsOf(payload, first), second);
}

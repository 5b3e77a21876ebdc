import { describe, expect, it } from '@jest/globals';
import { documentedOperations, missingAnswers } from './coverage.js';

const LIST = { method: 'GET', path: '/admin/v1/jobs/dead', documented: [200, 400] };
const SHOW = { method: 'GET', path: '/admin/v1/jobs/{id}', documented: [200, 404] };

describe('the check that each operation of the admin API was answered in a test', () => {
  it('knows the operations of the document', () => {
    const operations = documentedOperations().map(({ method, path }) => `${method} ${path}`);
    expect(operations).toContain('POST /admin/v1/jobs/dead/{id}/requeue');
    expect(operations).toContain('DELETE /admin/v1/installations/{installationId}/notification');
  });

  it('names an operation that nobody has called, and what is missing of the others', () => {
    const refused = { method: 'GET', path: '/admin/v1/jobs/dead', status: 400 };
    const found = { method: 'GET', path: '/admin/v1/jobs/job_1', status: 200 };
    expect(missingAnswers([LIST, SHOW], [])).toEqual([
      'GET /admin/v1/jobs/dead: 2xx',
      'GET /admin/v1/jobs/{id}: 2xx, 404',
    ]);
    expect(missingAnswers([LIST, SHOW], [refused, found])).toEqual([
      'GET /admin/v1/jobs/dead: 2xx',
      'GET /admin/v1/jobs/{id}: 404',
    ]);
  });

  it('takes an address for the most literal operation, and another method for none', () => {
    const answers = [200, 404].flatMap((status) => [
      { method: 'GET', path: '/admin/v1/jobs/job_1', status },
      { method: 'POST', path: '/admin/v1/jobs/dead', status },
    ]);
    expect(missingAnswers([LIST, SHOW], answers)).toEqual(['GET /admin/v1/jobs/dead: 2xx']);
    expect(missingAnswers([LIST, SHOW], [...answers, { method: 'GET', path: LIST.path, status: 200 }])).toEqual([]);
  });
});

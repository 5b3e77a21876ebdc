import { describe, expect, it } from '@jest/globals';
import {
  readInvoiceNamed,
  readMemberChange,
  readProjectAccess,
  readProjectConnection,
  readScopes,
  readTransferred,
} from '#libs/vercel-webhooks';

describe('what a payload says', () => {
  it('is to which account an installation has moved', () => {
    const told = { previousTeamId: null, previousAccountId: 'a', newTeamId: 't', newAccountId: 'b' };
    expect(readTransferred(told)).toEqual({ newAccountId: 'b' });
    expect(readTransferred({ newTeamId: 't' })).toEqual({ newAccountId: 't' });
    expect(readTransferred({ previousAccountId: 'a' })).toBeNull();
  });

  it('is all scopes after a change', () => {
    expect(readScopes({ configuration: { id: 'i', scopes: ['read:project', 7] } })).toEqual(['read:project']);
    expect(readScopes({ configuration: { scopes: [] } })).toEqual([]);
    expect(readScopes({ configuration: null })).toBeNull();
  });

  it('is which projects may be reached', () => {
    const configuration = { id: 'i', projectSelection: 'selected', projects: ['p', 'q'] };
    const changed = { configuration, projects: { added: ['q'], removed: [] } };
    expect(readProjectAccess(changed)).toEqual({ projectSelection: 'selected', added: ['q'], removed: [] });
    expect(readProjectAccess({ configuration: { projectSelection: 'all' } })).toMatchObject({ added: [] });
    expect(readProjectAccess({ configuration: { projectSelection: 'none' } })).toBeNull();
    expect(readProjectAccess({ projects: { added: ['q'] } })).toBeNull();
  });

  it('is the project of a connection, by either of the two keys', () => {
    const both = { resourceId: 'r', project: { id: 'p', name: 'shop' }, projectId: 'q', targets: ['production'] };
    expect(readProjectConnection(both)).toEqual({
      resourceId: 'r',
      projectId: 'p',
      projectName: 'shop',
      targets: ['production'],
    });
    const bare = { resourceId: 'r', projectId: 'q' };
    expect(readProjectConnection(bare)).toEqual({ ...bare, projectName: null, targets: [] });
    expect(readProjectConnection({ resourceId: 'r' })).toBeNull();
    expect(readProjectConnection({ projectId: 'q' })).toBeNull();
  });

  it.each(['ADMIN', 'USER', 'NONE'])('is the role %s of a member', (role) => {
    expect(readMemberChange({ memberId: 'm', role })).toEqual({ memberId: 'm', role });
  });

  it.each([['OWNER'], ['admin'], [null], [['ADMIN']], ['toString']])('is no role where it says %p', (role) => {
    expect(readMemberChange({ memberId: 'm', role })).toBeNull();
  });

  it('is which invoice something has happened to, and that it is not one of ours where it has no id of ours', () => {
    expect(readInvoiceNamed({ invoiceId: 'mi_1', externalInvoiceId: 'ours' })).toEqual({
      invoiceId: 'mi_1',
      externalInvoiceId: 'ours',
    });
    expect(readInvoiceNamed({ invoiceId: 'mi_1', externalInvoiceId: null })).toMatchObject({ externalInvoiceId: null });
    expect(readInvoiceNamed({ externalInvoiceId: 'ours' })).toBeNull();
  });

  it('is nothing of a member without an id', () => {
    expect(readMemberChange({ role: 'ADMIN' })).toBeNull();
  });
});

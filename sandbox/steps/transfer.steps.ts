import { randomUUID } from 'node:crypto';
import type { UnexpectedAnswer } from '#libs/vercel-simulator';
import { addressOf, sql } from './sql.js';
import type { Step } from './stage.js';

const DRAFT = { product: 'postgres', plan: 'free', name: 'draft' };
const TABLE = `CREATE TABLE pages (id int GENERATED ALWAYS AS IDENTITY, title text); INSERT INTO pages (title) VALUES ('home')`;
const COUNT = 'SELECT count(*)::int AS pages FROM pages';

const handOver: Step = {
  name: 'Transfer a database from the team Initech to the team Hooli',
  async run(stage, checks) {
    const vercel = stage.get('vercel');
    const [initech, hooli] = [vercel.team('Initech'), vercel.team('Hooli')];
    await Promise.all([initech.install(), hooli.install()]);
    const key = randomUUID();
    const draft = await initech.provision(DRAFT, { idempotencyKey: key });
    await sql(addressOf(draft), TABLE);
    const claim = await initech.transfers.offer([draft.id]);
    checks.like('Vercel gets a claim for it', claim.id, /^claim_/);
    checks.same('Hooli needs no other plan for it', await hooli.transfers.verify(claim), undefined);
    await hooli.transfers.accept(claim);
    const taken = await hooli.refresh(draft.id);
    checks.same('Hooli reads it', [taken.name, taken.status], [DRAFT.name, 'ready']);
    checks.same('the same address leads to the data', await sql(addressOf(draft), COUNT), [{ pages: 1 }]);
    stage.put('handedOver', { draft, key, claim, from: initech, to: hooli });
  },
};

const formerOwner: Step = {
  name: 'Keep its former owner away from it',
  async run(stage, checks) {
    const { draft, key, claim, from, to } = stage.get('handedOver');
    const { partner } = stage.get('vercel');
    const { id } = from.installation();
    checks.same('to read it is answered by 404', (await partner.getResource(id, draft.id)).status, 404);
    checks.same('its list is empty', await from.listResources(), []);
    const repeated = from.provision(DRAFT, { idempotencyKey: key });
    const status = await repeated.then(
      () => 200,
      (refused: UnexpectedAnswer) => refused.answer.status,
    );
    checks.same('to send the purchase again tells no secrets: 404', status, 404);
    const again = await partner.acceptResourceTransfer(id, claim.id);
    checks.same('it cannot take it back by the claim: 409', again.status, 409);
    const repeat = await partner.acceptResourceTransfer(to.installation().id, claim.id);
    checks.same('who has it hears that again: 204', repeat.status, 204);
  },
};

/** How a database goes over from one team to another. */
export const TRANSFER: readonly Step[] = [handOver, formerOwner];

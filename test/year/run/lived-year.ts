import { chargeFaults } from '../check/charges.js';
import { creditFaults } from '../check/credits.js';
import { debtFaults } from '../check/debts.js';
import { endFaults } from '../check/ends.js';
import { interimFaults } from '../check/interim.js';
import { invoiceFaults } from '../check/invoices.js';
import { previewFaults } from '../check/previews.js';
import { drawLife } from '../life/draw-life.js';
import type { Life, Moment, Trouble } from '../life/life.js';
import type { Books } from '../model/charges.js';
import { type History, historiesOf } from '../model/history.js';
import { readTariffs } from '../model/prices.js';
import type { Acts } from './acts.js';
import { Product } from './product.js';
import { live } from './year.js';

const EVERY = 4;
const DONE_ALL_THE_SAME: ReadonlySet<Trouble | null> = new Set([null, 'webhooks-twice', 'webhooks-reversed']);
const HOUR_MS = 3_600_000;
const LONG_MS = 60 * 24 * HOUR_MS;
const MOST_TOLD = 30;

/** Lives a year of seeds that share a calendar, and tells in what product and Vercel differ from the model. */
export async function faultsOf(seeds: readonly number[], size: number): Promise<readonly string[]> {
  const life = drawLife(seeds, size);
  const product = await Product.open(life.moments[0]?.at ?? 0);
  try {
    const faults: string[] = [];
    const tariffs = readTariffs();
    const settled: number[] = [];
    const look = async (acts: Acts, moment: Moment): Promise<void> => {
      if (moment.trouble !== 'worker-down') settled.push(Date.now());
      if (isLooked(life, moment)) faults.push(...(await lookAt({ product, acts, life, moment }, { settled, tariffs })));
    };
    await live(product, life, look);
    const { violations } = product.server.vercel;
    const dead = product.work.failed.filter(({ status }) => status !== 'failed');
    faults.push(...dead.map((job) => `a job was given up: ${JSON.stringify(job)}`));
    faults.push(...violations.map((violation) => `breach of the contract: ${JSON.stringify(violation)}`));
    return faults.slice(0, MOST_TOLD);
  } finally {
    await product.close();
  }
}

interface Seen {
  readonly product: Product;
  readonly acts: Acts;
  readonly life: Life;
  readonly moment: Moment;
}

async function lookAt({ product, acts, life, moment }: Seen, books: Books): Promise<readonly string[]> {
  const isLast = moment === life.moments.at(-1);
  const histories = historiesOf(until(life, moment)).filter((history) => isLast || !hasLongLeft(history));
  const previews = await previewFaults({ product, acts }, histories, books.tariffs);
  const charges = await chargeFaults({ product, acts }, histories, books);
  const credits = await creditFaults({ product, acts }, histories, { tariffs: books.tariffs, moment });
  const debts = await debtFaults({ product, acts }, histories);
  const ends = isLast
    ? [...endFaults(product, acts, histories), ...(await invoiceFaults({ product, acts }, histories))]
    : [];
  const shown = moment.isShown ? interimFaults(acts, histories, books.tariffs) : [];
  return [...previews, ...charges, ...credits, ...debts, ...shown, ...ends];
}

/** Nothing becomes of them any more; in the end all are compared again. */
function hasLongLeft({ leftAt }: History): boolean {
  return leftAt !== null && leftAt < Date.now() - LONG_MS;
}

/** Only when all that is due has been done, and the last stops before were no obstacle to it. */
function isLooked({ moments }: Life, moment: Moment): boolean {
  const index = moments.indexOf(moment);
  if (index === moments.length - 1) return true;
  const isCalm = DONE_ALL_THE_SAME.has(moment.trouble) && moment.at - (moments[index - 1]?.at ?? 0) > HOUR_MS;
  return isCalm && index % EVERY === 0;
}

function until({ moments }: Life, moment: Moment): Life {
  return { moments: moments.slice(0, moments.indexOf(moment) + 1) };
}

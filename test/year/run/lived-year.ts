import { previewFaults } from '../check/previews.js';
import { drawLife } from '../life/draw-life.js';
import type { Life, Moment } from '../life/life.js';
import { historiesOf } from '../model/history.js';
import { readTariffs } from '../model/prices.js';
import type { Acts } from './acts.js';
import { Product } from './product.js';
import { live } from './year.js';

const LOOKS = 8;
const MOST_TOLD = 20;

/** Lives a year of seeds that share a calendar, and tells in what product and Vercel differ from the model. */
export async function faultsOf(seeds: readonly number[], size: number): Promise<readonly string[]> {
  const life = drawLife(seeds, size);
  const product = await Product.open(life.moments[0]?.at ?? 0);
  try {
    const faults: string[] = [];
    const tariffs = readTariffs();
    const look = async (acts: Acts, moment: Moment): Promise<void> => {
      if (!isLooked(life, moment)) return;
      const histories = historiesOf(until(life, moment));
      faults.push(...(await previewFaults({ product, acts }, histories, tariffs)));
    };
    await live(product, life, look);
    const { violations } = product.server.vercel;
    faults.push(...violations.map((violation) => `breach of the contract: ${JSON.stringify(violation)}`));
    return faults.slice(0, MOST_TOLD);
  } finally {
    await product.close();
  }
}

function isLooked({ moments }: Life, moment: Moment): boolean {
  const index = moments.indexOf(moment);
  return index % Math.ceil(moments.length / LOOKS) === 0 || index === moments.length - 1;
}

function until({ moments }: Life, moment: Moment): Life {
  return { moments: moments.slice(0, moments.indexOf(moment) + 1) };
}
